package node

import (
	"maps"
	"slices"

	"github.com/dop251/goja"

	"github.com/hookline/hookline/runtime/realm"
)

// MaxTempBytes bounds what a script keeps in /tmp, which is memory.
const MaxTempBytes = 8 << 20

// fsBinding gives the module fs the files of the bundle, as copies.
func fsBinding(r *realm.Realm) *goja.Object {
	o := r.Object(map[string]func(goja.FunctionCall) goja.Value{
		"paths": func(goja.FunctionCall) goja.Value {
			paths := r.VM.NewArray()
			for i, path := range slices.Sorted(maps.Keys(r.Files)) {
				_ = paths.Set(r.VM.ToValue(i).String(), path)
			}
			return paths
		},
		"size": func(call goja.FunctionCall) goja.Value { return r.VM.ToValue(len(r.Files[call.Argument(0).String()])) },
		"read": func(call goja.FunctionCall) goja.Value {
			return r.VM.ToValue(r.VM.NewArrayBuffer(slices.Clone(r.Files[call.Argument(0).String()])))
		},
	})
	_ = o.Set("maxBytes", MaxTempBytes)
	return o
}
