package fault

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"strings"
)

// explainTLS finds Node's words for a handshake that failed.
func explainTLS(err error, to Target) *System {
	var record tls.RecordHeaderError
	var alert tls.AlertError
	if s := ExplainCertificate(err, to.Host); s != nil {
		return s
	}
	switch {
	case errors.As(err, &record):
		return &System{Code: "EPROTO", Syscall: "write", Message: "write EPROTO: the server does not speak TLS (wrong version number)"}
	case errors.As(err, &alert):
		return &System{Code: "EPROTO", Syscall: "write", Message: "write EPROTO: the TLS handshake failed"}
	}
	return nil
}

// ExplainCertificate says, with OpenSSL's codes, why a certificate is not trusted; nil
// for an error that is about something else.
func ExplainCertificate(err error, host string) *System {
	var unknown x509.UnknownAuthorityError
	var invalid x509.CertificateInvalidError
	var name x509.HostnameError
	var other *tls.CertificateVerificationError
	switch {
	case errors.As(err, &name):
		return nameMismatch(name.Certificate, host)
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return &System{Code: "CERT_HAS_EXPIRED", Message: "certificate has expired"}
	case errors.As(err, &unknown) && selfSigned(unknown.Cert):
		return &System{Code: "DEPTH_ZERO_SELF_SIGNED_CERT", Message: "self-signed certificate"}
	case errors.As(err, &unknown):
		return &System{Code: "UNABLE_TO_VERIFY_LEAF_SIGNATURE", Message: "unable to verify the first certificate"}
	case errors.As(err, &invalid), errors.As(err, &other):
		return &System{Code: "CERT_UNTRUSTED", Message: "certificate not trusted"}
	}
	return nil
}

func nameMismatch(cert *x509.Certificate, host string) *System {
	reason := "Host: " + Printable(host) + ". is not in the cert's altnames"
	if names := AltNames(cert); names != "" {
		reason += ": " + Printable(names)
	}
	return &System{Code: "ERR_TLS_CERT_ALTNAME_INVALID", Hostname: host,
		Message: "Hostname/IP does not match certificate's altnames: " + reason}
}

// AltNames lists the names of a certificate as Node's subjectaltname does:
// "DNS:example.com, IP Address:127.0.0.1".
func AltNames(cert *x509.Certificate) string {
	var names []string
	for _, name := range cert.DNSNames {
		names = append(names, "DNS:"+name)
	}
	for _, name := range cert.EmailAddresses {
		names = append(names, "email:"+name)
	}
	for _, address := range cert.IPAddresses {
		names = append(names, "IP Address:"+address.String())
	}
	for _, uri := range cert.URIs {
		names = append(names, "URI:"+uri.String())
	}
	return strings.Join(names, ", ")
}

func selfSigned(cert *x509.Certificate) bool {
	return cert != nil && bytes.Equal(cert.RawIssuer, cert.RawSubject)
}
