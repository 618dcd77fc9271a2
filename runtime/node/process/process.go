// Package process is Node's process (https://nodejs.org/api/process.html) for code that
// has none: the names that packages read, with nothing of the host behind them. Its
// environment is empty and the run's own; its clock is the run's age; exit and the
// like throw.
package process

import (
	"maps"
	"slices"

	"github.com/dop251/goja"

	"github.com/hookline/hookline/runtime/lazy"
	"github.com/hookline/hookline/runtime/node/fault"
	"github.com/hookline/hookline/runtime/realm"
)

// Version is the Node whose surface this is: packages read it.
const Version = "20.20.2"

type binding struct {
	realm *realm.Realm
	self  *goja.Object
}

type native = func(*binding, goja.FunctionCall) goja.Value

var functions = map[string]native{
	"nextTick":    (*binding).nextTick,
	"cwd":         func(b *binding, _ goja.FunctionCall) goja.Value { return b.realm.VM.ToValue("/") },
	"uptime":      (*binding).uptime,
	"hrtime":      (*binding).hrtime,
	"memoryUsage": (*binding).memoryUsage,
	"cpuUsage":    (*binding).cpuUsage,
	"emitWarning": (*binding).emitWarning,
	"exit":        refuse("exit", "a hook ends by calling its callback"),
	"abort":       refuse("abort", "a hook ends by calling its callback"),
	"reallyExit":  refuse("reallyExit", "a hook ends by calling its callback"),
	"kill":        refuse("kill", "a hook reaches no process"),
	"chdir":       (*binding).chdir,
}

var values = map[string]func(*binding) goja.Value{
	"title":    text("node"),
	"version":  text("v" + Version),
	"arch":     text("x64"),
	"platform": text("linux"),
	"execPath": text("/usr/bin/node"),
	"pid":      func(b *binding) goja.Value { return b.realm.VM.ToValue(1) },
	"ppid":     func(b *binding) goja.Value { return b.realm.VM.ToValue(0) },
	"argv0":    text("node"),
	"argv":     func(b *binding) goja.Value { return b.realm.VM.NewArray() },
	"execArgv": func(b *binding) goja.Value { return b.realm.VM.NewArray() },
	"features": (*binding).features,
	"config":   (*binding).config,
	"exitCode": func(*binding) goja.Value { return goja.Undefined() },
	"env":      (*binding).env,
	"release":  func(b *binding) goja.Value { return b.strings("name", "node", "lts", "Iron") },
	"versions": func(b *binding) goja.Value {
		return b.strings("node", Version, "v8", "11.3.244.8-node.33", "uv", "1.46.0", "modules", "115", "openssl", "3.0.16+quic",
			"zlib", "1.3.1-e00f703", "brotli", "1.1.0")
	},
	"_exiting":          func(b *binding) goja.Value { return b.realm.VM.ToValue(false) },
	"sourceMapsEnabled": func(b *binding) goja.Value { return b.realm.VM.ToValue(false) },
	"debugPort":         func(b *binding) goja.Value { return b.realm.VM.ToValue(9229) },
	"moduleLoadList":    func(b *binding) goja.Value { return b.realm.VM.NewArray() },
	"domain":            func(*binding) goja.Value { return goja.Null() },
	"stdout":            func(b *binding) goja.Value { return b.stream("log", 1) },
	"stderr":            func(b *binding) goja.Value { return b.stream("error", 2) },
}

// rare are the members that a module in JavaScript has, which is loaded for them.
var rare = []string{
	"on", "once", "off", "addListener", "removeListener", "prependListener", "prependOnceListener", "removeAllListeners",
	"setMaxListeners", "emit", "listenerCount", "listeners", "rawListeners", "eventNames", "getMaxListeners",
	"binding", "_linkedBinding", "umask", "assert", "report", "getuid", "geteuid", "getgid", "getegid", "getgroups",
	"setuid", "setgid", "seteuid", "setegid", "setgroups", "initgroups", "getActiveResourcesInfo", "_getActiveHandles",
	"_getActiveRequests", "availableMemory", "constrainedMemory", "dlopen", "loadEnvFile", "openStdin", "getBuiltinModule",
	"hasUncaughtExceptionCaptureCallback", "setUncaughtExceptionCaptureCallback", "setSourceMapsEnabled", "resourceUsage",
	"_rawDebug", "stdin", "allowedNodeEnvironmentFlags",
}

var names = slices.Concat(slices.Sorted(maps.Keys(values)), slices.Sorted(maps.Keys(functions)), rare)

// Binding makes the module, which is the global too, for one realm.
func Binding(r *realm.Realm) *goja.Object {
	b := &binding{realm: r}
	b.self = lazy.New(r.VM, names, b.member)
	prototype := r.VM.NewObject()
	_ = prototype.SetSymbol(goja.SymToStringTag, "process")
	_ = b.self.SetPrototype(prototype)
	return b.self
}

func (b *binding) member(name string) goja.Value {
	if value := values[name]; value != nil {
		return value(b)
	}
	if functions[name] == nil {
		return b.rare(name)
	}
	f := b.function(name, functions[name])
	switch name {
	case "hrtime":
		_ = f.Set("bigint", b.function("bigint", (*binding).bigint))
	case "memoryUsage":
		_ = f.Set("rss", b.function("rss", func(b *binding, _ goja.FunctionCall) goja.Value { return b.realm.VM.ToValue(0) }))
	}
	return f
}

func (b *binding) function(name string, f native) *goja.Object {
	return b.realm.Function(name, func(call goja.FunctionCall) goja.Value { return f(b, call) })
}

func text(s string) func(*binding) goja.Value {
	return func(b *binding) goja.Value { return b.realm.VM.ToValue(s) }
}

// strings makes an object from names and values in turn.
func (b *binding) strings(pairs ...string) goja.Value {
	o := b.realm.VM.NewObject()
	for i := 0; i < len(pairs); i += 2 {
		_ = o.Set(pairs[i], pairs[i+1])
	}
	return o
}

func refuse(name, reason string) native {
	return func(b *binding, _ goja.FunctionCall) goja.Value {
		b.realm.Throw("Error", "ERR_FEATURE_UNAVAILABLE_ON_PLATFORM", "process."+name+" does not exist here: "+reason)
		return nil
	}
}

func (b *binding) rare(name string) goja.Value {
	module, err := b.realm.Require("internal/process")
	if err != nil {
		panic(err)
	}
	return module.(*goja.Object).Get(name)
}

// emitWarning takes (warning, type, code) or (warning, {type, code}).
func (b *binding) emitWarning(call goja.FunctionCall) goja.Value {
	kind, code := call.Argument(1), call.Argument(2)
	if options, ok := kind.(*goja.Object); ok {
		kind, code = options.Get("type"), options.Get("code")
	}
	message := call.Argument(0).String()
	if _, isError := call.Argument(0).(*goja.Object); !isError {
		message = orElse(kind, "Warning") + ": " + message
	}
	if code := orElse(code, ""); code != "" {
		message = "[" + code + "] " + message
	}
	b.realm.Warn(message)
	return goja.Undefined()
}

func orElse(v goja.Value, otherwise string) string {
	if v != nil && goja.IsString(v) {
		return v.String()
	}
	return otherwise
}

func (b *binding) nextTick(call goja.FunctionCall) goja.Value {
	callback := fault.Function(b.realm, "callback", call.Argument(0))
	args := slices.Clone(call.Arguments[1:])
	b.realm.Loop.NextTick(func() error {
		_, err := callback(goja.Undefined(), args...)
		return err
	})
	return goja.Undefined()
}
