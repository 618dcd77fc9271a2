package process

import (
	"slices"

	"github.com/dop251/goja"

	"github.com/hookline/hookline/runtime/realm"
)

// env is process.env: empty at first, and whatever is assigned becomes text.
func (b *binding) env() goja.Value {
	if b.realm.Env == nil {
		b.realm.Env = b.realm.VM.NewDynamicObject(&environment{realm: b.realm, values: map[string]goja.Value{}})
	}
	return b.realm.Env
}

type environment struct {
	realm  *realm.Realm
	names  []string
	values map[string]goja.Value
}

// Get implements goja.DynamicObject.
func (e *environment) Get(name string) goja.Value { return e.values[name] }

// Set implements goja.DynamicObject. A symbol throws, as in Node.
func (e *environment) Set(name string, v goja.Value) bool {
	if !goja.IsString(v) {
		if _, ok := v.(*goja.Symbol); ok {
			panic(e.realm.VM.NewTypeError("Cannot convert a Symbol value to a string"))
		}
		v = e.realm.VM.ToValue(v.String())
	}
	e.realm.EnvChanged = true
	if !e.Has(name) {
		e.names = append(e.names, name)
	}
	e.values[name] = v
	return true
}

// Has implements goja.DynamicObject.
func (e *environment) Has(name string) bool { _, ok := e.values[name]; return ok }

// Delete implements goja.DynamicObject.
func (e *environment) Delete(name string) bool {
	e.realm.EnvChanged = true
	if i := slices.Index(e.names, name); i >= 0 {
		e.names = slices.Delete(e.names, i, i+1)
	}
	delete(e.values, name)
	return true
}

// Keys implements goja.DynamicObject.
func (e *environment) Keys() []string { return slices.Clone(e.names) }
