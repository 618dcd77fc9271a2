package tree

import (
	"cmp"
	"strings"

	"github.com/hookline/hookline/runtime/npm/internal/packument"
)

// collation is the order of ECMA-402 for English, of the characters that a path in a tree
// can have. Letters follow; upper and lower case are equal at first.
const collation = "_-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$0123456789"

// compareNames orders names and paths as npm does: the order decides what is placed first.
func compareNames(a, b string) int {
	x, y := strings.ToLower(a), strings.ToLower(b)
	for i := range min(len(x), len(y)) {
		if c := cmp.Compare(weights[x[i]], weights[y[i]]); c != 0 {
			return c
		}
	}
	// Of names that are equal but for their case, lower case comes first.
	return cmp.Or(cmp.Compare(len(x), len(y)), strings.Compare(b, a))
}

// weights has the place of each byte in the order.
var weights = func() (w [256]int) {
	for c := range w {
		w[c] = len(collation) + c
	}
	for place, c := range []byte(collation) {
		w[c] = place
	}
	return w
}()

// parseDependency also takes what only a hook can ask for: a folder name@version, which
// require('name@version') finds as it did in Auth0's sandbox.
func parseDependency(name, text string) (packument.Spec, error) {
	if at := strings.LastIndexByte(name, '@'); at > 0 {
		if text == "" || text == "*" {
			text = name[at+1:]
		}
		name = name[:at]
	}
	return packument.ParseSpec(name, text)
}
