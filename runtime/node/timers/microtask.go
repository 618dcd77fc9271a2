package timers

import (
	"errors"

	"github.com/dop251/goja"

	"github.com/hookline/hookline/runtime/node/fault"
	"github.com/hookline/hookline/runtime/realm"
)

// Microtask makes queueMicrotask: a promise job of the script's. What it throws is an
// uncaught exception and no rejection, so it reaches the loop by way of a tick.
func Microtask(r *realm.Realm) *goja.Object {
	var then goja.Callable // as the engine made it, whatever the script does to it later
	return r.Function("queueMicrotask", func(call goja.FunctionCall) goja.Value {
		callback := fault.Function(r, "callback", call.Argument(0))
		promise, resolve, _ := r.VM.NewPromise()
		_ = resolve(nil)
		settled := r.VM.ToValue(promise).(*goja.Object)
		if then == nil {
			then, _ = goja.AssertFunction(settled.Get("then"))
		}
		job := r.VM.ToValue(func(goja.FunctionCall) goja.Value {
			report(r, callback)
			return nil
		})
		if _, err := then(settled, job); err != nil {
			panic(err)
		}
		return goja.Undefined()
	})
}

func report(r *realm.Realm, callback goja.Callable) {
	_, err := callback(goja.Undefined())
	var exception *goja.Exception
	switch {
	case errors.As(err, &exception):
		r.Loop.NextTick(func() error { return err })
	case err != nil:
		panic(err) // an interrupt ends everything
	}
}
