package worker

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/hookline/hookline/sandbox/wire"
)

const handshakeTimeout = 10 * time.Second

// transport is the worker's HTTP client side. Its connections are made by the parent,
// TLS is spoken here. Idle connections are kept: they are this tenant's alone.
//
// HTTP/1.1 only, because that is what Node's http and https speak. It follows no
// redirects and decompresses nothing: that is the business of the modules above.
type transport struct {
	http.Transport
	dialer *dialer
	config func() *tls.Config
}

func newTransport(d *dialer, config func() *tls.Config) *transport {
	t := &transport{dialer: d, config: sync.OnceValue(config)}
	t.Transport = http.Transport{
		Proxy:                  nil,
		DialContext:            d.DialContext,
		DialTLSContext:         t.dialTLS,
		DisableCompression:     true,
		MaxIdleConns:           maxConns / 4,
		MaxIdleConnsPerHost:    8,
		IdleConnTimeout:        30 * time.Second,
		ExpectContinueTimeout:  time.Second,
		MaxResponseHeaderBytes: 64 << 10,
	}
	return t
}

// trusting checks certificates by these roots. They are parsed when first needed, which
// takes milliseconds that many workers never spend.
func trusting(rootsPEM []byte) func() *tls.Config {
	return func() *tls.Config {
		pool := x509.NewCertPool() // never nil: that would mean the system's files
		pool.AppendCertsFromPEM(rootsPEM)
		return &tls.Config{RootCAs: pool, MinVersion: tls.VersionTLS12, NextProtos: []string{"http/1.1"}}
	}
}

// unchecking trusts whoever answers.
func unchecking() *tls.Config {
	//nolint:gosec // only where the operator allows it, and a script asks for it
	return &tls.Config{InsecureSkipVerify: true, MinVersion: tls.VersionTLS12, NextProtos: []string{"http/1.1"}}
}

// configure makes the transports: two, so that a connection that nobody checked is
// never used by a request that wants a check.
func (w *worker) configure(c wire.Configuration) {
	w.checked = newTransport(w.dialer, trusting(c.RootsPEM))
	if c.InsecureTLS {
		w.unchecked = newTransport(w.dialer, unchecking)
	}
}

// roots are those of every TLS connection.
func (w *worker) roots() *x509.CertPool { return w.checked.config().RootCAs }

// RoundTrip sends a request of a hook. Before the worker is configured no hook runs.
func (w *worker) RoundTrip(r *http.Request) (*http.Response, error) { return w.checked.RoundTrip(r) }

// insecure is nil unless the operator allows it.
func (w *worker) insecure() http.RoundTripper {
	if w.unchecked == nil {
		return nil
	}
	return w.unchecked
}

func (t *transport) dialTLS(ctx context.Context, network, address string) (net.Conn, error) {
	plain, err := t.dialer.DialContext(ctx, network, address)
	if err != nil {
		return nil, err
	}
	config := t.config().Clone()
	config.ServerName, _, _ = net.SplitHostPort(address)
	ctx, cancel := context.WithTimeout(ctx, handshakeTimeout)
	defer cancel()
	conn := tls.Client(plain, config)
	if err := conn.HandshakeContext(ctx); err != nil {
		_ = plain.Close()
		return nil, err
	}
	return conn, nil
}
