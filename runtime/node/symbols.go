package node

import (
	"github.com/dop251/goja"

	"github.com/hookline/hookline/runtime/realm"
)

// symbols are the well-known symbols of Node 20 that goja lacks.
var symbols = []string{"asyncDispose", "asyncIterator", "dispose"}

// AddSymbols gives Symbol the well-known symbols that goja lacks. It makes goja build
// all of Symbol, a tenth of the cost of a small hook's VM, so call it only for scripts
// that have the word in them; modules that need it ask for internalBinding('symbols').
//
// They are those of Symbol.for, because that is where code that esbuild lowered looks
// when Symbol lacks them: so it does not matter which came first.
func AddSymbols(vm *goja.Runtime) error {
	constructor := vm.Get("Symbol").ToObject(vm)
	symbolFor, _ := goja.AssertFunction(constructor.Get("for"))
	for _, name := range symbols {
		if constructor.Get(name) != nil {
			continue
		}
		symbol, err := symbolFor(constructor, vm.ToValue("Symbol."+name))
		if err != nil {
			return err
		}
		if err := constructor.DefineDataProperty(name, symbol, goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE); err != nil {
			return err
		}
	}
	return nil
}

func symbolsBinding(r *realm.Realm) *goja.Object {
	if err := AddSymbols(r.VM); err != nil {
		panic(err)
	}
	return r.VM.NewObject()
}
