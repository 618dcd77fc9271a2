package crypto

import (
	"testing"

	"github.com/hookline/hookline/runtime/node/pool"
)

// FuzzKey finds keys and certificates on which a parser panics, or that cannot be
// written again once read.
func FuzzKey(f *testing.F) {
	for _, kind := range []string{"rsa", "ed25519"} {
		der := []byte("0")
		if kind == "ed25519" {
			der = []byte{0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20, 31: 7, 47: 9}
		}
		f.Add(der, uint8(0), false)
	}
	f.Add([]byte("-----BEGIN EC PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\nMA==\n-----END EC PRIVATE KEY-----\n"), uint8(4), true)
	kinds := []string{"pkcs8", "pkcs1", "sec1", "spki"}
	f.Fuzz(func(t *testing.T, data []byte, kind uint8, private bool) {
		if len(data) > maxInputBytes {
			return
		}
		in := form{data: data, format: "der", passphrase: []byte("p")}
		if int(kind) >= len(kinds) {
			in.format = "pem"
		} else {
			in.kind = kinds[kind]
		}
		parse := in.public
		if private {
			parse = in.private
		}
		k, err := parse()
		_, _ = pool.Try(func() (any, error) { return parseCertificate(data) })
		if err != nil {
			return
		}
		if _, err := k.spki(); err != nil {
			t.Fatal(err)
		}
	})
}
