package crypto

import (
	"strconv"

	"github.com/dop251/goja"

	"github.com/hookline/hookline/runtime/lazy"
)

// module is module(names, load): an object whose members are load(name), made when first
// read. Node's crypto has a hundred members, of which a hook uses two.
func (b *binding) module(call goja.FunctionCall) goja.Value {
	load := b.loader(call)
	return lazy.New(b.realm.VM, b.strings(call.Argument(0)), func(name string) goja.Value {
		value, err := load(goja.Undefined(), b.realm.VM.ToValue(name))
		if err != nil {
			panic(err) // an exception goes on in the script
		}
		return value
	})
}

// strings reads an array of the JavaScript side, to its first hole.
func (b *binding) strings(value goja.Value) []string {
	array := value.ToObject(b.realm.VM)
	var list []string
	for v := array.Get("0"); v != nil && len(list) < 1000; v = array.Get(strconv.Itoa(len(list))) {
		list = append(list, v.String())
	}
	return list
}

// loader reads the argument load.
func (b *binding) loader(call goja.FunctionCall) goja.Callable {
	load, ok := goja.AssertFunction(call.Argument(1))
	if !ok {
		panic(b.realm.VM.NewTypeError("load is not a function"))
	}
	return load
}

// behind is behind(names, load): an object for a prototype to inherit from. When one of
// the names is first looked for there, load() puts the real one in its place, and returns
// what has the name then.
func (b *binding) behind(call goja.FunctionCall) goja.Value {
	names := map[string]bool{}
	for _, name := range b.strings(call.Argument(0)) {
		names[name] = true
	}
	load := b.loader(call)
	return b.realm.VM.NewDynamicObject(&behind{names: names, load: func() *goja.Object {
		value, err := load(goja.Undefined())
		if err != nil {
			panic(err) // an exception goes on in the script
		}
		return value.ToObject(b.realm.VM)
	}})
}

type behind struct {
	names map[string]bool
	load  func() *goja.Object
}

// Get implements goja.DynamicObject.
func (p *behind) Get(name string) goja.Value {
	if !p.names[name] {
		return nil
	}
	return p.load().Get(name)
}

// Has implements goja.DynamicObject.
func (p *behind) Has(name string) bool { return p.names[name] }

// Set implements goja.DynamicObject.
func (*behind) Set(string, goja.Value) bool { return false }

// Delete implements goja.DynamicObject.
func (*behind) Delete(string) bool { return true }

// Keys implements goja.DynamicObject.
func (*behind) Keys() []string { return nil }
