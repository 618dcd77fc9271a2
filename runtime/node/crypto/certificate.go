package crypto

import (
	"bytes"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/pem"
	"fmt"
	"net"
	"strings"
	"time"

	"github.com/dop251/goja"
)

// certificate is certificate(bytes) → an object with fields(), key(), pem(), raw(),
// verify(SPKI), issuedBy(bytes of another), host(name): the pattern that fits,
// hasIP(address).
//
// fields is [subject, issuer, alternative names, from, to, fingerprints by SHA-1, 256 and
// 512, serial number, is a CA, purposes separated by commas].
func (b *binding) certificate(call goja.FunctionCall) goja.Value {
	data := b.copied(call.Argument(0))
	c := here(b, func() (*x509.Certificate, error) { return parseCertificate(data) })
	return b.realm.Object(map[string]func(goja.FunctionCall) goja.Value{
		"fields": func(goja.FunctionCall) goja.Value { return b.certificateFields(c) },
		"raw":    func(goja.FunctionCall) goja.Value { return b.buffer(bytes.Clone(c.Raw)) },
		"pem": func(goja.FunctionCall) goja.Value {
			return b.realm.VM.ToValue(string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: c.Raw})))
		},
		"key": func(goja.FunctionCall) goja.Value {
			return b.object(here(b, func() (*key, error) { return publicKey(c.PublicKey, nil) }))
		},
		"verify": func(call goja.FunctionCall) goja.Value {
			spki := b.copied(call.Argument(0))
			return b.boolean(here(b, func() (bool, error) {
				k, err := parsePublicDER(spki, "spki")
				if err != nil {
					return false, err
				}
				signer := &x509.Certificate{PublicKey: k.public}
				return signer.CheckSignature(c.SignatureAlgorithm, c.RawTBSCertificate, c.Signature) == nil, nil
			}))
		},
		"issuedBy": func(call goja.FunctionCall) goja.Value {
			data := b.copied(call.Argument(0))
			other := here(b, func() (*x509.Certificate, error) { return parseCertificate(data) })
			return b.boolean(bytes.Equal(c.RawIssuer, other.RawSubject))
		},
		"host": func(call goja.FunctionCall) goja.Value {
			name := call.Argument(0).String()
			for _, pattern := range c.DNSNames {
				only := &x509.Certificate{DNSNames: []string{pattern}}
				if net.ParseIP(name) == nil && only.VerifyHostname(name) == nil {
					return b.realm.VM.ToValue(pattern)
				}
			}
			return nil
		},
		"hasIP": func(call goja.FunctionCall) goja.Value {
			ip := net.ParseIP(call.Argument(0).String())
			return b.boolean(ip != nil && c.VerifyHostname(ip.String()) == nil)
		},
	})
}

func parseCertificate(data []byte) (*x509.Certificate, error) {
	if len(data) > maxInputBytes {
		return nil, errUnsupported
	}
	if block, _ := pem.Decode(data); block != nil {
		data = block.Bytes
	}
	c, err := x509.ParseCertificate(data)
	if err != nil {
		return nil, plainFault("ERR_OSSL_PEM_NO_START_LINE", "error:0480006C:PEM routines::no start line")
	}
	return c, nil
}

func (b *binding) certificateFields(c *x509.Certificate) goja.Value {
	sha1, sha256, sha512 := sha1.Sum(c.Raw), sha256.Sum256(c.Raw), sha512.Sum512(c.Raw)
	return b.list(name(c.Subject), name(c.Issuer), alternatives(c), date(c.NotBefore), date(c.NotAfter),
		fingerprint(sha1[:]), fingerprint(sha256[:]), fingerprint(sha512[:]),
		strings.ToUpper(c.SerialNumber.Text(16)), c.IsCA, purposes(c))
}

var attributes = map[string]string{
	"2.5.4.3": "CN", "2.5.4.6": "C", "2.5.4.7": "L", "2.5.4.8": "ST", "2.5.4.10": "O", "2.5.4.11": "OU",
	"2.5.4.5": "serialNumber", "2.5.4.9": "street", "2.5.4.17": "postalCode", "1.2.840.113549.1.9.1": "emailAddress",
	"0.9.2342.19200300.100.1.25": "DC", "0.9.2342.19200300.100.1.1": "UID",
}

// name writes a name in a line for each attribute.
func name(n pkix.Name) string {
	var lines []string
	for _, a := range n.Names {
		key := a.Type.String()
		if known, ok := attributes[key]; ok {
			key = known
		}
		lines = append(lines, fmt.Sprintf("%s=%v", key, a.Value))
	}
	return strings.Join(lines, "\n")
}

var oidAlternatives = asn1.ObjectIdentifier{2, 5, 29, 17}

// alternatives writes the other names in the order of the certificate.
func alternatives(c *x509.Certificate) any {
	var names []string
	for _, e := range c.Extensions {
		if !e.Id.Equal(oidAlternatives) {
			continue
		}
		var list []asn1.RawValue
		if _, err := asn1.Unmarshal(e.Value, &list); err != nil {
			return nil
		}
		for _, n := range list {
			names = append(names, alternative(n))
		}
	}
	if len(names) == 0 {
		return nil
	}
	return strings.Join(names, ", ")
}

// alternative writes one name (RFC 5280, section 4.2.1.6).
func alternative(n asn1.RawValue) string {
	switch n.Tag {
	case 1:
		return "email:" + string(n.Bytes)
	case 2:
		return "DNS:" + string(n.Bytes)
	case 6:
		return "URI:" + string(n.Bytes)
	case 7:
		return "IP Address:" + net.IP(n.Bytes).String()
	}
	return "othername:<unsupported>"
}

func purposes(c *x509.Certificate) any {
	oids := map[x509.ExtKeyUsage]string{x509.ExtKeyUsageServerAuth: "1.3.6.1.5.5.7.3.1", x509.ExtKeyUsageClientAuth: "1.3.6.1.5.5.7.3.2",
		x509.ExtKeyUsageCodeSigning: "1.3.6.1.5.5.7.3.3", x509.ExtKeyUsageEmailProtection: "1.3.6.1.5.5.7.3.4"}
	var list []string
	for _, usage := range c.ExtKeyUsage {
		if oid, ok := oids[usage]; ok {
			list = append(list, oid)
		}
	}
	for _, oid := range c.UnknownExtKeyUsage {
		list = append(list, oid.String())
	}
	if len(list) == 0 {
		return nil
	}
	return strings.Join(list, ",")
}

func date(t time.Time) string { return t.UTC().Format("Jan _2 15:04:05 2006") + " GMT" }

func fingerprint(sum []byte) string {
	return strings.ReplaceAll(fmt.Sprintf("% X", sum), " ", ":")
}
