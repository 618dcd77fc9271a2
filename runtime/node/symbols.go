package node

import "github.com/dop251/goja"

// symbols are the well-known symbols of Node 20 that goja lacks. What esbuild makes of
// async iteration looks for them under their names on Symbol.
var symbols = map[string]*goja.Symbol{
	"asyncDispose":  goja.NewSymbol("Symbol.asyncDispose"),
	"asyncIterator": goja.NewSymbol("Symbol.asyncIterator"),
	"dispose":       goja.NewSymbol("Symbol.dispose"),
}

func addSymbols(vm *goja.Runtime) {
	constructor := vm.Get("Symbol").(*goja.Object)
	for name, symbol := range symbols {
		_ = constructor.DefineDataProperty(name, symbol, goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE)
	}
}
