package buffer

import (
	"strings"

	"github.com/dop251/goja"
)

// late stands between Buffer.prototype and Uint8Array.prototype and is asked for what
// the first lacks. It answers with methods that are added to the first when one of
// their group is first looked for: a Buffer has a hundred methods and a hook uses five.
type late struct {
	load func(group string)
	get  func(name string) goja.Value
	done map[string]bool
}

// late is late(prototype, load): load(group) adds methods to prototype.
func (b *binding) late(call goja.FunctionCall) goja.Value {
	prototype := call.Argument(0).ToObject(b.vm)
	load, _ := goja.AssertFunction(call.Argument(1))
	return b.vm.NewDynamicObject(&late{
		done: map[string]bool{},
		get:  prototype.Get,
		load: func(group string) {
			if _, err := load(goja.Undefined(), b.vm.ToValue(group)); err != nil {
				panic(err)
			}
		},
	})
}

var groups = map[string]string{
	"fill": "text", "write": "text",
	"compare": "search", "equals": "search", "includes": "search", "indexOf": "search", "lastIndexOf": "search",
	"copy": "parts", "swap16": "parts", "swap32": "parts", "swap64": "parts", "toJSON": "parts",
}

func group(name string) string {
	switch {
	case groups[name] != "":
		return groups[name]
	case strings.HasSuffix(name, "Slice"), strings.HasSuffix(name, "Write"):
		return "text"
	case strings.HasPrefix(name, "read"), strings.HasPrefix(name, "write"):
		return "numbers"
	}
	return ""
}

// Get implements goja.DynamicObject.
func (l *late) Get(name string) goja.Value {
	g := group(name)
	if g == "" || l.done[g] {
		return nil
	}
	l.done[g] = true
	l.load(g)
	return l.get(name)
}

// Has implements goja.DynamicObject.
func (l *late) Has(name string) bool { return l.Get(name) != nil }

// Set implements goja.DynamicObject.
func (*late) Set(string, goja.Value) bool { return false }

// Delete implements goja.DynamicObject.
func (*late) Delete(string) bool { return true }

// Keys implements goja.DynamicObject.
func (*late) Keys() []string { return nil }
