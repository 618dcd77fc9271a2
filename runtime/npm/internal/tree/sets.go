package tree

import "slices"

// set is an ordered set of nodes: it may grow while it is walked by index.
type set struct {
	list []*Node
	has  map[*Node]bool
}

func newSet(nodes ...*Node) *set {
	s := &set{has: map[*Node]bool{}}
	for _, n := range nodes {
		s.add(n)
	}
	return s
}

func (s *set) add(n *Node) {
	if !s.has[n] {
		s.has[n] = true
		s.list = append(s.list, n)
	}
}

func (s *set) remove(n *Node) {
	delete(s.has, n)
	s.list = slices.DeleteFunc(s.list, func(other *Node) bool { return other == n })
}

// gather collects what the nodes depend on, then takes out what others depend on, too.
// Only edges for which counts is true are looked at. (gather-dep-set.js)
func gather(nodes []*Node, counts func(*edge) bool) []*Node {
	s := newSet(nodes...)
	for i := 0; i < len(s.list); i++ {
		for _, e := range s.list[i].out {
			if e.to != nil && counts(e) {
				s.add(e.to)
			}
		}
	}
	for changed := true; changed; {
		changed = false
		for _, n := range slices.Clone(s.list) {
			if slices.ContainsFunc(n.in, func(e *edge) bool { return !s.has[e.from] && counts(e) }) {
				s.remove(n)
				changed = true
			}
		}
	}
	return s.list
}

// entry is an edge that brought a set of peers into the tree.
type entry struct {
	edge  *edge
	peers *set
}

// peerEntries are the sets of peers that a node is part of. (peer-entry-sets.js)
func peerEntries(n *Node) []entry {
	union := newSet(n)
	for i := 0; i < len(union.list); i++ {
		for _, e := range union.list[i].out {
			if e.peer && e.to != nil && e.valid() {
				union.add(e.to)
			}
		}
		for _, e := range union.list[i].in {
			if e.peer && e.valid() {
				union.add(e.from)
			}
		}
	}
	var entries []entry
	for _, peer := range union.list {
		for _, e := range peer.in {
			if !e.valid() || e.peer && !e.from.isTop() {
				continue
			}
			if peers := peersOf(peer); peers.has[n] {
				entries = append(entries, entry{e, peers})
			}
		}
	}
	return entries
}

// peersOf are a node and the peers it needs, and theirs.
func peersOf(n *Node) *set {
	s := newSet(n)
	for i := 0; i < len(s.list); i++ {
		for _, e := range s.list[i].out {
			if e.peer && e.to != nil && e.valid() {
				s.add(e.to)
			}
		}
	}
	return s
}

// deepest is the place farthest from the root where a dependency of start may lie: above
// everything that has it as a peer. (deepest-nesting-target.js)
func deepest(start *Node, name string) *Node {
	for n := start; ; n = n.Parent {
		if n.Parent == nil {
			return n
		}
		if e := n.edge(name); e == nil || !e.peer {
			return n
		}
	}
}

// canReplace reports whether everybody who depends on old would be content with n. Edges
// from the named peers beside it do not count: they are replaced together. (node.js,
// canReplaceWith)
func (n *Node) canReplace(old *Node, together map[string]*Node) bool {
	if n.Name != old.Name || n.Manifest.Name != old.Manifest.Name {
		return false
	}
	with := newSet(gather([]*Node{old}, func(e *edge) bool { return e.to != old && e.valid() })...)
	for _, e := range old.in {
		if !old.isTop() && e.from.Parent == old.Parent && e.peer && together[e.from.Name] != nil {
			continue
		}
		if !with.has[e.from] && !e.accepts(n) {
			return false
		}
	}
	return true
}

// redundant reports whether a node could be taken out, because what its dependents would
// find above it is as good or newer. (node.js, canDedupe)
func (n *Node) redundant() bool {
	if n.Bundled || n.Parent == nil || n.Parent.Parent == nil {
		return false
	}
	if len(n.in) == 0 {
		return true
	}
	above := n.Parent.Parent.resolve(n.Name)
	switch {
	case above == nil:
		return false
	case above.same(n):
		return true
	}
	return above.canReplace(n, nil) && compareVersions(above, n) >= 0
}
