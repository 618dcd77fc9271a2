package tls

import (
	"bytes"
	"crypto"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"strconv"

	"github.com/dop251/goja"

	"github.com/hookline/hookline/runtime/node/fault"
	"github.com/hookline/hookline/runtime/node/view"
)

// Bounds of the certificates and keys of one connection, in bytes and pieces.
const (
	maxMaterial = 1 << 20
	maxKeys     = 16 << 10 // checking a private key takes more than the square of its size
	maxList     = 500
)

func text(o *goja.Object, name string) string {
	if v := o.Get(name); v != nil && goja.IsString(v) {
		return v.String()
	}
	return ""
}

// each calls f with the elements of a list.
func each(o *goja.Object, name string, f func(goja.Value)) {
	list, ok := o.Get(name).(*goja.Object)
	if !ok {
		return
	}
	length := list.Get("length")
	for i := int64(0); length != nil && i < min(length.ToInteger(), maxList); i++ {
		if v := list.Get(strconv.FormatInt(i, 10)); v != nil {
			f(v)
		}
	}
}

func texts(o *goja.Object, name string) (out []string) {
	each(o, name, func(v goja.Value) {
		if s := v.String(); s != "" && len(s) < 256 {
			out = append(out, s)
		}
	})
	return out
}

// material joins PEM texts.
func material(o *goja.Object, name string, limit int) ([]byte, error) {
	var all []byte
	tooMuch := false
	each(o, name, func(v goja.Value) {
		data, ok := view.Bytes(v)
		if !ok {
			data = []byte(v.String())
		}
		if tooMuch = tooMuch || len(all)+len(data) > limit; !tooMuch {
			all = append(append(all, data...), '\n')
		}
	})
	if tooMuch {
		return nil, &fault.System{Code: "ERR_LIMIT_REACHED", Message: fmt.Sprintf("%s of a connection is larger than %d bytes", name, limit)}
	}
	return all, nil
}

func (o *Options) readAuthorities(options *goja.Object) error {
	data, err := material(options, "ca", maxMaterial)
	if err != nil || len(data) == 0 {
		return err
	}
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(data) // as in Node, what is no certificate is passed over
	o.roots = func() *x509.CertPool { return pool }
	return nil
}

var errNoStart = &fault.System{Code: "ERR_OSSL_PEM_NO_START_LINE", Message: "error:0480006C:PEM routines::no start line"}

func (o *Options) readCertificate(options *goja.Object) error {
	certs, err := material(options, "cert", maxMaterial)
	if err != nil {
		return err
	}
	keys, err := material(options, "key", maxKeys)
	if err != nil || len(certs) == 0 && len(keys) == 0 {
		return err
	}
	if encrypted(keys) {
		return &fault.System{Code: "ERR_FEATURE_UNAVAILABLE_ON_PLATFORM",
			Message: "an encrypted private key cannot be used for TLS in this runtime; decrypt it with crypto.createPrivateKey and export it"}
	}
	pair, err := tls.X509KeyPair(certs, keys)
	if err != nil {
		return errNoStart
	}
	if public, ok := pair.PrivateKey.(crypto.Signer); !ok || tooLarge(public.Public()) {
		return &fault.System{Code: "ERR_LIMIT_REACHED", Message: "the private key has more than 8192 bits"}
	}
	o.config.Certificates = []tls.Certificate{pair}
	return nil
}

func encrypted(keys []byte) bool {
	for block, rest := pem.Decode(keys); block != nil; block, rest = pem.Decode(rest) {
		if block.Type == "ENCRYPTED PRIVATE KEY" || bytes.Contains([]byte(block.Headers["Proc-Type"]), []byte("ENCRYPTED")) {
			return true
		}
	}
	return false
}
