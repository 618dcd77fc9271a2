package net

import (
	"net"
	"time"

	"github.com/dop251/goja"
)

// addressOf makes socket.address and socket.peer: {address, family, port}, or undefined.
func (s *socket) addressOf(which func(net.Conn) net.Addr) func(goja.FunctionCall) goja.Value {
	return func(goja.FunctionCall) goja.Value {
		if s.raw == nil {
			return nil
		}
		tcp, ok := which(s.raw).(*net.TCPAddr)
		if !ok {
			return nil
		}
		family := "IPv6"
		if tcp.IP.To4() != nil {
			family = "IPv4"
		}
		o := s.client.realm.VM.NewObject()
		_ = o.Set("address", tcp.IP.String())
		_ = o.Set("family", family)
		_ = o.Set("port", tcp.Port)
		return o
	}
}

// tuned is what a TCP connection has beyond net.Conn.
type tuned interface {
	SetNoDelay(on bool) error
	SetKeepAlive(on bool) error
	SetKeepAlivePeriod(d time.Duration) error
}

// The settings of a connection are a courtesy: what does not work goes unsaid, as in Node.

func (s *socket) setNoDelay(call goja.FunctionCall) goja.Value {
	if conn, ok := s.raw.(tuned); ok {
		_ = conn.SetNoDelay(call.Argument(0).ToBoolean())
	}
	return nil
}

func (s *socket) setKeepAlive(call goja.FunctionCall) goja.Value {
	on, ms := call.Argument(0).ToBoolean(), call.Argument(1).ToInteger()
	if conn, ok := s.raw.(tuned); ok {
		_ = conn.SetKeepAlive(on)
		if on && ms >= 1000 && ms < 1<<31 {
			_ = conn.SetKeepAlivePeriod(time.Duration(ms) * time.Millisecond)
		}
	}
	return nil
}
