package edge

import (
	"bytes"
	"errors"
	"fmt"
	"mime"
	"net/http"
)

// MaxBody is the largest body that is read.
const MaxBody = 1 << 20

// Body reads the request's body. It is not checked to be JSON yet: Object and Array do
// that while they read it.
func Body(w http.ResponseWriter, r *http.Request) ([]byte, error) {
	if err := checkType(r.Header.Get("Content-Type")); err != nil {
		return nil, err
	}
	if r.ContentLength > MaxBody {
		return nil, tooLarge()
	}
	var body bytes.Buffer
	// The length is what a client says; no more than this is set aside on its word.
	body.Grow(min(max(int(r.ContentLength), 0), 64<<10) + bytes.MinRead)
	_, err := body.ReadFrom(http.MaxBytesReader(w, r.Body, MaxBody))
	if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return nil, tooLarge()
	}
	if err != nil {
		return nil, NewFailure(http.StatusBadRequest, "invalid_body", "The body could not be read to its end; send it again.")
	}
	return body.Bytes(), nil
}

func tooLarge() *Failure {
	return NewFailure(http.StatusRequestEntityTooLarge, "payload_too_large",
		fmt.Sprintf("The body is larger than 1 MiB (%d bytes); send less.", MaxBody))
}

// checkType accepts JSON in whatever charset is claimed: text that is not UTF-8 is
// refused later. No type at all is taken for JSON.
func checkType(header string) error {
	if header == "" || header == "application/json" {
		return nil
	}
	kind, _, err := mime.ParseMediaType(header)
	if err == nil && kind == "application/json" {
		return nil
	}
	return NewFailure(http.StatusUnsupportedMediaType, "unsupported_media_type",
		fmt.Sprintf("The body's Content-Type is %.100q; send JSON with Content-Type: application/json.", header))
}
