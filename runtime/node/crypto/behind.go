package crypto

import (
	"strconv"

	"github.com/dop251/goja"
)

// late is late(object, names, listed, load): gives the object members that are load(name),
// made when first read. Node's crypto has a hundred, of which a hook uses two. They are
// accessors until then, because what copies modules (the helpers of TypeScript and
// esbuild) asks for descriptors, and would load everything. One that is not listed cannot
// be enumerated.
func (b *binding) late(call goja.FunctionCall) goja.Value {
	object, load := call.Argument(0).ToObject(b.realm.VM), b.loader(call.Argument(3))
	listed := goja.ToFlag(call.Argument(2).ToBoolean())
	for _, name := range b.strings(call.Argument(1)) {
		settle := func(value goja.Value) goja.Value {
			if err := object.DefineDataProperty(name, value, goja.FLAG_TRUE, goja.FLAG_TRUE, listed); err != nil {
				panic(err) // the script froze it
			}
			return value
		}
		get := b.realm.Function(name, func(goja.FunctionCall) goja.Value {
			value, err := load(goja.Undefined(), b.realm.VM.ToValue(name))
			if err != nil {
				panic(err) // an exception goes on in the script
			}
			return settle(value)
		})
		set := b.realm.Function(name, func(call goja.FunctionCall) goja.Value { return settle(call.Argument(0)) })
		_ = object.DefineAccessorProperty(name, get, set, goja.FLAG_TRUE, listed)
	}
	return nil
}

func (b *binding) loader(value goja.Value) goja.Callable {
	load, ok := goja.AssertFunction(value)
	if !ok {
		panic(b.realm.VM.NewTypeError("load is not a function"))
	}
	return load
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

// behind is behind(names, load): an object for a prototype to inherit from. When one of
// the names is first looked for there, load() puts the real one in its place, and returns
// what has the name then.
func (b *binding) behind(call goja.FunctionCall) goja.Value {
	names := map[string]bool{}
	for _, name := range b.strings(call.Argument(0)) {
		names[name] = true
	}
	load := b.loader(call.Argument(1))
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
