package crypto

import (
	"context"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/rsa"
	"encoding/asn1"
	"math/big"

	"github.com/dop251/goja"
)

// Node's numbers for paddings and salt lengths.
const (
	paddingPKCS1 = 1
	paddingNone  = 3
	paddingOAEP  = 4
	paddingPSS   = 6

	saltDigest = -1
	saltAuto   = -2 // for signing: the longest
)

// signing is what sign and verify have in common: (digest, bytes, hashed, padding,
// saltLength, p1363, …). digest is undefined for the default of the key. hashed says
// that bytes are a digest already.
type signing struct {
	key     *key
	digest  *algorithm
	data    []byte
	hashed  bool
	padding int
	salt    int
	p1363   bool
}

func (b *binding) signing(k *key, call goja.FunctionCall) signing {
	s := signing{key: k, data: b.copied(call.Argument(1)), hashed: call.Argument(2).ToBoolean(),
		padding: paddingPKCS1, salt: saltAuto, p1363: call.Argument(5).ToBoolean()}
	if name := call.Argument(0); given(name) {
		s.digest = find(name.String())
		if s.digest == nil {
			panic(b.errorValue(typeFault("ERR_CRYPTO_INVALID_DIGEST", "Invalid digest: "+name.String())))
		}
	}
	if k.pss != nil {
		s.padding = paddingPSS
	}
	if v := call.Argument(3); given(v) {
		s.padding = int(v.ToInteger())
	}
	if v := call.Argument(4); given(v) {
		s.salt = int(max(-3, min(v.ToInteger(), 1<<16)))
	}
	return s
}

// sign takes done as its last argument.
func (b *binding) sign(k *key, call goja.FunctionCall) goja.Value {
	s := b.signing(k, call)
	return answer(b, call.Argument(6), func(context.Context) ([]byte, error) { return s.sign() }, b.buffer)
}

// verify takes the signature and done at the end.
func (b *binding) verify(k *key, call goja.FunctionCall) goja.Value {
	s, signature := b.signing(k, call), b.copied(call.Argument(6))
	return answer(b, call.Argument(7), func(context.Context) (bool, error) { return s.verify(signature) }, b.boolean)
}

var errKeyType = openSSL("03000096", envelope, "operation not supported for this keytype")

// sum is the digest of the data, by the key's default if none was asked for.
func (s *signing) sum() []byte {
	if s.digest == nil {
		s.digest = find("sha256")
	}
	if s.hashed {
		return s.data
	}
	h := s.digest.make()
	_, _ = h.Write(s.data)
	return h.Sum(nil)
}

func (s *signing) sign() ([]byte, error) {
	switch private := s.key.private.(type) {
	case ed25519.PrivateKey:
		if err := s.wholeMessage(); err != nil {
			return nil, err
		}
		return ed25519.Sign(private, s.data), nil
	case *rsa.PrivateKey:
		return s.signRSA(private)
	case *ecdsa.PrivateKey:
		der, err := ecdsa.SignASN1(rand.Reader, private, s.sum())
		if err != nil || !s.p1363 {
			return der, err
		}
		return toP1363(der, private.Curve.Params().BitSize)
	}
	return nil, errKeyType
}

// wholeMessage is for keys that digest by themselves.
func (s *signing) wholeMessage() error {
	switch {
	case s.hashed:
		return plainFault("ERR_CRYPTO_UNSUPPORTED_OPERATION", "Unsupported crypto operation")
	case s.digest != nil:
		return openSSL("1C80007A", provider, "invalid digest")
	}
	return nil
}

func (s *signing) signRSA(private *rsa.PrivateKey) ([]byte, error) {
	sum := s.sum()
	if s.digest.id == 0 {
		return nil, absent("An RSA signature with " + s.digest.name)
	}
	switch s.padding {
	case paddingPKCS1:
		return sized(rsa.SignPKCS1v15(rand.Reader, private, s.digest.id, sum))
	case paddingPSS:
		options, err := s.pss(private.Size())
		if err != nil {
			return nil, err
		}
		return sized(rsa.SignPSS(rand.Reader, private, s.digest.id, sum, options))
	}
	return nil, errPadding
}

var (
	errPadding  = openSSL("1C8000A5", provider, "illegal or unsupported padding mode")
	errTooLarge = openSSL("0200006E", rsaName, "data too large for key size")
)

func sized(data []byte, err error) ([]byte, error) {
	if err != nil && (err == rsa.ErrMessageTooLong || err.Error() == "crypto/rsa: key size too small for PSS signature") { //nolint:errorlint // it is returned bare
		return nil, errTooLarge
	}
	return data, err
}

// pss are the options of a signature. Go has no word for a salt of no bytes.
func (s *signing) pss(size int) (*rsa.PSSOptions, error) {
	options := &rsa.PSSOptions{Hash: s.digest.id}
	switch {
	case s.salt == saltAuto:
		options.SaltLength = rsa.PSSSaltLengthAuto
	case s.salt == saltDigest:
		options.SaltLength = rsa.PSSSaltLengthEqualsHash
	case s.salt == 0:
		return nil, absent("An RSA-PSS signature with a saltLength of 0")
	case s.salt > size-s.digest.id.Size()-2 || s.salt < 0:
		return nil, errTooLarge
	default:
		options.SaltLength = s.salt
	}
	return options, nil
}

func (s *signing) verify(signature []byte) (bool, error) {
	switch public := s.key.public.(type) {
	case ed25519.PublicKey:
		if err := s.wholeMessage(); err != nil {
			return false, err
		}
		return ed25519.Verify(public, s.data, signature), nil
	case *rsa.PublicKey:
		return s.verifyRSA(public, signature)
	case *ecdsa.PublicKey:
		if s.p1363 {
			var err error
			if signature, err = fromP1363(signature, public.Curve.Params().BitSize); err != nil {
				return false, nil //nolint:nilerr // it is no signature
			}
		}
		return ecdsa.VerifyASN1(public, s.sum(), signature), nil
	}
	return false, errKeyType
}

func (s *signing) verifyRSA(public *rsa.PublicKey, signature []byte) (bool, error) {
	sum := s.sum()
	if s.digest.id == 0 {
		return false, absent("An RSA signature with " + s.digest.name)
	}
	var err error
	switch s.padding {
	case paddingPKCS1:
		err = rsa.VerifyPKCS1v15(public, s.digest.id, sum, signature)
	case paddingPSS:
		options := &rsa.PSSOptions{SaltLength: rsa.PSSSaltLengthAuto}
		if s.salt == saltDigest {
			options.SaltLength = rsa.PSSSaltLengthEqualsHash
		} else if s.salt > 0 {
			options.SaltLength = s.salt
		}
		err = rsa.VerifyPSS(public, s.digest.id, sum, signature, options)
	default:
		return false, errPadding
	}
	return err == nil, nil
}

// pair is the signature of ECDSA.
type pair struct{ R, S *big.Int }

// toP1363 writes both numbers in the length of the curve, one after the other.
func toP1363(der []byte, bits int) ([]byte, error) {
	var p pair
	if _, err := asn1.Unmarshal(der, &p); err != nil {
		return nil, err
	}
	size := (bits + 7) / 8
	out := make([]byte, 2*size)
	p.R.FillBytes(out[:size])
	p.S.FillBytes(out[size:])
	return out, nil
}

func fromP1363(signature []byte, bits int) ([]byte, error) {
	size := (bits + 7) / 8
	if len(signature) != 2*size {
		return nil, errUnsupported
	}
	return asn1.Marshal(pair{new(big.Int).SetBytes(signature[:size]), new(big.Int).SetBytes(signature[size:])})
}
