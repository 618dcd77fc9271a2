// Package tls speaks TLS for the scripts' sockets, with crypto/tls: it reads the options
// of tls.connect, checks certificates, and tells what was agreed.
//
// The chain is checked by the operator's roots, or by those that the script names (ca),
// and the certificate's names always, here and not in JavaScript: a script cannot turn
// that off by accident. With rejectUnauthorized: false it can, where the operator
// allows it.
package tls

import (
	"crypto/tls"
	"crypto/x509"
	"net"

	"github.com/dop251/goja"

	"github.com/hookline/hookline/runtime/node/fault"
	"github.com/hookline/hookline/runtime/realm"
)

// Options are those of one connection.
type Options struct {
	realm    *realm.Realm
	config   *tls.Config
	roots    func() *x509.CertPool
	identity string // whom the certificate must name
	reject   bool   // a certificate that is not trusted ends the handshake
	distrust *fault.System
}

// Refused is what a script hears that asks for no check of certificates.
var Refused = &fault.System{Code: "EACCES", Message: "rejectUnauthorized: false is refused: certificates are always checked here. " +
	"Have the operator trust the server's CA (--ca-file), or allow this (--allow-insecure-tls)"}

// ReadOptions reads what module tls has prepared:
//
//	{servername, identity, alpn: [text], ca: [bytes], cert: [bytes], key: [bytes],
//	 rejectUnauthorized, minVersion, maxVersion}
//
// All may be left out. host is where the connection goes. The error is a *fault.System.
func ReadOptions(r *realm.Realm, options *goja.Object, host string) (*Options, error) {
	o := &Options{realm: r, roots: r.Roots, identity: text(options, "identity"), reject: true}
	if o.identity == "" {
		o.identity = host
	}
	if v := options.Get("rejectUnauthorized"); v != nil && !goja.IsUndefined(v) && !v.ToBoolean() {
		if r.Insecure == nil {
			return nil, Refused
		}
		o.reject = false
	}
	o.config = &tls.Config{
		ServerName:         text(options, "servername"),
		NextProtos:         texts(options, "alpn"),
		MinVersion:         version(text(options, "minVersion"), tls.VersionTLS12),
		MaxVersion:         version(text(options, "maxVersion"), tls.VersionTLS13),
		InsecureSkipVerify: true, //nolint:gosec // verify does it, so that it can say why not
		VerifyConnection:   o.verify,
	}
	if err := o.readAuthorities(options); err != nil {
		return nil, err
	}
	return o, o.readCertificate(options)
}

// Client makes the client side of a connection. The handshake is still to come.
func (o *Options) Client(conn net.Conn) *tls.Conn { return tls.Client(conn, o.config) }

func (o *Options) verify(state tls.ConnectionState) error {
	err := o.check(state)
	if err == nil {
		return nil
	}
	if o.distrust = fault.ExplainCertificate(err, o.identity); o.distrust == nil {
		o.distrust = &fault.System{Code: "CERT_UNTRUSTED", Message: "certificate not trusted"}
	}
	if o.reject {
		return o.distrust
	}
	return nil
}

func (o *Options) check(state tls.ConnectionState) error {
	pool := x509.NewCertPool() // never nil: that would mean the system's files
	if o.roots != nil {
		pool = o.roots()
	}
	verify := x509.VerifyOptions{Roots: pool, Intermediates: x509.NewCertPool()}
	for _, cert := range state.PeerCertificates[1:] {
		verify.Intermediates.AddCert(cert)
	}
	leaf := state.PeerCertificates[0]
	if _, err := leaf.Verify(verify); err != nil {
		return err
	}
	return leaf.VerifyHostname(o.identity)
}

// Explain finds the reason of a handshake that failed.
func (o *Options) Explain(err error) error {
	if o.distrust != nil {
		return o.distrust
	}
	return err
}

// versions are the protocols by Node's names. Older ones are not spoken.
var versions = map[string]uint16{"TLSv1.2": tls.VersionTLS12, "TLSv1.3": tls.VersionTLS13}

func version(name string, otherwise uint16) uint16 {
	if v, ok := versions[name]; ok {
		return v
	}
	return otherwise
}
