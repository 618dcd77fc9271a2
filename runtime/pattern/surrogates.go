package pattern

import (
	"regexp"
	"slices"
	"strings"
)

// half is an escape that stands for one half of a surrogate pair.
var half = regexp.MustCompile(`(?i)\\ud[89a-f][0-9a-f]{2}`)

// hasHalves reports whether a pattern could have two classes of halves. The engine that
// backtracks (regexp2 2.5.2) tells classes apart by their text, in which every half is
// U+FFFD: it takes such classes for one, and [\ud800-\udbff][\udc00-\udfff] never matches.
func hasHalves(source string) bool {
	return strings.Count(source, "[") > 1 && len(half.FindAllStringIndex(source, 2)) == 2
}

// tellApart gives each class with halves a member of its own, a noncharacter of
// U+FDD0–U+FDEF: it has no meaning, so no text has it.
func tellApart(source string) string {
	const members = "0123456789abcdef"
	var out strings.Builder
	var classes []string
	for source != "" {
		n := classLength(source)
		class := source[:n]
		source = source[n:]
		if n < 2 || class[0] != '[' || !half.MatchString(class) {
			out.WriteString(class)
			continue
		}
		if !slices.Contains(classes, class) {
			classes = append(classes, class)
		}
		i := slices.Index(classes, class) % (2 * len(members))
		out.WriteString(class[:n-1] + `\ufd` + []string{"d", "e"}[i/len(members)] + string(members[i%len(members)]) + "]")
	}
	return out.String()
}

// classLength is the length of the class, the escape or the character that a pattern
// begins with.
func classLength(source string) int {
	if source[0] != '[' {
		if source[0] == '\\' && len(source) > 1 {
			return 2
		}
		return 1
	}
	for i := 1; i < len(source); i++ {
		switch source[i] {
		case '\\':
			i++
		case ']':
			return i + 1
		}
	}
	return 1 // not closed: the engine says so
}
