package crypto

import (
	"context"
	"testing"
	"time"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/hookline/hookline/runtime/realm"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// patience is how long a call may go on after its run has ended.
const patience = 5 * time.Second

// TestEndlessWorkEndsWithTheRun starts what would take hours, and ends the run.
func TestEndlessWorkEndsWithTheRun(t *testing.T) {
	t.Parallel()
	for name, script := range map[string]string{
		"pbkdf2 with many iterations": `crypto.pbkdf2('p', 's', 2 ** 31 - 1, 32, 'sha512')`,
		"pbkdf2 of many bytes":        `crypto.pbkdf2('p', 's', 100000, 16 << 20, 'sha512')`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ctx, cancel := context.WithCancel(t.Context())
			vm := vmIn(t, ctx)
			stop := time.AfterFunc(100*time.Millisecond, cancel)
			defer stop.Stop()
			began := time.Now()
			_, err := vm.RunString(script)
			require.Error(t, err)
			require.Less(t, time.Since(began), patience)
		})
	}
}

// TestCostsAreRefused has what is refused at once, because it could not be stopped or
// would need more memory than a worker has.
func TestCostsAreRefused(t *testing.T) {
	t.Parallel()
	for _, script := range []string{
		`crypto.scrypt('p', 's', 32, 2 ** 20, 8, 1, 32 << 20)`,         // memory over maxmem
		`crypto.scrypt('p', 's', 32, 2 ** 20, 8, 1, Infinity)`,         // whatever maxmem says
		`crypto.scrypt('p', 's', 32, 1024, 8, 1000, Infinity)`,         // time
		`crypto.scrypt('p', 's', 32, 2 ** 60, 2 ** 40, 2 ** 40, 1)`,    // overflow
		`crypto.pbkdf2('p', 's', 1, 2 ** 31 - 1, 'sha1')`,              // output
		`crypto.generate('rsa', 16384, undefined)`,                     // a search for primes
		`crypto.generate('rsa', 512, undefined)`,                       // too short for Go
		`crypto.prime(16384, false)`,                                   // likewise
		`crypto.isPrime(new Uint8Array(4096).fill(255))`,               // a test of one
		`crypto.power('b', 'e', new Uint8Array(4096).fill(255))`,       // a power
		`crypto.random(2 ** 31)`,                                       // bytes
		`crypto.hash('shake128', 2 ** 32 - 1)`,                         // a long digest
		`crypto.parsePrivate(new Uint8Array(1 << 20), 'der', 'pkcs8')`, // a long key
		`crypto.certificate(new Uint8Array(1 << 20))`,
	} {
		t.Run(script, func(t *testing.T) {
			t.Parallel()
			began := time.Now()
			_, err := newVM(t).RunString(script)
			require.Error(t, err)
			require.Less(t, time.Since(began), patience)
		})
	}
}

// TestNoNativeBreaks calls every native, and every native of what they return, with
// arguments that the JavaScript side never gives. All they may do is throw.
func TestNoNativeBreaks(t *testing.T) {
	t.Parallel()
	vm := newVM(t)
	_, err := vm.RunString(`
		const fail = () => { throw new Error('hostile'); };
		const values = [undefined, null, 0, -1, 1.5, NaN, 2 ** 40, -Infinity, '', 'x', 'sha256', 'aes-128-gcm', 'prime256v1', 'ed25519', 'rsa', 'pem',
			'der', 'pkcs8', 'spki', 5n, Symbol('s'), {}, [], ['a', 5], { toString: fail, valueOf: fail, get length() { fail(); } }, new Uint8Array(0), new Uint8Array(16),
			new ArrayBuffer(12), new Uint8Array(200).fill(0x30), new Proxy({}, { get: fail }), () => 1, true, { length: 3 }, new DataView(new ArrayBuffer(32))];
		let seed = 42, calls = 0;
		const random = (n) => { seed = (seed * 1103515245 + 12345) & 0x7fffffff; return (seed >> 8) % n; };
		function attack(object, depth) {
			for (const name of Object.keys(object)) {
				if (depth === 0 && (name === 'generate' || name === 'prime')) continue; // slow, and tested elsewhere
				const f = object[name];
				if (typeof f !== 'function') continue;
				for (let round = 0; round < (depth === 0 ? 25 : 3); round++) {
					const args = Array.from({ length: random(7) }, () => values[random(values.length)]).filter((v) => typeof v !== 'function');
					calls++;
					let made;
					try {
						made = f.apply(values[random(values.length)], args);
					} catch (e) {
						continue;
					}
					if (depth < 1 && made !== null && typeof made === 'object' && !(made instanceof ArrayBuffer) && !Array.isArray(made) && name !== 'behind') attack(made, depth + 1);
				}
			}
		}
		attack(crypto, 0);
		for (const made of [crypto.hash('sha256'), crypto.hash('shake256', 7), crypto.hmac('sha1', 'k'), crypto.cipher('aes-128-cbc', new Uint8Array(16), new Uint8Array(16), true),
			crypto.cipher('aes-128-gcm', new Uint8Array(16), new Uint8Array(1), false), crypto.cipher('aes128-wrap', new Uint8Array(16), new Uint8Array(8), false),
			crypto.cipher('chacha20', new Uint8Array(32), new Uint8Array(16), false), crypto.cipher('des-ede3-cfb8', new Uint8Array(24), new Uint8Array(8), false),
			crypto.generate('ec', 'prime256v1'), crypto.generate('ed25519'), crypto.generate('x25519').public(), crypto.generate('rsa', 1024)]) {
			attack(made, 0);
		}
		if (calls < 2000) throw new Error('only ' + calls + ' calls');
	`)
	require.NoError(t, err)
}

func vmIn(t *testing.T, ctx context.Context) *goja.Runtime {
	t.Helper()
	vm := goja.New()
	require.NoError(t, vm.Set("crypto", Binding(realm.New(ctx, vm, time.Now()))))
	return vm
}
