package runtime

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

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

func atoi(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

// place finds "hook.js:LINE:COLUMN" in a line of a stack trace.
func place(line string) (row, column int, ok bool) {
	_, rest, found := strings.Cut(line, FileName+":")
	if !found {
		return 0, 0, false
	}
	digits, rest, _ := strings.Cut(rest, ":")
	row = atoi(digits)
	end := 0
	for end < len(rest) && rest[end] >= '0' && rest[end] <= '9' {
		end++
	}
	return row, atoi(rest[:end]), row > 0
}

// cleanStack turns goja's stack text into Node's form: four spaces before "at", no
// program counters, and in the hook's first line the columns that its author sees.
func cleanStack(stack string, prefix int) string {
	lines := strings.Split(strings.TrimRight(stack, "\n"), "\n")
	for i, line := range lines {
		rest, ok := strings.CutPrefix(line, "\tat ")
		if !ok {
			continue
		}
		lines[i] = "    at " + cleanFrame(rest, prefix)
	}
	return strings.Join(lines, "\n")
}

// cleanFrame takes "fn (hook.js:3:8(12))" or "hook.js:3:8(12)".
func cleanFrame(frame string, prefix int) string {
	closing := ""
	if strings.HasSuffix(frame, "))") {
		frame, closing = frame[:len(frame)-1], ")"
	}
	if open := strings.LastIndexByte(frame, '('); open > 0 && strings.HasSuffix(frame, ")") && isDigits(frame[open+1:len(frame)-1]) {
		frame = frame[:open]
	}
	if row, column, ok := place(frame); ok && row == 1 && column > prefix {
		at := strings.LastIndexByte(frame, ':')
		frame = frame[:at+1] + strconv.Itoa(column-prefix)
	}
	return frame + closing
}

func isDigits(s string) bool {
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return false
		}
	}
	return s != ""
}
