package main

import (
	"runtime"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/sandbox/lockdown"
)

// TestDoctor: on Linux the layers are named and strict isolation is possible; elsewhere
// the exit status says that it is not.
func TestDoctor(t *testing.T) {
	t.Parallel()
	out, err := hookline("doctor").CombinedOutput()
	for _, layer := range []lockdown.Layer{lockdown.Seccomp, lockdown.Landlock, lockdown.User, lockdown.Namespaces} {
		require.Contains(t, string(out), string(layer))
	}
	if runtime.GOOS == "linux" {
		require.NoError(t, err, "%s", out)
		require.Regexp(t, `seccomp +yes`, string(out))
	} else {
		require.Error(t, err)
	}
}

func TestIsolationIsStrictOrDev(t *testing.T) {
	t.Parallel()
	cmd := hookline("serve", "--isolation", "lax")
	cmd.Dir = t.TempDir()
	out, err := cmd.CombinedOutput()
	require.Error(t, err)
	require.Contains(t, string(out), "must be strict or dev")
}
