// Package timers is Node's timers module and the globals of the same names
// (https://nodejs.org/api/timers.html), on the realm's loop.
package timers

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/dop251/goja"

	"github.com/hookline/hookline/runtime/lazy"
	"github.com/hookline/hookline/runtime/loop"
	"github.com/hookline/hookline/runtime/node/fault"
	"github.com/hookline/hookline/runtime/realm"
)

// MaxPending bounds the timeouts, intervals and immediates that wait in one run.
const MaxPending = 10_000

type binding struct {
	realm      *realm.Realm
	pending    int
	seq        int64
	byNumber   map[int64]*timeout // those that the script has seen as a number
	timeouts   *goja.Object       // Timeout.prototype
	immediates *goja.Object       // Immediate.prototype
}

type native = func(*binding, goja.FunctionCall) goja.Value

var functions = map[string]native{
	"setTimeout":     (*binding).setTimeout,
	"setInterval":    (*binding).setInterval,
	"setImmediate":   (*binding).setImmediate,
	"clearTimeout":   (*binding).clearTimeout,
	"clearInterval":  (*binding).clearTimeout,
	"clearImmediate": (*binding).clearImmediate,
}

var names = []string{"setTimeout", "clearTimeout", "setImmediate", "clearImmediate", "setInterval", "clearInterval", "promises"}

// Binding makes the module for one realm.
func Binding(r *realm.Realm) *goja.Object {
	b := &binding{realm: r}
	return lazy.New(r.VM, names, func(name string) goja.Value {
		if name == "promises" {
			return b.promises()
		}
		return b.function(name, functions[name])
	})
}

func (b *binding) function(name string, f native) *goja.Object {
	return b.realm.Function(name, func(call goja.FunctionCall) goja.Value { return f(b, call) })
}

func (b *binding) promises() goja.Value {
	value, err := b.realm.Require("timers/promises")
	if err != nil {
		panic(err)
	}
	return value
}

// start makes room for one more pending callback.
func (b *binding) start() {
	if b.pending >= MaxPending {
		b.realm.Throw("RangeError", "ERR_OUT_OF_RANGE",
			fmt.Sprintf("too many timers are pending; the limit of a run is %d", MaxPending))
	}
	b.pending++
}

// job is what a timer runs: the callback with its arguments.
func job(this *goja.Object, callback goja.Callable, call goja.FunctionCall, first int) func() error {
	var args []goja.Value
	if len(call.Arguments) > first {
		args = slices.Clone(call.Arguments[first:]) // the slice itself is the VM's stack
	}
	return func() error {
		_, err := callback(this, args...)
		return err
	}
}

func (b *binding) setTimeout(call goja.FunctionCall) goja.Value { return b.set(call, false) }

func (b *binding) setInterval(call goja.FunctionCall) goja.Value { return b.set(call, true) }

func (b *binding) set(call goja.FunctionCall, repeat bool) goja.Value {
	callback := fault.Function(b.realm, "callback", call.Argument(0))
	t := &timeout{binding: b, delay: b.delay(call.Argument(1)), repeat: repeat}
	o := b.realm.VM.NewDynamicObject(t)
	_ = o.SetPrototype(b.timeoutPrototype())
	t.job = job(o, callback, call, 2)
	t.arm()
	return o
}

// delay reads milliseconds as Node does: fractions are dropped, and what is no number
// from 1 to 2³¹-1 is 1.
func (b *binding) delay(v goja.Value) time.Duration {
	if goja.IsUndefined(v) {
		return loop.MinTimerDelay
	}
	ms := v.ToNumber().ToFloat()
	if ms > float64(loop.MaxTimerDelay.Milliseconds()) {
		b.realm.Warn("TimeoutOverflowWarning: " + v.String() +
			" does not fit into a 32-bit signed integer. Timeout duration was set to 1.")
	}
	if !(ms >= 1 && ms <= float64(loop.MaxTimerDelay.Milliseconds())) {
		return loop.MinTimerDelay
	}
	return time.Duration(ms) * time.Millisecond
}

// clearTimeout takes what setTimeout returned or its number. It ignores the rest.
func (b *binding) clearTimeout(call goja.FunctionCall) goja.Value {
	v := call.Argument(0)
	if t := timeoutOf(v); t != nil {
		t.clear()
	} else if i := immediateOf(v); i != nil {
		i.clear()
	} else if goja.IsNumber(v) || goja.IsString(v) {
		if id, err := strconv.ParseInt(v.String(), 10, 64); err == nil && b.byNumber[id] != nil {
			b.byNumber[id].clear()
		}
	}
	return goja.Undefined()
}
