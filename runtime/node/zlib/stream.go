package zlib

import (
	"bytes"
	"context"
	"iter"

	"github.com/dop251/goja"

	"github.com/hookline/hookline/runtime/node/pool"
	"github.com/hookline/hookline/runtime/node/view"
)

// stream converts piece by piece. Its steps run on other goroutines, one at a time; all
// else is the loop's.
type stream struct {
	binding *binding
	options options

	in     source
	resume func() ([]byte, bool) // the next piece of the decoder; nil if it wants input
	stop   func()
	err    error // how the decoder ended

	encoder encoder
	out     bytes.Buffer
	closed  bool // the encoder

	busy, freed bool
}

func (b *binding) openStream(call goja.FunctionCall) goja.Value {
	s := &stream{binding: b, options: b.options(call.Argument(0))}
	if err := s.prepare(); err != nil {
		panic(b.errorValue(err, s.options))
	}
	b.open[s] = struct{}{}
	return b.realm.Object(map[string]func(goja.FunctionCall) goja.Value{
		"write": s.writeFromScript,
		"next":  s.nextFromScript,
		"close": s.closeFromScript,
	})
}

func (s *stream) prepare() (err error) {
	if s.options.compresses() {
		s.encoder, err = newEncoder(&s.out, s.options)
		return err
	}
	s.resume, s.stop = iter.Pull(s.pieces)
	return nil
}

// pieces is the decoder as a sequence, which stands still between two steps.
func (s *stream) pieces(yield func([]byte) bool) {
	s.in.wait = func() bool { return yield(nil) }
	d := &decoder{in: &s.in, options: s.options, emit: func(piece []byte) error {
		if !yield(piece) {
			return errClosed
		}
		return nil
	}}
	s.err = d.run()
}

func (s *stream) writeFromScript(call goja.FunctionCall) goja.Value {
	data, ok := view.Copy(call.Argument(0))
	flush := call.Argument(1).String()
	done, callable := goja.AssertFunction(call.Argument(2))
	if !ok || !callable {
		panic(s.binding.realm.VM.NewTypeError("nothing can be written"))
	}
	s.start(done, func(ctx context.Context) error { return s.feed(ctx, data, flush) })
	return nil
}

func (s *stream) nextFromScript(call goja.FunctionCall) goja.Value {
	done, ok := goja.AssertFunction(call.Argument(0))
	if !ok {
		panic(s.binding.realm.VM.NewTypeError("done is not a function"))
	}
	s.start(done, func(context.Context) error { return nil })
	return nil
}

// start takes one step, after prepare, on another goroutine.
func (s *stream) start(done goja.Callable, prepare func(context.Context) error) {
	if s.busy || s.freed {
		panic(s.binding.errorValue(errClosed, s.options))
	}
	s.busy = true
	type result struct {
		piece []byte
		more  bool
	}
	pool.Go(s.binding.realm, func(ctx context.Context) (r result, err error) {
		if err := prepare(ctx); err != nil {
			return r, err
		}
		r.piece, r.more, err = s.step()
		return r, err
	}, func(r result, err error) error {
		s.busy = false
		if s.freed {
			s.release()
			return nil
		}
		if err != nil {
			_, err = done(goja.Undefined(), s.binding.errorValue(err, s.options))
			return err
		}
		_, err = done(goja.Undefined(), goja.Null(), s.binding.buffer(r.piece), s.binding.realm.VM.ToValue(r.more))
		return err
	})
}

// feed gives the stream input. flush is "", "flush" or "finish".
func (s *stream) feed(ctx context.Context, data []byte, flush string) error {
	if s.encoder == nil {
		s.in.add(data)
		s.in.ended = flush == "finish"
		return nil
	}
	if s.closed {
		return nil
	}
	if err := write(ctx, s.encoder, data); err != nil {
		return err
	}
	switch flush {
	case "flush":
		return s.encoder.Flush()
	case "finish":
		s.closed = true
		return s.encoder.Close()
	}
	return nil
}

// step returns a copy of the next piece, and whether there may be another without input.
func (s *stream) step() (piece []byte, more bool, err error) {
	if s.encoder != nil {
		piece = bytes.Clone(s.out.Next(s.options.chunk))
		return piece, s.out.Len() > 0, nil
	}
	next, ok := s.resume()
	switch {
	case !ok:
		s.in.pending = nil
		return nil, false, s.err
	case next == nil:
		return nil, false, nil
	}
	return bytes.Clone(next), true, nil
}

func (s *stream) closeFromScript(goja.FunctionCall) goja.Value {
	s.free()
	return nil
}

// free ends the stream, once its step has ended.
func (s *stream) free() {
	s.freed = true
	if !s.busy {
		s.release()
	}
}

// release is to be called when no step runs.
func (s *stream) release() {
	delete(s.binding.open, s)
	if s.stop != nil {
		s.stop()
	}
	s.in, s.out, s.encoder = source{}, bytes.Buffer{}, nil
}
