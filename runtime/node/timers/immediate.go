package timers

import (
	"maps"
	"reflect"
	"slices"

	"github.com/dop251/goja"

	"github.com/hookline/hookline/runtime/node/fault"
)

// immediate is what stands behind an Immediate object. Its ref is only remembered:
// an immediate runs in the next round, so it never keeps a run waiting.
type immediate struct {
	expando
	binding *binding
	pending bool
	unref   bool
	cancel  func()
}

var immediateType = reflect.TypeFor[*immediate]()

func immediateOf(v goja.Value) *immediate {
	if o, ok := v.(*goja.Object); ok && o.ExportType() == immediateType {
		return o.Export().(*immediate)
	}
	return nil
}

func (b *binding) setImmediate(call goja.FunctionCall) goja.Value {
	callback := fault.Function(b.realm, "callback", call.Argument(0))
	b.start()
	i := &immediate{binding: b, pending: true}
	o := b.realm.VM.NewDynamicObject(i)
	_ = o.SetPrototype(b.immediatePrototype())
	run := job(o, callback, call, 1)
	i.cancel = b.realm.Loop.SetImmediate(func() error {
		i.done()
		return run()
	})
	return o
}

func (b *binding) clearImmediate(call goja.FunctionCall) goja.Value {
	if i := immediateOf(call.Argument(0)); i != nil {
		i.clear()
	}
	return goja.Undefined()
}

func (i *immediate) clear() {
	if i.pending {
		i.cancel()
		i.done()
	}
}

func (i *immediate) done() {
	i.pending = false
	i.binding.pending--
}

var immediateMethods = map[string]func(*immediate) any{
	"ref":    func(i *immediate) any { i.unref = false; return nil },
	"unref":  func(i *immediate) any { i.unref = true; return nil },
	"hasRef": func(i *immediate) any { return !i.unref },
}

var immediateNames = []string{"constructor", "ref", "unref", "hasRef"}

func (b *binding) immediatePrototype() *goja.Object {
	if b.immediates == nil {
		b.immediates = b.prototype(immediateNames, func(name string) goja.Value {
			if name == "constructor" {
				return b.constructor("Immediate")
			}
			return b.immediateMethod(name, immediateMethods[name])
		})
	}
	return b.immediates
}

func (b *binding) immediateMethod(name string, f func(*immediate) any) goja.Value {
	return b.realm.Function(name, func(call goja.FunctionCall) goja.Value {
		i := immediateOf(call.This)
		if i == nil {
			panic(b.realm.VM.NewTypeError("Immediate.prototype." + name + " was called on something else"))
		}
		if answer := f(i); answer != nil {
			return b.realm.VM.ToValue(answer)
		}
		return call.This
	})
}

// expando holds what a script writes on an object of ours.
type expando struct{ own map[string]goja.Value }

// Get implements goja.DynamicObject.
func (e *expando) Get(name string) goja.Value { return e.own[name] }

// Set implements goja.DynamicObject.
func (e *expando) Set(name string, v goja.Value) bool {
	if e.own == nil {
		e.own = map[string]goja.Value{}
	}
	e.own[name] = v
	return true
}

// Has implements goja.DynamicObject.
func (e *expando) Has(name string) bool { _, ok := e.own[name]; return ok }

// Delete implements goja.DynamicObject.
func (e *expando) Delete(name string) bool { delete(e.own, name); return true }

// Keys implements goja.DynamicObject.
func (e *expando) Keys() []string { return slices.Sorted(maps.Keys(e.own)) }
