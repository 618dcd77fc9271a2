// Package guard puts checks in front of the built-ins that take a size: what would hang
// or kill the process throws a RangeError that names the limit instead, and the script
// goes on.
//
// It is a courtesy to honest scripts, not a fence. Only those built-ins are guarded whose
// names occur in the script's source, so a script that uses none pays nothing, and one
// that puts a name together ('re' + 'peat') or makes it with eval runs into the limits
// of its process. So does what has no name to guard: operators (+, **, <<, spread),
// JSON.stringify of a graph that repeats itself, deep nesting of regular expressions.
package guard

import (
	"fmt"
	"slices"

	"github.com/dop251/goja"

	"github.com/hookline/hookline/runtime/realm"
)

// The limits. They hold for one call of one built-in.
const (
	// MaxStringLength is in UTF-16 units, as String.prototype.length.
	MaxStringLength = 16 << 20
	// MaxElements bounds the arrays that a built-in makes or walks over.
	MaxElements = 2 << 20
	// MaxBufferBytes bounds one ArrayBuffer or typed array.
	MaxBufferBytes = 64 << 20
	// MaxArguments bounds the arguments of one call that are given as a list.
	MaxArguments = 256 << 10
	// MaxJSONDepth bounds the nesting of what JSON.parse reads.
	MaxJSONDepth = 5000
	// MaxBigIntDigits bounds the text that BigInt reads.
	MaxBigIntDigits = 100_000
)

// Set says which built-ins a script needs guarded. The zero value is none.
type Set []*guard

// A guard belongs to one built-in.
type guard struct {
	owner string // "String.prototype", "JSON"; "" for a constructor
	name  string
	check check
}

// For finds the guarded names in a source, wherever they stand: in a string or a
// comment they do no harm.
func For(source string) Set {
	var set Set
	guards := byWord()
	for word := range Words(source) {
		for _, g := range guards[word] {
			if !slices.Contains(set, g) {
				set = append(set, g)
			}
		}
	}
	return set
}

// Install guards the built-ins of the realm's VM. Call it before code of the script
// runs. Nothing but the checks can be told from the originals: names, lengths and
// attributes are theirs.
func (s Set) Install(r *realm.Realm) {
	c := &checker{r}
	for _, g := range s {
		switch {
		case g.owner != "":
			g.installMethod(c)
		case g.name == "BigInt":
			g.installConverter(c)
		default:
			g.installConstructor(c)
		}
	}
}

func (g *guard) installMethod(c *checker) {
	owner := c.builtIn(g.owner)
	original := owner.Get(g.name).(*goja.Object)
	guarded := g.wrap(c, original)
	_ = guarded.DefineDataProperty("length", original.Get("length"), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	replace(owner, g.name, guarded)
}

// wrap makes a function that checks, and then is the original.
func (g *guard) wrap(c *checker, original *goja.Object) *goja.Object {
	call := original.Export().(func(goja.FunctionCall) goja.Value)
	return c.realm.Function(g.name, func(f goja.FunctionCall) goja.Value {
		g.check(c, f)
		return call(f)
	})
}

// installConverter guards a function that has a prototype and cannot be used with new.
func (g *guard) installConverter(c *checker) {
	original := c.builtIn(g.name)
	c.replaceConstructor(g.name, original, g.wrap(c, original))
}

// installConstructor puts a native in the place of a constructor, with the same prototype
// and static members. One thing shows: without new it makes an object too, where the
// original throws; goja does not tell a native which it was.
func (g *guard) installConstructor(c *checker) {
	vm := c.realm.VM
	original := c.builtIn(g.name)
	construct, _ := goja.AssertFunction(c.builtIn("Reflect").Get("construct"))
	guarded := vm.ToValue(func(call goja.ConstructorCall) *goja.Object {
		g.check(c, goja.FunctionCall{Arguments: call.Arguments})
		newTarget := call.NewTarget
		if newTarget == nil {
			newTarget = original
		}
		made, err := construct(nil, original, vm.NewArray(anys(call.Arguments)...), newTarget)
		if err != nil {
			panic(err) // goes on in the script
		}
		return made.ToObject(vm)
	}).(*goja.Object)
	c.replaceConstructor(g.name, original, guarded)
}

// replaceConstructor gives guarded all that original has, and its place.
func (c *checker) replaceConstructor(name string, original, guarded *goja.Object) {
	object := c.builtIn("Object")
	describe, _ := goja.AssertFunction(object.Get("getOwnPropertyDescriptors"))
	define, _ := goja.AssertFunction(object.Get("defineProperties"))
	members, err := describe(nil, original)
	if err == nil {
		_, err = define(nil, guarded, members)
	}
	if err == nil {
		err = guarded.SetPrototype(original.Prototype())
	}
	if err != nil {
		panic(fmt.Errorf("guard %s: %w", name, err)) // the script has not run: nothing is frozen
	}
	replace(original.Get("prototype").(*goja.Object), "constructor", guarded)
	replace(c.realm.VM.GlobalObject(), name, guarded)
}

func anys(values []goja.Value) []any {
	list := make([]any, len(values))
	for i, v := range values {
		list[i] = v
	}
	return list
}

func replace(owner *goja.Object, name string, value goja.Value) {
	if err := owner.DefineDataProperty(name, value, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE); err != nil {
		panic(fmt.Errorf("guard %s: %w", name, err))
	}
}
