package sandbox

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/hookline/hookline/scripts"
)

// maxNesting bounds brackets within brackets in a source. People stay under 100; the
// parser's time grows with the square of it, and its stack with it.
const maxNesting = 500

func checkSource(source string, max int) error {
	if len(source) > max {
		return scripts.Invalid("invalid_script", fmt.Sprintf("The script has %d bytes; at most %d are allowed.", len(source), max))
	}
	return nil
}

// checkNesting refuses sources that are nested so deep that parsing them costs seconds
// or the worker. It is a courtesy with a clear message, no protection: it guesses
// what is a regular expression and what a division, and what it misses the worker's
// limits catch.
//
// Because a closing bracket closes everything up to its partner, brackets in what it
// misreads cannot add up over a long file.
func checkNesting(source string) error {
	var open []byte
	for i := 0; i < len(source); i++ {
		switch c := source[i]; c {
		case '(', '[', '{':
			if open = append(open, c); len(open) > maxNesting {
				return scripts.Invalid("invalid_script", fmt.Sprintf("The script nests brackets more than %d levels deep.", maxNesting))
			}
		case ')', ']', '}':
			if at := bytes.LastIndexByte(open, partner[c]); at >= 0 {
				open = open[:at]
			}
		case '"', '\'':
			i = skipString(source, i)
		case '/':
			if at := skipComment(source, i); at != i {
				i = at
			} else if startsRegexp(source[:i]) {
				i = skipRegexp(source, i)
			}
		}
	}
	return nil
}

var partner = map[byte]byte{')': '(', ']': '[', '}': '{'}

// skipString returns where the string that begins at i ends: at its quote, at the end
// of the line, or at the end.
func skipString(source string, i int) int {
	quote := source[i]
	for i++; i < len(source) && source[i] != quote && source[i] != '\n'; i++ {
		if source[i] == '\\' {
			i++
		}
	}
	return i
}

// skipComment returns where the comment that begins at i ends, or i.
func skipComment(source string, i int) int {
	end := ""
	switch {
	case i+1 == len(source):
		return i
	case source[i+1] == '/':
		end = "\n"
	case source[i+1] == '*':
		end = "*/"
	default:
		return i
	}
	if n := strings.Index(source[i+2:], end); n >= 0 {
		return i + 2 + n + len(end) - 1
	}
	return len(source)
}

// startsRegexp guesses whether a slash after before begins a regular expression: it
// does where no operand has just ended.
func startsRegexp(before string) bool {
	before = strings.TrimRight(before[max(0, len(before)-100):], " \t\r\n")
	return before == "" || strings.IndexByte("(,=:[!&|?{};+-*%~^<>", before[len(before)-1]) >= 0 ||
		strings.HasSuffix(before, "return") || strings.HasSuffix(before, "case") || strings.HasSuffix(before, "typeof")
}

// skipRegexp returns where the regular expression that begins at i ends: at its slash,
// at the end of the line, or at the end.
func skipRegexp(source string, i int) int {
	class := false
	for i++; i < len(source) && source[i] != '\n' && (class || source[i] != '/'); i++ {
		switch source[i] {
		case '\\':
			i++
		case '[':
			class = true
		case ']':
			class = false
		}
	}
	return i
}

// refusedSource is the outcome of a run whose source does not even reach a worker.
func refusedSource(err error) scripts.Attempted {
	return scripts.Attempted{Outcome: scripts.OutcomeRefused,
		Error: &scripts.ScriptError{Name: "SyntaxError", Message: err.Error()}}
}
