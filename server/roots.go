package server

import (
	"bytes"
	"encoding/pem"
	"fmt"
	"os"
)

// systemRoots are the bundles of the common systems, as in Go's crypto/x509. The
// workers that use them cannot read files, so they are read here and handed over.
var systemRoots = []string{
	"/etc/ssl/certs/ca-certificates.crt",                // Debian, Ubuntu, Arch
	"/etc/pki/tls/certs/ca-bundle.crt",                  // Fedora, RHEL
	"/etc/ssl/ca-bundle.pem",                            // openSUSE
	"/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem", // RHEL 7 and newer
	"/etc/ssl/cert.pem",                                 // Alpine, macOS
}

// readRoots returns the roots that hooks trust: those of SSL_CERT_FILE if it is set,
// else the system's, and the given files. A system without any is no error: its hooks
// can reach no HTTPS server but those of the given files.
func readRoots(files []string) ([]byte, error) {
	var roots bytes.Buffer
	if file := os.Getenv("SSL_CERT_FILE"); file != "" {
		files = append([]string{file}, files...)
	} else {
		roots.Write(firstFile(systemRoots))
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, fmt.Errorf("read roots: %w", err)
		}
		if block, _ := pem.Decode(text); block == nil {
			return nil, fmt.Errorf("read roots: %s holds no PEM certificate", file)
		}
		roots.WriteByte('\n')
		roots.Write(text)
	}
	return roots.Bytes(), nil
}

func firstFile(files []string) []byte {
	for _, file := range files {
		if text, err := os.ReadFile(file); err == nil {
			return text
		}
	}
	return nil
}
