// Package fault throws the errors that Node's natives throw, in Node's words
// (https://nodejs.org/api/errors.html).
package fault

import (
	"strings"

	"github.com/dop251/goja"

	"github.com/hookline/hookline/runtime/realm"
)

// Function returns v as a function, or throws that the argument called name is none.
func Function(r *realm.Realm, name string, v goja.Value) goja.Callable {
	f, ok := goja.AssertFunction(v)
	if !ok {
		WrongType(r, name, "of type function", v)
	}
	return f
}

// WrongType throws that the argument called name must be expected. It does not return.
func WrongType(r *realm.Realm, name, expected string, v goja.Value) {
	r.Throw("TypeError", "ERR_INVALID_ARG_TYPE", `The "`+name+`" argument must be `+expected+`.`+received(v))
}

func received(v goja.Value) string {
	if goja.IsUndefined(v) || goja.IsNull(v) {
		return " Received " + v.String()
	}
	if o, ok := v.(*goja.Object); ok {
		return receivedObject(o)
	}
	text := v.String()
	if len(text) > 28 {
		text = strings.ToValidUTF8(text[:25], "") + "..."
	}
	switch kind := v.ExportType(); {
	case goja.IsString(v):
		return " Received type string ('" + text + "')"
	case goja.IsNumber(v):
		return " Received type number (" + text + ")"
	case goja.IsBigInt(v):
		return " Received type bigint (" + text + "n)"
	case kind != nil && kind.Kind().String() == "bool":
		return " Received type boolean (" + text + ")"
	default:
		return " Received type symbol (Symbol(" + text + "))"
	}
}

func receivedObject(o *goja.Object) string {
	if _, ok := goja.AssertFunction(o); ok {
		return " Received function " + nameOf(o)
	}
	if maker, ok := o.Get("constructor").(*goja.Object); ok {
		if name := nameOf(maker); name != "" {
			return " Received an instance of " + name
		}
	}
	return " Received [Object: null prototype] {}"
}

func nameOf(function *goja.Object) string {
	if name := function.Get("name"); name != nil && goja.IsString(name) {
		return name.String()
	}
	return ""
}
