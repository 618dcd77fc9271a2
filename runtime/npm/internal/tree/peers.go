package tree

import (
	"context"

	"github.com/hookline/hookline/runtime/npm/internal/fault"
	"github.com/hookline/hookline/runtime/npm/internal/packument"
)

// virtualRoot makes an empty tree with the dependencies of a node.
func (b *builder) virtualRoot(n *Node) *Node {
	v := newNode(n.Name, n.Manifest)
	v.stands = n
	b.virtual[n] = v
	return v
}

// nodeFor makes the node that an edge asks for, in a virtual root together with all of
// its peers. second is another edge that would like to be met by the same node. required
// are the nodes without which the one that is being placed cannot be. (#nodeFromEdge)
func (b *builder) nodeFor(ctx context.Context, e *edge, parent *Node, second *edge, required map[*Node]bool) (*Node, error) {
	if parent == nil {
		parent = b.virtualRoot(e.from)
	}
	node, err := b.fetch(ctx, e, parent)
	if err != nil {
		return nil, err
	}
	if second != nil && !second.valid() {
		other, err := b.fetch(ctx, second, parent)
		if err != nil {
			return nil, err
		}
		if e.valid() {
			node = other
		}
	}
	if node.Parent != parent {
		node.attach(parent)
	}
	if e.needs(required) || second != nil && second.needs(required) {
		required[node] = true
	}
	err = b.loadPeers(ctx, node, required)
	if node.Parent == nil { // a peer of its peers wanted another version in its place
		if instead := parent.Children[e.name]; instead != nil {
			return instead, err
		}
		node.attach(parent)
	}
	return node, err
}

// needs reports whether what the edge leads to is as necessary as where it starts.
func (e *edge) needs(required map[*Node]bool) bool {
	return required[e.from] && !(e.peer && e.optional)
}

// fetch makes a node of the version that an edge asks for. One that cannot be had is a
// node, too: it is left out at the end, or its error is that of the installation.
func (b *builder) fetch(ctx context.Context, e *edge, parent *Node) (*Node, error) {
	if b.work.nodes--; b.work.done() {
		return nil, tooMuch()
	}
	m, err := &packument.Manifest{}, e.bad
	if err == nil {
		m, err = b.source.Manifest(ctx, e.spec)
	}
	if err == nil && len(m.Dependencies)+len(m.OptionalDependencies)+len(m.PeerDependencies) > maxEdges {
		err = fault.Invalid("package %q: %s@%s has more than %d dependencies; take another one", m.Name, m.Name, m.Version, maxEdges)
	}
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		m = &packument.Manifest{}
	}
	n := newNode(e.name, m)
	n.err = err
	n.attach(parent)
	return n, nil
}

// loadPeers arranges the peers of a node in its virtual root. Conflicts among them are
// borne unless the hook's own dependencies are concerned. (#loadPeerSet)
func (b *builder) loadPeers(ctx context.Context, n *Node, required map[*Node]bool) error {
	var peers []*edge
	for _, e := range n.out {
		if e.peer && !(e.to != nil && e.valid()) {
			peers = append(peers, e)
		}
	}
	b.prefetch(ctx, peers)
	for _, e := range peers {
		if n.Parent == nil {
			return nil // a compatible one has replaced it
		}
		if e.to != nil && e.valid() {
			continue
		}
		if err := b.loadPeer(ctx, n, e, required); err != nil {
			return err
		}
	}
	return nil
}

func (b *builder) loadPeer(ctx context.Context, n *Node, e *edge, required map[*Node]bool) error {
	borne := !n.Parent.stands.isTop()
	parents := n.Parent.edge(e.name)
	switch {
	case e.to == nil && parents == nil:
		_, err := b.nodeFor(ctx, e, n.Parent, nil, required)
		return err
	case e.to == nil:
		// The parent's range may be wide: let the peer's guide it.
		dep, err := b.nodeFor(ctx, parents, n.Parent, e, required)
		if err != nil || e.valid() {
			return err
		}
		if borne || !required[dep] {
			e.overruled = true
			return nil
		}
		if n.Parent == nil {
			return nil
		}
		return conflictError(n, e, dep)
	}
	// Something is there already. If what would suit suits its dependents, take that.
	current := e.to
	dep, err := b.nodeFor(ctx, e, nil, nil, required)
	if err != nil {
		return err
	}
	if dep.canReplace(current, nil) {
		_, err := b.nodeFor(ctx, e, n.Parent, nil, required)
		return err
	}
	if borne || !required[e.from] {
		return nil
	}
	return conflictError(n, e, current)
}
