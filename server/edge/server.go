package edge

import (
	"cmp"
	"log/slog"
	"net/http"
	"time"
)

// ServerConfig sets the times and sizes of the HTTP server. The zero value of each
// field is its default.
type ServerConfig struct {
	Addr string
	Log  *slog.Logger // default: slog.Default()
	// ReadHeaderTimeout (default 5 s) and ReadTimeout (default 30 s, with the body)
	// end connections that send too slowly.
	ReadHeaderTimeout, ReadTimeout time.Duration
	// WriteTimeout, default 90 s, counts from the end of the request's header. It must
	// leave room for the longest run of a hook. Streams extend it as they go.
	WriteTimeout time.Duration
	IdleTimeout  time.Duration // default 2 min
	// MaxHeaderBytes is 32 KiB by default.
	MaxHeaderBytes int
}

// Server makes an HTTP server that a slow or greedy client cannot hold.
func Server(c ServerConfig, handler http.Handler) *http.Server {
	if c.Log == nil {
		c.Log = slog.Default()
	}
	return &http.Server{
		Addr:              c.Addr,
		Handler:           handler,
		ReadHeaderTimeout: cmp.Or(c.ReadHeaderTimeout, 5*time.Second),
		ReadTimeout:       cmp.Or(c.ReadTimeout, 30*time.Second),
		WriteTimeout:      cmp.Or(c.WriteTimeout, 90*time.Second),
		IdleTimeout:       cmp.Or(c.IdleTimeout, 2*time.Minute),
		MaxHeaderBytes:    cmp.Or(c.MaxHeaderBytes, 32<<10),
		ErrorLog:          slog.NewLogLogger(c.Log.Handler(), slog.LevelWarn),
	}
}
