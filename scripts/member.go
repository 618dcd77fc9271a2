package scripts

import (
	"bytes"
	"encoding/json"
	"strings"
)

// member walks a dotted path and returns the value there as a part of body, or nil.
// Names match case-sensitively, as the script will see them. It looks at each byte once
// and builds nothing: every event passes here. On text that is not JSON the result
// means nothing.
func member(body []byte, path string) []byte {
	for name := range strings.SplitSeq(path, ".") {
		if body = child(body, name); body == nil {
			return nil
		}
	}
	return body
}

func child(object []byte, name string) []byte {
	at := skipSpace(object, 0)
	if at == len(object) || object[at] != '{' {
		return nil
	}
	at = skipSpace(object, at+1)
	for at < len(object) && object[at] == '"' {
		colon := skipString(object, at)
		start := skipSpace(object, skipSpace(object, colon)+1)
		end := skipValue(object, start)
		if start < end && isName(object[at:colon], name) {
			return object[start:end]
		}
		at = skipSpace(object, skipSpace(object, end)+1) // past the comma
	}
	return nil
}

// isName compares a quoted JSON string.
func isName(quoted []byte, name string) bool {
	if bytes.IndexByte(quoted, '\\') < 0 {
		return len(quoted) == len(name)+2 && string(quoted[1:len(quoted)-1]) == name
	}
	var text string
	return json.Unmarshal(quoted, &text) == nil && text == name
}

// The skip functions return where in b something that begins at i is over, at most len(b).

func skipSpace(b []byte, i int) int {
	for i < len(b) && (b[i] == ' ' || b[i] == '\t' || b[i] == '\r' || b[i] == '\n') {
		i++
	}
	return min(i, len(b))
}

func skipString(b []byte, i int) int {
	for i++; i < len(b) && b[i] != '"'; i++ {
		if b[i] == '\\' {
			i++
		}
	}
	return min(i+1, len(b))
}

func skipValue(b []byte, i int) int {
	for depth := 0; i < len(b); {
		switch b[i] {
		case '"':
			i = skipString(b, i)
		case '{', '[':
			depth++
			i++
			continue
		case '}', ']':
			depth--
			i++
		case ',', ':', ' ', '\t', '\r', '\n':
			i++
			continue
		default:
			i = skipPlain(b, i)
		}
		if depth <= 0 {
			break
		}
	}
	return min(i, len(b))
}

// skipPlain is for numbers, true, false and null.
func skipPlain(b []byte, i int) int {
	for i < len(b) && strings.IndexByte(",:]} \t\r\n\"[{", b[i]) < 0 {
		i++
	}
	return i
}
