package tarball

import (
	"strings"

	"golang.org/x/text/cases"

	"github.com/hookline/hookline/runtime/npm/internal/fault"
)

// names finds files that would be one on some file systems: names that differ only in
// case, and a file that is also a folder. The same name twice is a known fault of one
// publishing tool; as with npm, the last one counts.
type names struct {
	fold cases.Caser
	seen map[string]string // folded: as written; folders end with a slash
}

func newNames() *names { return &names{cases.Fold(), map[string]string{}} }

func (n *names) add(name string) error {
	folded := n.fold.String(name)
	for at, c := range folded {
		if c == '/' {
			if _, is := n.seen[folded[:at]]; is {
				return fault.Invalid("it has %q as a file and as a folder", shorten(name[:min(at, len(name))]))
			}
			n.seen[folded[:at+1]] = ""
		}
	}
	if _, is := n.seen[folded+"/"]; is {
		return fault.Invalid("it has %q as a file and as a folder", shorten(name))
	}
	if other, is := n.seen[folded]; is && other != name {
		return fault.Invalid("it has %q and %q, which are one file on some machines", shorten(other), shorten(name))
	}
	n.seen[folded] = name
	return nil
}

// top is the first component of a path.
func top(name string) string {
	first, _, _ := strings.Cut(name, "/")
	return first
}
