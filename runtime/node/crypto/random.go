package crypto

import (
	"crypto/rand"
	"encoding/binary"

	"github.com/dop251/goja"
	"github.com/google/uuid"

	"github.com/hookline/hookline/runtime/node/view"
)

// MaxRandomBytes bounds one call. Node allows 2 GiB, which is more than a run has.
const MaxRandomBytes = 16 << 20

func (b *binding) random(call goja.FunctionCall) goja.Value {
	size := call.Argument(0).ToInteger()
	if size < 0 || size > MaxRandomBytes {
		b.realm.Throw("RangeError", "", "Array buffer allocation failed")
	}
	data := make([]byte, size)
	_, _ = rand.Read(data) // never fails
	return b.realm.VM.ToValue(b.realm.VM.NewArrayBuffer(data))
}

// fill takes offset and size in bytes, from the start of the view.
func (b *binding) fill(call goja.FunctionCall) goja.Value {
	data, ok := view.Bytes(call.Argument(0))
	offset, size := call.Argument(1).ToInteger(), call.Argument(2).ToInteger()
	if !ok || offset < 0 || size < 0 || offset > int64(len(data)) || size > int64(len(data))-offset {
		b.realm.Throw("RangeError", "ERR_OUT_OF_RANGE", "The range to fill is outside the buffer")
	}
	_, _ = rand.Read(data[offset : offset+size])
	return nil
}

// randomInt returns an integer in [min, max), each as likely as the others.
func (b *binding) randomInt(call goja.FunctionCall) goja.Value {
	low, high := call.Argument(0).ToInteger(), call.Argument(1).ToInteger()
	if low >= high {
		b.realm.Throw("RangeError", "ERR_OUT_OF_RANGE", "The range is empty")
	}
	span := uint64(high - low)
	limit := ^uint64(0) - ^uint64(0)%span // the largest multiple of span
	for {
		var random [8]byte
		_, _ = rand.Read(random[:])
		if n := binary.LittleEndian.Uint64(random[:]); n < limit {
			return b.realm.VM.ToValue(low + int64(n%span))
		}
	}
}

func (b *binding) randomUUID(goja.FunctionCall) goja.Value {
	return b.realm.VM.ToValue(uuid.NewString())
}
