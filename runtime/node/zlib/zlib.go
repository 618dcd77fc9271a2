// Package zlib is the Go side of the zlib module: gzip, deflate and brotli in both
// directions, on the standard library and andybalholm/brotli.
//
// What is compressed here is not byte for byte what Node's zlib makes, but each reads
// the other's. Errors have Node's codes and, where the libraries tell the reasons apart,
// its words (https://nodejs.org/docs/latest-v20.x/api/zlib.html).
package zlib

import (
	"context"
	"errors"
	"hash/crc32"
	"math"

	"github.com/dop251/goja"

	"github.com/hookline/hookline/runtime/node/pool"
	"github.com/hookline/hookline/runtime/node/view"
	"github.com/hookline/hookline/runtime/realm"
)

// MaxOutputBytes bounds what one call that collects its output makes, whatever
// maxOutputLength says: it is the longest Buffer.
const MaxOutputBytes = 64 << 20

type binding struct {
	realm *realm.Realm
	open  map[*stream]struct{}
}

// Binding makes internalBinding('zlib').
//
//	convert(bytes, options) → ArrayBuffer
//	convertLater(bytes, options, done(err, ArrayBuffer))
//	open(options) → stream
//	crc32(bytes, start) → number
//
// options are {mode, level, strategy, quality, window, dictionary, lenient, maxOutput,
// chunk}: mode is the name of the class in lower case, lenient takes what is there of an
// input that ends too early. A stream has
//
//	write(bytes, flush, done(err, ArrayBuffer, more)): the first piece of what comes out;
//	  flush is '' for none, 'flush' or 'finish'
//	next(done): the next piece, while there are more
//	close()
//
// One write or next at a time. Errors are thrown or handed over as Node's zlib errors.
func Binding(r *realm.Realm) *goja.Object {
	b := &binding{realm: r, open: map[*stream]struct{}{}}
	r.OnEnd(b.end)
	return r.Object(map[string]func(goja.FunctionCall) goja.Value{
		"convert":      b.convert,
		"convertLater": b.convertLater,
		"open":         b.openStream,
		"crc32":        b.crc32,
	})
}

// end frees what streams hold that were not closed. No step runs any more.
func (b *binding) end() {
	for s := range b.open {
		s.release()
	}
}

func (b *binding) crc32(call goja.FunctionCall) goja.Value {
	data, _ := view.Bytes(call.Argument(0))
	start := uint32(call.Argument(1).ToInteger() & math.MaxUint32)
	return b.realm.VM.ToValue(crc32.Update(start, crc32.IEEETable, data))
}

func (b *binding) convert(call goja.FunctionCall) goja.Value {
	data, _ := view.Bytes(call.Argument(0))
	o := b.options(call.Argument(1))
	out, err := pool.Try(func() ([]byte, error) { return convert(b.realm.Context, data, o) })
	if err != nil {
		panic(b.errorValue(err, o))
	}
	return b.buffer(out)
}

func (b *binding) convertLater(call goja.FunctionCall) goja.Value {
	data, _ := view.Copy(call.Argument(0))
	o := b.options(call.Argument(1))
	done, ok := goja.AssertFunction(call.Argument(2))
	if !ok {
		panic(b.realm.VM.NewTypeError("done is not a function"))
	}
	pool.Go(b.realm, func(ctx context.Context) ([]byte, error) { return convert(ctx, data, o) }, func(out []byte, err error) error {
		if err != nil {
			_, err = done(goja.Undefined(), b.errorValue(err, o))
			return err
		}
		_, err = done(goja.Undefined(), goja.Null(), b.buffer(out))
		return err
	})
	return nil
}

func (b *binding) buffer(data []byte) goja.Value {
	return b.realm.VM.ToValue(b.realm.VM.NewArrayBuffer(data))
}

// errorValue is err as the script sees it.
func (b *binding) errorValue(err error, o options) *goja.Object {
	if errors.Is(err, errTooLarge) {
		return b.realm.NewError("RangeError", "ERR_BUFFER_TOO_LARGE", tooLargeText(o))
	}
	f := failureOf(err)
	e := b.realm.NewError("Error", "", f.message)
	_ = e.Set("errno", f.errno)
	_ = e.Set("code", f.code)
	return e
}
