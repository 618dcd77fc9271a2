package url

import (
	"strconv"
	"strings"

	"github.com/dop251/goja"
	"golang.org/x/text/encoding/unicode"
)

// parseForm is the application/x-www-form-urlencoded parser.
//
// https://url.spec.whatwg.org/#urlencoded-parsing
func (b *binding) parseForm(call goja.FunctionCall) goja.Value {
	var pairs []any
	for part := range strings.SplitSeq(call.Argument(0).String(), "&") {
		if part == "" {
			continue
		}
		name, value, _ := strings.Cut(part, "=")
		pairs = append(pairs, unescapeForm(name), unescapeForm(value))
	}
	return b.realm.VM.NewArray(pairs...)
}

// unescapeForm keeps percent signs that start no escape, and replaces what is not
// UTF-8.
func unescapeForm(s string) string {
	if !strings.ContainsAny(s, "%+") {
		return s
	}
	var out strings.Builder
	out.Grow(len(s))
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '+':
			out.WriteByte(' ')
		case c == '%' && i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2]):
			out.WriteByte(unhex(s[i+1])<<4 | unhex(s[i+2]))
			i += 2
		default:
			out.WriteByte(c)
		}
	}
	text, _ := unicode.UTF8.NewDecoder().String(out.String()) // replaces, never fails
	return text
}

// serializeForm is the application/x-www-form-urlencoded serializer.
//
// https://url.spec.whatwg.org/#urlencoded-serializing
func (b *binding) serializeForm(call goja.FunctionCall) goja.Value {
	list := call.Argument(0).ToObject(b.realm.VM)
	length := int(list.Get("length").ToInteger())
	var out strings.Builder
	for i := 0; i+1 < length; i += 2 {
		if i > 0 {
			out.WriteByte('&')
		}
		escapeForm(&out, element(list, i))
		out.WriteByte('=')
		escapeForm(&out, element(list, i+1))
	}
	return b.realm.VM.ToValue(out.String())
}

func element(list *goja.Object, i int) string { return list.Get(strconv.Itoa(i)).String() }

func escapeForm(out *strings.Builder, s string) {
	const hex = "0123456789ABCDEF"
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == ' ':
			out.WriteByte('+')
		case isUnreserved(c):
			out.WriteByte(c)
		default:
			out.WriteString(string([]byte{'%', hex[c>>4], hex[c&15]}))
		}
	}
}

func isUnreserved(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' ||
		c == '*' || c == '-' || c == '.' || c == '_'
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}

func unhex(c byte) byte {
	switch {
	case c <= '9':
		return c - '0'
	case c <= 'F':
		return c - 'A' + 10
	}
	return c - 'a' + 10
}
