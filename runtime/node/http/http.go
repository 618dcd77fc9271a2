// Package http is the Go side of the http and https modules, of fetch and of
// slack-notify: it sends requests over the realm's transport.
//
// It gives scripts Node's manners on top of net/http's: the path and the header names
// go out as they were given, nothing is added that Node would not add, and errors
// carry Node's codes and none of Go's texts.
package http

import (
	"net/http"

	"github.com/dop251/goja"

	"github.com/hookline/hookline/runtime/node/fault"
	"github.com/hookline/hookline/runtime/realm"
)

// Limits beside the realm's MaxRequests and MaxResponseBytes. A request beyond one of
// them fails with the code ERR_LIMIT_REACHED and a message that names the limit.
const (
	// MaxHeaders and MaxHeaderBytes bound the headers of each request and response.
	MaxHeaders     = 200
	MaxHeaderBytes = 64 << 10
	// MaxPathBytes bounds path and query of a request.
	MaxPathBytes = 64 << 10
	// readAhead is the most that is read of a response before the script asks for more.
	readAhead = 64 << 10
)

// client is the state of one realm. It is used on the loop's goroutine only.
type client struct {
	realm *realm.Realm
	open  map[*exchange]struct{} // not yet finished
}

// Binding makes internalBinding('http'). The realm's transport must speak HTTP/1.1 and
// leave bodies as they are (http.Transport.DisableCompression).
//
//	open(method, protocol, host, port, path, headers, body, onHead, insecure) → exchange
//	postForm(url, name, value, done(err, status, text)): a form with one field, or
//	with none where value is undefined
//	maxResponseBytes(): the limit that a decompressed body has too
//
// headers is [name, value, …]. body is undefined, a string, bytes, or true for one that
// will be written. insecure asks for no check of the certificate. onHead(err) or onHead(null, status, message, headers, version) is
// called once. An exchange has
//
//	write(bytes, done(err)), end(): for a body that is written, one write at a time
//	read(done(err, bytes, last)): the next piece of the response, one read at a time
//	abort(): ends everything; nothing is called any more
func Binding(r *realm.Realm) *goja.Object {
	c := &client{realm: r, open: map[*exchange]struct{}{}}
	r.OnEnd(c.end)
	return r.Object(map[string]func(goja.FunctionCall) goja.Value{
		"open":             c.openFromScript,
		"postForm":         c.postFormFromScript,
		"maxResponseBytes": func(goja.FunctionCall) goja.Value { return c.value(r.MaxResponseBytes) },
	})
}

// admit counts a request, or says why it must not be sent.
func (c *client) admit(m *message) error {
	if c.transport(m) == nil {
		return refused(m)
	}
	if !c.realm.Spend() {
		return tooMuch("the run has sent %d requests, and more are not allowed", c.realm.MaxRequests)
	}
	return nil
}

// transport is what sends m, nil if nothing may.
func (c *client) transport(m *message) http.RoundTripper {
	if m.insecure {
		return c.realm.Insecure
	}
	return c.realm.Transport
}

// refused says why nothing may send m.
func refused(m *message) error {
	if m.insecure {
		return &fault.System{Code: "EACCES", Message: "rejectUnauthorized: false is refused: certificates are always checked here. " +
			"Have the operator trust the server's CA (--ca-file), or allow this (--allow-insecure-tls)"}
	}
	return &fault.System{Code: "EACCES", Message: "this run has no network"}
}

// end reports what the end of the run cut off.
func (c *client) end() {
	for x := range c.open {
		x.cutOff()
	}
}

func (c *client) openFromScript(call goja.FunctionCall) goja.Value {
	onHead, ok := goja.AssertFunction(call.Argument(7))
	if !ok {
		panic(c.realm.VM.NewTypeError("onHead is not a function"))
	}
	m := &message{
		method: call.Argument(0).String(),
		scheme: call.Argument(1).String(),
		host:   call.Argument(2).String(),
		port:   int(call.Argument(3).ToInteger()),
		path:   latin1(call.Argument(4).String()),
	}
	m.insecure = m.scheme == "https" && call.Argument(8).ToBoolean()
	m.readHeaders(c.realm.VM, call.Argument(5))
	m.readBody(call.Argument(6))
	x := c.newExchange(m)
	x.start(func(err error) error {
		if err != nil {
			return c.call(onHead, c.errorValue(err, m))
		}
		return c.call(onHead, goja.Null(), c.value(x.response.StatusCode), c.value(statusMessage(x.response)),
			c.rawHeaders(x.response), c.value(httpVersion(x.response)))
	})
	return c.realm.Object(map[string]func(goja.FunctionCall) goja.Value{
		"write": x.writeFromScript,
		"end":   x.endFromScript,
		"read":  x.readFromScript,
		"abort": x.abortFromScript,
	})
}

func (c *client) value(v any) goja.Value { return c.realm.VM.ToValue(v) }

// call calls back into the script. What it throws goes on to the loop.
func (c *client) call(f goja.Callable, args ...goja.Value) error {
	_, err := f(goja.Undefined(), args...)
	return err
}
