package node

import (
	"github.com/dop251/goja"

	"github.com/hookline/hookline/runtime/node/buffer"
	"github.com/hookline/hookline/runtime/node/console"
	"github.com/hookline/hookline/runtime/node/crypto"
	"github.com/hookline/hookline/runtime/node/dns"
	"github.com/hookline/hookline/runtime/node/http"
	"github.com/hookline/hookline/runtime/node/inspect"
	"github.com/hookline/hookline/runtime/node/intl"
	"github.com/hookline/hookline/runtime/node/net"
	"github.com/hookline/hookline/runtime/node/process"
	"github.com/hookline/hookline/runtime/node/timers"
	"github.com/hookline/hookline/runtime/node/url"
	"github.com/hookline/hookline/runtime/node/zlib"
	"github.com/hookline/hookline/runtime/realm"
)

// bindings are the Go sides of the modules, by the name for internalBinding.
var bindings = map[string]Binding{
	"buffer":  buffer.Binding,
	"console": console.Binding,
	"context": contextBinding,
	"crypto":  crypto.Binding,
	"dns":     dns.Binding,
	"fs":      fsBinding,
	"http":    http.Binding,
	"inspect": inspect.Binding,
	"intl":    intl.Binding,
	"net":     net.Binding,
	"process": process.Binding,
	"symbols": symbolsBinding,
	"timers":  timers.Binding,
	"url":     url.Binding,
	"warn":    warnBinding,
	"zlib":    zlib.Binding,
}

// native are the modules that have no JavaScript: the binding is the module.
var native = []string{"console", "process", "timers"}

// warnBinding lets a module tell the hook's author something.
func warnBinding(r *realm.Realm) *goja.Object {
	return r.Object(map[string]func(goja.FunctionCall) goja.Value{
		"warn": func(call goja.FunctionCall) goja.Value {
			r.Warn(call.Argument(0).String())
			return nil
		},
	})
}
