package buffer

import (
	"bytes"

	"github.com/dop251/goja"

	"github.com/hookline/hookline/runtime/node/view"
)

func (b *binding) indexOf(call goja.FunctionCall) goja.Value {
	data, needle, step := searched(call)
	from := int(min(max(call.Argument(2).ToInteger(), 0), int64(len(data))))
	for from <= len(data) {
		i := bytes.Index(data[from:], needle)
		if i < 0 {
			break
		}
		if from += i; from%step == 0 {
			return b.vm.ToValue(from)
		}
		from++
	}
	return b.vm.ToValue(-1)
}

// lastIndexOf finds the last index that is not after offset.
func (b *binding) lastIndexOf(call goja.FunctionCall) goja.Value {
	data, needle, step := searched(call)
	offset := max(call.Argument(2).ToInteger(), 0)
	if end := offset + int64(len(needle)); end < int64(len(data)) {
		data = data[:end]
	}
	for {
		i := bytes.LastIndex(data, needle)
		if i < 0 || i%step == 0 {
			return b.vm.ToValue(i)
		}
		data = data[:i+len(needle)-1]
	}
}

func searched(call goja.FunctionCall) (data, needle []byte, step int) {
	data, _ = view.Bytes(call.Argument(0))
	needle, _ = view.Bytes(call.Argument(1))
	if call.Argument(3).ToInteger() == 2 {
		return data, needle, 2
	}
	return data, needle, 1
}
