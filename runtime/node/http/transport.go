package http

import (
	"context"
	"crypto/tls"
	"net"
	"net/http"
	"time"
)

// NewTransport makes the transport that Binding expects: HTTP/1.1 as Node's http
// speaks it, no proxy from the environment, no decompression, no redirects. It belongs
// to one tenant, since it keeps connections open. dial is the one way to the network;
// tlsConfig may be nil for the system's roots.
func NewTransport(dial func(ctx context.Context, network, address string) (net.Conn, error), tlsConfig *tls.Config) *http.Transport {
	protocols := new(http.Protocols)
	protocols.SetHTTP1(true)
	return &http.Transport{
		DialContext:            dial,
		TLSClientConfig:        tlsConfig,
		TLSHandshakeTimeout:    10 * time.Second,
		Protocols:              protocols,
		DisableCompression:     true,
		MaxIdleConns:           64,
		MaxIdleConnsPerHost:    16,
		IdleConnTimeout:        30 * time.Second,
		MaxResponseHeaderBytes: MaxHeaderBytes,
	}
}
