package http

import (
	"context"
	"errors"
	"io"
	"net/http"

	"github.com/dop251/goja"

	"github.com/hookline/hookline/runtime/node/fault"
	"github.com/hookline/hookline/runtime/node/view"
)

// exchange is one request with its response. Its methods are called on the loop; what
// blocks runs in realm.Go, at most one upload and one download at a time.
type exchange struct {
	client   *client
	message  *message
	ctx      context.Context
	cancel   context.CancelFunc
	record   record
	response *http.Response // nil until the head is there
	refusal  error          // why it was not sent
	upload   *io.PipeWriter // nil for a body that is there from the start
	taken    *io.PipeReader // the other end of upload: the transport's
	buffer   []byte
	reading  bool
	finished bool
	aborted  bool // nothing is to be called any more
}

var errAborted = &fault.System{Code: "ECONNRESET", Message: "aborted by the script"}

func (c *client) newExchange(m *message) *exchange {
	x := &exchange{client: c, message: m, record: c.newRecord(m)}
	x.ctx, x.cancel = context.WithCancel(c.realm.Context)
	if m.written {
		x.taken, x.upload = io.Pipe() // without buffer: a write ends when it was taken
	}
	x.record.BytesOut = int64(len(m.body))
	c.open[x] = struct{}{}
	return x
}

// start sends the request; onHead is called on the loop, unless the exchange is
// aborted before.
func (x *exchange) start(onHead func(error) error) {
	request, err := x.prepare()
	if err != nil {
		x.refusal = err
	}
	x.client.realm.Go(func(context.Context) func() error {
		var response *http.Response
		if err == nil {
			response, err = x.client.transport(x.message).RoundTrip(request) //nolint:bodyclose // finish closes it, on the loop
		}
		return func() error { return x.head(response, err, onHead) }
	})
}

func (x *exchange) prepare() (*http.Request, error) {
	request, err := x.message.request(x.ctx, x.taken)
	if err != nil {
		return nil, err
	}
	return request, x.client.admit(x.message)
}

func (x *exchange) head(response *http.Response, err error, onHead func(error) error) error {
	if x.aborted {
		if response != nil {
			_ = response.Body.Close()
		}
		return nil
	}
	if err == nil {
		x.response = response
		x.record.Status = response.StatusCode
		err = checkHead(response)
	}
	if err != nil {
		x.finish(err)
	}
	return onHead(err)
}

// checkHead applies the limits to a response, and refuses what is no response.
func checkHead(response *http.Response) error {
	if response.StatusCode == http.StatusSwitchingProtocols {
		return &fault.System{Code: "ECONNRESET", Message: "socket hang up: the server wants to switch protocols, which is not possible here"}
	}
	count, size := 0, 0
	for name, values := range response.Header {
		for _, value := range values {
			count++
			size += len(name) + len(value)
		}
	}
	if count > MaxHeaders || size > MaxHeaderBytes {
		return &fault.System{Code: "HPE_HEADER_OVERFLOW", Message: "Parse Error: Header overflow"}
	}
	return nil
}

// readFromScript is exchange.read of the binding.
func (x *exchange) readFromScript(call goja.FunctionCall) goja.Value {
	done, ok := goja.AssertFunction(call.Argument(0))
	if !ok || x.response == nil || x.reading || x.finished {
		return nil
	}
	x.read(func(data []byte, last bool, err error) error {
		if err != nil {
			return x.client.call(done, x.client.errorValue(err, x.message))
		}
		return x.client.call(done, goja.Null(), x.client.value(x.client.realm.VM.NewArrayBuffer(data)), x.client.value(last))
	})
	return nil
}

// read reads the next piece and gives done a copy of it on the loop.
func (x *exchange) read(done func(data []byte, last bool, err error) error) {
	x.reading = true
	if x.buffer == nil {
		x.buffer = make([]byte, bufferSize(x.response.ContentLength))
	}
	body, buffer := x.response.Body, x.buffer
	x.client.realm.Go(func(context.Context) func() error {
		n, err := 0, error(nil)
		for n == 0 && err == nil {
			n, err = body.Read(buffer)
		}
		return func() error { return x.piece(buffer[:n], err, done) }
	})
}

// bufferSize leaves room to see the end of a short body together with its last byte.
func bufferSize(contentLength int64) int64 {
	if contentLength >= 0 && contentLength < readAhead {
		return contentLength + 1
	}
	return readAhead
}

func (x *exchange) piece(data []byte, err error, done func([]byte, bool, error) error) error {
	x.reading = false
	if x.aborted {
		return nil
	}
	x.record.BytesIn += int64(len(data))
	if limit := x.client.realm.MaxResponseBytes; x.record.BytesIn > int64(limit) {
		err = tooMuch("the response is larger than %d bytes", limit)
	} else if err != nil && !errors.Is(err, io.EOF) {
		err = cutShort(err)
	}
	last := errors.Is(err, io.EOF)
	if err != nil && !last {
		x.finish(err)
		return done(nil, false, err)
	}
	if last {
		x.finish(nil)
	}
	return done(append(make([]byte, 0, len(data)), data...), last, nil)
}

// writeFromScript is exchange.write of the binding.
func (x *exchange) writeFromScript(call goja.FunctionCall) goja.Value {
	data, ok := view.Copy(call.Argument(0))
	done, callable := goja.AssertFunction(call.Argument(1))
	if !ok || !callable || x.upload == nil {
		panic(x.client.realm.VM.NewTypeError("nothing can be written to this request"))
	}
	x.client.realm.Go(func(context.Context) func() error {
		n, err := x.upload.Write(data)
		return func() error {
			x.record.BytesOut += int64(n)
			switch {
			case x.aborted:
				return nil
			case err != nil:
				return x.client.call(done, x.client.errorValue(&fault.System{Code: "EPIPE", Syscall: "write", Message: "write EPIPE"}, x.message))
			}
			return x.client.call(done)
		}
	})
	return nil
}

// endFromScript is exchange.end of the binding.
func (x *exchange) endFromScript(goja.FunctionCall) goja.Value {
	if x.upload != nil {
		_ = x.upload.Close()
	}
	return nil
}

// abortFromScript is exchange.abort of the binding.
func (x *exchange) abortFromScript(goja.FunctionCall) goja.Value {
	x.aborted = true
	x.finish(errAborted)
	return nil
}

// finish ends the exchange and reports it, the first time.
func (x *exchange) finish(err error) {
	if x.finished {
		return
	}
	x.finished = true
	delete(x.client.open, x)
	x.cancel()
	if x.upload != nil {
		_ = x.upload.CloseWithError(errAborted)
	}
	if x.response != nil {
		_ = x.response.Body.Close()
	}
	x.buffer = nil
	if x.refusal == nil {
		x.report(err)
	}
}

// cutOff finishes what the end of the run found open. A response that the script left
// unread is no fault.
func (x *exchange) cutOff() {
	if x.response != nil && !x.reading {
		x.finish(nil)
		return
	}
	x.finish(fault.CutOff)
}
