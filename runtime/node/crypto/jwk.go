package crypto

import (
	"bytes"
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/rsa"
	"encoding/base64"
	"math/big"
	"strconv"

	"github.com/dop251/goja"
)

// JSON Web Keys (RFC 7517, 7518, 8037). The JavaScript side has checked which members
// are there; here are their values.

// fromJWK is fromJWK(kty, crv, [n, e, d, p, q, x, y], private) → key.
func (b *binding) fromJWK(call goja.FunctionCall) goja.Value {
	kty, crv := call.Argument(0).String(), call.Argument(1).String()
	members := call.Argument(2).ToObject(b.realm.VM)
	var m [7][]byte
	for i := range m {
		v := members.Get(strconv.Itoa(i))
		if v == nil || !goja.IsString(v) {
			continue
		}
		text := v.String()
		if len(text) > maxKeyBytes {
			panic(b.errorValue(errUnsupported))
		}
		m[i] = decodeURL(text)
	}
	private := call.Argument(3).ToBoolean()
	return b.object(here(b, func() (*key, error) {
		switch kty {
		case "RSA":
			return rsaFromJWK(m[0], m[1], m[2], m[3], m[4], private)
		case "EC":
			return ecFromJWK(crv, m[5], m[6], m[2], private)
		}
		return okpFromJWK(crv, m[5], m[2], private)
	}))
}

// decodeURL takes what Node takes: base64 in either alphabet, padded or not.
func decodeURL(text string) []byte {
	clean := make([]byte, 0, len(text))
	for i := range len(text) {
		switch c := text[i]; c {
		case '+':
			clean = append(clean, '-')
		case '/':
			clean = append(clean, '_')
		case '=':
		default:
			clean = append(clean, c)
		}
	}
	data, err := base64.RawURLEncoding.AppendDecode(nil, clean)
	if err != nil {
		return nil
	}
	return data
}

func invalidJWK(text string) error {
	return typeFault("ERR_CRYPTO_INVALID_JWK", text)
}

func rsaFromJWK(n, e, d, p, q []byte, private bool) (*key, error) {
	exponent := new(big.Int).SetBytes(e)
	public := rsa.PublicKey{N: new(big.Int).SetBytes(n), E: int(exponent.Int64())}
	if !exponent.IsInt64() || public.E < 2 || public.N.Sign() == 0 {
		return nil, invalidJWK("Invalid JWK RSA key")
	}
	if k, err := publicKey(&public, nil); err != nil || !private {
		return k, err
	}
	made := &rsa.PrivateKey{PublicKey: public, D: new(big.Int).SetBytes(d),
		Primes: []*big.Int{new(big.Int).SetBytes(p), new(big.Int).SetBytes(q)}}
	if made.Validate() != nil {
		return nil, invalidJWK("Invalid JWK RSA key")
	}
	made.Precompute()
	return privateKey(made, nil)
}

func ecFromJWK(crv string, x, y, d []byte, private bool) (*key, error) {
	for _, c := range curves() {
		if c.nist != crv {
			continue
		}
		size := (c.curve.Params().BitSize + 7) / 8
		if len(x) > size || len(y) > size || len(d) > size {
			break
		}
		point := append([]byte{4}, append(padded(x, size), padded(y, size)...)...)
		public, err := ecdsa.ParseUncompressedPublicKey(c.curve, point)
		if err != nil {
			break
		}
		if !private {
			return publicKey(public, nil)
		}
		made, err := ecdsa.ParseRawPrivateKey(c.curve, padded(d, size))
		if err != nil || !made.PublicKey.Equal(public) {
			break
		}
		return privateKey(made, nil)
	}
	return nil, invalidJWK("Invalid JWK EC key")
}

func padded(data []byte, size int) []byte {
	return append(make([]byte, size-len(data)), data...)
}

func okpFromJWK(crv string, x, d []byte, private bool) (*key, error) {
	switch {
	case crv != "Ed25519" && crv != "X25519":
		return nil, absent("The curve " + crv)
	case len(x) != 32 || private && len(d) != 32:
		return nil, invalidJWK("Invalid JWK data")
	case crv == "Ed25519" && private:
		made := ed25519.NewKeyFromSeed(d)
		if !bytes.Equal(made[32:], x) {
			return nil, invalidJWK("Invalid JWK data")
		}
		return privateKey(made, nil)
	case crv == "Ed25519":
		return publicKey(ed25519.PublicKey(x), nil)
	case private:
		made, err := ecdh.X25519().NewPrivateKey(d)
		if err != nil {
			return nil, invalidJWK("Invalid JWK data")
		}
		return privateKey(made, nil)
	}
	made, err := ecdh.X25519().NewPublicKey(x)
	if err != nil {
		return nil, invalidJWK("Invalid JWK data")
	}
	return publicKey(made, nil)
}

// jwk is [name, value, …] in Node's order.
func (b *binding) jwk(k *key) goja.Value {
	var list []any
	add := func(name string, value []byte) {
		list = append(list, name, base64.RawURLEncoding.EncodeToString(value))
	}
	switch public := k.public.(type) {
	case *rsa.PublicKey:
		list = append(list, "kty", "RSA")
		add("n", public.N.Bytes())
		add("e", big.NewInt(int64(public.E)).Bytes())
		if private, ok := k.private.(*rsa.PrivateKey); ok {
			addRSA(add, private)
		}
	case *ecdsa.PublicKey:
		_, nist := curveName(public.Curve)
		point := here(b, public.Bytes)
		half := len(point) / 2
		list = append(list, "kty", "EC")
		add("x", point[1:1+half])
		add("y", point[1+half:])
		list = append(list, "crv", nist)
		if private, ok := k.private.(*ecdsa.PrivateKey); ok {
			add("d", here(b, private.Bytes))
		}
	case ed25519.PublicKey:
		list = append(list, "crv", "Ed25519")
		if private, ok := k.private.(ed25519.PrivateKey); ok {
			add("d", private.Seed())
		}
		add("x", public)
		list = append(list, "kty", "OKP")
	case *ecdh.PublicKey:
		list = append(list, "crv", "X25519")
		if private, ok := k.private.(*ecdh.PrivateKey); ok {
			add("d", private.Bytes())
		}
		add("x", public.Bytes())
		list = append(list, "kty", "OKP")
	}
	return b.list(list...)
}

func addRSA(add func(string, []byte), private *rsa.PrivateKey) {
	add("d", private.D.Bytes())
	if len(private.Primes) != 2 {
		return
	}
	private.Precompute()
	add("p", private.Primes[0].Bytes())
	add("q", private.Primes[1].Bytes())
	add("dp", private.Precomputed.Dp.Bytes())
	add("dq", private.Precomputed.Dq.Bytes())
	add("qi", private.Precomputed.Qinv.Bytes())
}

func hexOf(n int) string { return strconv.FormatInt(int64(n), 16) }

// fromRaw is fromRaw(curve, bytes) → public key, from the bytes that Web Crypto has for
// it: a point, or those of Ed25519 and X25519.
func (b *binding) fromRaw(call goja.FunctionCall) goja.Value {
	name, data := call.Argument(0).String(), b.copied(call.Argument(1))
	return b.object(here(b, func() (*key, error) {
		switch curve, _ := findCurve(name); {
		case curve != nil:
			public, err := ecdsa.ParseUncompressedPublicKey(curve, uncompressed(curve, data))
			if err != nil {
				return nil, errUnsupported
			}
			return publicKey(public, nil)
		case name == "Ed25519" && len(data) == ed25519.PublicKeySize:
			return publicKey(ed25519.PublicKey(data), nil)
		case name == "X25519":
			public, err := ecdh.X25519().NewPublicKey(data)
			if err != nil {
				return nil, errUnsupported
			}
			return publicKey(public, nil)
		}
		return nil, errUnsupported
	}))
}
