// Package crypto is the Go side of the crypto module and of the global crypto, with
// Node's names: digests, ciphers, keys, signatures, key derivation and agreement, from
// Go's standard library and golang.org/x/crypto. Each concern has a file of its own.
//
// What costs much is bounded, and ends with the run. Panics of the libraries do not get
// out: every computation goes through package pool.
package crypto

import (
	"crypto/subtle"

	"github.com/dop251/goja"

	"github.com/hookline/hookline/runtime/node/view"
	"github.com/hookline/hookline/runtime/realm"
)

type binding struct{ realm *realm.Realm }

// Binding makes internalBinding('crypto'). The comment of each function says what it
// takes. Where the last argument is called done, the work is done elsewhere and
// done(err, value) called later if it is a function; else the value is returned.
//
// A digest, a cipher and a key are objects of functions. A digest has update(string or
// bytes), digest([encoding]) and copy(); digest returns a string for hex, base64 and
// base64url, an ArrayBuffer otherwise.
func Binding(r *realm.Realm) *goja.Object {
	b := &binding{r}
	return r.Object(map[string]func(goja.FunctionCall) goja.Value{
		"hashes":       b.hashes,
		"hash":         b.hash,
		"hmac":         b.hmac,
		"random":       b.random,
		"fill":         b.fill,
		"randomInt":    b.randomInt,
		"randomUUID":   b.randomUUID,
		"equal":        b.equal,
		"pbkdf2":       b.pbkdf2,
		"scrypt":       b.scrypt,
		"hkdf":         b.hkdf,
		"ciphers":      b.ciphers,
		"cipherInfo":   b.cipherInfo,
		"cipher":       b.cipher,
		"parsePrivate": b.parsePrivate,
		"parsePublic":  b.parsePublic,
		"parseEither":  b.parseEither,
		"fromJWK":      b.fromJWK,
		"fromRaw":      b.fromRaw,
		"generate":     b.generate,
		"prime":        b.prime,
		"isPrime":      b.isPrime,
		"power":        b.power,
		"curves":       b.curveNames,
		"ecdhGenerate": b.ecdhGenerate,
		"ecdhPublic":   b.ecdhPublic,
		"ecdhSecret":   b.ecdhSecret,
		"ecdhPoint":    b.ecdhPoint,
		"certificate":  b.certificate,
		"behind":       b.behind,
		"late":         b.late,
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
