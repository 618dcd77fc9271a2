package crypto

import (
	"context"

	"github.com/dop251/goja"

	"github.com/hookline/hookline/runtime/node/pool"
)

// answer computes here and returns the value; or, if done is a function, on another
// goroutine, and calls done(err) or done(null, value) later. work must not touch the VM
// or bytes of the script.
func answer[T any](b *binding, done goja.Value, work func(context.Context) (T, error), value func(T) goja.Value) goja.Value {
	callback, later := goja.AssertFunction(done)
	if !later {
		result, err := pool.Try(func() (T, error) { return work(b.realm.Context) })
		if err != nil {
			panic(b.errorValue(err))
		}
		return value(result)
	}
	pool.Go(b.realm, work, func(result T, err error) error {
		if err != nil {
			_, err = callback(goja.Undefined(), b.errorValue(err))
			return err
		}
		_, err = callback(goja.Undefined(), goja.Null(), value(result))
		return err
	})
	return nil
}

// here is answer without a callback.
func here[T any](b *binding, work func() (T, error)) T {
	result, err := pool.Try(work)
	if err != nil {
		panic(b.errorValue(err))
	}
	return result
}

func (b *binding) buffer(data []byte) goja.Value {
	return b.realm.VM.ToValue(b.realm.VM.NewArrayBuffer(data))
}

func (b *binding) boolean(v bool) goja.Value { return b.realm.VM.ToValue(v) }

// list makes an array of strings, numbers and nils.
func (b *binding) list(values ...any) goja.Value {
	for i, v := range values {
		if v == nil {
			values[i] = goja.Undefined()
		}
	}
	return b.realm.VM.NewArray(values...)
}

// copied is what bytes returns, copied for work that goes on after the call.
func (b *binding) copied(value goja.Value) []byte {
	data := b.bytes(value)
	return append(make([]byte, 0, len(data)), data...)
}

func given(v goja.Value) bool { return v != nil && !goja.IsUndefined(v) && !goja.IsNull(v) }
