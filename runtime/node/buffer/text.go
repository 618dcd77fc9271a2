package buffer

import (
	"unicode/utf16"
	"unicode/utf8"

	"github.com/dop251/goja"

	"github.com/hookline/hookline/runtime/node/view"
)

// text decodes what TextDecoder was given: https://encoding.spec.whatwg.org/#dom-textdecoder-decode
func (b *binding) text(call goja.FunctionCall) goja.Value {
	data, _ := view.Bytes(call.Argument(0))
	encoding, fatal, more := call.Argument(1).String(), call.Argument(2).ToBoolean(), call.Argument(3).ToBoolean()
	left := 0
	if more {
		left = rest(data, encoding)
	}
	text, ok := b.textOf(data[:len(data)-left], encoding)
	if fatal && !ok {
		text = goja.Undefined()
	}
	return b.vm.NewArray(text, b.vm.ToValue(left))
}

func (b *binding) unended(call goja.FunctionCall) goja.Value {
	data, _ := view.Bytes(call.Argument(0))
	return b.vm.ToValue(rest(data, call.Argument(1).String()))
}

// rest is the number of bytes at the end of data that wait for more.
func rest(data []byte, encoding string) int {
	switch encoding {
	case "utf8":
		return unended(data)
	case "utf16le":
		left := len(data) % 2
		if n := len(data) - left; n >= 2 && data[n-1]&0xfc == 0xd8 {
			left += 2 // the first half of a pair
		}
		return left
	}
	return 0
}

// textOf decodes latin1 as Node 20 does, not as windows-1252.
func (b *binding) textOf(data []byte, encoding string) (text goja.Value, ok bool) {
	switch encoding {
	case "utf16le":
		return wellFormed(data)
	case "latin1":
		return b.string(data, encoding), true
	}
	return b.string(data, encoding), utf8.Valid(data)
}

// wellFormed replaces halves of pairs, and half a code unit at the end.
func wellFormed(data []byte) (text goja.Value, ok bool) {
	units := make([]uint16, 0, len(data)/2+1)
	ok = len(data)%2 == 0
	for i := 0; i+1 < len(data); i += 2 {
		unit := uint16(data[i]) | uint16(data[i+1])<<8
		switch {
		case !utf16.IsSurrogate(rune(unit)):
		case i+3 < len(data) && unit < 0xdc00 && data[i+3]&0xfc == 0xdc:
			units = append(units, unit)
			i += 2
			unit = uint16(data[i]) | uint16(data[i+1])<<8
		default:
			unit, ok = utf8.RuneError, false
		}
		units = append(units, unit)
	}
	if len(data)%2 == 1 {
		units = append(units, utf8.RuneError)
	}
	return goja.StringFromUTF16(units), ok
}
