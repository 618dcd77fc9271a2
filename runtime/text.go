package runtime

import "unicode/utf8"

// shorten cuts s to at most max bytes, at a character, and says so with "…".
func shorten(s string, max int) string {
	if len(s) <= max {
		return s
	}
	for max > 0 && !utf8.RuneStart(s[max]) {
		max--
	}
	return s[:max] + "…"
}
