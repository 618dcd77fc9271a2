package buffer

import (
	"encoding/base64"
	"encoding/hex"
	"unicode/utf8"

	"github.com/dop251/goja"
)

// toBytes is the string in the encoding, as much of it as is well formed.
func toBytes(s goja.String, encoding string) []byte {
	switch encoding {
	case "utf16le":
		return utf16Bytes(s)
	case "latin1", "ascii":
		return latin1Bytes(s)
	case "base64", "base64url":
		return base64Bytes(latin1Bytes(s))
	case "hex":
		return hexBytes(s.String())
	}
	return []byte(s.String())
}

func utf16Bytes(s goja.String) []byte {
	data := make([]byte, 2*s.Length())
	for i := range s.Length() {
		unit := s.CharAt(i)
		data[2*i], data[2*i+1] = byte(unit), byte(unit>>8)
	}
	return data
}

func latin1Bytes(s goja.String) []byte {
	data := make([]byte, s.Length())
	for i := range data {
		data[i] = byte(s.CharAt(i))
	}
	return data
}

// hexBytes ends before the first pair that is no number.
func hexBytes(s string) []byte {
	data := make([]byte, len(s)/2)
	n, _ := hex.Decode(data, []byte(s[:len(data)*2]))
	return data[:n]
}

// base64Bytes takes both alphabets and skips what is in neither, as Node does. It
// decodes in place.
func base64Bytes(text []byte) []byte {
	digits := text[:0]
	for _, c := range text {
		if c == '=' {
			break
		}
		if digit := base64Digit(c); digit != 0 {
			digits = append(digits, digit)
		}
	}
	if len(digits)%4 == 1 {
		digits = digits[:len(digits)-1]
	}
	n, _ := base64.RawStdEncoding.Decode(digits, digits)
	return digits[:n]
}

func base64Digit(c byte) byte {
	switch {
	case 'A' <= c && c <= 'Z', 'a' <= c && c <= 'z', '0' <= c && c <= '9', c == '+', c == '/':
		return c
	case c == '-':
		return '+'
	case c == '_':
		return '/'
	}
	return 0
}

// whole cuts data to limit bytes without leaving a part of a character at its end.
func whole(data []byte, limit int, encoding string) []byte {
	if len(data) <= limit {
		return data
	}
	switch encoding {
	case "utf16le":
		limit -= limit % 2
	case "utf8":
		for limit > 0 && !utf8.RuneStart(data[limit]) {
			limit--
		}
	}
	return data[:limit]
}
