package edge

import (
	"context"
	"errors"
	"log/slog"
	"math"
	"net/http"
	"strconv"

	"github.com/hookline/hookline/scripts"
)

// Failure is an answer that is no success, in Auth0's form. As an error it goes to the
// client as it stands.
type Failure struct {
	StatusCode int `json:"statusCode"`
	// Reason is the status in words, Message what to do about it, and ErrorCode what
	// programs may test for.
	Reason    string `json:"error"`
	Message   string `json:"message"`
	ErrorCode string `json:"errorCode,omitempty"`
}

func (f *Failure) Error() string { return f.Message }

// NewFailure makes a Failure whose Reason is that of the status.
func NewFailure(status int, code, message string) *Failure {
	return &Failure{StatusCode: status, Reason: http.StatusText(status), Message: message, ErrorCode: code}
}

// statuses says which kind of error gives which status.
var statuses = []struct {
	kind   error
	status int
}{
	{scripts.ErrNotFound, http.StatusNotFound},
	{scripts.ErrConflict, http.StatusConflict},
	{scripts.ErrInvalid, http.StatusBadRequest},
	{scripts.ErrForbidden, http.StatusForbidden},
	// A limit on what may be kept is not one that passes by waiting: not 429, which
	// clients try again.
	{scripts.ErrLimited, http.StatusBadRequest},
	{scripts.ErrUnavailable, http.StatusServiceUnavailable},
}

// Fail answers with the error: a Failure or a scripts.Fault as it stands, another error
// of a kind by its kind, and every other one as an internal error whose text goes to the
// log only.
func Fail(w http.ResponseWriter, r *http.Request, err error) {
	x, _ := r.Context().Value(exchangeKey{}).(*exchange)
	failure := failureOf(err)
	if failure == nil {
		report(r.Context(), x, err)
		failure = internal(RequestID(r.Context()))
	}
	if fault, ok := errors.AsType[*scripts.Fault](err); ok && fault.RetryAfter > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(int(math.Ceil(fault.RetryAfter.Seconds()))))
	}
	write(w, failure)
}

func failureOf(err error) *Failure {
	if failure, ok := errors.AsType[*Failure](err); ok {
		return failure
	}
	for _, s := range statuses {
		if !errors.Is(err, s.kind) {
			continue
		}
		if fault, ok := errors.AsType[*scripts.Fault](err); ok {
			return NewFailure(s.status, fault.Code, fault.Message)
		}
		// Only a Fault's text is meant for the client.
		return NewFailure(s.status, "", "The request failed: "+s.kind.Error()+".")
	}
	return nil
}

// report logs an internal error. One that a client caused by going away is no news.
func report(ctx context.Context, x *exchange, err error) {
	if x == nil || ctx.Err() != nil {
		return
	}
	x.log.LogAttrs(ctx, slog.LevelError, "request failed", slog.String(KeyRequest, x.id), slog.Any(KeyError, err))
}

func internal(id string) *Failure {
	return NewFailure(http.StatusInternalServerError, "internal_error",
		"Something went wrong on the server; its log has the reason under request id "+id+".")
}

func write(w http.ResponseWriter, f *Failure) {
	if err := JSON(w, f.StatusCode, f); err != nil {
		panic(err) // strings and a number always have a JSON form
	}
}
