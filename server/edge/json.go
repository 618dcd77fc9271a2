package edge

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/hookline/hookline/scripts"
)

// MaxDepth is how deep the JSON of a body may be nested.
const MaxDepth = 200

// Object reads body as one JSON object and gives each member to visit, in order, with
// the member's own bytes of body. It is the one check of a body: duplicate names,
// invalid UTF-8, nesting over MaxDepth and anything after the object are refused, so
// that what was checked here means the same to whoever reads these bytes later.
//
// What visit was given counts only if Object returns nil. An error of visit is
// returned as it is. Errors are Faults of kind ErrInvalid.
func Object(body []byte, visit func(name string, value []byte) error) error {
	return container(body, '{', "an object", func(d *jsontext.Decoder) error {
		name, err := d.ReadToken()
		if err != nil {
			return malformed(err)
		}
		text := name.String()
		value, err := read(d, body)
		if err != nil {
			return err
		}
		return visit(text, value)
	})
}

// Array is Object for an array.
func Array(body []byte, visit func(value []byte) error) error {
	return container(body, '[', "an array", func(d *jsontext.Decoder) error {
		value, err := read(d, body)
		if err != nil {
			return err
		}
		return visit(value)
	})
}

// container reads what opens with that kind, part by part, and then the end.
func container(body []byte, opens jsontext.Kind, article string, part func(*jsontext.Decoder) error) error {
	if err := checkDepth(body); err != nil {
		return err
	}
	d := jsontext.NewDecoder(bytes.NewBuffer(body))
	kind := d.PeekKind()
	if _, err := d.ReadToken(); errors.Is(err, io.EOF) {
		return invalid("the body is empty; send " + article)
	} else if err != nil {
		return malformed(err)
	}
	if kind != opens {
		return invalid(fmt.Sprintf("'Expected type %s but found type %s'", article[len("an "):], typeName(kind)))
	}
	for kind := d.PeekKind(); kind != '}' && kind != ']'; kind = d.PeekKind() {
		if err := part(d); err != nil {
			return err
		}
	}
	if _, err := d.ReadToken(); err != nil {
		return malformed(err)
	}
	if _, err := d.ReadToken(); !errors.Is(err, io.EOF) {
		return invalid(fmt.Sprintf("there is more after the JSON value, at byte %d; send one value", d.InputOffset()))
	}
	return nil
}

// read returns the next value as a part of body, which stays valid.
func read(d *jsontext.Decoder, body []byte) ([]byte, error) {
	value, err := d.ReadValue()
	if err != nil {
		return nil, malformed(err)
	}
	end := int(d.InputOffset())
	return body[end-len(value) : end : end], nil
}

// checkDepth counts brackets outside of strings. On text that is not JSON its count
// means nothing, but then the text is refused anyway.
func checkDepth(body []byte) error {
	if bytes.Count(body, []byte("{"))+bytes.Count(body, []byte("[")) <= MaxDepth {
		return nil // the usual case, at the speed of memory
	}
	depth, inString := 0, false
	for i := 0; i < len(body); i++ {
		switch c := body[i]; {
		case inString && c == '\\':
			i++
		case c == '"':
			inString = !inString
		case inString:
		case c == '{' || c == '[':
			depth++
		case c == '}' || c == ']':
			depth--
		}
		if depth > MaxDepth {
			return invalid(fmt.Sprintf("the JSON is nested over %d levels; send it flatter", MaxDepth))
		}
	}
	return nil
}

// malformed says where and why text is not the JSON we take.
func malformed(err error) error {
	syntax, ok := errors.AsType[*jsontext.SyntacticError](err)
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		return invalid("the body ends in the middle of a JSON value; send all of it")
	case ok && errors.Is(err, jsontext.ErrDuplicateName):
		return invalid(fmt.Sprintf("duplicate name %.100q; send every name once", syntax.JSONPointer))
	case ok:
		return invalid(fmt.Sprintf("not valid JSON at byte %d: %.200s", syntax.ByteOffset, syntax.Err))
	default:
		return invalid("not valid JSON")
	}
}

func invalid(message string) error {
	return scripts.Invalid("invalid_body", "Payload validation error: "+message+".")
}

// Text returns the string that a JSON value is; ok is false for every other type.
func Text(value []byte) (text string, ok bool) {
	if jsontext.Value(value).Kind() != '"' {
		return "", false
	}
	unquoted, err := jsontext.AppendUnquote(nil, value)
	return string(unquoted), err == nil
}

// TypeName is the type of a JSON value in the words of JSON Schema.
func TypeName(value []byte) string { return typeName(jsontext.Value(value).Kind()) }

func typeName(kind jsontext.Kind) string {
	switch kind {
	case '{':
		return "object"
	case '[':
		return "array"
	case '"':
		return "string"
	case '0':
		return "number"
	case 't', 'f':
		return "boolean"
	default:
		return "null"
	}
}
