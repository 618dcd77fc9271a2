package node

import (
	"bufio"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"io"
	"math/big"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// harbour is what the socket scripts talk to: servers by name, each on a port of its
// own, with certificates of an authority of its own.
type harbour struct {
	authority *x509.Certificate
	key       *ecdsa.PrivateKey
	rootPEM   string
	ports     map[string]string
	serving   sync.WaitGroup
	stops     []func()
}

func newHarbour(t *testing.T) *harbour {
	t.Helper()
	h := &harbour{ports: map[string]string{}}
	t.Cleanup(h.close)
	h.key, h.authority = certify(t, &x509.Certificate{
		Subject: pkix.Name{CommonName: "Test CA", Organization: []string{"Hookline"}}, IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageCertSign,
	}, nil, nil)
	h.rootPEM = string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: h.authority.Raw}))
	good := h.config(t, time.Hour, "good.example", "localhost")
	good.NextProtos = []string{"postgresql", "http/1.1"}
	h.serve(t, "ECHO", echo)
	h.serve(t, "HALF", half)
	h.serve(t, "BYE", func(c net.Conn) { _, _ = io.WriteString(c, "bye") })
	h.serve(t, "RESET", reset)
	h.serve(t, "SILENT", func(c net.Conn) { _, _ = io.Copy(io.Discard, c) })
	h.serve(t, "FLOOD", flood)
	h.serve(t, "SMTP", func(c net.Conn) { smtp(c, good) })
	h.serve(t, "STARTTLS", func(c net.Conn) { startTLS(c, good) })
	h.serve(t, "GOOD", secured(good, echo))
	h.serve(t, "OTHER", secured(h.config(t, time.Hour, "other.example"), echo))
	h.serve(t, "EXPIRED", secured(h.config(t, -time.Hour, "localhost"), echo))
	stranger := &harbour{}
	stranger.key, stranger.authority = certify(t, &x509.Certificate{Subject: pkix.Name{CommonName: "Stranger"}, IsCA: true,
		BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign}, nil, nil)
	h.serve(t, "STRANGER", secured(stranger.config(t, time.Hour, "localhost"), echo))
	h.serve(t, "PROXY", proxy)
	h.serve(t, "RAW", raw)
	h.serve(t, "RAWTLS", secured(good, raw))
	h.ports["CLOSED"] = closedPort(t)
	return h
}

// certify makes a key and a certificate for it, signed by the given one or by itself.
func certify(t *testing.T, template *x509.Certificate, by *x509.Certificate, key *ecdsa.PrivateKey) (*ecdsa.PrivateKey, *x509.Certificate) {
	t.Helper()
	own, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	template.SerialNumber = big.NewInt(0x0123ABC)
	if template.NotAfter.IsZero() {
		template.NotAfter = time.Now().Add(time.Hour)
	}
	template.NotBefore = template.NotAfter.Add(-2 * time.Hour)
	if by == nil {
		by, key = template, own
	}
	der, err := x509.CreateCertificate(rand.Reader, template, by, &own.PublicKey, key)
	require.NoError(t, err)
	cert, err := x509.ParseCertificate(der)
	require.NoError(t, err)
	return own, cert
}

func (h *harbour) config(t *testing.T, valid time.Duration, names ...string) *tls.Config {
	t.Helper()
	key, cert := certify(t, &x509.Certificate{
		Subject:  pkix.Name{CommonName: names[0], Organization: []string{"Hookline"}, Country: []string{"CH"}},
		NotAfter: time.Now().Add(valid), DNSNames: names, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}, h.authority, h.key)
	if names[0] == "other.example" { // which has no address
		key, cert = certify(t, &x509.Certificate{Subject: pkix.Name{CommonName: names[0]}, DNSNames: names}, h.authority, h.key)
	}
	pool := x509.NewCertPool()
	pool.AddCert(h.authority)
	return &tls.Config{MinVersion: tls.VersionTLS12, ClientAuth: tls.VerifyClientCertIfGiven, ClientCAs: pool,
		Certificates: []tls.Certificate{{Certificate: [][]byte{cert.Raw, h.authority.Raw}[:1], PrivateKey: key}}}
}

// serve listens until the test ends, and waits for its connections then.
func (h *harbour) serve(t *testing.T, name string, handle func(net.Conn)) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	_, h.ports[name], _ = net.SplitHostPort(l.Addr().String())
	ctx, cancel := context.WithCancel(context.Background())
	h.serving.Go(func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			h.serving.Go(func() {
				defer conn.Close()
				defer context.AfterFunc(ctx, func() { conn.Close() })()
				handle(conn)
			})
		}
	})
	h.stops = append(h.stops, func() { l.Close(); cancel() })
}

func (h *harbour) close() {
	for _, stop := range h.stops {
		stop()
	}
	h.serving.Wait()
}

func echo(c net.Conn) {
	_, _ = io.Copy(c, c)
	if half, ok := c.(interface{ CloseWrite() error }); ok {
		_ = half.CloseWrite()
	}
}

// half ends its side first, and tells afterwards what it got.
func half(c net.Conn) {
	tcp := c.(*net.TCPConn)
	line, _ := bufio.NewReader(c).ReadString('\n')
	_, _ = fmt.Fprintf(c, "got %q", line)
	_ = tcp.CloseWrite()
	_, _ = io.Copy(io.Discard, c)
}

func reset(c net.Conn) {
	_, _ = c.Read(make([]byte, 1))
	_ = c.(*net.TCPConn).SetLinger(0)
}

// flood never ends by itself.
func flood(c net.Conn) {
	for chunk := make([]byte, 64<<10); ; {
		if _, err := c.Write(chunk); err != nil {
			return
		}
	}
}

func secured(config *tls.Config, handle func(net.Conn)) func(net.Conn) {
	return func(c net.Conn) {
		conn := tls.Server(c, config)
		defer conn.Close()
		if conn.Handshake() == nil {
			handle(conn)
		}
	}
}

// startTLS is a server that speaks TLS after one byte, as PostgreSQL does.
func startTLS(c net.Conn, config *tls.Config) {
	if _, err := io.ReadFull(c, make([]byte, 8)); err != nil {
		return
	}
	_, _ = io.WriteString(c, "S")
	secured(config, echo)(c)
}

// smtp knows the commands that a mail client sends, with STARTTLS.
func smtp(c net.Conn, config *tls.Config) {
	_, _ = io.WriteString(c, "220 mail.example ESMTP\r\n")
	lines := bufio.NewReader(c)
	for {
		line, err := lines.ReadString('\n')
		if err != nil {
			return
		}
		switch command := strings.ToUpper(strings.TrimSpace(line)); {
		case strings.HasPrefix(command, "EHLO"):
			_, _ = io.WriteString(c, "250-mail.example\r\n250 STARTTLS\r\n")
		case command == "STARTTLS":
			_, _ = io.WriteString(c, "220 go ahead\r\n")
			secured(config, func(c net.Conn) { smtp(c, config) })(c)
			return
		case command == "QUIT":
			_, _ = io.WriteString(c, "221 bye\r\n")
			return
		default:
			_, _ = io.WriteString(c, "250 ok\r\n")
		}
	}
}

// proxy answers CONNECT and then carries bytes.
func proxy(c net.Conn) {
	lines := bufio.NewReader(c)
	first, _ := lines.ReadString('\n')
	for line := ""; line != "\r\n"; {
		var err error
		if line, err = lines.ReadString('\n'); err != nil {
			return
		}
	}
	fields := strings.Fields(first)
	if len(fields) < 2 || fields[0] != "CONNECT" {
		_, _ = io.WriteString(c, "HTTP/1.1 405 Not Allowed\r\nContent-Length: 0\r\n\r\n")
		return
	}
	there, err := net.Dial("tcp", fields[1])
	if err != nil {
		_, _ = io.WriteString(c, "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n")
		return
	}
	defer there.Close()
	_, _ = io.WriteString(c, "HTTP/1.1 200 Connection established\r\n\r\n")
	var copying sync.WaitGroup
	copying.Go(func() { _, _ = io.Copy(there, lines); _ = there.(*net.TCPConn).CloseWrite() })
	_, _ = io.Copy(c, there)
	_ = c.(*net.TCPConn).CloseWrite()
	copying.Wait()
}

// constants are what the scripts know of the harbour.
func (h *harbour) constants() string {
	var js strings.Builder
	for name, port := range h.ports {
		fmt.Fprintf(&js, "const %s = %s;\n", name, port)
	}
	fmt.Fprintf(&js, "const CA = %q;\n", h.rootPEM)
	return js.String()
}

func (h *harbour) mask(text string) string {
	var pairs []string
	for name, port := range h.ports {
		pairs = append(pairs, port, name)
	}
	return strings.NewReplacer(pairs...).Replace(text)
}
