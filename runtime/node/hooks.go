package node

import (
	"github.com/dop251/goja"

	"github.com/hookline/hookline/runtime/realm"
)

// contextBinding is what AsyncLocalStorage stands on: a value that the loop takes along.
func contextBinding(r *realm.Realm) *goja.Object {
	r.Loop.TrackPromises()
	return r.Object(map[string]func(goja.FunctionCall) goja.Value{
		"get": func(goja.FunctionCall) goja.Value { return r.Loop.Context() },
		"set": func(call goja.FunctionCall) goja.Value {
			r.Loop.SetContext(call.Argument(0))
			return nil
		},
	})
}
