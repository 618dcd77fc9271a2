package guard

import (
	"fmt"
	"reflect"
	"strings"

	"github.com/dop251/goja"

	"github.com/hookline/hookline/runtime/realm"
)

// A check throws if the call is over a limit. It leaves wrong types to the built-in,
// and never calls code of the script but a getter of length.
type check func(*checker, goja.FunctionCall)

type checker struct {
	realm *realm.Realm
}

func (c *checker) builtIn(path string) *goja.Object {
	object := c.realm.VM.GlobalObject()
	for name := range strings.SplitSeq(path, ".") {
		object = object.Get(name).(*goja.Object)
	}
	return object
}

func (c *checker) limit(what string, size float64, unit string, most int) {
	if size > float64(most) {
		c.realm.Throw("RangeError", "", fmt.Sprintf("%s would be %.0f %s long; the limit is %d", what, size, unit, most))
	}
}

func (c *checker) characters(size float64) {
	c.limit("the string", size, "characters", MaxStringLength)
}
func (c *checker) elements(size float64) { c.limit("the array", size, "elements", MaxElements) }

// number is v if it is a number, else 0.
func number(v goja.Value) float64 {
	if v == nil || !goja.IsNumber(v) {
		return 0
	}
	return v.ToFloat()
}

var proxyType = reflect.TypeFor[goja.Proxy]()

// lengthOf is the length of a string or an array-like object, 0 of anything else. A
// proxy is not asked: the script could tell.
func lengthOf(v goja.Value) float64 {
	switch v := v.(type) {
	case goja.String:
		return float64(v.Length())
	case *goja.Object:
		if v.ExportType() != proxyType {
			return number(v.Get("length"))
		}
	}
	return 0
}

func (c *checker) repeat(f goja.FunctionCall) {
	c.characters(lengthOf(f.This) * number(f.Argument(0)))
}

func (c *checker) pad(f goja.FunctionCall) { c.characters(number(f.Argument(0))) }

func (c *checker) concatString(f goja.FunctionCall) {
	total := lengthOf(f.This)
	for _, v := range f.Arguments {
		if s, ok := v.(goja.String); ok {
			total += float64(s.Length())
		}
	}
	c.characters(total)
}

// split counts the parts only where there could be too many.
func (c *checker) split(f goja.FunctionCall) {
	text, isText := f.This.(goja.String)
	separator, ok := f.Argument(0).(goja.String)
	if !isText || !ok || text.Length() <= MaxElements || !goja.IsUndefined(f.Argument(1)) {
		return
	}
	parts := text.Length()
	if separator.Length() > 0 {
		parts = strings.Count(text.String(), separator.String()) + 1
	}
	c.elements(float64(parts))
}

// replaceAll knows the length of the result for a pattern and a replacement that are
// plain strings.
func (c *checker) replaceAll(f goja.FunctionCall) {
	text, isText := f.This.(goja.String)
	pattern, ok := f.Argument(0).(goja.String)
	with, plain := f.Argument(1).(goja.String)
	if !isText || !ok || !plain || text.Length()*(with.Length()+1) <= MaxStringLength ||
		strings.Contains(with.String(), "$") { // stands for parts of the text
		return
	}
	count := strings.Count(text.String(), pattern.String())
	c.characters(float64(text.Length()) + float64(count)*float64(with.Length()-pattern.Length()))
}

func (c *checker) receiver(f goja.FunctionCall) { c.elements(lengthOf(f.This)) }

func (c *checker) join(f goja.FunctionCall) {
	length, separator := lengthOf(f.This), 1.0
	c.elements(length)
	if s, ok := f.Argument(0).(goja.String); ok {
		separator = float64(s.Length())
	}
	c.characters((length - 1) * separator)
}

func (c *checker) concatArray(f goja.FunctionCall) {
	total := arrayLength(f.This)
	for _, v := range f.Arguments {
		total += arrayLength(v)
	}
	c.elements(total)
}

// arrayLength is 0 for what is no array: concat takes that as one element.
func arrayLength(v goja.Value) float64 {
	if o, ok := v.(*goja.Object); ok && o.ClassName() == "Array" {
		return lengthOf(o)
	}
	return 0
}

func (c *checker) from(f goja.FunctionCall) { c.elements(lengthOf(f.Argument(0))) }

func (c *checker) second(f goja.FunctionCall) { c.list(f.Argument(1)) }
func (c *checker) third(f goja.FunctionCall)  { c.list(f.Argument(2)) }

func (c *checker) list(v goja.Value) {
	if _, ok := v.(*goja.Object); ok {
		c.limit("the argument list", lengthOf(v), "values", MaxArguments)
	}
}

func (c *checker) parse(f goja.FunctionCall) {
	if text, ok := f.Argument(0).(goja.String); ok && text.Length() > MaxJSONDepth {
		c.limit("the JSON", float64(depth(text.String())), "levels", MaxJSONDepth)
	}
}

// depth counts the brackets that are open at once, outside strings.
func depth(text string) (deepest int) {
	open, quoted := 0, false
	for i := 0; i < len(text); i++ {
		switch b := text[i]; {
		case b == '\\' && quoted:
			i++
		case b == '"':
			quoted = !quoted
		case quoted:
		case b == '[' || b == '{':
			open++
			deepest = max(deepest, open)
		case b == ']' || b == '}':
			open--
		}
	}
	return deepest
}

func (c *checker) bigInt(f goja.FunctionCall) {
	if text, ok := f.Argument(0).(goja.String); ok {
		c.limit("the number", float64(text.Length()), "digits", MaxBigIntDigits)
	}
}

// buffer checks constructors whose elements have the given size: their argument is a
// length, or something that has one.
func buffer(size float64) check {
	return func(c *checker, f goja.FunctionCall) {
		length := number(f.Argument(0))
		if _, ok := f.Argument(0).(*goja.Object); ok {
			length = lengthOf(f.Argument(0))
		}
		c.limit("the buffer", length*size, "bytes", MaxBufferBytes)
	}
}
