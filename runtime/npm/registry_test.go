package npm

import (
	"encoding/pem"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/runtime/npm/npmtest"
	"github.com/hookline/hookline/scripts"
)

// headers collects what a registry is shown.
type headers struct {
	mu   sync.Mutex
	auth map[string]string // by path
}

func (h *headers) note(r *http.Request) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.auth[r.URL.Path] = r.Header.Get("Authorization")
}

// TestCredentials: each host gets its own, and a redirect takes none along.
func TestCredentials(t *testing.T) {
	t.Parallel()
	private, public, elsewhere := npmtest.New(t), npmtest.New(t), npmtest.New(t)
	private.Publish("@acme/a@1.0.0", "b@1")
	public.Publish("b@1.0.0")
	elsewhere.Publish("@acme/a@1.0.0", "b@1")
	seen := map[*npmtest.Registry]*headers{}
	for _, r := range []*npmtest.Registry{private, public, elsewhere} {
		h := &headers{auth: map[string]string{}}
		seen[r] = h
		r.Intercept(func(w http.ResponseWriter, req *http.Request) bool {
			h.note(req)
			if r == private && strings.HasSuffix(req.URL.Path, ".tgz") {
				http.Redirect(w, req, elsewhere.URL+strings.TrimPrefix(req.URL.Path, "/"), http.StatusFound)
				return true
			}
			return false
		})
	}
	host := strings.TrimPrefix(private.URL, "http:")
	i := open(t, public, func(c *Config) {
		c.Environ = []string{"npm_config_@acme:registry=" + private.URL, "npm_config_" + host + ":_authToken=hush"}
	})
	resolve(t, i, map[string]string{"@acme/a": "1"})
	require.Equal(t, map[string]string{"/@acme/a": "Bearer hush", "/@acme/a/-/a-1.0.0.tgz": "Bearer hush"}, seen[private].auth)
	require.Equal(t, map[string]string{"/b": "", "/b/-/b-1.0.0.tgz": ""}, seen[public].auth)
	require.Equal(t, map[string]string{"/@acme/a/-/a-1.0.0.tgz": ""}, seen[elsewhere].auth)
}

// pemFile is the certificate of a server, for npm's setting cafile.
func pemFile(t *testing.T, server *httptest.Server) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "ca.pem")
	block := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw})
	require.NoError(t, os.WriteFile(path, block, 0o600))
	return path
}

// TestNoDowngrade: a redirect from https to http is not followed.
func TestNoDowngrade(t *testing.T) {
	t.Parallel()
	plain := npmtest.New(t)
	plain.Publish("a@1.0.0")
	secure := httptest.NewTLSServer(http.RedirectHandler(plain.URL+"a", http.StatusFound))
	t.Cleanup(secure.Close)
	i := open(t, nil, func(c *Config) {
		c.Registry = secure.URL
		c.Environ = []string{"npm_config_cafile=" + pemFile(t, secure)}
	})
	_, err := i.Resolve(t.Context(), map[string]string{"a": "1"}, nil)
	requireFault(t, err, scripts.ErrUnavailable, "from https to http")
	require.Empty(t, plain.Requests())
}

// TestTarballsComeFromTheRegistry: a packument can name any host; it is not asked.
func TestTarballsComeFromTheRegistry(t *testing.T) {
	t.Parallel()
	r, evil := npmtest.New(t), npmtest.New(t)
	for _, address := range []string{evil.URL + "a/-/a-1.0.0.tgz", "http://metadata.internal/deep/path/a/-/a-1.0.0.tgz", "file:///a/-/a-1.0.0.tgz", "::", ""} {
		m := npmtest.Manifest{"name": "a", "version": "1.0.0"}
		tarball := npmtest.Tarball(map[string]string{"package.json": `{"name": "a"}`})
		m["dist"] = npmtest.Manifest{"tarball": address, "integrity": npmtest.Integrity(tarball)}
		r.AddTarball(m, tarball)
		lock := resolve(t, open(t, r), map[string]string{"a": "1"})
		require.Equal(t, "a/-/a-1.0.0.tgz", lock.Packages["node_modules/a"].Tarball, address)
	}
	require.Empty(t, evil.Requests())
}

// TestRegistryBelowAPath: as that of a company that has several.
func TestRegistryBelowAPath(t *testing.T) {
	t.Parallel()
	r := npmtest.New(t)
	r.Publish("@s/a@1.0.0")
	server := httptest.NewServer(http.StripPrefix("/repository/npm", r))
	t.Cleanup(server.Close)
	i := open(t, nil, func(c *Config) { c.Registry = server.URL + "/repository/npm" })
	require.NoError(t, i.Lay(t.Context(), resolve(t, i, map[string]string{"@s/a": "1"}), t.TempDir(), nil))
}

// TestOldHash: what has only a SHA-1 is locked with a SHA-512.
func TestOldHash(t *testing.T) {
	t.Parallel()
	r := npmtest.New(t)
	tarball := npmtest.Tarball(map[string]string{"package.json": `{"name": "a"}`})
	r.AddTarball(npmtest.Manifest{"name": "a", "version": "1.0.0", "dist": npmtest.Manifest{"shasum": npmtest.Shasum(tarball)}}, tarball)
	i := open(t, r)
	lock := resolve(t, i, map[string]string{"a": "1"})
	require.Equal(t, npmtest.Integrity(tarball), lock.Packages["node_modules/a"].Integrity)
	r.Requests()
	require.Equal(t, lock, resolve(t, i, map[string]string{"a": "1"}))
	require.Equal(t, []string{"/a"}, r.Requests(), "the tarball is found by its old hash, too")
}
