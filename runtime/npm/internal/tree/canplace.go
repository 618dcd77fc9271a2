package tree

import (
	"slices"

	"github.com/hookline/hookline/runtime/npm/internal/packument"
)

// verdict says whether a node can be placed somewhere.
type verdict int

const (
	undecided verdict = iota
	conflict          // something is in the way
	free              // nothing of the name is there
	displace          // it takes the place of another version
	keep              // what is there will do
)

// check answers whether dep can lie in target's folder, to meet an edge. It changes
// nothing. (can-place-dep.js)
type check struct {
	dep, target *Node
	edge        *edge
	parent      *check // of what dep is a peer
	path        []*Node

	current *Node // what has the name in target already
	whole   verdict
	self    verdict // without regard to its peers
	peers   verdict
	work    *work
}

func newCheck(c check) *check {
	c.current = c.target.Children[c.edge.name]
	c.whole = c.decide()
	if c.self == undecided {
		c.self = c.whole
	}
	return &c
}

func compareVersions(a, b *Node) int {
	return packument.Compare(a.Manifest.Version, b.Manifest.Version)
}

func (c *check) decide() verdict {
	if c.work.checks--; c.work.done() {
		return conflict
	}
	if c.dep.err != nil {
		if c.current != nil {
			return displace
		}
		return free
	}
	wanted := c.target.edge(c.edge.name)
	if wanted != nil && wanted.peer && !c.target.isTop() {
		return conflict
	}
	if c.current != nil {
		return c.decideOccupied()
	}
	if wanted != nil && wanted != c.edge && !wanted.accepts(c.dep) {
		return conflict
	}
	return c.decideVacant()
}

// decideVacant looks at who, below target, finds another version above it, which dep
// would hide.
func (c *check) decideVacant() verdict {
	if c.target != c.top().edge.from {
		if above := c.target.resolve(c.edge.name); above != nil {
			for _, e := range above.in {
				if e.from.within(c.target) && e.valid() && !e.accepts(c.dep) {
					return conflict
				}
			}
		}
	}
	return c.withPeers(free)
}

func (c *check) decideOccupied() verdict {
	if c.dep.same(c.current) && (c.edge.accepts(c.current) || !c.edge.accepts(c.dep)) {
		return keep
	}
	newer := compareVersions(c.dep, c.current) >= 0
	replaceable := c.dep.canReplace(c.current, nil)
	if newer && replaceable {
		if v := c.withPeers(displace); v != conflict {
			return v
		}
	}
	if c.edge.accepts(c.current) {
		return keep
	}
	// Peers try harder to be the only ones, so an older one may displace a newer.
	if c.edge.peer && !newer && replaceable {
		if v := c.withPeers(displace); v != conflict {
			return v
		}
	}
	switch {
	case c.target != c.deepest():
		return conflict // it can lie deeper
	case !c.edge.peer && c.target == c.edge.from:
		return c.withPeers(displace) // it must lie here
	case c.parent == nil && !c.edge.peer, !c.currentCanMove():
		return conflict
	}
	return c.withPeers(displace)
}

// currentCanMove reports whether the sets of peers that hold what lies here can all be
// replaced by those of dep, or lie deeper.
func (c *check) currentCanMove() bool {
	for _, entry := range peerEntries(c.current) {
		if entry.edge == c.edge || entry.edge == c.top().edge {
			continue
		}
		node := entry.edge.to
		instead := c.dep.Parent.Children[node.Name]
		if instead != nil && instead.canReplace(node, c.dep.Parent.Children) || instead == nil && c.clobbers(node) {
			continue
		}
		for _, peer := range entry.peers.list {
			deep := deepest(entry.edge.from, peer.Name)
			if deep == c.target || c.target.within(deep) {
				return false
			}
		}
	}
	return true
}

// clobbers reports whether the peers of dep would do for a node and its peers.
func (c *check) clobbers(node *Node) bool {
	walk := newSet(node)
	for i := 0; i < len(walk.list); i++ {
		for _, e := range walk.list[i].out {
			if !e.peer || !e.valid() {
				continue
			}
			if instead := c.dep.Parent.Children[e.name]; instead == nil {
				if e.to != nil {
					walk.add(e.to)
				}
			} else if !e.accepts(instead) {
				return false
			}
		}
	}
	return true
}

func (c *check) deepest() *Node {
	if c.parent != nil {
		return deepest(c.parent.deepest(), c.edge.name)
	}
	return deepest(c.edge.from, c.edge.name)
}

func (c *check) top() *check {
	for c.parent != nil {
		c = c.parent
	}
	return c
}

// withPeers says v if the peers of dep can be placed, too.
func (c *check) withPeers(v verdict) verdict {
	c.self = v
	if c.peers != undecided {
		return c.peers
	}
	path := append(slices.Clone(c.path), c.dep)
	c.peers = v
	for _, e := range c.dep.out {
		if !e.peer || e.to == nil || slices.Contains(path, e.to) {
			continue
		}
		if peer := newCheck(check{dep: e.to, target: deepest(c.target, e.name), edge: e, parent: c, path: path, work: c.work}); peer.whole == conflict {
			c.peers = conflict
		}
	}
	return c.peers
}
