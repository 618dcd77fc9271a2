// Package lazy makes objects whose members are made when first read, so that a script
// pays for what it touches.
//
// To the script such an object is an ordinary one: its members can be listed,
// assigned and deleted. Two things do not work, for want of them in goja's dynamic
// objects: own symbols and accessors defined by the script.
package lazy

import (
	"slices"

	"github.com/dop251/goja"
)

// New makes an object with the given names. member makes one of them; it is called at
// most once for each, and never for another name.
func New(vm *goja.Runtime, names []string, member func(name string) goja.Value) *goja.Object {
	return vm.NewDynamicObject(&object{names: names, member: member})
}

type object struct {
	names  []string // shared by all objects of a kind until own is set
	own    bool
	member func(string) goja.Value
	made   map[string]goja.Value
}

// Get implements goja.DynamicObject.
func (o *object) Get(name string) goja.Value {
	if v, ok := o.made[name]; ok {
		return v
	}
	if !slices.Contains(o.names, name) {
		return nil
	}
	v := o.member(name)
	o.keep(name, v)
	return v
}

func (o *object) keep(name string, v goja.Value) {
	if o.made == nil {
		o.made = map[string]goja.Value{}
	}
	o.made[name] = v
}

// Set implements goja.DynamicObject.
func (o *object) Set(name string, v goja.Value) bool {
	if !o.Has(name) {
		o.names = append(o.ownNames(), name)
	}
	o.keep(name, v)
	return true
}

// Has implements goja.DynamicObject.
func (o *object) Has(name string) bool {
	_, made := o.made[name]
	return made || slices.Contains(o.names, name)
}

// Delete implements goja.DynamicObject.
func (o *object) Delete(name string) bool {
	if i := slices.Index(o.names, name); i >= 0 {
		o.names = slices.Delete(o.ownNames(), i, i+1)
	}
	delete(o.made, name)
	return true
}

// Keys implements goja.DynamicObject.
func (o *object) Keys() []string { return slices.Clone(o.names) }

func (o *object) ownNames() []string {
	if !o.own {
		o.names, o.own = slices.Clone(o.names), true
	}
	return o.names
}
