package http

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/dop251/goja"
)

// latin1 turns characters into bytes, as Node does for what it puts in a head.
func latin1(s string) string {
	if isASCII(s) {
		return s
	}
	out := make([]byte, 0, len(s))
	for _, r := range s {
		out = append(out, byte(r))
	}
	return string(out)
}

// characters is the way back.
func characters(s string) string {
	if isASCII(s) {
		return s
	}
	out := make([]rune, 0, len(s))
	for i := range len(s) {
		out = append(out, rune(s[i]))
	}
	return string(out)
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// escape percent-encodes all but the unreserved characters of RFC 3986.
func escape(s string) string {
	const hex = "0123456789ABCDEF"
	out := make([]byte, 0, len(s)+len(s)/2)
	for i := range len(s) {
		c := s[i]
		if 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.IndexByte("-._~", c) >= 0 {
			out = append(out, c)
		} else {
			out = append(out, '%', hex[c>>4], hex[c&15])
		}
	}
	return string(out)
}

func cut(s string, length int) string {
	if len(s) <= length {
		return s
	}
	return strings.ToValidUTF8(s[:length], "") + "…"
}

func statusMessage(r *http.Response) string {
	_, message, _ := strings.Cut(r.Status, " ")
	return characters(message)
}

func httpVersion(r *http.Response) string {
	return strconv.Itoa(r.ProtoMajor) + "." + strconv.Itoa(r.ProtoMinor)
}

// rawHeaders lists the headers by name, since net/http keeps neither their order nor
// their letter case. Values of one name stay in order.
func (c *client) rawHeaders(r *http.Response) goja.Value {
	h := r.Header
	names := make([]string, 0, len(h))
	for name := range h {
		names = append(names, name)
	}
	slices.Sort(names)
	list := make([]any, 0, 2*len(h)+4)
	if r.Close && r.ProtoAtLeast(1, 1) { // net/http takes these two out of the headers
		list = append(list, "Connection", "close")
	}
	if len(r.TransferEncoding) > 0 {
		list = append(list, "Transfer-Encoding", r.TransferEncoding[0])
	}
	for _, name := range names {
		for _, value := range h[name] {
			list = append(list, name, characters(value))
		}
	}
	return c.realm.VM.NewArray(list...)
}
