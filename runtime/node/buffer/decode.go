package buffer

import (
	"encoding/base64"
	"encoding/hex"
	"unicode/utf8"

	"github.com/dop251/goja"
)

// characters is how long n bytes become at most.
func characters(n int, encoding string) int {
	switch encoding {
	case "hex":
		return 2 * n
	case "base64", "base64url":
		return base64.StdEncoding.EncodedLen(n)
	}
	return n
}

// string is data as a string of the VM.
func (b *binding) string(data []byte, encoding string) goja.Value {
	switch encoding {
	case "utf16le":
		return utf16String(data)
	case "latin1":
		return latin1String(data, 0xff)
	case "ascii":
		return latin1String(data, 0x7f)
	case "base64":
		return b.vm.ToValue(base64.StdEncoding.EncodeToString(data))
	case "base64url":
		return b.vm.ToValue(base64.RawURLEncoding.EncodeToString(data))
	case "hex":
		return b.vm.ToValue(hex.EncodeToString(data))
	}
	return b.vm.ToValue(utf8String(data))
}

func utf16String(data []byte) goja.Value {
	units := make([]uint16, len(data)/2)
	for i := range units {
		units[i] = uint16(data[2*i]) | uint16(data[2*i+1])<<8
	}
	return goja.StringFromUTF16(units)
}

func latin1String(data []byte, mask byte) goja.Value {
	units := make([]uint16, len(data))
	for i, c := range data {
		units[i] = uint16(c & mask)
	}
	return goja.StringFromUTF16(units)
}

// utf8String replaces each longest beginning of a character that does not go on by
// one U+FFFD: https://encoding.spec.whatwg.org/#utf-8-decoder. Go replaces each byte.
func utf8String(data []byte) string {
	if utf8.Valid(data) {
		return string(data)
	}
	text := make([]byte, 0, len(data)+len(data)/8)
	for len(data) > 0 {
		r, n := utf8.DecodeRune(data)
		if r == utf8.RuneError && n == 1 {
			n = max(1, begun(data))
		}
		text = utf8.AppendRune(text, r)
		data = data[n:]
	}
	return string(text)
}

// begun is the number of bytes at the start of data that begin a character which
// does not end, or zero.
func begun(data []byte) int {
	length, low, high := second(data[0])
	if length == 0 {
		return 0
	}
	n := 1
	for n < length && n < len(data) && low <= data[n] && data[n] <= high {
		n++
		low, high = 0x80, 0xbf
	}
	return n
}

// second is the length of the character that starts with first and what its second
// byte may be: Unicode 15, table 3-7.
func second(first byte) (length int, low, high byte) {
	switch {
	case 0xc2 <= first && first <= 0xdf:
		return 2, 0x80, 0xbf
	case first == 0xe0:
		return 3, 0xa0, 0xbf
	case first == 0xed:
		return 3, 0x80, 0x9f
	case 0xe1 <= first && first <= 0xef:
		return 3, 0x80, 0xbf
	case first == 0xf0:
		return 4, 0x90, 0xbf
	case 0xf1 <= first && first <= 0xf3:
		return 4, 0x80, 0xbf
	case first == 0xf4:
		return 4, 0x80, 0x8f
	}
	return 0, 0, 0
}

// unended is the number of bytes at the end of data that begin a character.
func unended(data []byte) int {
	for n := 1; n <= min(3, len(data)); n++ {
		tail := data[len(data)-n:]
		if length, _, _ := second(tail[0]); length > n && begun(tail) == n {
			return n
		}
	}
	return 0
}
