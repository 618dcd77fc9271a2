package runtime

import (
	"fmt"
	"slices"
	"sync"

	"github.com/dop251/goja"

	"github.com/hookline/hookline/runtime/mend"
	"github.com/hookline/hookline/runtime/node"
)

// globals stands behind the global object as its prototype and resolves, when first
// used, the names that the engine itself does not have: Node's globals, the hook's
// secrets, the error classes of its trigger. A run that touches none of them pays for
// one small object.
//
// The script's own variables come first, as everywhere in JavaScript; assigning to such
// a name makes an ordinary global of it.
type globals struct {
	run      *run
	resolved map[string]goja.Value
}

func openGlobals(r *run) *globals {
	g := &globals{run: r}
	behind := r.vm.NewDynamicObject(g)
	_ = r.vm.GlobalObject().SetPrototype(behind)
	return g
}

// warnOfTakenNames says which secrets cannot be had by their bare name.
func (g *globals) warnOfTakenNames() {
	var taken []string
	for name := range g.run.in.Secrets {
		if isTaken(name) {
			taken = append(taken, name)
		}
	}
	slices.Sort(taken)
	for _, name := range taken {
		g.run.record.warn(fmt.Sprintf("the secret %q has the name of a global; read it as context.webtask.secrets[%q]", name, name))
	}
}

// Get implements goja.DynamicObject.
func (g *globals) Get(name string) goja.Value {
	if v, ok := g.resolved[name]; ok {
		return v
	}
	v := g.resolve(name)
	if v != nil {
		if g.resolved == nil {
			g.resolved = map[string]goja.Value{}
		}
		g.resolved[name] = v
	}
	return v
}

func (g *globals) resolve(name string) goja.Value {
	r := g.run
	switch {
	case ownGlobals[name] != nil:
		return ownGlobals[name](r)
	case node.HasGlobal(name):
		value, err := r.modules.Global(name)
		if err != nil {
			panic(err)
		}
		return value
	case slices.Contains(r.trigger.ErrorClasses, name):
		return r.errorClass(name)
	case r.in.Program.rule && r.isRule() || r.trigger.Pipeline:
		if value := r.ruleGlobal(name); value != nil {
			return value
		}
	}
	if value, ok := r.in.Secrets[name]; ok && !isTaken(name) {
		return r.vm.ToValue(value)
	}
	return nil
}

// Has implements goja.DynamicObject.
func (g *globals) Has(name string) bool { return g.Get(name) != nil }

// Set implements goja.DynamicObject. It is reached only through the object itself
// (Object.getPrototypeOf(globalThis).x = 1), never by assigning to a global.
func (g *globals) Set(string, goja.Value) bool { return false }

// Delete implements goja.DynamicObject.
func (g *globals) Delete(string) bool { return false }

// Keys implements goja.DynamicObject: nothing here is enumerable.
func (g *globals) Keys() []string { return nil }

// ownGlobals are made here and not by a core module.
var ownGlobals = map[string]func(*run) goja.Value{
	"global":        func(r *run) goja.Value { return r.vm.GlobalObject() },
	"configuration": (*run).configuration,
	"require":       (*run).requireFunction,
	"__filename":    func(r *run) goja.Value { return r.vm.ToValue("/" + FileName) },
	"__dirname":     func(r *run) goja.Value { return r.vm.ToValue("/") },
	mend.Literal:    func(r *run) goja.Value { return r.modules.Mended(mend.Literal) },
	mend.NewTarget:  func(r *run) goja.Value { return r.modules.Mended(mend.NewTarget) },
}

func (r *run) configuration() goja.Value {
	if r.realm.Spoil != nil {
		r.realm.Spoil() // there are no secrets yet
	}
	return r.secretsObject()
}

// needed lists the resolved globals of Node, sorted.
func (g *globals) needed() []string {
	var names []string
	for name := range g.resolved {
		if node.HasGlobal(name) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// isTaken reports whether name means something in every script, so that a secret of
// that name is not made global.
func isTaken(name string) bool {
	return engineGlobals()[name] || node.HasGlobal(name) || ownGlobals[name] != nil || name == "exports" || name == "module"
}

// engineGlobals are the names that goja itself puts on the global object.
var engineGlobals = sync.OnceValue(func() map[string]bool {
	names := map[string]bool{}
	for _, name := range goja.New().GlobalObject().GetOwnPropertyNames() {
		names[name] = true
	}
	return names
})
