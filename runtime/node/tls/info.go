package tls

import (
	"crypto/ecdsa"
	"crypto/rsa"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"fmt"
	"strings"

	"github.com/dop251/goja"

	"github.com/hookline/hookline/runtime/node/fault"
)

// Info tells the script what was agreed:
//
//	{protocol, cipher: {name, standardName, version}, alpn, servername,
//	 authorized, authorizationError, peer(detailed) → certificate}
//
// authorizationError is an Error, or null. peer makes what getPeerCertificate returns.
func (o *Options) Info(state tls.ConnectionState) goja.Value {
	vm := o.realm.VM
	info := vm.NewObject()
	name := tls.VersionName(state.Version)
	_ = info.Set("protocol", strings.ReplaceAll(name, "TLS ", "TLSv"))
	_ = info.Set("alpn", state.NegotiatedProtocol)
	_ = info.Set("authorized", o.distrust == nil)
	reason := goja.Null()
	if o.distrust != nil {
		reason = o.distrust.Value(o.realm)
	}
	_ = info.Set("authorizationError", reason)
	standard := tls.CipherSuiteName(state.CipherSuite)
	cipher := vm.NewObject()
	_ = cipher.Set("name", openSSLName(standard))
	_ = cipher.Set("standardName", standard)
	_ = cipher.Set("version", map[bool]string{true: "TLSv1.3", false: "TLSv1.2"}[state.Version == tls.VersionTLS13])
	_ = info.Set("cipher", cipher)
	certs := state.PeerCertificates
	_ = info.Set("peer", o.realm.Function("peer", func(call goja.FunctionCall) goja.Value {
		return o.chain(certs, call.Argument(0).ToBoolean())
	}))
	return info
}

// openSSLName turns TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 into
// ECDHE-RSA-AES128-GCM-SHA256. The suites of TLS 1.3 have one name.
func openSSLName(name string) string {
	key, cipher, found := strings.Cut(strings.TrimPrefix(name, "TLS_"), "_WITH_")
	if !found {
		return name
	}
	cipher = strings.NewReplacer("AES_128", "AES128", "AES_256", "AES256", "_CBC", "", "CHACHA20_POLY1305_SHA256", "CHACHA20_POLY1305").Replace(cipher)
	name = strings.ReplaceAll(key+"_"+cipher, "_", "-")
	return strings.TrimPrefix(name, "RSA-")
}

// chain makes the leaf's object; detailed ones have issuerCertificate.
func (o *Options) chain(certs []*x509.Certificate, detailed bool) goja.Value {
	if len(certs) == 0 {
		return o.realm.VM.NewObject()
	}
	leaf := o.certificate(certs[0])
	for child, rest := leaf, certs[1:]; detailed && len(rest) > 0; rest = rest[1:] {
		issuer := o.certificate(rest[0])
		_ = child.Set("issuerCertificate", issuer)
		child = issuer
	}
	return leaf
}

const nodeTime = "Jan _2 15:04:05 2006 GMT"

func (o *Options) certificate(c *x509.Certificate) *goja.Object {
	vm := o.realm.VM
	out := vm.NewObject()
	set := func(name string, value any) { _ = out.Set(name, value) }
	set("subject", o.name(c.Subject))
	set("issuer", o.name(c.Issuer))
	if names := fault.AltNames(c); names != "" {
		set("subjectaltname", names)
	}
	set("ca", c.IsCA)
	o.setKey(out, c)
	set("valid_from", c.NotBefore.UTC().Format(nodeTime))
	set("valid_to", c.NotAfter.UTC().Format(nodeTime))
	sum1, sum256, sum512 := sha1.Sum(c.Raw), sha256.Sum256(c.Raw), sha512.Sum512(c.Raw)
	set("fingerprint", colons(sum1[:]))
	set("fingerprint256", colons(sum256[:]))
	set("fingerprint512", colons(sum512[:]))
	set("serialNumber", fmt.Sprintf("%X", c.SerialNumber.Bytes()))
	set("raw", vm.NewArrayBuffer(append([]byte(nil), c.Raw...)))
	return out
}

func (o *Options) setKey(out *goja.Object, c *x509.Certificate) {
	switch key := c.PublicKey.(type) {
	case *rsa.PublicKey:
		_ = out.Set("modulus", fmt.Sprintf("%X", key.N.Bytes()))
		_ = out.Set("bits", key.N.BitLen())
		_ = out.Set("exponent", fmt.Sprintf("0x%x", key.E))
	case *ecdsa.PublicKey:
		_ = out.Set("bits", key.Curve.Params().BitSize)
		_ = out.Set("nistCurve", key.Curve.Params().Name)
	}
	_ = out.Set("pubkey", o.realm.VM.NewArrayBuffer(append([]byte(nil), c.RawSubjectPublicKeyInfo...)))
}

// name is a distinguished name, by the short names of its parts.
func (o *Options) name(n pkix.Name) goja.Value {
	out := o.realm.VM.NewObject()
	for _, part := range []struct {
		name   string
		values []string
	}{
		{"C", n.Country}, {"ST", n.Province}, {"L", n.Locality}, {"O", n.Organization}, {"OU", n.OrganizationalUnit}, {"CN", one(n.CommonName)},
	} {
		switch len(part.values) {
		case 0:
		case 1:
			_ = out.Set(part.name, part.values[0])
		default:
			list := make([]any, len(part.values))
			for i, v := range part.values {
				list[i] = v
			}
			_ = out.Set(part.name, o.realm.VM.NewArray(list...))
		}
	}
	return out
}

func one(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}

func colons(sum []byte) string {
	return strings.ReplaceAll(fmt.Sprintf("% X", sum), " ", ":")
}

// maxKeyBits bounds keys: signing with one takes the cube of its size.
const maxKeyBits = 8192

func tooLarge(public any) bool {
	key, ok := public.(*rsa.PublicKey)
	return ok && key.N.BitLen() > maxKeyBits
}
