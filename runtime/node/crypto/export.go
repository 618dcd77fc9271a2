package crypto

import (
	"crypto/ecdsa"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/asn1"
	"encoding/pem"

	"github.com/dop251/goja"
)

// export is export(type, format, cipher or undefined, passphrase) → string for pem, else
// ArrayBuffer.
func (b *binding) export(k *key, call goja.FunctionCall) goja.Value {
	kind, format := call.Argument(0).String(), call.Argument(1).String()
	var cipher string
	var passphrase []byte
	if given(call.Argument(2)) {
		cipher, passphrase = call.Argument(2).String(), b.copied(call.Argument(3))
	}
	data := here(b, func() ([]byte, error) { return k.export(kind, format, cipher, passphrase) })
	if format == "pem" {
		return b.realm.VM.ToValue(string(data))
	}
	return b.buffer(data)
}

func incompatible(text string) error { return plainFault("ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS", text) }

func (k *key) export(kind, format, cipher string, passphrase []byte) ([]byte, error) {
	der, label, err := k.der(kind)
	switch {
	case err != nil:
		return nil, err
	case cipher != "" && kind == "pkcs8":
		if der, err = lock(der, passphrase, cipher); err != nil {
			return nil, err
		}
		label = "ENCRYPTED PRIVATE KEY"
	case cipher != "" && format != "pem":
		return nil, incompatible("The selected key encoding " + kind + " does not support encryption.")
	case cipher != "":
		return legacyLock(der, label, cipher, passphrase)
	}
	if format != "pem" {
		return der, nil
	}
	return pem.EncodeToMemory(&pem.Block{Type: label, Bytes: der}), nil
}

// der encodes the key, and names it for PEM.
func (k *key) der(kind string) (der []byte, label string, err error) {
	switch kind {
	case "pkcs1":
		switch private, isPrivate := k.private.(*rsa.PrivateKey); {
		case isPrivate:
			return x509.MarshalPKCS1PrivateKey(private), "RSA PRIVATE KEY", nil
		case k.private == nil && (k.kind() == "rsa" || k.kind() == "rsa-pss"):
			return x509.MarshalPKCS1PublicKey(k.public.(*rsa.PublicKey)), "RSA PUBLIC KEY", nil
		}
		return nil, "", incompatible("The selected key encoding pkcs1 can only be used for RSA keys.")
	case "sec1":
		private, ok := k.private.(*ecdsa.PrivateKey)
		if !ok {
			return nil, "", incompatible("The selected key encoding sec1 can only be used for EC keys.")
		}
		der, err = x509.MarshalECPrivateKey(private)
		return der, "EC PRIVATE KEY", err
	case "pkcs8":
		der, err = k.pkcs8()
		return der, "PRIVATE KEY", err
	}
	der, err = k.spki()
	return der, "PUBLIC KEY", err
}

func (k *key) pkcs8() ([]byte, error) {
	if k.private == nil {
		return nil, plainFault("ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE", "Invalid key object type public, expected private.")
	}
	if k.pss != nil {
		return asn1.Marshal(pkcs8{Algorithm: *k.pss, Key: x509.MarshalPKCS1PrivateKey(k.private.(*rsa.PrivateKey))})
	}
	return x509.MarshalPKCS8PrivateKey(k.private)
}

func (k *key) spki() ([]byte, error) {
	if k.pss != nil {
		inner := x509.MarshalPKCS1PublicKey(k.public.(*rsa.PublicKey))
		return asn1.Marshal(spki{*k.pss, asn1.BitString{Bytes: inner, BitLength: 8 * len(inner)}})
	}
	return x509.MarshalPKIXPublicKey(k.public)
}

// legacyLock is the encryption that PEM had before PKCS #8.
func legacyLock(der []byte, label, cipher string, passphrase []byte) ([]byte, error) {
	for i, name := range []string{"des-ede3-cbc", "aes-128-cbc", "aes-192-cbc", "aes-256-cbc"} {
		if name != cipher {
			continue
		}
		block, err := x509.EncryptPEMBlock(rand.Reader, label, der, passphrase, x509.PEMCipher3DES+x509.PEMCipher(i)) //nolint:staticcheck // deprecated, but Node has it
		if err != nil {
			return nil, err
		}
		return pem.EncodeToMemory(block), nil
	}
	return nil, plainFault("ERR_CRYPTO_UNKNOWN_CIPHER", "Unknown cipher")
}
