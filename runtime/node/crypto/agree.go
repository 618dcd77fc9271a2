package crypto

import (
	"context"
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/elliptic"

	"github.com/dop251/goja"
)

// agree is agree(SPKI of the other's key, done): the shared secret.
func (b *binding) agree(k *key, call goja.FunctionCall) goja.Value {
	other := b.copied(call.Argument(0))
	return answer(b, call.Argument(1), func(context.Context) ([]byte, error) {
		peer, err := parsePublicDER(other, "spki")
		if err != nil {
			return nil, err
		}
		mine, theirs := agreeing(k.private), agreeing(peer.public)
		private, ok := mine.(*ecdh.PrivateKey)
		public, ok2 := theirs.(*ecdh.PublicKey)
		if !ok || !ok2 || private.Curve() != public.Curve() {
			if k.kind() == peer.kind() && k.kind() != "rsa" {
				return nil, openSSL("1C8000E4", provider, "mismatching domain parameters")
			}
			return nil, plainFault("ERR_CRYPTO_INCOMPATIBLE_KEY", "Incompatible key types for Diffie-Hellman: "+k.kind()+" and "+peer.kind())
		}
		secret, err := private.ECDH(public)
		if err != nil {
			return nil, openSSL("1C800079", provider, "failed during derivation")
		}
		return secret, nil
	}, b.buffer)
}

// agreeing is the key in the form that crypto/ecdh has for it, or nil.
func agreeing(k any) any {
	switch k := k.(type) {
	case *ecdsa.PrivateKey:
		if p, err := k.ECDH(); err == nil {
			return p
		}
	case *ecdsa.PublicKey:
		if p, err := k.ECDH(); err == nil {
			return p
		}
	case *ecdh.PrivateKey, *ecdh.PublicKey:
		return k
	}
	return nil
}

func findCurve(name string) (curve elliptic.Curve, agree ecdh.Curve) {
	for _, c := range curves() {
		if c.name == name || c.nist == name {
			return c.curve, c.agree
		}
	}
	return nil, nil
}

var errCurve = typeFault("ERR_CRYPTO_INVALID_CURVE", "Invalid EC curve name")

// curveNames lists OpenSSL's names.
func (b *binding) curveNames(goja.FunctionCall) goja.Value {
	var names []any
	for _, c := range curves() {
		names = append(names, c.name)
	}
	return b.list(names...)
}

// The class ECDH holds bytes, so its natives have no state.

// ecdhGenerate is ecdhGenerate(curve) → private key bytes; undefined for no such curve.
func (b *binding) ecdhGenerate(call goja.FunctionCall) goja.Value {
	_, agree := findCurve(call.Argument(0).String())
	if agree == nil {
		return goja.Undefined()
	}
	return b.buffer(here(b, func() ([]byte, error) {
		k, err := agree.GenerateKey(nil)
		if err != nil {
			return nil, err
		}
		return k.Bytes(), nil
	}))
}

// ecdhPublic is ecdhPublic(curve, private) → the uncompressed point; undefined for a
// private key that is none.
func (b *binding) ecdhPublic(call goja.FunctionCall) goja.Value {
	_, agree := findCurve(call.Argument(0).String())
	data := b.copied(call.Argument(1))
	if agree == nil {
		return goja.Undefined()
	}
	k, err := agree.NewPrivateKey(fit(agree, data))
	if err != nil {
		return goja.Undefined()
	}
	return b.buffer(k.PublicKey().Bytes())
}

// fit pads a short private key, as OpenSSL reads numbers.
func fit(curve ecdh.Curve, data []byte) []byte {
	size := 32
	switch curve {
	case ecdh.P384():
		size = 48
	case ecdh.P521():
		size = 66
	}
	for len(data) > size && data[0] == 0 {
		data = data[1:]
	}
	if len(data) < size {
		return padded(data, size)
	}
	return data
}

// ecdhSecret is ecdhSecret(curve, private, point) → secret; undefined for a point that is
// none.
func (b *binding) ecdhSecret(call goja.FunctionCall) goja.Value {
	curve, agree := findCurve(call.Argument(0).String())
	private, point := b.copied(call.Argument(1)), b.copied(call.Argument(2))
	if agree == nil {
		return goja.Undefined()
	}
	mine, err := agree.NewPrivateKey(fit(agree, private))
	if err != nil {
		return goja.Undefined()
	}
	theirs, err := agree.NewPublicKey(uncompressed(curve, point))
	if err != nil {
		return goja.Undefined()
	}
	return b.buffer(here(b, func() ([]byte, error) { return mine.ECDH(theirs) }))
}

// ecdhPoint is ecdhPoint(curve, point) → the uncompressed point; undefined if it is none.
func (b *binding) ecdhPoint(call goja.FunctionCall) goja.Value {
	curve, agree := findCurve(call.Argument(0).String())
	if agree == nil {
		return goja.Undefined()
	}
	point := uncompressed(curve, b.copied(call.Argument(1)))
	if _, err := agree.NewPublicKey(point); err != nil {
		return goja.Undefined()
	}
	return b.buffer(point)
}

// uncompressed reads the three forms that a point has (SEC 1, section 2.3.3). It returns
// nil for what is no point.
func uncompressed(curve elliptic.Curve, point []byte) []byte {
	size := (curve.Params().BitSize + 7) / 8
	switch {
	case len(point) == 1+size && (point[0] == 2 || point[0] == 3):
		x, y := elliptic.UnmarshalCompressed(curve, point)
		if x == nil {
			return nil
		}
		out := make([]byte, 1+2*size)
		out[0] = 4
		x.FillBytes(out[1 : 1+size])
		y.FillBytes(out[1+size:])
		return out
	case len(point) == 1+2*size && (point[0] == 6 || point[0] == 7):
		if point[0]&1 != point[2*size]&1 {
			return nil
		}
		return append([]byte{4}, point[1:]...)
	case len(point) == 1+2*size && point[0] == 4:
		return point
	}
	return nil
}
