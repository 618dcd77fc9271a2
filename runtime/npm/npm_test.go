package npm

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/hookline/hookline/runtime/node/process"
	"github.com/hookline/hookline/runtime/npm/npmtest"
	"github.com/hookline/hookline/scripts"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// open makes an installer for a test's registry, which fails fast and reads no settings
// of this machine.
func open(t *testing.T, r *npmtest.Registry, change ...func(*Config)) *Installer {
	t.Helper()
	config := Config{Cache: t.TempDir(), Environ: []string{}, requestTimeout: 5 * time.Second, backoff: time.Millisecond}
	if r != nil {
		config.Registry = r.URL
	}
	for _, c := range change {
		c(&config)
	}
	i, err := Open(config)
	require.NoError(t, err)
	t.Cleanup(i.Close)
	return i
}

func resolve(t *testing.T, i *Installer, dependencies map[string]string) Lock {
	t.Helper()
	lock, err := i.Resolve(t.Context(), dependencies, nil)
	require.NoError(t, err)
	return lock
}

// ids are the packages of a lock by place.
func ids(l Lock) map[string]string {
	out := map[string]string{}
	for place, p := range l.Packages {
		out[place] = p.Name + "@" + p.Version
	}
	return out
}

// laid reads the files below a folder.
func laid(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	require.NoError(t, filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		relative, _ := filepath.Rel(dir, path)
		files[filepath.ToSlash(relative)] = string(text)
		return err
	}))
	return files
}

// requireFault checks that an error is for people: its kind, and what it names.
func requireFault(t *testing.T, err error, kind error, words ...string) {
	t.Helper()
	require.ErrorIs(t, err, kind)
	var f *scripts.Fault
	require.ErrorAs(t, err, &f, "the text of an error that is no fault is not shown")
	for _, word := range words {
		require.Contains(t, err.Error(), word)
	}
}

func TestInstall(t *testing.T) {
	t.Parallel()
	r := npmtest.New(t)
	r.Publish("a@1.0.0", "b@^1", "@s/c@*")
	r.Publish("b@1.2.3")
	r.Publish("b@2.0.0")
	r.Publish("@s/c@3.0.0", "b@^2")
	i := open(t, r)
	var seen []Progress
	lock, err := i.Resolve(t.Context(), map[string]string{"a": "^1.0.0"}, func(p Progress) { seen = append(seen, p) })
	require.NoError(t, err)
	require.Equal(t, map[string]string{
		"node_modules/@s/c": "@s/c@3.0.0", "node_modules/@s/c/node_modules/b": "b@2.0.0",
		"node_modules/a": "a@1.0.0", "node_modules/b": "b@1.2.3",
	}, ids(lock))
	require.Equal(t, 4, seen[len(seen)-1].Done)
	require.Equal(t, 4, seen[len(seen)-1].Total)

	dir := t.TempDir()
	require.NoError(t, i.Lay(t.Context(), lock, dir, nil))
	files := laid(t, dir)
	require.Len(t, files, 8)
	require.Equal(t, "module.exports = \"b@2.0.0\";\n", files["node_modules/@s/c/node_modules/b/index.js"])
	require.Contains(t, files["node_modules/@s/c/package.json"], `"version":"3.0.0"`)

	require.Error(t, i.Lay(t.Context(), lock, dir, nil), "over what is there")
}

// TestLockIsForEver: what is published later, on another machine, changes nothing.
func TestLockIsForEver(t *testing.T) {
	t.Parallel()
	r := npmtest.New(t)
	r.Publish("a@1.0.0", "b@^1")
	r.Publish("b@1.0.0")
	lock := resolve(t, open(t, r), map[string]string{"a": "*"})
	r.Publish("b@1.1.0")
	r.Unpublish("a@1.0.0") // its tarball stays, as at npm

	other := open(t, r)
	dir := t.TempDir()
	require.NoError(t, other.Lay(t.Context(), lock, dir, nil))
	require.Equal(t, "module.exports = \"b@1.0.0\";\n", laid(t, dir)["node_modules/b/index.js"])
}

// TestMirror: a lock names no host, so another registry can serve it.
func TestMirror(t *testing.T) {
	t.Parallel()
	r, mirror := npmtest.New(t), npmtest.New(t)
	for _, registry := range []*npmtest.Registry{r, mirror} {
		registry.Publish("@s/a@1.0.0")
	}
	lock := resolve(t, open(t, r), map[string]string{"@s/a": "1"})
	require.Equal(t, "@s/a/-/a-1.0.0.tgz", lock.Packages["node_modules/@s/a"].Tarball)
	require.NoError(t, open(t, mirror).Lay(t.Context(), lock, t.TempDir(), nil))
	require.Equal(t, []string{"/@s/a/-/a-1.0.0.tgz"}, mirror.Requests())
}

func TestNothing(t *testing.T) {
	t.Parallel()
	i := open(t, nil)
	lock := resolve(t, i, nil)
	require.Empty(t, lock.Packages)
	dir := t.TempDir()
	require.NoError(t, i.Lay(t.Context(), lock, dir, nil))
	require.DirExists(t, filepath.Join(dir, "node_modules"))
}

// TestOffline: what was fetched once is enough to resolve and lay again.
func TestOffline(t *testing.T) {
	t.Parallel()
	r := npmtest.New(t)
	r.Publish("a@1.0.0", "b@1")
	r.Publish("b@1.0.0")
	r.Publish("c@1.0.0")
	var dir string
	online := open(t, r, func(c *Config) { dir = c.Cache })
	want := resolve(t, online, map[string]string{"a": "1"})
	r.Requests()

	for reason, offline := range map[string]*Installer{
		"offline":                       open(t, r, func(c *Config) { c.Cache, c.Offline = dir, true }),
		"no npm registry is configured": open(t, nil, func(c *Config) { c.Cache = dir }),
	} {
		got := resolve(t, offline, map[string]string{"a": "1"})
		require.Equal(t, want, got)
		require.NoError(t, offline.Lay(t.Context(), got, t.TempDir(), nil))
		_, err := offline.Resolve(t.Context(), map[string]string{"c": "1"}, nil)
		requireFault(t, err, scripts.ErrUnavailable, `"c"`, reason, "hookline modules pull c")
		lost := Lock{Packages: map[string]Package{"node_modules/c": {Name: "c", Version: "1", Integrity: npmtest.Integrity(nil)}}}
		requireFault(t, offline.Lay(t.Context(), lost, t.TempDir(), nil), scripts.ErrUnavailable, `"c"`, reason)
	}
	require.Empty(t, r.Requests())
}

// TestAnotherRegistry: what one registry said is not taken for what another says.
func TestAnotherRegistry(t *testing.T) {
	t.Parallel()
	one, two := npmtest.New(t), npmtest.New(t)
	one.Publish("a@1.0.0")
	two.Publish("a@1.5.0") // the same number of changes, so the same ETag
	cache := t.TempDir()
	for r, want := range map[*npmtest.Registry]string{one: "1.0.0", two: "1.5.0"} {
		i := open(t, r, func(c *Config) { c.Cache = cache })
		require.Equal(t, want, resolve(t, i, map[string]string{"a": "*"}).Packages["node_modules/a"].Version)
	}
}

// TestPackumentsAreAskedForOnce: the second time the registry only says that nothing has
// changed, and no tarball moves.
func TestPackumentsAreAskedForOnce(t *testing.T) {
	t.Parallel()
	r := npmtest.New(t)
	r.Publish("a@1.0.0", "b@1")
	r.Publish("b@1.0.0")
	i := open(t, r)
	want := resolve(t, i, map[string]string{"a": "1", "b": "1"})
	require.Len(t, r.Requests(), 4)
	require.Equal(t, want, resolve(t, i, map[string]string{"a": "1", "b": "1"}))
	require.Len(t, r.Requests(), 2)
	r.Publish("b@1.1.0")
	require.Equal(t, "1.1.0", resolve(t, i, map[string]string{"a": "1", "b": "1"}).Packages["node_modules/b"].Version)
}

// TestVersionedNames: require('a@1.0.0') finds its own folder beside another version.
func TestVersionedNames(t *testing.T) {
	t.Parallel()
	r := npmtest.New(t)
	r.Publish("a@1.0.0")
	r.Publish("@s/b@1.0.0")
	r.Publish("a@2.0.0")
	lock := resolve(t, open(t, r), map[string]string{"a": "^2", "a@1.0.0": "", "a@^1": "^1", "@s/b@1.0.0": "*"})
	require.Equal(t, map[string]string{
		"node_modules/a": "a@2.0.0", "node_modules/a@1.0.0": "a@1.0.0", "node_modules/a@^1": "a@1.0.0", "node_modules/@s/b@1.0.0": "@s/b@1.0.0",
	}, ids(lock))
	for _, bad := range []string{"a@", "a@..", "a@1/2", "a@b@c", "@a@1", "a@1 2"} {
		_, err := open(t, r).Resolve(t.Context(), map[string]string{bad: "1"}, nil)
		requireFault(t, err, scripts.ErrInvalid, "is not the name")
	}
	text, err := json.Marshal(lock)
	require.NoError(t, err)
	again, err := ParseLock(text)
	require.NoError(t, err)
	require.Equal(t, lock.Hash(), again.Hash())
}

func TestNodeVersion(t *testing.T) {
	t.Parallel()
	require.Equal(t, process.Version, nodeVersion, "packages' engines are compared with what scripts are told")
	r := npmtest.New(t)
	r.Add(npmtest.Manifest{"name": "a", "version": "1.0.0", "engines": npmtest.Manifest{"node": ">=12"}}, nil)
	r.Add(npmtest.Manifest{"name": "a", "version": "1.1.0", "engines": npmtest.Manifest{"node": ">=99"}}, nil)
	require.Equal(t, "1.0.0", resolve(t, open(t, r), map[string]string{"a": "^1"}).Packages["node_modules/a"].Version)
	require.Equal(t, "1.1.0", resolve(t, open(t, r), map[string]string{"a": "1.1.0"}).Packages["node_modules/a"].Version)
}

func TestConfig(t *testing.T) {
	t.Parallel()
	_, err := Open(Config{})
	require.ErrorContains(t, err, "cache")
	_, err = Open(Config{Cache: t.TempDir(), Registry: "ftp://example.com", Environ: []string{}})
	requireFault(t, err, scripts.ErrInvalid, "ftp://example.com")
	_, err = Open(Config{Cache: t.TempDir(), Registry: "http://me:secret@example.com", Environ: []string{}})
	requireFault(t, err, scripts.ErrInvalid, "_authToken")
	require.NotContains(t, err.Error(), "secret")
	_, err = open(t, nil).Resolve(t.Context(), map[string]string{"a": "1"}, nil)
	requireFault(t, err, scripts.ErrUnavailable, "no npm registry is configured", "--npm-registry")
}

func TestPrune(t *testing.T) {
	t.Parallel()
	r := npmtest.New(t)
	r.Publish("a@1.0.0")
	i := open(t, r)
	lock := resolve(t, i, map[string]string{"a": "1"})
	require.NoError(t, i.Prune(0))
	r.Requests()
	require.NoError(t, i.Lay(t.Context(), lock, t.TempDir(), nil))
	require.Equal(t, []string{"/a/-/a-1.0.0.tgz"}, r.Requests())
	require.NoError(t, i.Prune(1<<30))
	require.NoError(t, i.Lay(t.Context(), lock, t.TempDir(), nil))
	require.Empty(t, r.Requests())
}

func TestABoundedCacheIsPrunedByInstalling(t *testing.T) {
	t.Parallel()
	r := npmtest.New(t)
	r.Publish("a@1.0.0")
	i := open(t, r, func(c *Config) { c.CacheBytes = 1 })
	lock := resolve(t, i, map[string]string{"a": "1"})
	for _, fetched := range [][]string{nil, {"/a/-/a-1.0.0.tgz"}, nil} {
		r.Requests()
		require.NoError(t, i.Lay(t.Context(), lock, t.TempDir(), nil))
		require.ElementsMatch(t, fetched, r.Requests(), "pruned once a minute")
	}
}

// TestCorruptedCache: what was changed on disk is fetched again.
func TestCorruptedCache(t *testing.T) {
	t.Parallel()
	r := npmtest.New(t)
	r.Publish("a@1.0.0")
	var dir string
	i := open(t, r, func(c *Config) { dir = c.Cache })
	lock := resolve(t, i, map[string]string{"a": "1"})
	changed := 0
	for path := range laid(t, dir) {
		if strings.HasPrefix(path, "content/sha512/") {
			require.NoError(t, os.WriteFile(filepath.Join(dir, path), []byte("evil"), 0o600))
			changed++
		}
	}
	require.Equal(t, 1, changed)
	out := t.TempDir()
	require.NoError(t, i.Lay(t.Context(), lock, out, nil))
	require.Equal(t, "module.exports = \"a@1.0.0\";\n", laid(t, out)["node_modules/a/index.js"])
}
