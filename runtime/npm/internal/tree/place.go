package tree

import (
	"slices"

	"github.com/hookline/hookline/runtime/npm/internal/fault"
)

// placement is what became of placing a node and its peers. (place-dep.js)
type placement struct {
	dep      *Node // with its peers beside it, in a virtual root
	edge     *edge
	parent   *placement // of what dep is a peer
	check    *check     // where it can lie
	placed   *Node      // a copy of dep in the tree; nil if nothing changed
	peers    []*placement
	evaluate []*Node // what lost something that it depends on
	work     *work
}

// place finds the place for dep that is nearest to the root, and puts it there.
func place(dep *Node, e *edge, parent *placement, w *work) (*placement, error) {
	p := &placement{dep: dep, edge: e, parent: parent, work: w}
	if e.to != nil && e.valid() {
		return p, nil
	}
	alone := p.search()
	if w.done() {
		return nil, tooMuch()
	}
	if p.check == nil {
		if p.ours() {
			return nil, p.conflict()
		}
		if p.check = alone; alone == nil {
			e.overruled = true
			return p, nil
		}
	}
	v := p.check.whole
	if v == conflict {
		v = p.check.self
	}
	if v == keep {
		if e.peer && !e.valid() {
			e.overruled = true
		}
		prune(p.check.target, true)
		return p, nil
	}
	return p, p.put()
}

// search walks up to the root, and notes the last place that is possible before the first
// conflict. alone is the last one that is possible without the peers.
func (p *placement) search() (alone *check) {
	for target := p.start(); target != nil; target = target.Parent {
		if wanted := target.edge(p.edge.name); !target.isTop() && wanted != nil && wanted.peer {
			continue
		}
		var above *check
		if p.parent != nil {
			above = p.parent.check
		}
		c := newCheck(check{dep: p.dep, target: target, edge: p.edge, parent: above, work: p.work})
		if c.self != conflict {
			alone = c
		}
		if c.whole == conflict {
			return alone
		}
		p.check = c
		if p.dep.err != nil {
			return alone // it will be left out, or the end of everything
		}
	}
	return alone
}

func (p *placement) start() *Node {
	from := p.edge.from
	if p.parent != nil {
		from = p.parent.start()
	}
	return deepest(from, p.edge.name)
}

// put places a copy of dep, and its peers where they are not met.
func (p *placement) put() error {
	target := p.check.target
	for n := target; !n.isTop(); n = n.Parent {
		if n.same(p.dep) {
			return fault.Invalid("package %q needs itself in two versions, through %s, without end; take another version of it", p.dep.Name, target.Path())
		}
	}
	p.work.nodes--
	p.placed = newNode(p.dep.Name, p.dep.Manifest)
	p.placed.err = p.dep.err
	if old := target.Children[p.dep.Name]; old != nil {
		p.replaceOld(old)
	} else {
		p.placed.attach(target)
	}
	if p.edge.peer && !p.edge.accepts(p.placed) {
		p.edge.overruled = true
	}
	for _, n := range target.root().all() {
		if n.Name == p.dep.Name && n != target && n.within(target) && !n.isTop() && n.root() == target.root() {
			prune(n, false)
			if n.root() == target.root() {
				for _, child := range n.children() {
					prune(child, false)
				}
			}
		}
	}
	for _, e := range slices.Clone(p.placed.out) {
		if e.valid() || !e.peer || e.overruled {
			continue
		}
		peer := p.dep.Parent.Children[e.name]
		if peer == nil || !e.accepts(peer) && peer.err == nil {
			continue
		}
		child, err := place(peer, e, p, p.work)
		if err != nil {
			return err
		}
		p.peers = append(p.peers, child)
	}
	return nil
}

// replaceOld puts the new node in place of another version, and takes out what only that
// one needed, and sets of peers that the new one does not suit.
func (p *placement) replaceOld(old *Node) {
	target := old.Parent
	var orphans []*Node
	for _, e := range old.out {
		if p.placed.edge(e.name) == nil && e.to != nil {
			orphans = append(orphans, gather([]*Node{e.to}, func(other *edge) bool { return other.to != e.to })...)
		}
	}
	var unsuited []*Node
	for _, e := range slices.Clone(old.in) {
		if e.accepts(p.placed) || !e.peer || e.from.Parent != target || e.overruled {
			continue
		}
		for _, entry := range peerEntries(e.from) {
			node := entry.edge.to
			if deepest(node, node.Name) != target && !entry.edge.from.isTop() {
				unsuited = append(unsuited, gather([]*Node{node}, func(other *edge) bool { return other.to != node && !other.overruled })...)
			} else {
				e.overruled = true
			}
		}
	}
	p.placed.replace(old)
	p.removeOrphans(orphans)
	for _, n := range unsuited {
		for _, e := range n.in {
			p.evaluate = append(p.evaluate, e.from)
		}
		n.detach()
	}
}

func (p *placement) removeOrphans(orphans []*Node) {
	node := p.placed
	gone := newSet()
	for _, e := range node.out {
		if e.to != nil && !e.valid() {
			gone.add(e.to)
		}
	}
	for _, orphan := range orphans {
		for _, n := range gather([]*Node{orphan}, func(e *edge) bool { return e.to != orphan && e.valid() }) {
			gone.add(n)
		}
	}
	for _, n := range gather(gone.list, func(e *edge) bool { return e.from != node && e.to != node && e.valid() }) {
		n.detach()
	}
}

// prune takes a node out if something above it will do, else does so below it.
func prune(n *Node, descend bool) {
	if n.redundant() {
		for _, gone := range gather([]*Node{n}, func(e *edge) bool { return e.to != n && e.valid() }) {
			gone.detach()
		}
		return
	}
	if descend {
		for _, child := range n.children() {
			prune(child, true)
		}
	}
}

// all are the nodes below, in no order that matters.
func (n *Node) all() []*Node {
	var list []*Node
	for _, child := range n.children() {
		list = append(append(list, child), child.all()...)
	}
	return list
}

// ours reports whether the hook itself asks for what cannot be placed: npm bears
// conflicts between the peers of others only.
func (p *placement) ours() bool {
	top := p
	for top.parent != nil {
		top = top.parent
	}
	from := top.edge.from
	if from.isTop() {
		return true
	}
	if !top.edge.peer {
		return false
	}
	for _, e := range from.in {
		if !e.peer && e.from.isTop() {
			return true
		}
	}
	return slices.ContainsFunc(peerEntries(from), func(entry entry) bool { return entry.edge.from.isTop() })
}

// conflict explains which peers cannot be had together.
func (p *placement) conflict() error {
	top := p
	for top.parent != nil {
		top = top.parent
	}
	e, dep := top.edge, top.dep
	for _, peer := range dep.out {
		if there := e.from.resolve(peer.name); peer.peer && there != nil && !peer.accepts(there) {
			return conflictError(dep, peer, there)
		}
	}
	return fault.Invalid("package %q: %s cannot be installed beside the peer dependencies of the others; change its version in dependencies", e.name, describe(dep))
}

func conflictError(dep *Node, peer *edge, there *Node) error {
	return fault.Invalid("package %q: %s needs %s@%s as a peer, and %s is there; change one of them in dependencies", dep.Name, describe(dep), peer.name, peer.text, describe(there))
}

func describe(n *Node) string {
	if n.isTop() {
		return "the hook"
	}
	return n.Manifest.Name + "@" + n.Manifest.Version
}
