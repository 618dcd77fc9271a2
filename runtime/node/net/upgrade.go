package net

import (
	"context"
	"crypto/tls"
	"net"
	"time"

	"github.com/dop251/goja"

	"github.com/hookline/hookline/runtime/node/fault"
	nodetls "github.com/hookline/hookline/runtime/node/tls"
	"github.com/hookline/hookline/runtime/node/view"
)

// handshakeTimeout is Node's own, for servers.
const handshakeTimeout = 2 * time.Minute

// startTLSFromScript is socket.startTLS of the binding. received is what the script has
// already read of the server's first bytes.
func (s *socket) startTLSFromScript(call goja.FunctionCall) goja.Value {
	r := s.client.realm
	done := fault.Function(r, "done", call.Argument(2))
	if s.conn == nil || s.closed {
		panic(r.VM.NewTypeError("TLS can be started on an open connection only"))
	}
	options, err := nodetls.ReadOptions(r, call.Argument(0).ToObject(r.VM), s.to.Host)
	if err != nil {
		s.later(func() error { return s.refuse(err, done) })
		return nil
	}
	early, _ := view.Copy(call.Argument(1))
	plain, p := s.conn, s.pending
	if s.pending = nil; p != nil {
		p.lost = true
	}
	s.conn = nil // until it is secure
	s.start(func(ctx context.Context) func() error {
		conn := options.Client(&prefixed{Conn: plain, rest: append(early, p.interrupt(plain)...)})
		ctx, cancel := context.WithTimeout(ctx, handshakeTimeout)
		defer cancel()
		err := conn.HandshakeContext(ctx)
		return func() error { return s.secured(conn, options, err, done) }
	})
	return nil
}

// interrupt ends the read of conn and returns what it has got.
func (p *pull) interrupt(conn net.Conn) []byte {
	if p == nil {
		return nil
	}
	_ = conn.SetReadDeadline(time.Unix(1, 0))
	<-p.over
	_ = conn.SetReadDeadline(time.Time{})
	return append([]byte(nil), p.data...)
}

func (s *socket) secured(conn *tls.Conn, options *nodetls.Options, err error, done goja.Callable) error {
	if s.closed {
		return nil
	}
	if err != nil {
		return s.refuse(options.Explain(err), done)
	}
	s.conn = conn
	return s.call(done, goja.Null(), options.Info(conn.ConnectionState()))
}

func (s *socket) refuse(err error, done goja.Callable) error {
	s.finish(err)
	return s.call(done, s.errorValue(err))
}

// prefixed is a connection some of whose bytes were read before.
type prefixed struct {
	net.Conn
	rest []byte
}

func (c *prefixed) Read(b []byte) (int, error) {
	if len(c.rest) == 0 {
		return c.Conn.Read(b)
	}
	n := copy(b, c.rest)
	c.rest = c.rest[n:]
	return n, nil
}
