package node

import (
	"os"
	"os/exec"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestNodeReadsOurs has real Node check what our crypto and zlib made where the bytes
// are random or the library's own, so that no .want file can hold them. It runs where
// Node is installed, in CI too.
func TestNodeReadsOurs(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("node"); err != nil {
		t.Skip("real Node is not installed")
	}
	made, err := os.ReadFile("testdata/interop/make.js")
	require.NoError(t, err)
	check, err := os.ReadFile("testdata/interop/check.js")
	require.NoError(t, err)
	cmd := exec.Command("node", "-e", string(check), runHere(t, made))
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, string(out))
	require.Equal(t, "27 things checked\n", string(out))
}
