package tree

import (
	"context"
	"slices"

	"github.com/hookline/hookline/runtime/npm/internal/fault"
	"github.com/hookline/hookline/runtime/npm/internal/packument"
)

// Source knows the packages.
type Source interface {
	// Manifest gives the version that a spec asks for.
	Manifest(context.Context, packument.Spec) (*packument.Manifest, error)
	// Prefetch says that these will be asked for soon.
	Prefetch(context.Context, []packument.Spec)
	// Bundle gives the manifests of what a package's tarball brings along, by place:
	// "node_modules/a", "node_modules/a/node_modules/b".
	Bundle(context.Context, *packument.Manifest) (map[string]*packument.Manifest, error)
}

// The bounds of the work for one tree, which no tree of real packages reaches: the largest
// of those that public hooks name has 300 packages. Without bounds, packages that are made
// for it could keep the search for places going for ever.
const (
	maxMade   = 8_000   // nodes, those in virtual roots included
	maxChecks = 100_000 // of places
	maxEdges  = 1_000   // dependencies of one package
)

// work is what is left of the bounds.
type work struct{ nodes, checks int }

func (w *work) done() bool { return w.nodes <= 0 || w.checks <= 0 }

func tooMuch() error {
	return fault.Invalid("the dependencies need too many packages, or peer dependencies that are too entangled; take fewer or smaller ones")
}

type builder struct {
	source Source
	root   *Node
	queue  []*Node
	seen   map[*Node]bool
	// virtual roots have the dependencies of a node, but are empty: peers are arranged
	// with each other there before they are placed.
	virtual map[*Node]*Node
	work    *work
}

// Build makes the tree for these dependencies. Optional packages that cannot be had are
// left out; any other error is final. The root's manifest is the dependencies'.
func Build(ctx context.Context, source Source, dependencies map[string]string) (*Node, error) {
	b := &builder{
		source: source, root: newNode("", &packument.Manifest{Dependencies: dependencies}),
		seen: map[*Node]bool{}, virtual: map[*Node]*Node{}, work: &work{nodes: maxMade, checks: maxChecks},
	}
	b.push(b.root)
	for len(b.queue) > 0 || b.again() {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if err := b.step(ctx); err != nil {
			return nil, err
		}
	}
	return b.root, b.leaveOutFailed()
}

// again queues the packages that lack something all the same: it could not be had, and
// what stood for it was then taken out together with what it lay beside. npm overlooks
// these.
func (b *builder) again() bool {
	for _, n := range append(b.root.all(), b.root) {
		for _, e := range n.out {
			if e.to == nil && !e.optional && !e.overruled {
				delete(b.seen, n)
				b.push(n)
			}
		}
	}
	return len(b.queue) > 0
}

func (b *builder) push(n *Node) {
	if !slices.Contains(b.queue, n) {
		b.queue = append(b.queue, n)
	}
}

// pop takes the node that is nearest to the root, by path among those that are equally
// near. It is nil if nothing is left to look at.
func (b *builder) pop() *Node {
	b.queue = slices.DeleteFunc(b.queue, func(n *Node) bool { return b.seen[n] || n.root() != b.root })
	depth, nearest := 0, []*Node(nil)
	for _, n := range b.queue {
		d := n.depth()
		if nearest == nil || d < depth {
			depth, nearest = d, nearest[:0]
		}
		if d == depth {
			nearest = append(nearest, n)
		}
	}
	if nearest == nil {
		return nil
	}
	return slices.MinFunc(nearest, func(a, c *Node) int { return compareNames(a.Path(), c.Path()) })
}

// step meets the dependencies of one node.
func (b *builder) step(ctx context.Context) error {
	n := b.pop()
	if n == nil {
		return nil
	}
	b.seen[n] = true
	if err := b.unbundle(ctx, n); err != nil {
		return err
	}
	problems := n.problems()
	b.prefetch(ctx, problems)
	deps := make([]*Node, len(problems))
	for i, e := range problems {
		var err error
		if deps[i], err = b.candidate(ctx, n, e); err != nil {
			return err
		}
	}
	for i, e := range problems {
		p, err := place(deps[i], e, nil, b.work)
		if err != nil {
			return err
		}
		b.placed(ctx, p)
	}
	return nil
}

// problems are the dependencies that are not met.
func (n *Node) problems() []*edge {
	var list []*edge
	for _, e := range n.out {
		switch {
		case e.overruled, e.to != nil && (e.to.err != nil || e.valid()), e.to == nil && e.peer && e.optional:
		default:
			list = append(list, e)
		}
	}
	return list
}

func (b *builder) prefetch(ctx context.Context, edges []*edge) {
	var specs []packument.Spec
	for _, e := range edges {
		if e.bad == nil {
			specs = append(specs, e.spec)
		}
	}
	b.source.Prefetch(ctx, specs)
}

// candidate is the node to place for an edge, in a virtual root with its peers.
func (b *builder) candidate(ctx context.Context, n *Node, e *edge) (*Node, error) {
	virtual := b.virtual[n]
	if virtual == nil {
		virtual = b.virtualRoot(n)
	}
	if ready := virtual.edge(e.name); ready != nil && ready.to != nil && ready.valid() && e.accepts(ready.to) {
		return ready.to, nil
	}
	if e.peer && e.optional {
		if found := hoistable(e); found != nil {
			return found, nil
		}
	}
	var parent *Node
	if e.peer {
		parent = virtual
	}
	return b.nodeFor(ctx, e, parent, nil, map[*Node]bool{e.from: true})
}

// hoistable is the node nearest to where the edge starts that would do for it.
func hoistable(e *edge) *Node {
	start := e.from
	if start.Parent != nil {
		start = start.Parent
	}
	queue := start.children()
	for len(queue) > 0 {
		n := queue[0]
		if !n.Bundled && e.accepts(n) {
			return n
		}
		queue = append(queue[1:], n.children()...)
	}
	return nil
}

// placed notes what has to be looked at after a placement.
func (b *builder) placed(ctx context.Context, p *placement) {
	if p.placed != nil {
		for _, e := range p.placed.in {
			if e != p.edge && !e.valid() && !e.overruled {
				delete(b.seen, e.from)
				b.push(e.from)
			}
		}
		b.push(p.placed)
		for _, n := range p.evaluate {
			delete(b.seen, n)
			b.push(n)
		}
		b.prefetch(ctx, p.placed.problems())
	}
	for _, peer := range p.peers {
		b.placed(ctx, peer)
	}
}

// unbundle adds what the tarball of a node brings along. What it should and does not is
// met like any other dependency.
func (b *builder) unbundle(ctx context.Context, n *Node) error {
	if n.isTop() || n.Bundled || n.err != nil || !n.Manifest.HasBundle() {
		return nil
	}
	bundled, err := b.source.Bundle(ctx, n.Manifest)
	if err != nil {
		return err
	}
	n.adopt(bundled)
	for _, child := range n.all() {
		if child.Bundled {
			b.push(child)
		}
	}
	return nil
}
