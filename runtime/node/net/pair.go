package net

import (
	"errors"
	"net"
	"time"

	"github.com/dop251/goja"
)

// maxPairs bounds the pairs of a run: each costs goroutines while it is used.
const maxPairs = 100

// pairFromScript makes a connection that leaves the run nowhere: TLS over a stream of
// the script's own is spoken on one end, and the script carries the bytes of the other.
func (c *client) pairFromScript(goja.FunctionCall) goja.Value {
	if len(c.open) >= 2*maxPairs {
		panic(c.realm.NewError("Error", "ERR_LIMIT_REACHED", "the run has too many open connections"))
	}
	in, out := net.Pipe()
	back, forth := net.Pipe()
	return c.realm.VM.NewArray(c.adopt(&end{Conn: in, out: back}), c.adopt(&end{Conn: forth, out: out}))
}

func (c *client) adopt(conn net.Conn) *goja.Object {
	s := &socket{client: c, referenced: true}
	c.open[s] = struct{}{}
	s.take(conn)
	return s.object()
}

// end is one end of a pair: what it reads comes from one pipe, what it writes goes into
// another, so that each direction can be closed.
type end struct {
	net.Conn
	out net.Conn
}

func (e *end) Write(b []byte) (int, error)        { return e.out.Write(b) }
func (e *end) CloseWrite() error                  { return e.out.Close() }
func (e *end) Close() error                       { return errors.Join(e.Conn.Close(), e.out.Close()) }
func (e *end) SetWriteDeadline(t time.Time) error { return e.out.SetWriteDeadline(t) }
func (e *end) SetDeadline(t time.Time) error {
	return errors.Join(e.Conn.SetDeadline(t), e.out.SetDeadline(t))
}
