package runtime_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/runtime"
	"github.com/hookline/hookline/scripts"
)

// TestComputingEndsWithTheRun: what crypto and zlib compute ends at the limits of the run,
// on the hook's goroutine (…Sync) and off it.
func TestComputingEndsWithTheRun(t *testing.T) {
	t.Parallel()
	for name, body := range map[string]string{
		"pbkdf2Sync":           `crypto.pbkdf2Sync('p', 's', 2 ** 31 - 1, 64, 'sha512');`,
		"pbkdf2":               `crypto.pbkdf2('p', 's', 2 ** 31 - 1, 64, 'sha512', function () {});`,
		"many pbkdf2":          `for (var i = 0; i < 50; i++) crypto.pbkdf2('p', 's', 2 ** 31 - 1, 64, 'sha512', function () {});`,
		"subtle.deriveBits":    `var s = crypto.subtle; s.importKey('raw', Buffer.from('p'), 'PBKDF2', false, ['deriveBits']).then(function (k) { return s.deriveBits({ name: 'PBKDF2', hash: 'SHA-512', salt: Buffer.from('s'), iterations: 2 ** 31 - 1 }, k, 512); });`,
		"scryptSync again":     `for (;;) crypto.scryptSync('p', 's', 64, { N: 32768, maxmem: 1e9, p: 7 });`,
		"keys without end":     `for (;;) crypto.generateKeyPairSync('rsa', { modulusLength: 4096 });`,
		"keys later":           `(function f() { crypto.generateKeyPair('rsa', { modulusLength: 2048 }, f); })();`,
		"safe primes":          `crypto.generatePrimeSync(2048, { safe: true });`,
		"Diffie-Hellman":       `for (;;) crypto.getDiffieHellman('modp18').generateKeys();`,
		"brotli":               `for (;;) zlib.brotliCompressSync(crypto.randomBytes(8 << 20));`,
		"gzip later":           `(function f() { zlib.gzip(Buffer.alloc(4 << 20), f); })();`,
		"a stream of a stream": `var g = zlib.createGzip(); g.on('data', function () {}); (function f() { g.write(crypto.randomBytes(1 << 20), f); })();`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			began := time.Now()
			got := runScript(t.Context(), t, `var crypto = require('crypto'), zlib = require('zlib'); module.exports = function () { `+body+` };`,
				runtime.Input{Limits: runtime.Limits{JS: 300 * time.Millisecond, Wall: time.Second}})
			require.Equal(t, scripts.OutcomeTimedOut, got.Outcome, got.Error)
			require.Less(t, time.Since(began), 10*time.Second)
		})
	}
}

// TestComputingIsRefused: what could not be ended, or would need more memory than a
// worker has, throws an error that says so.
func TestComputingIsRefused(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]string{
		`crypto.generateKeyPairSync('rsa', { modulusLength: 16384 })`:                      "between 1024 and 4096",
		`crypto.scryptSync('p', 's', 64, { N: 2 ** 22, maxmem: 1e12 })`:                    "the limit is 67108864",
		`crypto.generatePrimeSync(8192)`:                                                   "between 2 and 2048 bits",
		`crypto.createCipheriv('aes-128-ccm', Buffer.alloc(16), Buffer.alloc(12))`:         "aes-128-ccm is not available in this runtime",
		`crypto.generateKeyPairSync('ed448')`:                                              "ed448 is not available in this runtime",
		`zlib.gunzipSync(zlib.gzipSync(Buffer.alloc(60 << 20)), { maxOutputLength: 1e6 })`: "Cannot create a Buffer larger than 1000000 bytes",
	} {
		t.Run(body, func(t *testing.T) {
			t.Parallel()
			got := runScript(t.Context(), t, `var crypto = require('crypto'), zlib = require('zlib'); module.exports = function () { `+body+` };`,
				runtime.Input{Limits: runtime.Limits{JS: time.Minute, Wall: time.Minute}})
			require.Equal(t, scripts.OutcomeThrew, got.Outcome, got.Error)
			require.Contains(t, got.Error.Message, want)
		})
	}
}
