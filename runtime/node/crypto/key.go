package crypto

import (
	"bytes"
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rsa"
	"crypto/x509/pkix"
	"sync"

	"github.com/dop251/goja"
)

// The bounds of an RSA key: a private operation costs the cube of the length, and Go
// refuses to use short ones.
const (
	minModulus = 1024
	maxModulus = 8192
)

// key is an asymmetric key. It does not change once made, so that work on other
// goroutines may use it.
type key struct {
	private any // *rsa.PrivateKey, *ecdsa.PrivateKey, ed25519.PrivateKey, *ecdh.PrivateKey; nil for a public key
	public  any
	// pss is the algorithm of a key that signs with RSA-PSS only, nil for others.
	pss *pkix.AlgorithmIdentifier
}

func privateKey(private any, pss *pkix.AlgorithmIdentifier) (*key, error) {
	k := &key{private: private, pss: pss}
	switch p := private.(type) {
	case *rsa.PrivateKey:
		k.public = &p.PublicKey
	case *ecdsa.PrivateKey:
		k.public = &p.PublicKey
	case ed25519.PrivateKey:
		k.public = p.Public()
	case *ecdh.PrivateKey:
		k.public = p.PublicKey()
	default:
		return nil, absent("This type of key")
	}
	return k, k.check()
}

func publicKey(public any, pss *pkix.AlgorithmIdentifier) (*key, error) {
	k := &key{public: public, pss: pss}
	return k, k.check()
}

func (k *key) check() error {
	switch p := k.public.(type) {
	case *rsa.PublicKey:
		if n := p.N.BitLen(); n < minModulus || n > maxModulus {
			return rangeFault("ERR_OUT_OF_RANGE", "RSA keys of less than 1024 or more than 8192 bits are refused here")
		}
	case *ecdsa.PublicKey, ed25519.PublicKey, *ecdh.PublicKey:
	default:
		return absent("This type of key")
	}
	return nil
}

// kind is Node's asymmetricKeyType.
func (k *key) kind() string {
	switch k.public.(type) {
	case *rsa.PublicKey:
		if k.pss != nil {
			return "rsa-pss"
		}
		return "rsa"
	case *ecdsa.PublicKey:
		return "ec"
	case ed25519.PublicKey:
		return "ed25519"
	}
	return "x25519"
}

// curves are the curves with OpenSSL's names, NIST's, and whether keys can be agreed on.
var curves = sync.OnceValue(func() []namedCurve {
	return []namedCurve{
		{"prime256v1", "P-256", elliptic.P256(), ecdh.P256()},
		{"secp224r1", "P-224", elliptic.P224(), nil},
		{"secp384r1", "P-384", elliptic.P384(), ecdh.P384()},
		{"secp521r1", "P-521", elliptic.P521(), ecdh.P521()},
	}
})

type namedCurve struct {
	name, nist string
	curve      elliptic.Curve
	agree      ecdh.Curve
}

func curveName(curve elliptic.Curve) (openSSL, nist string) {
	for _, c := range curves() {
		if c.curve == curve {
			return c.name, c.nist
		}
	}
	return "", ""
}

// object is the key as the JavaScript side holds it. The script never sees it.
func (b *binding) object(k *key) goja.Value {
	return b.realm.Object(map[string]func(goja.FunctionCall) goja.Value{
		"info":    func(goja.FunctionCall) goja.Value { return b.info(k) },
		"public":  func(goja.FunctionCall) goja.Value { return b.object(&key{public: k.public, pss: k.pss}) },
		"export":  func(call goja.FunctionCall) goja.Value { return b.export(k, call) },
		"jwk":     func(goja.FunctionCall) goja.Value { return b.jwk(k) },
		"raw":     func(goja.FunctionCall) goja.Value { return b.raw(k) },
		"sign":    func(call goja.FunctionCall) goja.Value { return b.sign(k, call) },
		"verify":  func(call goja.FunctionCall) goja.Value { return b.verify(k, call) },
		"encrypt": func(call goja.FunctionCall) goja.Value { return b.encrypt(k, call) },
		"decrypt": func(call goja.FunctionCall) goja.Value { return b.decrypt(k, call) },
		"seal":    func(call goja.FunctionCall) goja.Value { return b.sealPrivate(k, call) },
		"open":    func(call goja.FunctionCall) goja.Value { return b.openPublic(k, call) },
		"agree":   func(call goja.FunctionCall) goja.Value { return b.agree(k, call) },
	})
}

// info is [type, asymmetric type, modulus length, public exponent in hex, curve].
func (b *binding) info(k *key) goja.Value {
	kind := "public"
	if k.private != nil {
		kind = "private"
	}
	switch p := k.public.(type) {
	case *rsa.PublicKey:
		return b.list(kind, k.kind(), p.N.BitLen(), hexOf(p.E), nil)
	case *ecdsa.PublicKey:
		name, _ := curveName(p.Curve)
		return b.list(kind, k.kind(), nil, nil, name)
	}
	return b.list(kind, k.kind(), nil, nil, nil)
}

// raw is the bytes of a public key as Web Crypto has them.
func (b *binding) raw(k *key) goja.Value {
	return b.buffer(here(b, func() ([]byte, error) {
		switch p := k.public.(type) {
		case *ecdsa.PublicKey:
			return p.Bytes()
		case ed25519.PublicKey:
			return bytes.Clone(p), nil
		case *ecdh.PublicKey:
			return p.Bytes(), nil
		}
		return nil, absent("The raw form of this key")
	}))
}
