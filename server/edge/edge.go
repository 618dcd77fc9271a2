// Package edge is where requests come in and answers go out: what is alike for every
// route, whatever it does. It bounds and checks bodies, gives requests their ids,
// writes failures in Auth0's form, and survives what goes wrong behind it.
package edge

import (
	"context"
	"log/slog"
	"net/http"
	"runtime/debug"
	"time"

	"github.com/oklog/ulid/v2"
)

// exchange is one request and its answer, as the edge knows them.
type exchange struct {
	http.ResponseWriter
	id     string
	log    *slog.Logger
	status int // 0 until the answer has begun
}

func (x *exchange) WriteHeader(status int) {
	if x.status == 0 && status >= http.StatusOK {
		x.status = status
	}
	x.ResponseWriter.WriteHeader(status)
}

func (x *exchange) Write(p []byte) (int, error) {
	if x.status == 0 {
		x.status = http.StatusOK
	}
	return x.ResponseWriter.Write(p)
}

// Unwrap lets http.ResponseController reach the connection.
func (x *exchange) Unwrap() http.ResponseWriter { return x.ResponseWriter }

type exchangeKey struct{}

// RequestID returns the id that Wrap gave the request; it is in the answer's
// X-Request-Id header and in the log. Ids that clients send are not used: anybody
// could choose another's.
func RequestID(ctx context.Context) string {
	if x, ok := ctx.Value(exchangeKey{}).(*exchange); ok {
		return x.id
	}
	return ""
}

// Wrap puts the edge around the routes. A panic behind it ends in a logged 500 without
// its text. Requests are logged at debug level, without query and headers.
func Wrap(log *slog.Logger, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		x := &exchange{ResponseWriter: w, id: "req_" + ulid.Make().String(), log: log}
		header := w.Header()
		header.Set("X-Request-Id", x.id)
		header.Set("X-Content-Type-Options", "nosniff")
		header.Set("Cache-Control", "no-store")
		r = r.WithContext(context.WithValue(r.Context(), exchangeKey{}, x))
		start := time.Now()
		defer x.end(r, start)
		next.ServeHTTP(x, r)
	})
}

// end recovers a panic and logs the request.
func (x *exchange) end(r *http.Request, start time.Time) {
	if cause := recover(); cause != nil {
		x.survive(r, cause)
	}
	if x.log.Enabled(r.Context(), slog.LevelDebug) {
		x.log.LogAttrs(r.Context(), slog.LevelDebug, "request",
			slog.String(KeyRequest, x.id), slog.String(KeyMethod, r.Method), slog.String(KeyPath, r.URL.Path),
			slog.Int(KeyStatus, x.status), slog.Duration(KeyDuration, time.Since(start)))
	}
}

// survive answers where the answer has not begun; else it can only cut it off, which
// is what http.ErrAbortHandler asks of the server.
func (x *exchange) survive(r *http.Request, cause any) {
	if cause == http.ErrAbortHandler { //nolint:errorlint // net/http too knows only the value itself
		panic(cause)
	}
	x.log.LogAttrs(r.Context(), slog.LevelError, "panic", slog.String(KeyRequest, x.id),
		slog.Any(KeyError, cause), slog.String(KeyStack, string(debug.Stack())))
	if x.status != 0 {
		panic(http.ErrAbortHandler)
	}
	write(x, internal(x.id))
}
