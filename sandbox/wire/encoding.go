package wire

import (
	"encoding/binary"
	"math"
)

// The small parts of messages are a sequence of varints, floats in eight bytes and
// length-prefixed strings.

func appendInt(b []byte, n int64) []byte { return binary.AppendVarint(b, n) }

func appendString(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

func appendFloat(b []byte, f float64) []byte {
	return binary.LittleEndian.AppendUint64(b, math.Float64bits(f))
}

func appendStrings(b []byte, m map[string]string) []byte {
	b = binary.AppendUvarint(b, uint64(len(m)))
	for name, value := range m {
		b = appendString(appendString(b, name), value)
	}
	return b
}

// decoder reads what the append functions wrote. After a fault it returns zero values
// and keeps bad set.
type decoder struct {
	rest []byte
	bad  bool
}

func (d *decoder) fail() { d.rest, d.bad = nil, true }

func (d *decoder) int() int64 {
	v, n := binary.Varint(d.rest)
	if !d.skip(n) {
		return 0
	}
	return v
}

func (d *decoder) uint() uint64 {
	v, n := binary.Uvarint(d.rest)
	if !d.skip(n) {
		return 0
	}
	return v
}

// skip goes past a varint of n bytes, which must be its shortest form: a message has one
// form only.
func (d *decoder) skip(n int) bool {
	if n <= 0 || n > 1 && d.rest[n-1] == 0 {
		d.fail()
		return false
	}
	d.rest = d.rest[n:]
	return true
}

func (d *decoder) float() float64 {
	if len(d.rest) < 8 {
		d.fail()
		return 0
	}
	v := math.Float64frombits(binary.LittleEndian.Uint64(d.rest))
	d.rest = d.rest[8:]
	return v
}

func (d *decoder) string() string {
	size := d.uint()
	if size > uint64(len(d.rest)) {
		d.fail()
		return ""
	}
	s := string(d.rest[:size])
	d.rest = d.rest[size:]
	return s
}

func (d *decoder) strings() map[string]string {
	n := d.uint()
	if n > uint64(len(d.rest)) { // a pair takes two bytes at least
		d.fail()
		return nil
	}
	var m map[string]string
	for range n {
		name := d.string()
		value := d.string()
		if d.bad {
			return nil
		}
		if m == nil {
			m = map[string]string{}
		}
		m[name] = value
	}
	return m
}

// end reports whether all was read and all was well.
func (d *decoder) end(what string) error {
	if d.bad || len(d.rest) > 0 {
		return violation("%s cannot be read", what)
	}
	return nil
}
