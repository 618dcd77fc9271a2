package runtime

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/dop251/goja"

	"github.com/hookline/hookline/runtime/payload"
	"github.com/hookline/hookline/scripts"
)

// Storage keeps the one document of the hook that runs. An error's text is the hook's
// to see.
type Storage interface {
	Get(ctx context.Context) (scripts.Document, error)
	// Set makes the change, or returns false where it is not permitted. now is the
	// document after it.
	Set(ctx context.Context, change scripts.DocumentChange) (now scripts.Document, changed bool, err error)
}

// storage is context.webtask.storage, as webtask-runtime 2.0.0 had it.
type storage struct {
	run   *run
	known bool             // get has answered, or set has
	last  scripts.Document // as last heard of
}

func (w *webtask) storage() goja.Value {
	s := &storage{run: w.run}
	o := w.run.vm.NewObject()
	_ = o.Set("get", w.run.realm.Function("get", s.get))
	_ = o.Set("set", w.run.realm.Function("set", s.set))
	for name, get := range map[string]func(goja.FunctionCall) goja.Value{"data": s.data, "etag": s.etag} {
		_ = o.DefineAccessorProperty(name, w.run.realm.Function(name, get), nil, goja.FLAG_FALSE, goja.FLAG_TRUE)
	}
	return o
}

func (s *storage) data(goja.FunctionCall) goja.Value { return s.parse() }

func (s *storage) etag(goja.FunctionCall) goja.Value {
	if s.last.Data == nil {
		return goja.Undefined()
	}
	return s.run.vm.ToValue(s.last.ETag())
}

// parse makes the last known document, undefined for none.
func (s *storage) parse() goja.Value {
	if s.last.Data == nil {
		return goja.Undefined()
	}
	v, err := payload.Value(s.run.vm, s.last.Data)
	if err != nil {
		s.run.realm.Throw("Error", "", "the stored document cannot be read")
	}
	return v
}

// get takes ([options], callback).
func (s *storage) get(call goja.FunctionCall) goja.Value {
	_, done := s.arguments(call.Arguments)
	s.ask(func(ctx context.Context) func() []goja.Value {
		document, err := s.run.in.Storage.Get(ctx)
		return func() []goja.Value {
			if err != nil {
				return s.failed(err)
			}
			s.known, s.last = true, document
			return []goja.Value{goja.Null(), s.parse()}
		}
	}, done)
	return nil
}

// set takes (data, [options], callback).
func (s *storage) set(call goja.FunctionCall) goja.Value {
	options, done := s.arguments(call.Arguments[min(1, len(call.Arguments)):])
	change := scripts.DocumentChange{Data: s.stringify(call.Argument(0)), ETag: s.last.ETag()}
	if options != nil {
		etag := options.Get("etag")
		if etag != nil && etag.ToBoolean() {
			change.ETag = etag.String()
		}
		force := options.Get("force")
		change.Force = force != nil && force.ToBoolean()
	}
	if !change.Force && !s.known && change.ETag == "" {
		s.run.realm.Throw("Error", "", "When calling storage.set without having called storage.get before, you must specify the .force option.")
	}
	s.ask(func(ctx context.Context) func() []goja.Value {
		if len(change.Data) > scripts.MaxDocumentBytes {
			return func() []goja.Value {
				return s.failed(fmt.Errorf("the document is %d bytes of JSON; context.webtask.storage keeps at most %d", len(change.Data), scripts.MaxDocumentBytes))
			}
		}
		now, changed, err := s.run.in.Storage.Set(ctx, change)
		return func() []goja.Value {
			if err != nil {
				return s.failed(err)
			}
			s.known, s.last = true, now
			if !changed {
				return s.conflict()
			}
			return []goja.Value{goja.Null()}
		}
	}, done)
	return nil
}

// arguments takes apart ([options], callback). options is nil where it was not given.
func (s *storage) arguments(args []goja.Value) (options *goja.Object, done goja.Callable) {
	if len(args) > 0 {
		if f, ok := goja.AssertFunction(args[0]); ok {
			return nil, f
		}
	}
	var given goja.Value
	if len(args) > 0 {
		given = args[0]
	}
	if len(args) > 1 {
		done, _ = goja.AssertFunction(args[1])
	}
	if done == nil {
		s.run.realm.Throw("Error", "", "Callback must be a function.")
	}
	if firstOf(given) == nil {
		return nil, done
	}
	options, ok := given.(*goja.Object)
	if !ok {
		s.run.realm.Throw("Error", "", "Options must be an object.")
	}
	return options, done
}

// stringify is the JSON of data, nil for what deletes the document.
func (s *storage) stringify(data goja.Value) json.RawMessage {
	if firstOf(data) == nil {
		return nil
	}
	text, err := s.run.toJSON(data)
	if err != nil {
		throwOn(s.run.vm, err)
	}
	return text
}

// ask does work elsewhere and gives done what comes of it, on the loop.
func (s *storage) ask(work func(ctx context.Context) (result func() []goja.Value), done goja.Callable) {
	if s.run.in.Storage == nil {
		s.run.realm.Throw("Error", "", "context.webtask.storage is not available here")
	}
	s.run.realm.Go(func(ctx context.Context) func() error {
		result := work(ctx)
		return func() error {
			_, err := done(goja.Undefined(), result()...)
			return err
		}
	})
}

func (s *storage) failed(err error) []goja.Value {
	return []goja.Value{s.run.realm.NewError("Error", "", err.Error())}
}

// conflict is the error of a change that came too late. It shows the present document,
// whose etag the next set uses.
func (s *storage) conflict() []goja.Value {
	failure := s.run.realm.NewError("Error", "", "Item was modified since it was read.")
	_ = failure.Set("code", 409)
	_ = failure.Set("conflict", s.parse())
	return []goja.Value{failure}
}
