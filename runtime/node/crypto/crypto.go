// Package crypto is the Go side of the crypto module and of the global crypto: digests
// and random bytes from Go's standard library, with Node's names. Each concern has a
// file of its own.
package crypto

import (
	"crypto/subtle"

	"github.com/dop251/goja"

	"github.com/hookline/hookline/runtime/node/view"
	"github.com/hookline/hookline/runtime/realm"
)

type binding struct{ realm *realm.Realm }

// Binding makes internalBinding('crypto').
//
//	hashes() → [name, …]
//	hash(name) → digest | undefined for an unknown name
//	hmac(name, key) → digest | undefined
//	random(size) → ArrayBuffer, fill(view, offset, size), randomInt(min, max), randomUUID()
//	equal(a, b) → boolean, in a time that does not depend on the bytes
//
// A digest has update(string or bytes), digest([encoding]) and copy(). digest returns
// a string for hex, base64 and base64url, an ArrayBuffer otherwise.
func Binding(r *realm.Realm) *goja.Object {
	b := &binding{r}
	return r.Object(map[string]func(goja.FunctionCall) goja.Value{
		"hashes":     b.hashes,
		"hash":       b.hash,
		"hmac":       b.hmac,
		"random":     b.random,
		"fill":       b.fill,
		"randomInt":  b.randomInt,
		"randomUUID": b.randomUUID,
		"equal":      b.equal,
	})
}

func (b *binding) equal(call goja.FunctionCall) goja.Value {
	x, y := b.bytes(call.Argument(0)), b.bytes(call.Argument(1))
	return b.realm.VM.ToValue(subtle.ConstantTimeCompare(x, y) == 1)
}

// bytes reads a string as UTF-8, or a view. The result is only good for this call.
func (b *binding) bytes(value goja.Value) []byte {
	if data, ok := view.Bytes(value); ok {
		return data
	}
	return []byte(value.String())
}
