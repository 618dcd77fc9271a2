package node

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// BenchmarkRequire is what the first require of a module costs in a fresh VM.
func BenchmarkRequire(b *testing.B) {
	for _, name := range append(registry.Names(), "internal/inspect") {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				m := newMachine(b, nil)
				_, err := m.modules.load(name)
				require.NoError(b, err)
				m.end()
			}
		})
	}
}

// TestRequireAll finds modules that do not compile or need what is not there.
func TestRequireAll(t *testing.T) {
	t.Parallel()
	for _, name := range append(registry.Names(), "internal/inspect") {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := newMachine(t, nil)
			defer m.end()
			_, err := m.modules.load(name)
			require.NoError(t, err)
		})
	}
}
