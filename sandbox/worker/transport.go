package worker

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"net"
	"net/http"
	"sync"
	"time"
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
	roots  []byte
	config func() *tls.Config
}

func newTransport(d *dialer) *transport {
	t := &transport{dialer: d}
	t.config = sync.OnceValue(t.tlsConfig)
	t.Transport = http.Transport{
		Proxy:                  nil,
		DialContext:            d.DialContext,
		DialTLSContext:         t.dialTLS,
		DisableCompression:     true,
		MaxIdleConns:           64,
		MaxIdleConnsPerHost:    8,
		IdleConnTimeout:        30 * time.Second,
		ExpectContinueTimeout:  time.Second,
		MaxResponseHeaderBytes: 64 << 10,
	}
	return t
}

// trust sets the root certificates. They are parsed when first needed, which takes
// milliseconds that many workers never spend.
func (t *transport) trust(rootsPEM []byte) { t.roots = rootsPEM }

func (t *transport) tlsConfig() *tls.Config {
	pool := x509.NewCertPool() // never nil: that would mean the system's files
	pool.AppendCertsFromPEM(t.roots)
	t.roots = nil
	return &tls.Config{RootCAs: pool, MinVersion: tls.VersionTLS12, NextProtos: []string{"http/1.1"}}
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
