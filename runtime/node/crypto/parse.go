package crypto

import (
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/pem"
	"errors"
	"strings"

	"github.com/dop251/goja"
)

const (
	// maxInputBytes bounds what is read as PEM or as a certificate.
	maxInputBytes = 64 << 10
	// maxKeyBytes bounds the DER of a key: checking a long RSA key takes long.
	maxKeyBytes = 16 << 10
)

// form is how a key was given.
type form struct {
	data       []byte
	format     string // pem or der
	kind       string // pkcs1, pkcs8, spki, sec1; of DER only
	passphrase []byte // nil for none
}

// parsePrivate and parsePublic are parse…(bytes, format, type, passphrase) → key. A
// private key or a certificate can be given for a public one.
func (b *binding) parsePrivate(call goja.FunctionCall) goja.Value {
	f := b.form(call)
	return b.object(here(b, func() (*key, error) { return f.private() }))
}

func (b *binding) parsePublic(call goja.FunctionCall) goja.Value {
	f := b.form(call)
	return b.object(here(b, func() (*key, error) {
		k, err := f.public()
		if err != nil {
			return nil, err
		}
		return &key{public: k.public, pss: k.pss}, nil
	}))
}

// parseEither prefers what the bytes hold: a private key stays one.
func (b *binding) parseEither(call goja.FunctionCall) goja.Value {
	f := b.form(call)
	return b.object(here(b, func() (*key, error) { return f.public() }))
}

func (b *binding) form(call goja.FunctionCall) form {
	f := form{data: b.copied(call.Argument(0)), format: call.Argument(1).String(), kind: call.Argument(2).String()}
	if given(call.Argument(3)) {
		f.passphrase = b.copied(call.Argument(3))
		if f.passphrase == nil {
			f.passphrase = []byte{}
		}
	}
	if len(f.data) > maxInputBytes {
		panic(b.errorValue(errUnsupported))
	}
	return f
}

func (f form) private() (*key, error) {
	if f.format == "der" {
		return parsePrivateDER(f.data, f.kind, f.passphrase)
	}
	block := f.block("PRIVATE KEY")
	if block == nil {
		return nil, errUnsupported
	}
	return privateBlock(block, f.passphrase)
}

// block finds the first PEM block whose name ends so.
func (f form) block(suffix string) *pem.Block {
	for block, rest := pem.Decode(f.data); block != nil; block, rest = pem.Decode(rest) {
		if strings.HasSuffix(block.Type, suffix) {
			return block
		}
	}
	return nil
}

func (f form) public() (*key, error) {
	if f.format == "der" {
		switch f.kind {
		case "pkcs8", "sec1":
			return parsePrivateDER(f.data, f.kind, f.passphrase)
		case "pkcs1":
			if k, err := parsePrivateDER(f.data, f.kind, nil); err == nil {
				return k, nil
			}
		}
		return parsePublicDER(f.data, f.kind)
	}
	if block := f.block("PUBLIC KEY"); block != nil {
		kind := "spki"
		if block.Type == "RSA PUBLIC KEY" {
			kind = "pkcs1"
		}
		return parsePublicDER(block.Bytes, kind)
	}
	if block := f.block("CERTIFICATE"); block != nil {
		c, err := x509.ParseCertificate(block.Bytes)
		if err != nil {
			return nil, errUnsupported
		}
		return publicKey(c.PublicKey, nil)
	}
	return f.private()
}

func privateBlock(block *pem.Block, passphrase []byte) (*key, error) {
	data := block.Bytes
	if strings.Contains(block.Headers["Proc-Type"], "ENCRYPTED") {
		if passphrase == nil {
			return nil, errNoPassphrase
		}
		var err error
		data, err = x509.DecryptPEMBlock(block, passphrase) //nolint:staticcheck // deprecated, but keys have it
		if err != nil {
			return nil, errBadDecrypt
		}
	}
	switch block.Type {
	case "PRIVATE KEY":
		return parsePrivateDER(data, "pkcs8", nil)
	case "ENCRYPTED PRIVATE KEY":
		if passphrase == nil {
			return nil, errNoPassphrase
		}
		return parsePrivateDER(data, "pkcs8", passphrase)
	case "RSA PRIVATE KEY":
		return parsePrivateDER(data, "pkcs1", nil)
	case "EC PRIVATE KEY":
		return parsePrivateDER(data, "sec1", nil)
	}
	return nil, errUnsupported
}

var (
	errBadDecrypt   = openSSL("1C800064", provider, "bad decrypt")
	errWrongTag     = &fault{class: "Error", code: "ERR_OSSL_ASN1_WRONG_TAG", message: "error:068000A8:asn1 encoding routines::wrong tag", library: "asn1 encoding routines", reason: "wrong tag"}
	errNoPassphrase = &fault{class: "Error", code: "ERR_OSSL_CRYPTO_INTERRUPTED_OR_CANCELLED", message: "error:07880109:common libcrypto routines::interrupted or cancelled",
		library: "common libcrypto routines", reason: "interrupted or cancelled"}
)

// pkcs8 is the outside of a private key (RFC 5958), spki that of a public one (RFC 5280).
type pkcs8 struct {
	Version   int
	Algorithm pkix.AlgorithmIdentifier
	Key       []byte
	Rest      []asn1.RawValue `asn1:"optional,omitempty"`
}

type spki struct {
	Algorithm pkix.AlgorithmIdentifier
	Key       asn1.BitString
}

var oidPSS = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 1, 10}

func parsePrivateDER(data []byte, kind string, passphrase []byte) (*key, error) {
	if len(data) > maxKeyBytes {
		return nil, errUnsupported
	}
	switch kind {
	case "pkcs1":
		p, err := x509.ParsePKCS1PrivateKey(data)
		if err != nil {
			return nil, reason(err)
		}
		return privateKey(p, nil)
	case "sec1":
		p, err := x509.ParseECPrivateKey(data)
		if err != nil {
			return nil, reason(err)
		}
		return privateKey(p, nil)
	}
	if isEncrypted(data) {
		if passphrase == nil {
			return nil, errNoPassphrase
		}
		var err error
		if data, err = unlock(data, passphrase); err != nil {
			return nil, err
		}
	}
	var outer pkcs8
	if _, err := asn1.Unmarshal(data, &outer); err == nil && outer.Algorithm.Algorithm.Equal(oidPSS) {
		p, err := x509.ParsePKCS1PrivateKey(outer.Key)
		if err != nil {
			return nil, reason(err)
		}
		return privateKey(p, &outer.Algorithm)
	}
	p, err := x509.ParsePKCS8PrivateKey(data)
	if err != nil {
		return nil, reason(err)
	}
	return privateKey(p, nil)
}

func parsePublicDER(data []byte, kind string) (*key, error) {
	if kind == "pkcs1" {
		p, err := x509.ParsePKCS1PublicKey(data)
		if err != nil {
			return nil, reason(err)
		}
		return publicKey(p, nil)
	}
	var outer spki
	if _, err := asn1.Unmarshal(data, &outer); err == nil && outer.Algorithm.Algorithm.Equal(oidPSS) {
		p, err := x509.ParsePKCS1PublicKey(outer.Key.Bytes)
		if err != nil {
			return nil, reason(err)
		}
		return publicKey(p, &outer.Algorithm)
	}
	p, err := x509.ParsePKIXPublicKey(data)
	if err != nil {
		return nil, reason(err)
	}
	return publicKey(p, nil)
}

// reason tells keys that this runtime does not have from what is no key.
func reason(err error) error {
	var f *fault
	switch text := err.Error(); {
	case errors.As(err, &f):
		return f
	case strings.Contains(text, "unknown") || strings.Contains(text, "unsupported"):
		return absent("This type of key")
	case strings.Contains(text, "asn1:"):
		return errWrongTag
	}
	return errUnsupported
}
