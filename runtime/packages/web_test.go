package packages_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// answer is the server of all web hosts. It notes the request and answers as the real
// service would.
func (w *world) answer(rw http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	if r.URL.Path != "/slow" { // such a request is given up, perhaps before it arrives
		w.note(written(r, body))
	}
	service, ok := services[r.Host]
	if !ok {
		http.Error(rw, "no service of this name", http.StatusTeapot)
		return
	}
	rw.Header().Set("Date", "Thu, 01 Jan 1970 00:00:00 GMT")
	service(reply{rw}, r, body)
}

// written is a request as text: everything but the order and the letter case of its
// headers.
func written(r *http.Request, body []byte) string {
	scheme := "http"
	if r.TLS != nil {
		scheme = "https"
		if r.TLS.ServerName != r.Host {
			scheme = fmt.Sprintf("https(for %q)", r.TLS.ServerName)
		}
	}
	var text strings.Builder
	fmt.Fprintf(&text, "%s %s://%s%s\n", r.Method, scheme, r.Host, r.RequestURI)
	headers := r.Header.Clone()
	if r.ContentLength > 0 {
		headers.Set("Content-Length", fmt.Sprint(r.ContentLength))
	}
	if len(r.TransferEncoding) > 0 {
		headers["Transfer-Encoding"] = r.TransferEncoding
	}
	for _, name := range slices.Sorted(maps.Keys(headers)) {
		for _, value := range headers[name] {
			fmt.Fprintf(&text, "  %s: %s\n", strings.ToLower(name), value)
		}
	}
	fmt.Fprintf(&text, "%s", readable(headers, body))
	return text.String()
}

// readable is a body with a mark before each line, unpacked, binary data quoted.
func readable(headers http.Header, body []byte) string {
	if len(body) == 0 {
		return ""
	}
	if headers.Get("Content-Encoding") == "gzip" {
		if unpacked, err := unzip(body); err == nil {
			body = unpacked
		}
	}
	text := string(body)
	if !utf8.Valid(body) || strings.ContainsRune(text, 0) {
		text = fmt.Sprintf("%q", text)
	}
	text = strings.ReplaceAll(text, "\r\n", "\\r\n")
	return "  | " + strings.ReplaceAll(text, "\n", "\n  | ") + "\n"
}

func unzip(packed []byte) ([]byte, error) {
	reader, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(reader)
}

// reply has the forms that services answer in.
type reply struct{ http.ResponseWriter }

func (r reply) text(status int, text string) { r.typed(status, "text/plain", text) }
func (r reply) json(status int, text string) { r.typed(status, "application/json", text) }

func (r reply) typed(status int, contentType, text string) {
	r.Header().Set("Content-Type", contentType)
	r.Header().Set("Content-Length", fmt.Sprint(len(text)))
	r.WriteHeader(status)
	_, _ = io.WriteString(r, text)
}

// example is api.example.com, which has what HTTP clients are tried with.
func example(rw reply, r *http.Request, body []byte) {
	status := 0
	if n, _ := fmt.Sscanf(r.URL.Path, "/status/%d", &status); n == 1 {
		rw.json(status, fmt.Sprintf(`{"status":%d}`, status))
		return
	}
	switch r.URL.Path {
	case "/echo":
		echo, _ := json.Marshal(map[string]any{"method": r.Method, "query": r.URL.RawQuery, "length": len(body), "type": plainType(r)})
		rw.json(http.StatusOK, string(echo))
	case "/redirect":
		rw.Header().Set("Location", "/echo?redirected=1")
		rw.text(http.StatusFound, "elsewhere")
	case "/cookie":
		rw.Header().Add("Set-Cookie", "session=1; Path=/; HttpOnly")
		rw.Header().Add("Set-Cookie", "other=a%20b; Path=/echo")
		rw.Header().Set("Location", "/echo")
		rw.text(http.StatusFound, "")
	case "/gzip":
		rw.Header().Set("Content-Encoding", "gzip")
		rw.Header().Set("Content-Type", "text/plain")
		packer := gzip.NewWriter(rw)
		_, _ = io.WriteString(packer, "packed ü")
		_ = packer.Close()
	case "/json":
		rw.json(http.StatusOK, `{"ok":true,"name":"Zoë"}`)
	case "/text":
		rw.text(http.StatusOK, "some text")
	case "/slow":
		select {
		case <-r.Context().Done():
		case <-time.After(10 * time.Second):
		}
	default:
		rw.text(http.StatusNotFound, "not found")
	}
}

// plainType is the content type without its random boundary.
func plainType(r *http.Request) string {
	contentType, _, _ := strings.Cut(r.Header.Get("Content-Type"), "boundary=")
	return contentType
}
