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
	"strconv"

	"github.com/dop251/goja"
	"github.com/go-json-experiment/json/jsontext"
)

// MaxDepth bounds the nesting. The server refuses deeper payloads earlier.
const MaxDepth = 1000

var errTooDeep = fmt.Errorf("JSON is nested over %d levels", MaxDepth)

// Value builds the value of one JSON text in vm. Call it before code of the script
// has run: it relies on built-in prototypes as they were.
func Value(vm *goja.Runtime, text []byte) (goja.Value, error) {
	b := builder{vm: vm, decoder: jsontext.NewDecoder(bytes.NewReader(text), jsontext.AllowDuplicateNames(true))}
	value, err := b.value(0)
	if err != nil {
		return nil, fmt.Errorf("payload: %w", err)
	}
	if b.decoder.PeekKind() != 0 {
		return nil, errors.New("payload: text after the JSON value")
	}
	return value, nil
}

// Members calls f for each member of a JSON object with its raw value, in order.
func Members(object []byte, f func(name string, value jsontext.Value) error) error {
	d := jsontext.NewDecoder(bytes.NewReader(object), jsontext.AllowDuplicateNames(true))
	if token, err := d.ReadToken(); err != nil || token.Kind() != '{' {
		return errors.New("payload: not a JSON object")
	}
	for d.PeekKind() == '"' {
		name, err := d.ReadToken()
		if err != nil {
			return fmt.Errorf("payload: %w", err)
		}
		text := name.String()
		value, err := d.ReadValue()
		if err != nil {
			return fmt.Errorf("payload: %w", err)
		}
		if err := f(text, value); err != nil {
			return err
		}
	}
	_, err := d.ReadToken()
	return err
}

type builder struct {
	vm      *goja.Runtime
	decoder *jsontext.Decoder
}

func (b *builder) value(depth int) (goja.Value, error) {
	if depth > MaxDepth {
		return nil, errTooDeep
	}
	token, err := b.decoder.ReadToken()
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
	for b.decoder.PeekKind() != '}' {
		token, err := b.decoder.ReadToken()
		if err != nil {
			return nil, err
		}
		name := token.String()
		value, err := b.value(depth)
		if err != nil {
			return nil, err
		}
		if err := Set(o, name, value); err != nil {
			return nil, err
		}
	}
	_, err := b.decoder.ReadToken()
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
	for b.decoder.PeekKind() != ']' {
		value, err := b.value(depth)
		if err != nil {
			return nil, err
		}
		items = append(items, value)
	}
	_, err := b.decoder.ReadToken()
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
