package scripts

import (
	"errors"
	"time"
)

// The kinds of failure that a caller can act on. Wrap one with a text that names the
// thing, the reason and the next step; test with errors.Is. An error of no kind is
// internal, and its text stays inside.
var (
	ErrNotFound    = errors.New("not found")
	ErrConflict    = errors.New("conflict")
	ErrInvalid     = errors.New("invalid")
	ErrForbidden   = errors.New("forbidden")
	ErrLimited     = errors.New("limit reached")
	ErrUnavailable = errors.New("unavailable")
)

// Fault is an error for the person who caused it. Its message is shown to them as it
// stands; Code is Auth0's errorCode where one is known.
type Fault struct {
	Kind    error // one of the kinds above
	Code    string
	Message string
	// RetryAfter is when the same may succeed, 0 if nobody knows. It is rounded up to
	// seconds where HTTP tells it.
	RetryAfter time.Duration
}

func (f *Fault) Error() string { return f.Message }
func (f *Fault) Unwrap() error { return f.Kind }

// Invalid makes a Fault for bad input.
func Invalid(code, message string) *Fault {
	return &Fault{Kind: ErrInvalid, Code: code, Message: message}
}

// NotFound makes a Fault for a thing that is not there.
func NotFound(code, message string) *Fault {
	return &Fault{Kind: ErrNotFound, Code: code, Message: message}
}

// Conflict makes a Fault for a thing that is already there.
func Conflict(code, message string) *Fault {
	return &Fault{Kind: ErrConflict, Code: code, Message: message}
}
