package http

import (
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"net/url"
	"reflect"
	"strconv"
	"strings"

	"github.com/dop251/goja"

	"github.com/hookline/hookline/runtime/node/fault"
	"github.com/hookline/hookline/runtime/node/view"
)

// message is a request as the script describes it. Strings that go on the wire hold
// bytes, one for each of the script's characters, as in Node.
type message struct {
	method, scheme, host, path string
	port                       int
	headers                    []header
	body                       []byte
	written                    bool // the body is written later, body is nil
	insecure                   bool // the certificate is not to be checked
}

type header struct{ name, value string }

func (m *message) readHeaders(vm *goja.Runtime, value goja.Value) {
	list := value.ToObject(vm)
	length := list.Get("length").ToInteger()
	for i := int64(0); i+1 < length && i < 2*(MaxHeaders+1); i += 2 {
		m.headers = append(m.headers, header{latin1(element(list, i)), latin1(element(list, i+1))})
	}
}

func element(list *goja.Object, i int64) string {
	return list.Get(strconv.FormatInt(i, 10)).String()
}

func (m *message) readBody(value goja.Value) {
	if data, ok := view.Copy(value); ok {
		m.body = data
		return
	}
	switch {
	case goja.IsString(value):
		m.body = []byte(value.String())
	case value.ExportType() == boolType:
		m.written = value.ToBoolean()
	}
}

var boolType = reflect.TypeFor[bool]()

func (m *message) check() error {
	size := 0
	for _, h := range m.headers {
		size += len(h.name) + len(h.value)
	}
	switch {
	case len(m.headers) > MaxHeaders:
		return tooMuch("a request has more than %d headers", MaxHeaders)
	case size > MaxHeaderBytes:
		return tooMuch("the headers of a request are larger than %d bytes", MaxHeaderBytes)
	case len(m.path) > MaxPathBytes:
		return tooMuch("the path of a request is longer than %d bytes", MaxPathBytes)
	case strings.ContainsFunc(m.path, func(r rune) bool { return r <= ' ' || r == 0x7f }):
		return &fault.System{Code: "ERR_UNESCAPED_CHARACTERS", Message: "Request path contains unescaped characters"}
	case m.method == http.MethodConnect:
		return &fault.System{Code: "ERR_METHOD_NOT_IMPLEMENTED", Message: "CONNECT requests are not possible here"}
	}
	return nil
}

// target is the address to dial.
func (m *message) target() string { return net.JoinHostPort(m.host, strconv.Itoa(m.port)) }

// request makes net/http's request. upload is the body of a message whose body is
// written later.
func (m *message) request(ctx context.Context, upload io.ReadCloser) (*http.Request, error) {
	if err := m.check(); err != nil {
		return nil, err
	}
	r := &http.Request{
		Method: m.method,
		URL:    &url.URL{Scheme: m.scheme, Host: m.target()},
		Header: http.Header{"User-Agent": {""}}, // an empty one keeps net/http from adding its own
		Proto:  "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
	}
	m.setPath(r.URL)
	m.setBody(r, upload)
	if err := m.setHeaders(r); err != nil {
		return nil, err
	}
	return r.WithContext(ctx), nil
}

// setPath has the path sent as it is. net/url would encode it anew, unless it is given
// as Opaque; and that may not begin with two slashes.
func (m *message) setPath(u *url.URL) {
	path := m.path
	if !strings.HasPrefix(path, "//") {
		u.Opaque = path
		return
	}
	path, u.RawQuery, u.ForceQuery = cutQuery(path)
	if plain, err := url.PathUnescape(path); err == nil {
		u.Path, u.RawPath = plain, path
	} else {
		u.Path = path
	}
}

func cutQuery(path string) (before, query string, force bool) {
	before, query, found := strings.Cut(path, "?")
	return before, query, found && query == ""
}

func (m *message) setBody(r *http.Request, upload io.ReadCloser) {
	switch {
	case m.written:
		r.Body, r.ContentLength = upload, -1
	case len(m.body) > 0:
		r.ContentLength = int64(len(m.body))
		r.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(m.body)), nil }
		r.Body, _ = r.GetBody()
	}
}

// setHeaders keeps the letter case of names, except of those that net/http looks for:
// in another case it would send them twice.
func (m *message) setHeaders(r *http.Request) error {
	for _, h := range m.headers {
		name := h.name
		switch canonical := http.CanonicalHeaderKey(name); canonical {
		case "Host":
			r.Host = h.value
			continue
		case "Content-Length":
			if err := m.setLength(r, h.value); err != nil {
				return err
			}
			continue
		case "Transfer-Encoding":
			if m.written && strings.EqualFold(h.value, "chunked") {
				r.ContentLength = -1
			}
			continue
		case "User-Agent":
			r.Header[canonical] = []string{h.value}
			continue
		case "Accept-Encoding", "Connection", "Expect", "Range", "Trailer":
			name = canonical
		}
		r.Header[name] = append(r.Header[name], h.value)
	}
	return nil
}

func (m *message) setLength(r *http.Request, value string) error {
	n, err := strconv.ParseInt(value, 10, 64)
	if err != nil || n < 0 {
		return &fault.System{Code: "ERR_HTTP_INVALID_HEADER_VALUE", Message: `Invalid value "` + fault.Printable(value) + `" for header "content-length"`}
	}
	switch {
	case m.written && n > 0:
		r.ContentLength = n
	case m.written:
		r.Body, r.ContentLength = nil, 0
	case n != int64(len(m.body)):
		return &fault.System{Code: "ERR_HTTP_CONTENT_LENGTH_MISMATCH",
			Message: "Response body's content-length of " + strconv.Itoa(len(m.body)) + " byte(s) does not match the content-length of " + value + " byte(s) set in header"}
	case n == 0 && r.Method != http.MethodGet && r.Method != http.MethodHead:
		// This makes net/http say that the length is 0.
		r.Body, r.TransferEncoding = http.NoBody, []string{"identity"}
	case n == 0:
		// Nor does it say so of a GET or HEAD, unless it does not know the name.
		r.Header["content-length"] = []string{value}
	}
	return nil
}
