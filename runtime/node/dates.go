package node

import (
	"strings"

	"github.com/dop251/goja"

	"github.com/hookline/hookline/runtime/realm"
)

// AddZoneName has dates say "(Coordinated Universal Time)" as Node does, where goja says
// "(UTC)". Hooks write dates into messages.
func AddZoneName(r *realm.Realm) {
	prototype := r.VM.Get("Date").ToObject(r.VM).Get("prototype").ToObject(r.VM)
	for _, name := range []string{"toString", "toTimeString"} {
		original, _ := goja.AssertFunction(prototype.Get(name))
		named := r.Function(name, func(call goja.FunctionCall) goja.Value {
			value, err := original(call.This)
			if err != nil {
				panic(err) // goes on in the script
			}
			text, ok := strings.CutSuffix(value.String(), "(UTC)")
			if !ok {
				return value
			}
			return r.VM.ToValue(text + "(Coordinated Universal Time)")
		})
		_ = prototype.DefineDataProperty(name, named, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	}
}
