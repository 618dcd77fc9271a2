package packages_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
)

// The little of BSON (bsonspec.org 1.1) that the MongoDB stand-in needs. An element is
// its type, its name and its value; what a driver sent is copied, not understood.

func document(elements ...[]byte) []byte {
	body := append(bytes.Join(elements, nil), 0)
	return append(binary.LittleEndian.AppendUint32(nil, uint32(4+len(body))), body...)
}

func element(kind byte, name string, value []byte) []byte {
	return append(append(append([]byte{kind}, name...), 0), value...)
}

func number(name string, n int32) []byte {
	return element(0x10, name, binary.LittleEndian.AppendUint32(nil, uint32(n)))
}

func long(name string, n int64) []byte {
	return element(0x12, name, binary.LittleEndian.AppendUint64(nil, uint64(n)))
}

func boolean(name string, b bool) []byte {
	if b {
		return element(0x08, name, []byte{1})
	}
	return element(0x08, name, []byte{0})
}

func text(name, s string) []byte {
	return element(0x02, name, append(append(binary.LittleEndian.AppendUint32(nil, uint32(len(s)+1)), s...), 0))
}

func embedded(name string, doc []byte) []byte { return element(0x03, name, doc) }

// list is an array of one document.
func list(name string, doc []byte) []byte {
	return element(0x04, name, document(embedded("0", doc)))
}

// firstName is the name of a document's first element, which names a command.
func firstName(doc []byte) string {
	_, name, _, _ := split(doc[4:])
	return name
}

// member walks into documents and arrays. It is nil for what is not there.
func member(doc []byte, path ...string) []byte {
	for _, want := range path {
		rest := doc[4:]
		doc = nil
		for len(rest) > 1 && doc == nil {
			kind, name, value, after := split(rest)
			if name == want && (kind == 0x03 || kind == 0x04) {
				doc = value
			}
			rest = after
		}
		if doc == nil {
			return nil
		}
	}
	return doc
}

// split cuts the first element off.
func split(elements []byte) (kind byte, name string, value, rest []byte) {
	kind = elements[0]
	end := bytes.IndexByte(elements[1:], 0) + 1
	name, rest = string(elements[1:end]), elements[end+1:]
	size := sizeOf(kind, rest)
	return kind, name, rest[:size], rest[size:]
}

func sizeOf(kind byte, value []byte) int {
	switch kind {
	case 0x01, 0x09, 0x11, 0x12: // double, date, timestamp, int64
		return 8
	case 0x02: // string
		return 4 + int(binary.LittleEndian.Uint32(value))
	case 0x03, 0x04: // document, array
		return int(binary.LittleEndian.Uint32(value))
	case 0x05: // binary
		return 5 + int(binary.LittleEndian.Uint32(value))
	case 0x07: // object id
		return 12
	case 0x08: // boolean
		return 1
	case 0x10: // int32
		return 4
	default: // null and what has no value
		return 0
	}
}

func quoted(doc []byte) string { return fmt.Sprintf("%q", doc) }
