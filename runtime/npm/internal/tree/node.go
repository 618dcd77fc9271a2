// Package tree decides which version of which package lies in which node_modules folder,
// as npm 11 does for a first installation: it follows the algorithm of @npmcli/arborist
// 9.9 (lib/arborist/build-ideal-tree.js, place-dep.js, can-place-dep.js) without what
// only an existing tree, workspaces, links or overrides need.
//
// Packages are looked at from the root outwards, and by path where they are equally deep.
// What a package needs and cannot resolve from where it lies is placed as near to the
// root as nothing is in the way, together with its peer dependencies, which must be found
// from the same place. What cannot be had is left out where it is optional.
package tree

import (
	"slices"

	"github.com/hookline/hookline/runtime/npm/internal/packument"
)

// Node is a package in a folder, or the root, whose manifest has the hook's dependencies.
type Node struct {
	Name     string // of the folder: the package's, or an alias
	Manifest *packument.Manifest
	Parent   *Node // whose node_modules it is in; nil for the root
	Children map[string]*Node
	Bundled  bool // it came with the tarball of a node above

	err      error   // it could not be had; the manifest is empty
	stands   *Node   // for a virtual root: the node whose dependencies it has
	out      []*edge // by name
	in       []*edge // of all nodes that resolve to it
	required bool    // from the root by edges that are not optional; set at the end
	dropped  bool    // left out
}

// edge is a dependency of a node, and what the name resolves to from there. That may be
// the wrong version, or nothing.
type edge struct {
	from, to *Node
	name     string
	text     string // the range as written
	spec     packument.Spec
	bad      error // the text is no spec
	peer     bool
	optional bool
	// overruled says that the peer is there in another version, and that this is borne.
	overruled bool
}

// newNode makes a node that lies nowhere yet.
func newNode(name string, m *packument.Manifest) *Node {
	n := &Node{Name: name, Manifest: m, Children: map[string]*Node{}}
	for peer, optional := range m.Peers() {
		n.depend(edge{name: peer, text: m.PeerDependencies[peer], peer: true, optional: optional})
	}
	for name, text := range m.Dependencies {
		n.depend(edge{name: name, text: text})
	}
	for name, text := range m.OptionalDependencies {
		n.depend(edge{name: name, text: text, optional: true})
	}
	slices.SortFunc(n.out, func(a, b *edge) int { return compareNames(a.name, b.name) })
	return n
}

// depend adds a dependency. A later one of the same name wins.
func (n *Node) depend(e edge) {
	e.from = n
	e.spec, e.bad = parseDependency(e.name, e.text)
	n.out = slices.DeleteFunc(n.out, func(old *edge) bool { return old.name == e.name })
	n.out = append(n.out, &e)
}

func (n *Node) edge(name string) *edge {
	for _, e := range n.out {
		if e.name == name {
			return e
		}
	}
	return nil
}

// attach puts a node that lies nowhere into a node_modules folder. What lies there under
// the same name is taken out.
func (n *Node) attach(parent *Node) {
	if old := parent.Children[n.Name]; old != nil {
		old.detach()
	}
	n.Parent = parent
	parent.Children[n.Name] = n
	parent.reload(n.Name)
	n.reloadAll()
}

// detach takes a node out, with everything below.
func (n *Node) detach() {
	parent := n.Parent
	if parent == nil {
		return
	}
	n.Parent = nil
	delete(parent.Children, n.Name)
	parent.reload(n.Name)
	n.reloadAll()
}

// replace takes the place of a node, and what lies below it.
func (n *Node) replace(old *Node) {
	parent, below := old.Parent, old.children()
	for _, child := range below {
		child.detach()
	}
	old.detach()
	n.attach(parent)
	for _, child := range below {
		child.attach(n)
	}
}

// children are the nodes in the node's folder, in order.
func (n *Node) children() []*Node {
	list := make([]*Node, 0, len(n.Children))
	for _, child := range n.Children {
		list = append(list, child)
	}
	slices.SortFunc(list, func(a, b *Node) int { return compareNames(a.Name, b.Name) })
	return list
}

// reload resolves a name again, for the node and all below.
func (n *Node) reload(name string) {
	if e := n.edge(name); e != nil {
		e.reload()
	}
	for _, child := range n.Children {
		child.reload(name)
	}
}

func (n *Node) reloadAll() {
	for _, e := range n.out {
		e.reload()
	}
	for _, child := range n.Children {
		child.reloadAll()
	}
}

func (e *edge) reload() {
	to := e.from.resolve(e.name)
	if to == e.to {
		return
	}
	if e.to != nil {
		e.to.in = slices.DeleteFunc(e.to.in, func(other *edge) bool { return other == e })
	}
	if e.to = to; to != nil {
		to.in = append(to.in, e)
	}
}

// resolve finds what require(name) would find from the node.
func (n *Node) resolve(name string) *Node {
	for ; n != nil; n = n.Parent {
		if found := n.Children[name]; found != nil {
			return found
		}
	}
	return nil
}

func (n *Node) root() *Node {
	for n.Parent != nil {
		n = n.Parent
	}
	return n
}

func (n *Node) isTop() bool { return n.Parent == nil }

func (n *Node) depth() int {
	depth := 0
	for ; n.Parent != nil; n = n.Parent {
		depth++
	}
	return depth
}

// Path is the place in the tree: "node_modules/a/node_modules/b"; empty for the root.
func (n *Node) Path() string {
	switch {
	case n.Parent == nil:
		return ""
	case n.Parent.Parent == nil:
		return "node_modules/" + n.Name
	}
	return n.Parent.Path() + "/node_modules/" + n.Name
}

func (n *Node) within(other *Node) bool {
	for ; n != nil; n = n.Parent {
		if n == other {
			return true
		}
	}
	return false
}

// same reports whether both are the same package in the same version.
func (n *Node) same(other *Node) bool {
	return n == other || n.Name == other.Name && n.Manifest.Name != "" &&
		n.Manifest.Name == other.Manifest.Name && n.Manifest.Version == other.Manifest.Version
}

// accepts reports whether a node is what the dependency asks for.
func (e *edge) accepts(n *Node) bool {
	return n.Name == e.name && e.bad == nil && n.err == nil && e.spec.Accepts(n.Manifest.Version)
}

// valid reports whether the dependency is met, or absent where it may be.
func (e *edge) valid() bool {
	if e.to == nil {
		return e.optional
	}
	if e.peer && e.from == e.to.Parent && !e.from.isTop() {
		return false // a peer must be found by others, too
	}
	return e.accepts(e.to)
}
