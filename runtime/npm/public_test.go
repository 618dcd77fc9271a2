package npm

import (
	"context"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// TestPublicRegistry installs a real package from the registry that npm is configured for.
// It is the only test here that leaves this machine, and needs npm to know where to. All
// others use a registry on loopback.
func TestPublicRegistry(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("SKIPPED because of -short: nothing is installed from a public registry")
	}
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	out, err := exec.CommandContext(ctx, "npm", "config", "get", "registry").Output()
	if err != nil {
		t.Skipf("SKIPPED, nothing is installed from a public registry: npm does not say where one is: %v", err)
	}
	i := open(t, nil, func(c *Config) {
		c.Registry, c.Environ, c.Timeout = strings.TrimSpace(string(out)), nil, 30*time.Second
	})
	version, _ := WellKnown("request")
	lock, err := i.Resolve(t.Context(), map[string]string{"request": version}, nil)
	if err != nil && (strings.Contains(err.Error(), "cannot be reached") || strings.Contains(err.Error(), "in time")) {
		t.Skipf("SKIPPED, nothing is installed from a public registry: %v", err)
	}
	require.NoError(t, err)
	require.Equal(t, "request@2.88.2", ids(lock)["node_modules/request"])
	require.Greater(t, len(lock.Packages), 40)
	dir := t.TempDir()
	require.NoError(t, i.Lay(t.Context(), lock, dir, nil))
	require.Contains(t, laid(t, dir), "node_modules/request/request.js")
}
