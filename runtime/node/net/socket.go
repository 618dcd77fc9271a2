package net

import (
	"context"
	"errors"
	"io"
	"net"
	"os"

	"github.com/dop251/goja"

	"github.com/hookline/hookline/runtime/node/fault"
	"github.com/hookline/hookline/runtime/node/view"
	"github.com/hookline/hookline/scripts"
)

// socket is one connection. Its fields belong to the loop's goroutine; what blocks runs
// in realm.GoUnref and uses conn only.
type socket struct {
	client   *client
	to       fault.Target
	conn     net.Conn // the innermost layer: TLS once it was started
	raw      net.Conn // what was dialled
	record   scripts.Request
	recorded bool
	closed   bool

	buffer  []byte
	pending *pull // the read that goes on, nil without one

	referenced bool
	busy       int    // what is under way
	release    func() // of the loop's hold, nil without one
	forget     func() bool
}

// maxBusy bounds what a script that calls the socket itself can have under way. The
// modules read, write and end: three.
const maxBusy = 8

// readSize is the most that is read before the script asks for more.
const readSize = 32 << 10

func (s *socket) object() *goja.Object {
	return s.client.realm.Object(map[string]func(goja.FunctionCall) goja.Value{
		"read":         s.readFromScript,
		"write":        s.writeFromScript,
		"shutdown":     s.shutdownFromScript,
		"startTLS":     s.startTLSFromScript,
		"close":        s.closeFromScript,
		"ref":          s.reference(true),
		"unref":        s.reference(false),
		"setNoDelay":   s.setNoDelay,
		"setKeepAlive": s.setKeepAlive,
		"address":      s.addressOf(net.Conn.LocalAddr),
		"peer":         s.addressOf(net.Conn.RemoteAddr),
	})
}

// start runs work beside the loop. While the socket is referenced, that keeps the run
// alive.
func (s *socket) start(work func(context.Context) (onLoop func() error)) {
	over := s.begin()
	s.client.realm.GoUnref(func(ctx context.Context) func() error { return over(work(ctx)) })
}

// later calls f in a turn of its own.
func (s *socket) later(f func() error) {
	s.client.realm.Loop.Deliver(s.begin()(f))
}

// begin notes that something is under way until what over makes of f was called, with
// the context of now.
func (s *socket) begin() (over func(f func() error) func() error) {
	s.busy++
	s.hold()
	loop := s.client.realm.Loop
	context := loop.Context()
	return func(f func() error) func() error {
		return func() error {
			s.busy--
			s.hold()
			loop.SetContext(context)
			return f()
		}
	}
}

// hold holds the loop or lets it go, as things are now.
func (s *socket) hold() {
	switch wanted := s.referenced && s.busy > 0; {
	case wanted && s.release == nil:
		s.release = s.client.realm.Loop.Hold()
	case !wanted && s.release != nil:
		s.release()
		s.release = nil
	}
}

func (s *socket) reference(on bool) func(goja.FunctionCall) goja.Value {
	return func(goja.FunctionCall) goja.Value {
		s.referenced = on
		s.hold()
		return nil
	}
}

func (s *socket) connected(conn net.Conn, err error, done goja.Callable) error {
	if s.closed {
		if conn != nil {
			_ = conn.Close()
		}
		return nil
	}
	if err != nil {
		s.finish(err)
		return s.call(done, s.errorValue(err))
	}
	s.take(conn)
	return s.call(done, goja.Null())
}

// take makes conn the connection. The end of the run closes it, which ends what waits
// for it.
func (s *socket) take(conn net.Conn) {
	s.conn, s.raw = conn, conn
	s.forget = context.AfterFunc(s.client.realm.Context, func() { _ = conn.Close() })
}

// pull is one read.
type pull struct {
	over chan struct{} // closed when data and err are set
	data []byte
	err  error
	lost bool // the script does not get it: TLS was started meanwhile, and begins with it
}

func (s *socket) readFromScript(call goja.FunctionCall) goja.Value {
	done := fault.Function(s.client.realm, "done", call.Argument(0))
	if s.conn == nil || s.pending != nil || s.closed {
		return nil
	}
	if s.buffer == nil {
		s.buffer = make([]byte, readSize)
	}
	p := &pull{over: make(chan struct{}), data: s.buffer}
	s.pending = p
	conn := s.conn
	s.start(func(context.Context) func() error {
		n := 0
		for n == 0 && p.err == nil {
			n, p.err = conn.Read(p.data)
		}
		p.data = p.data[:n]
		close(p.over)
		return func() error { return s.piece(p, done) }
	})
	return nil
}

func (s *socket) piece(p *pull, done goja.Callable) error {
	if s.closed || p.lost {
		return nil
	}
	s.pending = nil
	data, err := p.data, p.err
	s.record.BytesIn += int64(len(data))
	if limit := s.client.realm.MaxResponseBytes; s.recorded && s.record.BytesIn > int64(limit) {
		err = &fault.System{Code: "ERR_LIMIT_REACHED", Message: "the connection has brought more than the bytes that a response may have"}
		s.finish(err)
		return s.call(done, s.errorValue(err))
	}
	vm := s.client.realm.VM
	if len(data) > 0 {
		return s.call(done, goja.Null(), vm.ToValue(vm.NewArrayBuffer(append(make([]byte, 0, len(data)), data...))))
	}
	if isEnd(err) {
		return s.call(done, goja.Null(), goja.Null())
	}
	return s.call(done, s.errorValue(err))
}

func isEnd(err error) bool {
	return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
}

func (s *socket) writeFromScript(call goja.FunctionCall) goja.Value {
	data, ok := view.Copy(call.Argument(0))
	done := fault.Function(s.client.realm, "done", call.Argument(1))
	if !ok || s.conn == nil || s.closed || s.busy > maxBusy {
		panic(s.client.realm.VM.NewTypeError("nothing can be written to this socket now"))
	}
	conn := s.conn
	s.start(func(context.Context) func() error {
		n, err := conn.Write(data)
		return func() error {
			s.record.BytesOut += int64(n)
			return s.settle(err, "write", done)
		}
	})
	return nil
}

// halfCloser is a connection that can say that nothing more will be written.
type halfCloser interface{ CloseWrite() error }

func (s *socket) shutdownFromScript(call goja.FunctionCall) goja.Value {
	done := fault.Function(s.client.realm, "done", call.Argument(0))
	if s.closed || s.busy > maxBusy {
		return nil
	}
	conn, raw := s.conn, s.raw
	shut := func() error { return s.settle(nil, "", done) }
	if conn == raw { // does not block
		closeWrite(raw)
		s.later(shut)
		return nil
	}
	s.start(func(context.Context) func() error {
		closeWrite(conn)
		closeWrite(raw)
		return shut
	})
	return nil
}

// closeWrite says that nothing more will be written. If it does not work, the connection
// is gone, which reading tells.
func closeWrite(conn net.Conn) {
	if half, ok := conn.(halfCloser); ok {
		_ = half.CloseWrite()
	}
}

// settle tells the script how a call ended.
func (s *socket) settle(err error, call string, done goja.Callable) error {
	if s.closed {
		return nil
	}
	if err == nil {
		return s.call(done, goja.Null())
	}
	reason := s.explain(err)
	if reason.Syscall == "read" || reason.Syscall == "" && reason.Code == "ECONNRESET" {
		code := reason.Code
		if errors.Is(err, net.ErrClosed) || errors.Is(err, io.ErrClosedPipe) {
			code = "EPIPE"
		}
		reason = &fault.System{Code: code, Syscall: call, Message: call + " " + code}
	}
	return s.call(done, reason.Value(s.client.realm))
}

func (s *socket) closeFromScript(goja.FunctionCall) goja.Value {
	s.finish(nil)
	return nil
}

// finish closes the connection and reports it, the first time.
func (s *socket) finish(err error) {
	if s.closed {
		return
	}
	s.closed = true
	delete(s.client.open, s)
	s.referenced = false
	s.hold()
	if s.forget != nil {
		s.forget()
	}
	if s.raw != nil {
		_ = s.raw.Close()
	}
	s.buffer = nil
	if !s.recorded {
		return
	}
	s.record.DurationMS = s.client.realm.Since(s.record.AtMS)
	if err != nil {
		text := s.explain(err).Message
		s.record.Error = &text
	}
	s.client.realm.Sent(s.record)
}

func (s *socket) explain(err error) *fault.System {
	if errors.Is(err, os.ErrDeadlineExceeded) || errors.Is(err, net.ErrClosed) {
		return &fault.System{Code: "ECONNRESET", Syscall: "read", Message: "read ECONNRESET"}
	}
	return fault.Explain(err, s.to)
}

func (s *socket) errorValue(err error) goja.Value { return s.explain(err).Value(s.client.realm) }

// call calls back into the script. What it throws goes on to the loop.
func (s *socket) call(f goja.Callable, args ...goja.Value) error {
	_, err := f(goja.Undefined(), args...)
	return err
}
