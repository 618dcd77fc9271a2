package crypto

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"crypto/subtle"
	"math/big"

	"github.com/dop251/goja"
)

// RSA encryption: (bytes, padding, digest of OAEP, label, done).

func (b *binding) rsaCall(call goja.FunctionCall) (data []byte, padding int, digest *algorithm, label []byte) {
	digest = find("sha1")
	if name := call.Argument(2); given(name) {
		if digest = find(name.String()); digest == nil {
			panic(b.errorValue(plainFault("ERR_OSSL_EVP_INVALID_DIGEST", "Invalid digest used")))
		}
	}
	if given(call.Argument(3)) {
		label = b.copied(call.Argument(3))
	}
	return b.copied(call.Argument(0)), int(call.Argument(1).ToInteger()), digest, label
}

func (b *binding) encrypt(k *key, call goja.FunctionCall) goja.Value {
	data, padding, digest, label := b.rsaCall(call)
	return answer(b, call.Argument(4), func(context.Context) ([]byte, error) {
		public, ok := k.public.(*rsa.PublicKey)
		switch {
		case !ok:
			return nil, errKeyType
		case padding == paddingOAEP:
			return sized(rsa.EncryptOAEP(digest.make(), rand.Reader, public, data, label))
		case padding == paddingPKCS1:
			return sized(rsa.EncryptPKCS1v15(rand.Reader, public, data)) //nolint:staticcheck // deprecated, but Node has it
		case padding == paddingNone:
			return unpadded(public, data)
		}
		return nil, errPadding
	}, b.buffer)
}

// unpadded is the bare operation with the public key, on a number as long as the modulus.
func unpadded(public *rsa.PublicKey, data []byte) ([]byte, error) {
	m := new(big.Int).SetBytes(data)
	switch {
	case len(data) < public.Size():
		return nil, openSSL("0200007A", rsaName, "data too small for key size")
	case len(data) > public.Size() || m.Cmp(public.N) >= 0:
		return nil, errTooLarge
	}
	m.Exp(m, big.NewInt(int64(public.E)), public.N)
	return m.FillBytes(make([]byte, public.Size())), nil
}

func (b *binding) decrypt(k *key, call goja.FunctionCall) goja.Value {
	data, padding, digest, label := b.rsaCall(call)
	return answer(b, call.Argument(4), func(context.Context) ([]byte, error) {
		private, ok := k.private.(*rsa.PrivateKey)
		switch {
		case !ok && k.kind() == "rsa":
			return nil, openSSL("020000B3", rsaName, "missing private key")
		case !ok:
			return nil, errKeyType
		case padding == paddingOAEP:
			out, err := rsa.DecryptOAEP(digest.make(), nil, private, data, label)
			if err != nil {
				return nil, openSSL("02000079", rsaName, "oaep decoding error")
			}
			return out, nil
		case padding == paddingPKCS1:
			return nil, typeFault("ERR_INVALID_ARG_VALUE", "RSA_PKCS1_PADDING is no longer supported for private decryption, "+
				"this can be reverted with --security-revert=CVE-2023-46809")
		case padding == paddingNone:
			return nil, absent("privateDecrypt with RSA_NO_PADDING")
		}
		return nil, errPadding
	}, b.buffer)
}

// sealPrivate is privateEncrypt: a PKCS #1 signature of bytes that are no digest.
func (b *binding) sealPrivate(k *key, call goja.FunctionCall) goja.Value {
	data, padding, _, _ := b.rsaCall(call)
	return b.buffer(here(b, func() ([]byte, error) {
		private, ok := k.private.(*rsa.PrivateKey)
		switch {
		case !ok:
			return nil, errKeyType
		case padding != paddingPKCS1:
			return nil, absent("privateEncrypt with this padding")
		}
		return sized(rsa.SignPKCS1v15(nil, private, 0, data))
	}))
}

// openPublic is publicDecrypt, which undoes sealPrivate.
func (b *binding) openPublic(k *key, call goja.FunctionCall) goja.Value {
	data, padding, _, _ := b.rsaCall(call)
	return b.buffer(here(b, func() ([]byte, error) {
		public, ok := k.public.(*rsa.PublicKey)
		if !ok {
			return nil, errKeyType
		}
		if padding != paddingPKCS1 && padding != paddingNone {
			return nil, errPadding
		}
		block, err := unpadded(public, data)
		if err != nil || padding == paddingNone {
			return block, err
		}
		return unpadType1(block)
	}))
}

// unpadType1 takes 00 01 FF…FF 00 off (RFC 8017, section 9.2). Nothing in it is secret.
func unpadType1(block []byte) ([]byte, error) {
	i := 2
	for i < len(block) && block[i] == 0xff {
		i++
	}
	if subtle.ConstantTimeCompare(block[:2], []byte{0, 1}) != 1 || i < 10 || i >= len(block) || block[i] != 0 {
		return nil, openSSL("0200008A", rsaName, "invalid padding")
	}
	return block[i+1:], nil
}
