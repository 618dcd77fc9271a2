// Package codec is how rows are written, in the same way by every engine: ids and times
// as integers, dependencies and records as JSON. So a store can be moved from one engine
// to another row by row, and no engine has a format of its own.
package codec

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/hookline/hookline/scripts"
)

// EncodeDeps is nil for none.
func EncodeDeps(deps scripts.Dependencies) ([]byte, error) {
	if len(deps) == 0 {
		return nil, nil
	}
	return json.Marshal(deps)
}

// DecodeDeps reads what EncodeDeps wrote.
func DecodeDeps(encoded []byte) (deps scripts.Dependencies, err error) {
	if encoded != nil {
		err = json.Unmarshal(encoded, &deps)
	}
	return deps, err
}

// EncodeRetry is nil for never.
func EncodeRetry(r scripts.Retry) ([]byte, error) {
	if !r.Enabled() {
		return nil, nil
	}
	return json.Marshal(r)
}

// DecodeRetry reads what EncodeRetry wrote.
func DecodeRetry(encoded []byte) (r scripts.Retry, err error) {
	if encoded != nil {
		err = json.Unmarshal(encoded, &r)
	}
	return r, err
}

// Fingerprint tells events apart that have the same key.
func Fingerprint(e scripts.Event) []byte {
	sum := sha256.New()
	_, _ = fmt.Fprintf(sum, "%s\n", e.Trigger) // a hash never fails
	_, _ = sum.Write(e.Payload)
	return sum.Sum(nil)
}

// EncodeRecord leaves out the outcome, which has a column.
func EncodeRecord(a scripts.Attempted) ([]byte, error) {
	a.Outcome = ""
	return json.Marshal(a)
}

// DecodeRecord reads what EncodeRecord wrote, nothing from nil.
func DecodeRecord(record []byte) (a scripts.Attempted, err error) {
	if record != nil {
		err = json.Unmarshal(record, &a)
	}
	return a, err
}

// Failed names the operation in an internal error. A Fault is for the caller, as it
// is, and no error stays none.
func Failed(operation string, err error) error {
	if err == nil {
		return nil
	}
	var fault *scripts.Fault
	if errors.As(err, &fault) {
		return fault
	}
	return fmt.Errorf("%s: %w", operation, err)
}
