// Package buffer is the Go side of Buffer, TextDecoder and TextEncoder: bytes to
// strings and back, comparing, searching, filling. The JavaScript side checks
// arguments; what is wrong here does nothing.
//
// Encodings have the names utf8, utf16le, latin1, ascii, base64, base64url and hex.
// What they accept and how they replace what is malformed is Node's:
// https://nodejs.org/docs/latest-v20.x/api/buffer.html#buffers-and-character-encodings
package buffer

import (
	"bytes"
	"fmt"

	"github.com/dop251/goja"

	"github.com/hookline/hookline/runtime/node/view"
	"github.com/hookline/hookline/runtime/realm"
)

// MaxBytes is the longest Buffer, and MaxCharacters the longest string that one is
// made into: both far above what a hook needs and below what it may hold.
const (
	MaxBytes      = 64 << 20
	MaxCharacters = 64 << 20
)

type binding struct {
	realm *realm.Realm
	vm    *goja.Runtime
}

// Binding makes internalBinding('buffer').
//
//	maxBytes, maxCharacters
//	decode(view, encoding, start, end) → string
//	encode(string, encoding) → ArrayBuffer
//	write(view, string, offset, length, encoding) → bytes written, whole characters only
//	byteLength(string) → bytes of UTF-8
//	compare(view, view) → -1, 0, 1
//	indexOf(view, view, offset, step), lastIndexOf(…) → index or -1; step 2 finds even indexes only
//	fill(view, bytes, start, end)
//	unended(view, encoding) → bytes at the end that wait for more
//	late(prototype, load) → what stands behind prototype and calls load(group) for its methods
//	text(view, encoding, fatal, more) → [string | undefined if malformed, bytes left for the next call]
func Binding(r *realm.Realm) *goja.Object {
	b := &binding{realm: r, vm: r.VM}
	o := r.Object(map[string]func(goja.FunctionCall) goja.Value{
		"decode":      b.decode,
		"encode":      b.encode,
		"write":       b.write,
		"byteLength":  b.byteLength,
		"compare":     b.compare,
		"indexOf":     b.indexOf,
		"lastIndexOf": b.lastIndexOf,
		"fill":        b.fill,
		"text":        b.text,
		"unended":     b.unended,
		"late":        b.late,
	})
	_ = o.Set("maxBytes", MaxBytes)
	_ = o.Set("maxCharacters", MaxCharacters)
	return o
}

func (b *binding) decode(call goja.FunctionCall) goja.Value {
	data, _ := view.Bytes(call.Argument(0))
	data = part(data, call.Argument(2), call.Argument(3))
	encoding := call.Argument(1).String()
	if characters(len(data), encoding) > MaxCharacters {
		b.realm.Throw("Error", "ERR_STRING_TOO_LONG", fmt.Sprintf("Cannot create a string longer than %#x characters", MaxCharacters))
	}
	return b.string(data, encoding)
}

func (b *binding) encode(call goja.FunctionCall) goja.Value {
	text := call.Argument(0).ToString().(goja.String)
	b.limit(text.Length() / 2) // hex makes one byte of two characters
	data := toBytes(text, call.Argument(1).String())
	b.limit(len(data))
	return b.vm.ToValue(b.vm.NewArrayBuffer(data))
}

func (b *binding) limit(n int) {
	if n > MaxBytes {
		b.realm.Throw("RangeError", "ERR_OUT_OF_RANGE", fmt.Sprintf("A Buffer may not be longer than %d bytes", MaxBytes))
	}
}

func (b *binding) write(call goja.FunctionCall) goja.Value {
	target, _ := view.Bytes(call.Argument(0))
	offset := call.Argument(2).ToInteger()
	target = part(target, call.Argument(2), b.vm.ToValue(offset+call.Argument(3).ToInteger()))
	encoding := call.Argument(4).String()
	data := toBytes(call.Argument(1).ToString().(goja.String), encoding)
	return b.vm.ToValue(copy(target, whole(data, len(target), encoding)))
}

func (b *binding) byteLength(call goja.FunctionCall) goja.Value {
	return b.vm.ToValue(len(call.Argument(0).String()))
}

func (b *binding) compare(call goja.FunctionCall) goja.Value {
	x, _ := view.Bytes(call.Argument(0))
	y, _ := view.Bytes(call.Argument(1))
	return b.vm.ToValue(bytes.Compare(x, y))
}

func (b *binding) fill(call goja.FunctionCall) goja.Value {
	data, _ := view.Bytes(call.Argument(0))
	target := part(data, call.Argument(2), call.Argument(3))
	pattern, _ := view.Copy(call.Argument(1))
	if len(pattern) == 0 {
		return nil
	}
	for done := copy(target, pattern); done < len(target); done *= 2 {
		copy(target[done:], target[:done])
	}
	return nil
}

// part is data[start:end] with both brought into its bounds.
func part(data []byte, start, end goja.Value) []byte {
	to := min(max(end.ToInteger(), 0), int64(len(data)))
	from := min(max(start.ToInteger(), 0), to)
	return data[from:to]
}
