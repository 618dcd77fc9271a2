package tree

import (
	"slices"
	"strings"

	"github.com/hookline/hookline/runtime/npm/internal/fault"
	"github.com/hookline/hookline/runtime/npm/internal/packument"
)

// All are the packages of the tree that are not left out, by path.
func (n *Node) All() []*Node {
	list := n.all()
	slices.SortFunc(list, func(a, b *Node) int { return strings.Compare(a.Path(), b.Path()) })
	return slices.DeleteFunc(list, func(n *Node) bool { return n.dropped })
}

// LeaveOut takes a package out of the tree, with whatever needs it and what only those
// need, if all of that is optional. Else it reports false, and changes nothing.
func (n *Node) LeaveOut() bool {
	n.root().require()
	if n.required {
		return false
	}
	gone := newSet(n)
	for i := 0; i < len(gone.list); i++ {
		for _, e := range gone.list[i].in {
			if !e.optional && !e.from.dropped {
				gone.add(e.from)
			}
		}
	}
	for _, n := range gather(gone.list, func(e *edge) bool { return !gone.has[e.to] && !e.from.dropped }) {
		n.dropped = true
	}
	return true
}

// require finds what is needed from the root without a way around.
func (n *Node) require() {
	for _, e := range n.out {
		if e.to != nil && !e.optional && !e.to.required {
			e.to.required = true
			e.to.require()
		}
	}
}

// leaveOutFailed leaves out what could not be had.
func (b *builder) leaveOutFailed() error {
	for _, n := range b.root.all() {
		if n.err != nil && !n.dropped && !n.LeaveOut() {
			return n.because(n.err)
		}
	}
	return nil
}

// because adds to an error who needs the package, if it is not the hook.
func (n *Node) because(err error) error { return fault.Via(err, n.Dependents()) }

// Dependents is the way from the hook to a package, such as "a@1.0.0, b@2.0.0"; empty
// for what the hook itself depends on.
func (n *Node) Dependents() string {
	var way []string
	seen := map[*Node]bool{}
	for !seen[n] && len(n.in) > 0 {
		seen[n] = true
		if slices.ContainsFunc(n.in, func(e *edge) bool { return e.from.isTop() }) {
			break
		}
		n = n.in[0].from
		way = append(way, describe(n))
	}
	slices.Reverse(way)
	return strings.Join(way, ", ")
}

// adopt adds the packages that a tarball brings along, by place. Only what the package
// says that it bundles counts, and what that depends on.
func (n *Node) adopt(bundled map[string]*packument.Manifest) {
	places := make([]string, 0, len(bundled))
	for place := range bundled {
		places = append(places, place)
	}
	// Parents come before what lies in them.
	slices.Sort(places)
	nodes := map[string]*Node{"": n}
	for _, place := range places {
		above, name, _ := cutLast(place, "node_modules/")
		parent := nodes[strings.TrimSuffix(above, "/")]
		if parent == nil || !packument.ValidName(name) {
			continue
		}
		child := newNode(name, bundled[place])
		child.Bundled = true
		child.attach(parent)
		nodes[place] = child
	}
	n.dropStray()
}

// dropStray takes out what a tarball brings along although the package does not say so,
// and nothing that it does say needs it.
func (n *Node) dropStray() {
	wanted := newSet()
	for _, child := range n.children() {
		if n.Manifest.Bundles(child.Name) {
			wanted.add(child)
		}
	}
	for i := 0; i < len(wanted.list); i++ {
		for _, e := range wanted.list[i].out {
			if e.to != nil && e.valid() && e.to.within(n) {
				wanted.add(e.to)
			}
		}
		for _, child := range wanted.list[i].children() {
			wanted.add(child)
		}
	}
	for _, child := range n.children() {
		if !wanted.has[child] {
			child.detach()
		}
	}
}

func cutLast(s, sep string) (before, after string, found bool) {
	if at := strings.LastIndex(s, sep); at >= 0 {
		return s[:at], s[at+len(sep):], true
	}
	return s, "", false
}

// Failed says by name why packages could not be had.
func (n *Node) Failed() map[string]string {
	failed := map[string]string{}
	for _, n := range n.all() {
		if n.err != nil {
			failed[n.Name] = n.err.Error()
		}
	}
	return failed
}
