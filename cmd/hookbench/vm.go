package main

import (
	"context"
	"fmt"
	"time"

	"github.com/dop251/goja"

	"github.com/hookline/hookline/runtime"
	"github.com/hookline/hookline/runtime/payload"
	"github.com/hookline/hookline/scripts"
)

const trivialHook = `module.exports = function (user, context, cb) { cb(null, { id: user.id }); };`

// measureVM compares a run in this process with bare goja: a new VM, the compiled
// program, one call. Bare goja gets the same payload, once by its own JSON.parse, as
// one would write it, and once by Hookline's builder, which leaves only the rest.
func (b *bench) measureVM() error {
	program, err := runtime.Compile(trivialHook)
	if err != nil {
		return err
	}
	engine := runtime.New(runtime.Config{})
	in := runtime.Input{Program: program, Trigger: scripts.PostUserRegistration, Payload: b.payload}
	ours := func() error {
		if out := engine.Run(context.Background(), in); out.Outcome != scripts.OutcomeReturned {
			return fmt.Errorf("the trivial hook ended as %s", out.Outcome)
		}
		return nil
	}
	bare := goja.MustCompile("hook.js", "(function (exports, require, module) {"+trivialHook+"\n})", false)
	parsed := func() error { return runBare(bare, b.payload, parse) }
	built := func() error { return runBare(bare, b.payload, payload.Value) }

	var here, byParse, byBuilder []float64
	for range b.rounds {
		for _, m := range []struct {
			f    func() error
			into *[]float64
		}{{parsed, &byParse}, {ours, &here}, {built, &byBuilder}} {
			each, err := timeEach(m.f, b.period/2)
			if err != nil {
				return err
			}
			*m.into = append(*m.into, each)
		}
	}
	b.table.add(row{"trivial hook in the VM, against bare goja with JSON.parse", micros(here), micros(byParse),
		median(ratios(here, byParse)), "≤ 1.5", median(ratios(here, byParse)) <= 1.5})
	b.table.add(row{"the same, bare goja given the payload by our builder", micros(here), micros(byBuilder),
		median(ratios(here, byBuilder)), "≤ 1.5", median(ratios(here, byBuilder)) <= 1.5})
	return nil
}

func runBare(program *goja.Program, text []byte, build func(*goja.Runtime, []byte) (goja.Value, error)) error {
	vm := goja.New()
	wrapped, err := vm.RunProgram(program)
	if err != nil {
		return err
	}
	body, _ := goja.AssertFunction(wrapped)
	module, exports := vm.NewObject(), vm.NewObject()
	_ = module.Set("exports", exports)
	if _, err := body(exports, exports, goja.Undefined(), module); err != nil {
		return err
	}
	value, err := build(vm, text)
	if err != nil {
		return err
	}
	hook, _ := goja.AssertFunction(module.Get("exports"))
	event := value.ToObject(vm)
	_, err = hook(goja.Undefined(), event.Get("user"), event.Get("context"),
		vm.ToValue(func(goja.FunctionCall) goja.Value { return goja.Undefined() }))
	return err
}

func parse(vm *goja.Runtime, text []byte) (goja.Value, error) {
	call, _ := goja.AssertFunction(vm.Get("JSON").ToObject(vm).Get("parse"))
	return call(goja.Undefined(), vm.ToValue(string(text)))
}

// timeEach calls f for the period and returns the mean in microseconds.
func timeEach(f func() error, period time.Duration) (float64, error) {
	began := time.Now()
	n := 0
	for time.Since(began) < period {
		for range 50 {
			if err := f(); err != nil {
				return 0, err
			}
		}
		n += 50
	}
	return float64(time.Since(began).Microseconds()) / float64(n), nil
}

func micros(values []float64) string { return fmt.Sprintf("%.1f µs", median(values)) }
