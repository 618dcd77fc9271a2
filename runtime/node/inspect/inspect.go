// Package inspect tells the util module what only the engine knows of a value. It runs
// no code of the script.
package inspect

import (
	"reflect"

	"github.com/dop251/goja"

	"github.com/hookline/hookline/runtime/realm"
)

// Binding makes the functions for one realm.
func Binding(r *realm.Realm) *goja.Object {
	return r.Object(map[string]func(goja.FunctionCall) goja.Value{
		"classOf": func(call goja.FunctionCall) goja.Value { return r.VM.ToValue(classOf(call.Argument(0))) },
		"proxy":   func(call goja.FunctionCall) goja.Value { return proxy(r.VM, call.Argument(0)) },
		"promise": func(call goja.FunctionCall) goja.Value { return promise(r.VM, call.Argument(0)) },
		// ToValue makes lone surrogates U+FFFD: a Go string has none.
		"toUSVString": func(call goja.FunctionCall) goja.Value { return r.VM.ToValue(call.Argument(0).String()) },
		"stack":       func(call goja.FunctionCall) goja.Value { return r.VM.ToValue(r.Stack(call.Argument(0).String())) },
	})
}

var (
	proxyType   = reflect.TypeFor[goja.Proxy]()
	promiseType = reflect.TypeFor[*goja.Promise]()
	bufferType  = reflect.TypeFor[goja.ArrayBuffer]()
)

// classOf names the kind of an object, whatever its prototype says: "Date", "Error",
// "Proxy" and so on, and "Object" for those that goja does not tell apart, such as
// maps. It is "" for a primitive.
func classOf(v goja.Value) string {
	o, ok := v.(*goja.Object)
	if !ok {
		return ""
	}
	switch o.ExportType() {
	case proxyType:
		return "Proxy"
	case bufferType:
		return "ArrayBuffer"
	case promiseType:
		return "Promise"
	}
	return o.ClassName()
}

// proxy returns [target, handler], both null if the proxy was revoked, and undefined
// for what is no proxy.
func proxy(vm *goja.Runtime, v goja.Value) goja.Value {
	if classOf(v) != "Proxy" {
		return goja.Undefined()
	}
	p := v.Export().(goja.Proxy)
	return vm.NewArray(orNull(p.Target()), orNull(p.Handler()))
}

func orNull(o *goja.Object) goja.Value {
	if o == nil {
		return goja.Null()
	}
	return o
}

// promise returns [state, result], and undefined for what is no promise.
func promise(vm *goja.Runtime, v goja.Value) goja.Value {
	if classOf(v) != "Promise" {
		return goja.Undefined()
	}
	p := v.Export().(*goja.Promise)
	state := [...]string{
		goja.PromiseStatePending:   "pending",
		goja.PromiseStateFulfilled: "fulfilled",
		goja.PromiseStateRejected:  "rejected",
	}[p.State()]
	result := p.Result()
	if result == nil {
		result = goja.Undefined()
	}
	return vm.NewArray(state, result)
}
