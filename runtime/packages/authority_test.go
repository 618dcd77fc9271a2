package packages_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"io"
	"log"
	"math/big"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// silent drops what servers say of connections that broke.
var silent = log.New(io.Discard, "", 0)

// authority signs a certificate for every name that a hook asks for.
type authority struct {
	key         *ecdsa.PrivateKey
	certificate *x509.Certificate
	// file has the authority's own certificate as PEM.
	file string

	mu     sync.Mutex
	issued map[string]*tls.Certificate
}

func newAuthority(t testing.TB) *authority {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	template := certificate("Hookline's test authority")
	template.IsCA, template.BasicConstraintsValid, template.KeyUsage = true, true, x509.KeyUsageCertSign
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	require.NoError(t, err)
	own, err := x509.ParseCertificate(der)
	require.NoError(t, err)
	file := filepath.Join(t.TempDir(), "ca.pem")
	require.NoError(t, os.WriteFile(file, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), 0o600))
	return &authority{key: key, certificate: own, file: file, issued: map[string]*tls.Certificate{}}
}

func certificate(name string) *x509.Certificate {
	return &x509.Certificate{
		SerialNumber: big.NewInt(time.Now().UnixNano()),
		Subject:      pkix.Name{CommonName: name},
		NotBefore:    time.Now().Add(-time.Hour),
		NotAfter:     time.Now().Add(24 * time.Hour),
	}
}

// roots trust the authority.
func (a *authority) roots() *x509.CertPool {
	pool := x509.NewCertPool()
	pool.AddCert(a.certificate)
	return pool
}

// server is the TLS of all hosts.
func (a *authority) server() *tls.Config {
	return &tls.Config{GetCertificate: a.issue, MinVersion: tls.VersionTLS12}
}

func (a *authority) issue(hello *tls.ClientHelloInfo) (*tls.Certificate, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if issued := a.issued[hello.ServerName]; issued != nil {
		return issued, nil
	}
	template := certificate(hello.ServerName)
	template.DNSNames = []string{hello.ServerName}
	template.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}
	der, err := x509.CreateCertificate(rand.Reader, template, a.certificate, &a.key.PublicKey, a.key)
	issued := &tls.Certificate{Certificate: [][]byte{der}, PrivateKey: a.key}
	a.issued[hello.ServerName] = issued
	return issued, err
}
