// Package stack reads goja's stack traces and writes them as Node does.
package stack

import (
	"strconv"
	"strings"
)

// FileName is the name that a hook's code has in stack traces, unless it is of files
// that have their own.
const FileName = "hook.js"

// Place finds "FILE:LINE:COLUMN" of one of the files in a line of a stack trace.
func Place(line string, files ...string) (row, column int, ok bool) {
	for _, file := range files {
		if row, column, ok = place(line, file); ok {
			return row, column, ok
		}
	}
	return 0, 0, false
}

func place(line, file string) (row, column int, ok bool) {
	before, rest, found := strings.Cut(line, file+":")
	if !found || before != "" && !strings.HasSuffix(before, "(") && !strings.HasSuffix(before, " ") {
		return 0, 0, false
	}
	digits, rest, _ := strings.Cut(rest, ":")
	row = atoi(digits)
	end := 0
	for end < len(rest) && isDigit(rest[end]) {
		end++
	}
	return row, atoi(rest[:end]), row > 0
}

// Clean turns the stack traces in a text into Node's form: four spaces before "at", no
// program counters, no frames of this program's own, and in the hook's first line,
// which the compiler puts prefix bytes before, the columns that its author sees. Lines
// that are not goja's stay as they are, and the line end after a trace goes.
func Clean(text string, prefix int) string {
	if !strings.Contains(text, mark) {
		return text
	}
	lines := strings.Split(text, "\n")
	kept := lines[:0]
	after := false // a frame
	for i, line := range lines {
		indent, frame, found := strings.Cut(line, mark)
		clean, isFrame := "", false
		if found && strings.Trim(indent, " ") == "" {
			clean, isFrame = cleanFrame(frame, prefix)
		}
		switch {
		case line == "" && after && i == len(lines)-1: // goja ends its traces with one
		case !isFrame:
			kept = append(kept, line)
		case !isOurs(clean):
			kept = append(kept, indent+"    at "+clean)
		}
		after = isFrame
	}
	return strings.Join(kept, "\n")
}

const mark = "\tat "

// cleanFrame takes "fn (hook.js:3:8(12))", "hook.js:3:8(12)" or "fn (native)".
func cleanFrame(frame string, prefix int) (string, bool) {
	if strings.HasSuffix(frame, "(native)") {
		return frame, true
	}
	closing := ""
	if strings.HasSuffix(frame, "))") {
		frame, closing = frame[:len(frame)-1], ")"
	}
	open := strings.LastIndexByte(frame, '(')
	if open < 0 || !strings.HasSuffix(frame, ")") || !isDigits(frame[open+1:len(frame)-1]) {
		return "", false
	}
	frame = frame[:open]
	if row, column, ok := place(frame, FileName); ok && row == 1 && column > prefix {
		at := strings.LastIndexByte(frame, ':')
		frame = frame[:at+1] + strconv.Itoa(column-prefix)
	}
	return frame + closing, true
}

// isOurs reports frames that tell a hook's author nothing: natives that carry the name
// of a Go function, and the loop's.
func isOurs(frame string) bool {
	return strings.HasPrefix(frame, "github.com/") || strings.HasPrefix(frame, "hookline:") || strings.Contains(frame, "(hookline:")
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func isDigits(s string) bool {
	return s != "" && strings.TrimLeft(s, "0123456789") == ""
}

func atoi(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}
