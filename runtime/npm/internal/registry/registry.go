// Package registry asks npm registries for packuments and tarballs: a bounded HTTP client
// that sends credentials to their own host only, tries again where that can help, and says
// in every error which package, why, and what to do.
//
// See https://github.com/npm/registry/blob/main/docs/REGISTRY-API.md.
package registry

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"time"

	"golang.org/x/net/http/httpproxy"

	"github.com/hookline/hookline/runtime/npm/internal/cache"
	"github.com/hookline/hookline/runtime/npm/internal/fault"
	"github.com/hookline/hookline/runtime/npm/internal/npmrc"
)

// Config says which registry, and how patiently. The zero value of each limit has its
// default.
type Config struct {
	Registry string // wins over the settings'
	Settings npmrc.Settings
	Cache    *cache.Cache
	Offline  bool // ask nobody: what is not in the cache is unavailable

	RequestTimeout time.Duration // of a whole answer; default 60 s
	HeaderTimeout  time.Duration // until an answer begins; default 15 s
	Retries        int           // after the first try; default 2, negative for none
	Backoff        time.Duration // before the first retry, doubled for each; default 250 ms
	MaxPackument   int64         // bytes of a packument; default 64 MiB
}

const (
	// parallel is how many requests one client has under way.
	parallel     = 8
	maxRedirects = 5
	// userAgent is what registries see.
	userAgent = "hookline"
)

// Client is safe for concurrent use.
type Client struct {
	config Config
	http   *http.Client
	slots  chan struct{}
}

// New makes a client. It fails if the settings name a file of roots that cannot be read.
func New(config Config) (*Client, error) {
	config.RequestTimeout = orDefault(config.RequestTimeout, time.Minute)
	config.HeaderTimeout = orDefault(config.HeaderTimeout, 15*time.Second)
	config.Backoff = orDefault(config.Backoff, 250*time.Millisecond)
	config.Retries = orDefault(config.Retries, 2)
	config.MaxPackument = orDefault(config.MaxPackument, 64<<20)
	roots, err := roots(config.Settings.Get("cafile"))
	if err != nil {
		return nil, err
	}
	proxy := proxy(config.Settings)
	transport := &http.Transport{
		Proxy:                 func(r *http.Request) (*url.URL, error) { return proxy(r.URL) },
		TLSClientConfig:       &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12},
		TLSHandshakeTimeout:   10 * time.Second,
		ResponseHeaderTimeout: config.HeaderTimeout,
		MaxConnsPerHost:       parallel,
		MaxIdleConnsPerHost:   parallel,
		IdleConnTimeout:       30 * time.Second,
		ForceAttemptHTTP2:     true,
	}
	c := &Client{config: config, slots: make(chan struct{}, parallel)}
	c.http = &http.Client{Transport: transport, CheckRedirect: c.redirect}
	return c, nil
}

// Close ends idle connections.
func (c *Client) Close() { c.http.CloseIdleConnections() }

func orDefault[T comparable](value, standard T) T {
	var zero T
	if value == zero {
		return standard
	}
	return value
}

// roots are the system's and those of npm's cafile.
func roots(file string) (*x509.CertPool, error) {
	if file == "" {
		return nil, nil
	}
	pool, err := x509.SystemCertPool()
	if err != nil {
		pool = x509.NewCertPool()
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("npm's setting cafile: %w", err)
	}
	if !pool.AppendCertsFromPEM(text) {
		return nil, fmt.Errorf("npm's setting cafile: %s holds no PEM certificate", file)
	}
	return pool, nil
}

// proxy takes npm's settings, else the usual variables.
func proxy(s npmrc.Settings) func(*url.URL) (*url.URL, error) {
	config := httpproxy.FromEnvironment()
	if p := s.Get("proxy"); p != "" {
		config.HTTPProxy, config.HTTPSProxy = p, p
	}
	if p := s.Get("https-proxy"); p != "" {
		config.HTTPSProxy = p
	}
	if p := s.Get("noproxy"); p != "" {
		config.NoProxy = p
	}
	return config.ProxyFunc()
}

// redirect follows a few, never from https to http, and gives each host only what its own
// settings say.
func (c *Client) redirect(r *http.Request, via []*http.Request) error {
	if len(via) > maxRedirects {
		return errors.New("more than 5 redirects")
	}
	if via[0].URL.Scheme == "https" && r.URL.Scheme != "https" {
		return errors.New("a redirect from https to http")
	}
	c.authorize(r)
	return nil
}

func (c *Client) authorize(r *http.Request) {
	r.Header.Del("Authorization")
	if header := c.config.Settings.Authorization(r.URL); header != "" {
		r.Header.Set("Authorization", header)
	}
}

// base is the registry of a package; nil if nobody is to be asked: the client is offline,
// or no registry is configured.
func (c *Client) base(name string) (*url.URL, error) {
	if c.config.Offline {
		return nil, nil
	}
	base, err := c.config.Settings.Registry(c.config.Registry, name)
	if err != nil {
		return nil, fault.Unavailable("package %q: %v; correct --npm-registry or .npmrc", name, err)
	}
	return base, nil
}

// absent is the error for what is not in the cache when nobody is to be asked.
func (c *Client) absent(name string) error {
	why := "no npm registry is configured: start with --npm-registry, or write registry= into .npmrc"
	if c.config.Offline {
		why = "the server works offline"
	}
	return fault.Unavailable("package %q is not in the cache, and %s; or fill the cache with: hookline modules pull %s", name, why, name)
}

// acquire waits for a free slot.
func (c *Client) acquire(ctx context.Context) (release func(), err error) {
	select {
	case c.slots <- struct{}{}:
		return func() { <-c.slots }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}
