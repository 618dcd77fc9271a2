// Package payload builds JavaScript values from JSON, several times faster than
// JSON.parse inside the engine does.
//
// It expects JSON that was checked at the edge of the server; what is not JSON after
// all ends in an error, never in a wrong value. Nesting is bounded.
package payload

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"sync"

	"github.com/dop251/goja"
	"github.com/go-json-experiment/json/jsontext"
)

// MaxDepth bounds the nesting. The server refuses deeper payloads earlier.
const MaxDepth = 1000

var errTooDeep = fmt.Errorf("JSON is nested over %d levels", MaxDepth)

// Value builds the value of one JSON text in vm. Call it before code of the script
// has run: it relies on built-in prototypes as they were.
func Value(vm *goja.Runtime, text []byte) (value goja.Value, err error) {
	err = decode(vm, text, func(b *builder) error {
		value, err = b.value(0)
		return err
	})
	return value, err
}

// Members builds members of a JSON object: those that want accepts are given to set,
// in their order.
func Members(vm *goja.Runtime, text []byte, want func(name string) bool, set func(name string, value goja.Value)) error {
	return decode(vm, text, func(b *builder) error {
		if token, err := b.ReadToken(); err != nil || token.Kind() != '{' {
			return errors.New("not a JSON object")
		}
		return b.members(func(name string) error {
			if !want(name) {
				return b.SkipValue()
			}
			value, err := b.value(1)
			if err == nil {
				set(name, value)
			}
			return err
		})
	})
}

// decode runs read on the text and makes sure that nothing is left of it.
func decode(vm *goja.Runtime, text []byte, read func(*builder) error) error {
	b := builders.Get().(*builder)
	defer builders.Put(b)
	b.vm = vm
	b.text.Reset(text)
	b.Reset(&b.text, jsontext.AllowDuplicateNames(true))
	if err := read(b); err != nil {
		return fmt.Errorf("payload: %w", err)
	}
	if _, err := b.ReadToken(); !errors.Is(err, io.EOF) {
		return errors.New("payload: text after the JSON value")
	}
	b.vm = nil
	return nil
}

var builders = sync.Pool{New: func() any { return &builder{} }}

type builder struct {
	jsontext.Decoder
	text bytes.Reader
	vm   *goja.Runtime
}

// members calls read after each name of the object that was opened.
func (b *builder) members(read func(name string) error) error {
	for b.PeekKind() != '}' {
		token, err := b.ReadToken()
		if err != nil {
			return err
		}
		if err := read(token.String()); err != nil {
			return err
		}
	}
	_, err := b.ReadToken()
	return err
}

func (b *builder) value(depth int) (goja.Value, error) {
	if depth > MaxDepth {
		return nil, errTooDeep
	}
	token, err := b.ReadToken()
	if err != nil {
		return nil, err
	}
	switch token.Kind() {
	case '{':
		return b.object(depth + 1)
	case '[':
		return b.array(depth + 1)
	case '"':
		return b.vm.ToValue(token.String()), nil
	case '0':
		return b.number(token)
	case 't', 'f':
		return b.vm.ToValue(token.Bool()), nil
	default:
		return goja.Null(), nil
	}
}

func (b *builder) object(depth int) (goja.Value, error) {
	o := b.vm.NewObject()
	err := b.members(func(name string) error {
		value, err := b.value(depth)
		if err != nil {
			return err
		}
		return Set(o, name, value)
	})
	return o, err
}

// Set makes name an own property of o, also where it is "__proto__".
func Set(o *goja.Object, name string, value goja.Value) error {
	if name == "__proto__" {
		return o.DefineDataProperty(name, value, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE)
	}
	return o.Set(name, value)
}

func (b *builder) array(depth int) (goja.Value, error) {
	var items []any
	for b.PeekKind() != ']' {
		value, err := b.value(depth)
		if err != nil {
			return nil, err
		}
		items = append(items, value)
	}
	_, err := b.ReadToken()
	return b.vm.NewArray(items...), err
}

// number keeps integers integers, as the engine's own numbers are.
func (b *builder) number(token jsontext.Token) (goja.Value, error) {
	text := token.String()
	if i, err := strconv.ParseInt(text, 10, 64); err == nil && text != "-0" && -maxSafe <= i && i <= maxSafe {
		return b.vm.ToValue(i), nil
	}
	f, err := strconv.ParseFloat(text, 64)
	if err != nil && !errors.Is(err, strconv.ErrRange) { // out of range is Infinity, as in JavaScript
		return nil, err
	}
	return b.vm.ToValue(f), nil
}

const maxSafe = 1<<53 - 1
