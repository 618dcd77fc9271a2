package packument

import (
	"strings"

	"deps.dev/util/semver"
)

// Range is a set of versions, in the syntax of node-semver 7 ("^1.2 || >=3 <4"): the
// alternatives of which one must match. The semantics are those of deps.dev/util/semver,
// which was made for npm; what is here is how node-semver divides a range, and that it
// goes on when one alternative makes no sense.
type Range []*semver.Constraint

// maxRangeBytes is node-semver's limit for a version, several times.
const maxRangeBytes = 1024

// ParseRange reports false if the text is not a range, such as a tag.
func ParseRange(text string) (Range, bool) {
	if len(text) > maxRangeBytes {
		return nil, false
	}
	var r Range
	for alternative := range strings.SplitSeq(text, "||") {
		alternative = strings.Join(strings.Fields(alternative), " ")
		if alternative == "" {
			alternative = "*"
		}
		if c, err := semver.NPM.ParseConstraint(alternative); err == nil {
			r = append(r, c)
		}
	}
	return r, r != nil
}

// Match reports whether a version is in the range. A prerelease is only if an
// alternative names one of the same version.
func (r Range) Match(version string) bool {
	v, err := semver.NPM.Parse(version)
	if err != nil {
		return false
	}
	for _, c := range r {
		if c.MatchVersion(v) {
			return true
		}
	}
	return false
}

// Compare orders versions; what is none comes first.
func Compare(a, b string) int {
	v, err := semver.NPM.Parse(a)
	w, fault := semver.NPM.Parse(b)
	switch {
	case err != nil && fault != nil:
		return strings.Compare(a, b)
	case err != nil:
		return -1
	case fault != nil:
		return 1
	}
	return v.Compare(w)
}
