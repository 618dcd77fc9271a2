// Package net is the Go side of the net and tls modules: TCP connections over the
// realm's Dial, and TLS on top of them.
//
// A connection counts as one of the run's requests, may bring as many bytes as a
// response, ends with the run, and is one entry of its record: method CONNECT, URL
// tcp://host:port.
package net

import (
	"context"
	"fmt"

	"github.com/dop251/goja"

	"github.com/hookline/hookline/runtime/node/fault"
	"github.com/hookline/hookline/runtime/realm"
	"github.com/hookline/hookline/scripts"
)

// client is the state of one realm. It is used on the loop's goroutine only.
type client struct {
	realm *realm.Realm
	open  map[*socket]struct{}
}

// Binding makes internalBinding('net').
//
//	connect(host, port, done(err), made(socket)): one TCP connection
//	pair() → [socket, socket]: two ends of a connection within the run
//
// A socket has, each with one call at a time:
//
//	read(done(err, bytes)): the next piece; bytes is null at the end
//	write(bytes, done(err)), shutdown(done(err))
//	startTLS(options, received, done(err, info)): see package tls
//	close(): ends everything; nothing is called any more
//	ref(), unref(): whether what is under way keeps the run alive
//	setNoDelay(on), setKeepAlive(on, ms), address(), peer()
func Binding(r *realm.Realm) *goja.Object {
	c := &client{realm: r, open: map[*socket]struct{}{}}
	r.OnEnd(c.end)
	return r.Object(map[string]func(goja.FunctionCall) goja.Value{
		"connect": c.connectFromScript,
		"pair":    c.pairFromScript,
	})
}

// end closes what the end of the run found open, which is no fault.
func (c *client) end() {
	for s := range c.open {
		s.finish(nil)
	}
}

func (c *client) connectFromScript(call goja.FunctionCall) goja.Value {
	done := fault.Function(c.realm, "done", call.Argument(2))
	s := &socket{client: c, to: fault.Target{Host: call.Argument(0).String(), Port: int(call.Argument(1).ToInteger())}, referenced: true}
	s.record = scripts.Request{Method: "CONNECT", URL: "tcp://" + cut(fault.Printable(s.to.String()), 300), AtMS: c.realm.SinceStart()}
	if err := c.admit(); err != nil {
		s.closed = true
		s.later(func() error { return s.call(done, s.errorValue(err)) })
		return s.object()
	}
	s.recorded = true
	c.open[s] = struct{}{}
	s.start(func(ctx context.Context) func() error {
		conn, err := c.realm.Dial(ctx, s.to.Host, s.to.Port)
		return func() error { return s.connected(conn, err, done) }
	})
	return s.object()
}

func (c *client) admit() error {
	if c.realm.Dial == nil {
		return &fault.System{Code: "EACCES", Syscall: "connect", Message: "connect EACCES: this run has no network"}
	}
	if !c.realm.Spend() {
		return &fault.System{Code: "ERR_LIMIT_REACHED", Message: fmt.Sprintf(
			"the run has made %d requests and connections, and more are not allowed", c.realm.MaxRequests)}
	}
	return nil
}

func cut(s string, length int) string {
	if len(s) <= length {
		return s
	}
	return s[:length] + "…"
}
