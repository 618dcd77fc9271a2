package http

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"strconv"
	"strings"
	"syscall"

	"github.com/dop251/goja"
)

// failure is an error as Node would tell it.
type failure struct {
	code, message string
	syscall       string // "connect", "getaddrinfo", "read", "write" or ""
	hostname      string
	address       string
	port          int
}

func (f *failure) Error() string { return f.message }

// coder is what an error of the transport's dialer may implement to choose its code:
// one of Node's, such as ENOTFOUND, or EACCES when the address may not be reached. The
// text of an EACCES error is shown to the script.
type coder interface {
	error
	Code() string
}

func tooMuch(format string, args ...any) error {
	return &failure{code: "ERR_LIMIT_REACHED", message: fmt.Sprintf(format, args...)}
}

// cutShort is the error of a response whose body did not arrive in full.
func cutShort(err error) error {
	if errors.Is(err, context.Canceled) {
		return errCutOff
	}
	return &failure{code: "ECONNRESET", message: "aborted"}
}

// explain finds Node's words for an error of the transport. No text of Go is shown.
func explain(err error, m *message) *failure {
	var known *failure
	switch {
	case errors.As(err, &known):
		return known
	case errors.Is(err, errAborted), errors.Is(err, errCutOff):
		return &failure{code: "ECONNRESET", message: err.Error()}
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return &failure{code: "ECONNRESET", message: errCutOff.Error()}
	}
	if f := explainDial(err, m); f != nil {
		return f
	}
	if f := explainTLS(err, m); f != nil {
		return f
	}
	return explainConnection(err)
}

func explainDial(err error, m *message) *failure {
	var coded coder
	var lookup *net.DNSError
	var dial *net.OpError
	switch {
	case errors.As(err, &coded):
		return dialFailure(coded.Code(), coded.Error(), m)
	case errors.As(err, &lookup) && lookup.IsNotFound:
		return dialFailure("ENOTFOUND", "", m)
	case errors.As(err, &lookup):
		return dialFailure("EAI_AGAIN", "", m)
	case errors.As(err, &dial) && dial.Op == "dial":
		return dialFailure(codeOf(err, "ECONNREFUSED"), "", m)
	}
	return nil
}

func dialFailure(code, text string, m *message) *failure {
	f := &failure{code: code, syscall: "connect", address: m.host, port: m.port}
	switch code {
	case "ENOTFOUND", "EAI_AGAIN":
		return &failure{code: code, syscall: "getaddrinfo", hostname: m.host,
			message: "getaddrinfo " + code + " " + printable(m.host)}
	case "EACCES":
		f.message = "connect EACCES " + printable(m.target()) + ": " + printable(text)
	default:
		f.message = "connect " + code + " " + printable(strings.Trim(m.host, "[]")+":"+strconv.Itoa(m.port))
	}
	return f
}

// codeOf names the system's error, as libuv does.
func codeOf(err error, otherwise string) string {
	var number syscall.Errno
	var timeout net.Error
	if errors.As(err, &number) {
		switch number {
		case syscall.ECONNREFUSED:
			return "ECONNREFUSED"
		case syscall.ECONNRESET:
			return "ECONNRESET"
		case syscall.EPIPE:
			return "EPIPE"
		case syscall.ETIMEDOUT:
			return "ETIMEDOUT"
		case syscall.EHOSTUNREACH:
			return "EHOSTUNREACH"
		case syscall.ENETUNREACH:
			return "ENETUNREACH"
		case syscall.EADDRNOTAVAIL:
			return "EADDRNOTAVAIL"
		case syscall.EACCES, syscall.EPERM:
			return "EACCES"
		}
	}
	if errors.As(err, &timeout) && timeout.Timeout() {
		return "ETIMEDOUT"
	}
	return otherwise
}

func explainTLS(err error, m *message) *failure {
	var unknown x509.UnknownAuthorityError
	var invalid x509.CertificateInvalidError
	var host x509.HostnameError
	var record tls.RecordHeaderError
	var alert tls.AlertError
	var other *tls.CertificateVerificationError
	switch {
	case errors.As(err, &host):
		return &failure{code: "ERR_TLS_CERT_ALTNAME_INVALID", hostname: m.host,
			message: "Hostname/IP does not match certificate's altnames: Host: " + printable(m.host) + ". is not in the cert's altnames"}
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return &failure{code: "CERT_HAS_EXPIRED", message: "certificate has expired"}
	case errors.As(err, &unknown) && selfSigned(unknown.Cert):
		return &failure{code: "DEPTH_ZERO_SELF_SIGNED_CERT", message: "self-signed certificate"}
	case errors.As(err, &unknown):
		return &failure{code: "UNABLE_TO_VERIFY_LEAF_SIGNATURE", message: "unable to verify the first certificate"}
	case errors.As(err, &other):
		return &failure{code: "CERT_UNTRUSTED", message: "certificate not trusted"}
	case errors.As(err, &record):
		return &failure{code: "EPROTO", syscall: "write", message: "write EPROTO: the server does not speak TLS (wrong version number)"}
	case errors.As(err, &alert):
		return &failure{code: "EPROTO", syscall: "write", message: "write EPROTO: the TLS handshake failed"}
	}
	return nil
}

func selfSigned(cert *x509.Certificate) bool {
	return cert != nil && cert.CheckSignatureFrom(cert) == nil ||
		cert != nil && string(cert.RawIssuer) == string(cert.RawSubject)
}

// explainConnection is for a connection that was there. net/http has no error values
// for a response that it cannot parse, so that case is told by its text.
func explainConnection(err error) *failure {
	switch code := codeOf(err, ""); {
	case code == "ETIMEDOUT":
		return &failure{code: code, syscall: "connect", message: "connect ETIMEDOUT"}
	case code != "":
		return &failure{code: code, syscall: "read", message: "read " + code}
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return &failure{code: "ECONNRESET", message: "socket hang up"}
	case strings.Contains(err.Error(), "response headers exceeded"):
		return &failure{code: "HPE_HEADER_OVERFLOW", message: "Parse Error: Header overflow"}
	case strings.Contains(err.Error(), "malformed"):
		return &failure{code: "HPE_INVALID_CONSTANT", message: "Parse Error: Expected HTTP/"}
	}
	return &failure{code: "ECONNRESET", message: "socket hang up"}
}

// errorValue makes the script's Error.
func (c *client) errorValue(err error, m *message) goja.Value {
	f := explain(err, m)
	e := c.realm.NewError("Error", f.code, f.message)
	if f.syscall != "" {
		_ = e.Set("syscall", f.syscall)
	}
	if f.hostname != "" {
		_ = e.Set("hostname", f.hostname)
	}
	if f.address != "" {
		_ = e.Set("address", f.address)
		_ = e.Set("port", f.port)
	}
	return e
}
