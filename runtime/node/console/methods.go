package console

import (
	"fmt"
	"math"
	"strconv"
	"time"

	"github.com/dop251/goja"
)

func (b *binding) dir(call goja.FunctionCall) {
	options := b.realm.VM.NewObject()
	_ = options.Set("customInspect", false)
	if given, ok := call.Argument(1).(*goja.Object); ok {
		for _, name := range []string{"showHidden", "depth"} {
			if v := given.Get(name); v != nil {
				_ = options.Set(name, v)
			}
		}
	}
	b.print("log", b.inspect("inspect", call.Argument(0), options))
}

func (b *binding) table(call goja.FunctionCall) {
	if _, ok := call.Argument(0).(*goja.Object); !ok {
		b.print("log", b.format(call.Arguments))
		return
	}
	b.print("log", b.call("internal/console-table", "table", call.Argument(0), call.Argument(1)).String())
}

// trace prints to the error level, where Node prints it.
func (b *binding) trace(call goja.FunctionCall) {
	err := b.realm.NewError("Error", "", b.format(call.Arguments))
	_ = err.Set("name", "Trace")
	b.print("error", b.realm.Stack(err.Get("stack").String()))
}

func (b *binding) assert(call goja.FunctionCall) {
	if call.Argument(0).ToBoolean() {
		return
	}
	text := "Assertion failed"
	if len(call.Arguments) > 1 {
		rest := call.Arguments[1:]
		if !goja.IsString(rest[0]) {
			text += " " + b.format(rest)
		} else {
			text += ": " + b.format(rest)
		}
	}
	b.print("warn", text)
}

// group indents by two spaces, not by what one may set on Node's Console class.
func (b *binding) group(call goja.FunctionCall) {
	if len(call.Arguments) > 0 {
		b.print("log", b.format(call.Arguments))
	}
	b.groups++
}

func (b *binding) groupEnd(goja.FunctionCall) { b.groups = max(b.groups-1, 0) }

func label(call goja.FunctionCall) string {
	if v := call.Argument(0); !goja.IsUndefined(v) {
		return v.ToString().String()
	}
	return "default"
}

func (b *binding) count(call goja.FunctionCall) {
	name := label(call)
	if b.counts == nil {
		b.counts = map[string]int64{}
	}
	b.counts[name]++
	b.print("log", name+": "+strconv.FormatInt(b.counts[name], 10))
}

func (b *binding) countReset(call goja.FunctionCall) {
	name := label(call)
	if _, ok := b.counts[name]; !ok {
		b.realm.Warn("Count for '" + name + "' does not exist")
		return
	}
	delete(b.counts, name)
}

func (b *binding) time(call goja.FunctionCall) {
	name := label(call)
	if _, ok := b.timers[name]; ok {
		b.realm.Warn("Label '" + name + "' already exists for console.time()")
		return
	}
	if b.timers == nil {
		b.timers = map[string]time.Time{}
	}
	b.timers[name] = time.Now()
}

func (b *binding) timeEnd(call goja.FunctionCall) {
	name := label(call)
	b.elapsed("timeEnd", name, nil)
	delete(b.timers, name)
}

func (b *binding) timeLog(call goja.FunctionCall) {
	b.elapsed("timeLog", label(call), call.Arguments[min(1, len(call.Arguments)):])
}

func (b *binding) elapsed(method, name string, data []goja.Value) {
	began, ok := b.timers[name]
	if !ok {
		b.realm.Warn("No such label '" + name + "' for console." + method + "()")
		return
	}
	text := name + ": " + duration(time.Since(began))
	if len(data) > 0 {
		text += " " + b.format(data)
	}
	b.print("log", text)
}

// duration is written as Node writes it: milliseconds, else seconds, else m:ss.mmm.
func duration(d time.Duration) string {
	ms := float64(d.Nanoseconds()) / 1e6
	switch {
	case d >= time.Minute:
		return fmt.Sprintf("%d:%06.3f (m:ss.mmm)", int(d.Minutes()), math.Mod(d.Seconds(), 60))
	case d >= time.Second:
		return fmt.Sprintf("%.3fs", d.Seconds())
	default:
		return strconv.FormatFloat(math.Round(ms*1000)/1000, 'f', -1, 64) + "ms"
	}
}
