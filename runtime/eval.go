package runtime

import (
	"github.com/dop251/goja"
	"github.com/dop251/goja/parser"
)

// forbidEval makes every way from a string to code throw an EvalError: eval, and the
// constructors of functions, generators and async functions, however the script came by
// them. All of them parse the string with the VM's options, so one option that throws
// closes them all; programs that were compiled before are not parsed again.
func forbidEval(vm *goja.Runtime) {
	vm.SetParserOptions(parser.WithDisableSourceMaps, option(func() {
		constructor := vm.GlobalObject().Get("EvalError")
		failure, err := vm.New(constructor, vm.ToValue(noEvalText))
		if err != nil {
			panic(err) // the script's own EvalError threw
		}
		panic(failure)
	}))
}

const noEvalText = "code from strings is switched off for this tenant (setting no_eval): eval and the Function constructors are not available"

// option makes a parser option that is called before each parse. The type that options
// get is not exported; inference names it.
func option(call func()) parser.Option { return calling(call, parser.WithDisableSourceMaps) }

func calling[T any](call func(), _ func(*T)) func(*T) { return func(*T) { call() } }
