package node

import (
	"github.com/dop251/goja"

	"github.com/hookline/hookline/runtime/mend"
)

// Mended makes one of the functions that mended code calls (package mend).
func (m *Modules) Mended(name string) goja.Value {
	if name == mend.Literal {
		return m.realm.Function("RegExp", func(call goja.FunctionCall) goja.Value {
			return m.RegExp(call.Argument(0).String(), call.Argument(1).String())
		})
	}
	return m.realm.Function(name, newTarget)
}

// newTarget tells a call with new by this, which new has made.
func newTarget(call goja.FunctionCall) goja.Value {
	this, made := call.Argument(0).(*goja.Object)
	target, called := call.Argument(1).(*goja.Object)
	if !made || !called || this.Prototype() == nil || this.Prototype() != target.Get("prototype") {
		return goja.Undefined()
	}
	return target
}
