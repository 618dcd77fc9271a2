package process

import (
	"github.com/dop251/goja"

	"github.com/hookline/hookline/runtime/node/fault"
)

// features say what Node was built with, for those who ask before they use it.
func (b *binding) features() goja.Value {
	o := b.realm.VM.NewObject()
	for _, name := range []string{"uv", "ipv6", "tls_alpn", "tls_sni", "tls"} {
		_ = o.Set(name, true)
	}
	for _, name := range []string{"inspector", "debug", "tls_ocsp", "cached_builtins", "require_module", "typescript"} {
		_ = o.Set(name, false)
	}
	return o
}

func (b *binding) config() goja.Value {
	o := b.realm.VM.NewObject()
	_ = o.Set("target_defaults", b.realm.VM.NewObject())
	_ = o.Set("variables", b.realm.VM.NewObject())
	return o
}

// chdir accepts the one folder that a hook is in.
func (b *binding) chdir(call goja.FunctionCall) goja.Value {
	if !goja.IsString(call.Argument(0)) {
		fault.WrongType(b.realm, "directory", "of type string", call.Argument(0))
	}
	if call.Argument(0).String() != "/" {
		b.realm.Throw("Error", "ERR_FEATURE_UNAVAILABLE_ON_PLATFORM", "process.chdir does not exist here: a hook is in the folder / always")
	}
	return goja.Undefined()
}
