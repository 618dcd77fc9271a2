package crypto

import (
	"testing"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/require"
)

// Digests and errors are compared with Node's in runtime/node; here are the edges that
// only the binding has.
func TestBindingRefuses(t *testing.T) {
	t.Parallel()
	for _, script := range []string{
		`crypto.random(-1)`, `crypto.random(2 ** 40)`, `crypto.fill(new Uint8Array(4), 2, 3)`, `crypto.fill('x', 0, 1)`,
		`crypto.fill(new Uint8Array(4), -1, 1)`, `crypto.randomInt(1, 1)`,
	} {
		t.Run(script, func(t *testing.T) {
			t.Parallel()
			_, err := newVM(t).RunString(script)
			require.ErrorContains(t, err, "RangeError")
		})
	}
}

func TestRandomIntCoversItsRange(t *testing.T) {
	t.Parallel()
	value, err := newVM(t).RunString(`
		const seen = new Set();
		for (let i = 0; i < 1000; i++) seen.add(crypto.randomInt(-1, 3));
		[...seen].sort().join();
	`)
	require.NoError(t, err)
	require.Equal(t, "-1,0,1,2", value.String())
}

func newVM(t *testing.T) *goja.Runtime {
	t.Helper()
	return vmIn(t, t.Context())
}
