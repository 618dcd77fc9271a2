package npm

import (
	"maps"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/runtime/npm/npmtest"
)

// TestLeftOut: optional packages that cannot be had or cannot run are left out, with what
// only they need, and the lock says why.
func TestLeftOut(t *testing.T) {
	t.Parallel()
	r := npmtest.New(t)
	r.Publish("a@1.0.0", "opt:absent@1", "opt:range@^9", "opt:from-git@github:x/y", "opt:addon@1", "opt:mac@1", "opt:arm@1", "opt:x64@1", "opt:broken@1", "opt:good@1", "opt:wrapper@1")
	r.Publish("range@1.0.0")
	r.Add(npmtest.Manifest{"name": "addon", "version": "1.0.0", "dependencies": npmtest.Manifest{"helper": "1", "shared": "1"}, "scripts": npmtest.Manifest{"install": "prebuild-install || node-gyp rebuild"}}, nil)
	r.Add(npmtest.Manifest{"name": "mac", "version": "1.0.0", "os": []string{"darwin"}}, nil)
	r.Add(npmtest.Manifest{"name": "arm", "version": "1.0.0", "os": []string{"linux"}, "cpu": []string{"arm64"}}, nil)
	r.Add(npmtest.Manifest{"name": "x64", "version": "1.0.0", "os": []string{"linux"}, "cpu": []string{"x64"}}, nil)
	r.AddTarball(npmtest.Manifest{"name": "broken", "version": "1.0.0"}, []byte("no archive"))
	r.Publish("wrapper@1.0.0", "addon@1") // of what it needs, one cannot run
	r.Publish("helper@1.0.0")
	r.Publish("shared@1.0.0")
	r.Add(npmtest.Manifest{"name": "good", "version": "1.0.0", "os": []string{"!win32"}, "dependencies": npmtest.Manifest{"shared": "1"}}, nil)
	lock := resolve(t, open(t, r), map[string]string{"a": "1"})
	require.Equal(t, []string{"node_modules/a", "node_modules/good", "node_modules/shared"}, lock.places())
	require.Equal(t, []string{
		"absent", "addon", "arm", "broken", "from-git", "helper", "mac", "range", "wrapper", "x64",
	}, slices.Sorted(maps.Keys(lock.LeftOut)))
	require.Equal(t, "addon@1.0.0 is a native addon (its install script runs prebuild-install)", lock.LeftOut["addon"])
	require.Equal(t, "mac@1.0.0 is made for darwin", lock.LeftOut["mac"])
	require.Contains(t, lock.LeftOut["absent"], "not in the registry")
}

// TestScriptsAreIgnored: a package with install scripts is fine if it needs none of them.
func TestScriptsAreIgnored(t *testing.T) {
	t.Parallel()
	r := npmtest.New(t)
	r.Add(npmtest.Manifest{"name": "a", "version": "1.0.0", "scripts": npmtest.Manifest{"postinstall": "node -e 'thanks()'", "preinstall": "exit 1"}}, nil)
	i := open(t, r)
	require.NoError(t, i.Lay(t.Context(), resolve(t, i, map[string]string{"a": "1"}), t.TempDir(), nil))
}

// TestBundles: what a tarball brings along lies where it was, and what it should have
// brought, or needs, comes from the registry.
func TestBundles(t *testing.T) {
	t.Parallel()
	r := npmtest.New(t)
	r.Publish("b@1.0.0")
	r.Publish("b@2.0.0")
	r.Publish("missing@1.0.0")
	r.Publish("deep@1.0.0")
	r.Add(npmtest.Manifest{
		"name": "a", "version": "1.0.0", "dependencies": npmtest.Manifest{"b": "1", "@s/in": "*", "missing": "1"},
		"bundledDependencies": []string{"@s/in", "missing"},
	}, map[string]string{
		"node_modules/@s/in/package.json":                    `{"name": "@s/in", "version": "7.0.0", "dependencies": {"deep": "1", "b": "2", "inner": "*"}}`,
		"node_modules/@s/in/index.js":                        "bundled",
		"node_modules/@s/in/node_modules/inner/package.json": `{"name": "inner", "version": "0.1.0"}`,
		"node_modules/stray/package.json":                    `{"name": "stray", "version": "1.0.0"}`,
		"node_modules/b/package.json":                        `{"name": "b", "version": "6.6.6"}`,
		"test/node_modules/fixture/index.js":                 "kept",
	})
	i := open(t, r)
	lock := resolve(t, i, map[string]string{"a": "1"})
	require.Equal(t, map[string]string{
		"node_modules/a":                                       "a@1.0.0",
		"node_modules/a/node_modules/@s/in":                    "@s/in@7.0.0",
		"node_modules/a/node_modules/@s/in/node_modules/b":     "b@2.0.0",
		"node_modules/a/node_modules/@s/in/node_modules/inner": "inner@0.1.0",
		"node_modules/b":                                       "b@1.0.0",
		"node_modules/deep":                                    "deep@1.0.0",
		"node_modules/missing":                                 "missing@1.0.0",
	}, ids(lock))
	dir := t.TempDir()
	require.NoError(t, i.Lay(t.Context(), lock, dir, nil))
	files := laid(t, dir)
	require.Equal(t, "bundled", files["node_modules/a/node_modules/@s/in/index.js"])
	require.Equal(t, "kept", files["node_modules/a/test/node_modules/fixture/index.js"])
	require.Contains(t, files, "node_modules/a/node_modules/@s/in/node_modules/inner/package.json")
	require.NotContains(t, files, "node_modules/a/node_modules/stray/package.json")
	require.NotContains(t, files, "node_modules/a/node_modules/b/package.json")
}
