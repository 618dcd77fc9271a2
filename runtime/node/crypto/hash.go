package crypto

import (
	"crypto"
	"crypto/hmac"
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha3"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"hash"
	"io"
	"slices"
	"strings"

	"github.com/dop251/goja"
	"golang.org/x/crypto/blake2b"
	"golang.org/x/crypto/blake2s"
	"golang.org/x/crypto/ripemd160" //nolint:staticcheck,gosec // deprecated, but Node has it
)

// algorithm is a digest. id is zero where RSA has no signature with it, or Go's is not
// OpenSSL's, as for RIPEMD-160.
type algorithm struct {
	name string
	make func() hash.Hash
	id   crypto.Hash
	xof  bool // its output has any length
}

// algorithms are in the order of getHashes.
var algorithms = []algorithm{
	{name: "blake2b512", make: func() hash.Hash { h, _ := blake2b.New512(nil); return h }},
	{name: "blake2s256", make: func() hash.Hash { h, _ := blake2s.New256(nil); return h }},
	{name: "md5", make: md5.New, id: crypto.MD5},
	{name: "md5-sha1", make: newMD5SHA1, id: crypto.MD5SHA1},
	{name: "ripemd160", make: newRIPEMD160},
	{name: "sha1", make: sha1.New, id: crypto.SHA1},
	{name: "sha224", make: sha256.New224, id: crypto.SHA224},
	{name: "sha256", make: sha256.New, id: crypto.SHA256},
	{name: "sha3-224", make: func() hash.Hash { return sha3.New224() }, id: crypto.SHA3_224},
	{name: "sha3-256", make: func() hash.Hash { return sha3.New256() }, id: crypto.SHA3_256},
	{name: "sha3-384", make: func() hash.Hash { return sha3.New384() }, id: crypto.SHA3_384},
	{name: "sha3-512", make: func() hash.Hash { return sha3.New512() }, id: crypto.SHA3_512},
	{name: "sha384", make: sha512.New384, id: crypto.SHA384},
	{name: "sha512", make: sha512.New, id: crypto.SHA512},
	{name: "sha512-224", make: sha512.New512_224, id: crypto.SHA512_224},
	{name: "sha512-256", make: sha512.New512_256, id: crypto.SHA512_256},
	{name: "shake128", make: func() hash.Hash { return newShake(sha3.NewSHAKE128, 16) }, xof: true},
	{name: "shake256", make: func() hash.Hash { return newShake(sha3.NewSHAKE256, 32) }, xof: true},
}

// find knows OpenSSL's other spellings: RSA-SHA256, sha256WithRSAEncryption, SHA-256,
// sha512/256.
func find(name string) *algorithm {
	name = strings.ToLower(name)
	name = strings.TrimSuffix(strings.TrimPrefix(name, "rsa-"), "withrsaencryption")
	name = strings.ReplaceAll(name, "/", "-")
	switch name {
	case "rmd160", "ripemd", "ripemd160withrsa":
		name = "ripemd160"
	case "ssl3-md5", "ssl3-sha1", "sha1-2":
		name = strings.TrimSuffix(strings.TrimPrefix(name, "ssl3-"), "-2")
	}
	if rest, ok := strings.CutPrefix(name, "sha-"); ok {
		name = "sha" + rest
	}
	i := slices.IndexFunc(algorithms, func(a algorithm) bool { return a.name == name })
	if i < 0 {
		return nil
	}
	return &algorithms[i]
}

// hashes lists the digests with the names that RSA signatures have for them.
func (b *binding) hashes(goja.FunctionCall) goja.Value {
	var names []any
	for _, a := range algorithms {
		if a.id != 0 && a.name != "md5-sha1" {
			names = append(names, "RSA-"+strings.ToUpper(a.name))
		}
	}
	for _, a := range algorithms {
		names = append(names, a.name)
	}
	return b.realm.VM.NewArray(names...)
}

// hash is hash(name, outputLength).
func (b *binding) hash(call goja.FunctionCall) goja.Value {
	a := find(call.Argument(0).String())
	if a == nil {
		return goja.Undefined()
	}
	h := a.make()
	if length := call.Argument(1); given(length) {
		h = b.sized(h, length.ToInteger())
	}
	return b.digest(h)
}

// sized gives h an output length.
func (b *binding) sized(h hash.Hash, length int64) hash.Hash {
	b.checkLength(length)
	if s, ok := h.(*shake); ok {
		s.length = int(length)
		return s
	}
	if length != int64(h.Size()) {
		panic(b.errorValue(openSSL("030000B2", envelope, "not XOF or invalid length")))
	}
	return h
}

// hmac is hmac(name, key).
func (b *binding) hmac(call goja.FunctionCall) goja.Value {
	a := find(call.Argument(0).String())
	if a == nil || a.xof {
		return goja.Undefined()
	}
	return b.digest(hmac.New(a.make, b.bytes(call.Argument(1))))
}

func (b *binding) digest(h hash.Hash) goja.Value {
	return b.realm.Object(map[string]func(goja.FunctionCall) goja.Value{
		"update": func(call goja.FunctionCall) goja.Value {
			b.update(h, call.Argument(0))
			return nil
		},
		"digest": func(call goja.FunctionCall) goja.Value {
			encoding := call.Argument(0).String()
			return b.encode(here(b, func() ([]byte, error) { return h.Sum(nil), nil }), encoding)
		},
		"copy": func(call goja.FunctionCall) goja.Value {
			clone := here(b, func() (hash.Hash, error) { return cloned(h) })
			if s, ok := clone.(*shake); ok && given(call.Argument(0)) {
				b.checkLength(call.Argument(0).ToInteger())
				s.length = int(call.Argument(0).ToInteger())
			}
			return b.digest(clone)
		},
	})
}

func (b *binding) update(h io.Writer, value goja.Value) { _, _ = h.Write(b.bytes(value)) }

func (b *binding) encode(sum []byte, encoding string) goja.Value {
	switch encoding {
	case "hex":
		return b.realm.VM.ToValue(hex.EncodeToString(sum))
	case "base64":
		return b.realm.VM.ToValue(base64.StdEncoding.EncodeToString(sum))
	case "base64url":
		return b.realm.VM.ToValue(base64.RawURLEncoding.EncodeToString(sum))
	}
	return b.buffer(sum)
}

func newShake(make func() *sha3.SHAKE, length int) hash.Hash { return &shake{make(), make, length} }

func newRIPEMD160() hash.Hash {
	return &recorded{Hash: ripemd160.New(), make: ripemd160.New} //nolint:gosec // Node has it
}
