package guard

import "iter"

// Words are the runs of letters, digits, _ and $ in a source.
func Words(source string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for i := 0; i < len(source); {
			if !inWord(source[i]) {
				i++
				continue
			}
			start := i
			for i < len(source) && inWord(source[i]) {
				i++
			}
			if !yield(source[start:i]) {
				return
			}
		}
	}
}

func inWord(c byte) bool {
	return c == '_' || c == '$' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}
