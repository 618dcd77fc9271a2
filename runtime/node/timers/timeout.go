package timers

import (
	"reflect"
	"time"

	"github.com/dop251/goja"

	"github.com/hookline/hookline/runtime/lazy"
	"github.com/hookline/hookline/runtime/loop"
)

// timeout is what stands behind a Timeout object. As a dynamic object it is cheap to
// make, and natives find it again without a table.
type timeout struct {
	expando
	binding *binding
	timer   *loop.Timer
	delay   time.Duration
	repeat  bool
	pending bool
	unref   bool
	id      int64
	job     func() error
}

var timeoutType = reflect.TypeFor[*timeout]()

// timeoutOf returns the timeout behind v, nil if there is none.
func timeoutOf(v goja.Value) *timeout {
	if o, ok := v.(*goja.Object); ok && o.ExportType() == timeoutType {
		return o.Export().(*timeout)
	}
	return nil
}

// arm starts the timer, or starts it again.
func (t *timeout) arm() {
	l := t.binding.realm.Loop
	if t.pending {
		l.ClearTimer(t.timer)
	} else {
		t.binding.start()
		t.pending = true
	}
	t.timer = l.SetTimer(t.delay, t.repeat, t.fire)
	l.SetRef(t.timer, !t.unref)
}

func (t *timeout) fire() error {
	if !t.repeat {
		t.done()
	}
	return t.job()
}

func (t *timeout) clear() {
	if t.pending {
		t.binding.realm.Loop.ClearTimer(t.timer)
		t.done()
	}
}

func (t *timeout) done() {
	t.pending = false
	t.binding.pending--
	delete(t.binding.byNumber, t.id)
}

func (t *timeout) setRef(ref bool) {
	t.unref = !ref
	t.binding.realm.Loop.SetRef(t.timer, ref)
}

// number is the id by which clearTimeout finds t too.
func (t *timeout) number() int64 {
	b := t.binding
	if t.id == 0 {
		b.seq++
		t.id = b.seq
	}
	if t.pending {
		if b.byNumber == nil {
			b.byNumber = map[int64]*timeout{}
		}
		b.byNumber[t.id] = t
	}
	return t.id
}

// timeoutMethods return nil for the object that they were called on.
var timeoutMethods = map[string]func(*timeout) any{
	"ref":     func(t *timeout) any { t.setRef(true); return nil },
	"unref":   func(t *timeout) any { t.setRef(false); return nil },
	"hasRef":  func(t *timeout) any { return !t.unref },
	"refresh": func(t *timeout) any { t.arm(); return nil },
	"close":   func(t *timeout) any { t.clear(); return nil },
}

var timeoutNames = []string{"constructor", "ref", "unref", "hasRef", "refresh", "close"}

func (b *binding) timeoutPrototype() *goja.Object {
	if b.timeouts == nil {
		b.timeouts = b.prototype(timeoutNames, func(name string) goja.Value {
			if name == "constructor" {
				return b.constructor("Timeout")
			}
			return b.timeoutMethod(name, timeoutMethods[name])
		})
		_ = b.timeouts.Prototype().SetSymbol(goja.SymToPrimitive, b.timeoutMethod("[Symbol.toPrimitive]",
			func(t *timeout) any { return t.number() }))
	}
	return b.timeouts
}

func (b *binding) timeoutMethod(name string, f func(*timeout) any) goja.Value {
	return b.realm.Function(name, func(call goja.FunctionCall) goja.Value {
		t := timeoutOf(call.This)
		if t == nil {
			panic(b.realm.VM.NewTypeError("Timeout.prototype." + name + " was called on something else"))
		}
		if answer := f(t); answer != nil {
			return b.realm.VM.ToValue(answer)
		}
		return call.This
	})
}

// prototype makes a prototype of lazy members; the symbols go on its own prototype.
func (b *binding) prototype(names []string, member func(string) goja.Value) *goja.Object {
	p := lazy.New(b.realm.VM, names, member)
	_ = p.SetPrototype(b.realm.VM.NewObject())
	return p
}

// constructor exists for its name.
func (b *binding) constructor(name string) goja.Value {
	return b.realm.Function(name, func(goja.FunctionCall) goja.Value {
		panic(b.realm.VM.NewTypeError(name + " is not a constructor"))
	})
}
