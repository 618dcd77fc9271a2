// Package console is Node's console (https://nodejs.org/api/console.html): lines for
// the realm's Console, each with its level.
//
// What a script prints most, text and numbers, is joined here. Everything else is
// formatted by the util module, as Node does it: no getter of the script runs, and
// depth and lengths are bounded.
package console

import (
	"strings"
	"time"

	"github.com/dop251/goja"

	"github.com/hookline/hookline/runtime/lazy"
	"github.com/hookline/hookline/runtime/node/fault"
	"github.com/hookline/hookline/runtime/realm"
)

// Bounds of what is made for one record; the engine's own limits come after. Deeper
// groups are indented no further, longer text is cut.
const (
	maxGroups = 50
	maxText   = 1 << 20
)

type binding struct {
	realm  *realm.Realm
	groups int
	counts map[string]int64
	timers map[string]time.Time
}

type native = func(*binding, goja.FunctionCall)

var functions = map[string]native{
	"log":            printer("log"),
	"warn":           printer("warn"),
	"dir":            (*binding).dir,
	"time":           (*binding).time,
	"timeEnd":        (*binding).timeEnd,
	"timeLog":        (*binding).timeLog,
	"trace":          (*binding).trace,
	"assert":         (*binding).assert,
	"clear":          func(*binding, goja.FunctionCall) {},
	"count":          (*binding).count,
	"countReset":     (*binding).countReset,
	"group":          (*binding).group,
	"groupEnd":       (*binding).groupEnd,
	"table":          (*binding).table,
	"debug":          printer("debug"),
	"info":           printer("info"),
	"dirxml":         printer("log"),
	"error":          printer("error"),
	"groupCollapsed": (*binding).group,
	"profile":        func(*binding, goja.FunctionCall) {},
	"profileEnd":     func(*binding, goja.FunctionCall) {},
	"timeStamp":      func(*binding, goja.FunctionCall) {},
}

// names are in Node's order.
var names = []string{"log", "warn", "dir", "time", "timeEnd", "timeLog", "trace", "assert", "clear", "count",
	"countReset", "group", "groupEnd", "table", "debug", "info", "dirxml", "error", "groupCollapsed",
	"Console", "profile", "profileEnd", "timeStamp", "context", "createTask"}

// Binding makes the module, which is the global too, for one realm.
func Binding(r *realm.Realm) *goja.Object {
	b := &binding{realm: r}
	return lazy.New(r.VM, names, func(name string) goja.Value {
		f := functions[name]
		if f == nil {
			return b.rare(name)
		}
		return r.Function(name, func(call goja.FunctionCall) goja.Value {
			f(b, call)
			return goja.Undefined()
		})
	})
}

// rare makes the members that are no methods of this console.
func (b *binding) rare(name string) goja.Value {
	switch name {
	case "Console":
		module, err := b.realm.Require("internal/console-class")
		if err != nil {
			panic(err)
		}
		return module.(*goja.Object).Get(name)
	case "createTask":
		return b.realm.Function(name, func(goja.FunctionCall) goja.Value {
			task := b.realm.VM.NewObject()
			_ = task.Set("run", b.realm.Function("run", func(call goja.FunctionCall) goja.Value {
				f := fault.Function(b.realm, "f", call.Argument(0))
				value, err := f(goja.Undefined())
				if err != nil {
					panic(err)
				}
				return value
			}))
			return task
		})
	default:
		return b.realm.Function(name, func(goja.FunctionCall) goja.Value { return b.realm.VM.NewObject() })
	}
}

func printer(level string) native {
	return func(b *binding, call goja.FunctionCall) { b.print(level, b.format(call.Arguments)) }
}

// print writes one record, indented by the open groups.
func (b *binding) print(level, text string) {
	if len(text) > maxText {
		text = strings.ToValidUTF8(text[:maxText], "") + "…"
	}
	if b.groups > 0 {
		indent := strings.Repeat("  ", min(b.groups, maxGroups))
		text = indent + strings.ReplaceAll(text, "\n", "\n"+indent)
	}
	b.realm.Console(level, text)
}
