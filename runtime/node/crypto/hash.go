package crypto

import (
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
	"strings"

	"github.com/dop251/goja"
)

// algorithms are in the order of getHashes.
var algorithms = []struct {
	name string
	make func() hash.Hash
}{
	{"md5", md5.New},
	{"sha1", sha1.New},
	{"sha224", sha256.New224},
	{"sha256", sha256.New},
	{"sha3-224", func() hash.Hash { return sha3.New224() }},
	{"sha3-256", func() hash.Hash { return sha3.New256() }},
	{"sha3-384", func() hash.Hash { return sha3.New384() }},
	{"sha3-512", func() hash.Hash { return sha3.New512() }},
	{"sha384", sha512.New384},
	{"sha512", sha512.New},
	{"sha512-224", sha512.New512_224},
	{"sha512-256", sha512.New512_256},
}

// find knows OpenSSL's other spellings: RSA-SHA256, sha256WithRSAEncryption, SHA-256,
// sha512/256.
func find(name string) func() hash.Hash {
	name = strings.ToLower(name)
	name = strings.TrimSuffix(strings.TrimPrefix(name, "rsa-"), "withrsaencryption")
	name = strings.ReplaceAll(name, "/", "-")
	if rest, ok := strings.CutPrefix(name, "sha-"); ok {
		name = "sha" + rest
	}
	for _, a := range algorithms {
		if a.name == name {
			return a.make
		}
	}
	return nil
}

func (b *binding) hashes(goja.FunctionCall) goja.Value {
	names := make([]any, len(algorithms))
	for i, a := range algorithms {
		names[i] = a.name
	}
	return b.realm.VM.NewArray(names...)
}

func (b *binding) hash(call goja.FunctionCall) goja.Value {
	make := find(call.Argument(0).String())
	if make == nil {
		return goja.Undefined()
	}
	return b.digest(make())
}

func (b *binding) hmac(call goja.FunctionCall) goja.Value {
	make := find(call.Argument(0).String())
	if make == nil {
		return goja.Undefined()
	}
	return b.digest(hmac.New(make, b.bytes(call.Argument(1))))
}

func (b *binding) digest(h hash.Hash) goja.Value {
	return b.realm.Object(map[string]func(goja.FunctionCall) goja.Value{
		"update": func(call goja.FunctionCall) goja.Value {
			b.update(h, call.Argument(0))
			return nil
		},
		"digest": func(call goja.FunctionCall) goja.Value { return b.encode(h.Sum(nil), call.Argument(0).String()) },
		"copy": func(goja.FunctionCall) goja.Value {
			clone, err := h.(hash.Cloner).Clone()
			if err != nil {
				return goja.Undefined()
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
	return b.realm.VM.ToValue(b.realm.VM.NewArrayBuffer(sum))
}
