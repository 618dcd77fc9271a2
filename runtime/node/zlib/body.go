package zlib

import (
	"bufio"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"io"
	"strings"

	"github.com/andybalholm/brotli"
)

// Encodings is what Body can undo, as the value of an Accept-Encoding header.
const Encodings = "gzip, deflate, br"

// Body undoes one content coding of an HTTP body (RFC 9110, section 8.4.1), or returns
// false for one that it does not know. "deflate" is taken with and without zlib's header,
// as browsers do. It reads as it is read; the reader bounds what it takes. What is wrong
// with the coding is an *Error; errors of body go through.
func Body(coding string, body io.Reader) (io.Reader, bool) {
	var open func(*bufio.Reader) (io.Reader, error)
	switch strings.ToLower(strings.TrimSpace(coding)) {
	case "gzip", "x-gzip":
		open = func(r *bufio.Reader) (io.Reader, error) { return gzip.NewReader(r) }
	case "deflate":
		open = openDeflate
	case "br":
		open = func(r *bufio.Reader) (io.Reader, error) { return brotli.NewReader(r), nil }
	default:
		return nil, false
	}
	watched := &watched{body: body}
	return &lateReader{body: watched, source: bufio.NewReader(watched), open: open}, true
}

func openDeflate(r *bufio.Reader) (io.Reader, error) {
	if first, err := r.Peek(1); err != nil || first[0]&15 == 8 {
		return zlib.NewReader(r)
	}
	return flate.NewReader(r), nil
}

// lateReader opens its reader when first read, because that reads a header. An empty
// body is an empty body.
type lateReader struct {
	body   *watched
	source *bufio.Reader
	open   func(*bufio.Reader) (io.Reader, error)
	opened io.Reader
}

// Read implements io.Reader.
func (l *lateReader) Read(p []byte) (int, error) {
	if l.opened == nil {
		if _, err := l.source.Peek(1); err != nil {
			return 0, err
		}
		opened, err := l.open(l.source)
		if err != nil {
			return 0, l.reason(err)
		}
		l.opened = opened
	}
	n, err := l.opened.Read(p)
	if err != nil && err != io.EOF { //nolint:errorlint // as the contract of io.Reader has it
		err = l.reason(err)
	}
	return n, err
}

func (l *lateReader) reason(err error) error {
	if l.body.err != nil {
		return l.body.err
	}
	return failureOf(err)
}

// watched remembers the error of a body.
type watched struct {
	body io.Reader
	err  error
}

// Read implements io.Reader.
func (w *watched) Read(p []byte) (int, error) {
	n, err := w.body.Read(p)
	if err != nil && err != io.EOF {
		w.err = err
	}
	return n, err
}
