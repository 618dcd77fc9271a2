package npm

import (
	"archive/tar"
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"net/http"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/runtime/npm/npmtest"
	"github.com/hookline/hookline/scripts"
)

// TestRefused has what a hook's author or a registry can get wrong. Every error names the
// package, the reason and the next step.
func TestRefused(t *testing.T) {
	t.Parallel()
	native := npmtest.Manifest{"name": "n", "version": "1.0.0", "scripts": npmtest.Manifest{"install": "node-gyp rebuild"}}
	tests := []struct {
		name    string
		publish func(*npmtest.Registry)
		hook    map[string]string
		kind    error
		words   []string
	}{
		{"no such package", nil, map[string]string{"absent": "1"}, scripts.ErrInvalid, []string{`"absent"`, "not in the registry", "dependencies"}},
		{"no such package, of another", func(r *npmtest.Registry) { r.Publish("a@1.0.0", "b@1"); r.Publish("b@1.0.0", "absent@1") }, map[string]string{"a": "1"}, scripts.ErrInvalid, []string{`"absent"`, "(needed by a@1.0.0, b@1.0.0)"}},
		{"no version in the range", func(r *npmtest.Registry) { r.Publish("a@1.0.0"); r.Publish("a@1.3.0") }, map[string]string{"a": "^2"}, scripts.ErrInvalid, []string{`"a"`, `"^2"`, "the newest is 1.3.0"}},
		{"no such tag", func(r *npmtest.Registry) { r.Publish("a@1.0.0") }, map[string]string{"a": "next"}, scripts.ErrInvalid, []string{`"a"`, `"next"`, `"1.0.0"`}},
		{"unpublished version", func(r *npmtest.Registry) { r.Publish("a@1.0.0"); r.Publish("a@1.1.0"); r.Unpublish("a@1.1.0") }, map[string]string{"a": "1.1.0"}, scripts.ErrInvalid, []string{`"a"`, "unpublished"}},
		{"unpublished package", func(r *npmtest.Registry) { r.Publish("a@1.0.0"); r.Unpublish("a@1.0.0") }, map[string]string{"a": "*"}, scripts.ErrInvalid, []string{`"a"`, "unpublished"}},
		{"git", nil, map[string]string{"a": "git+https://example.com/a.git"}, scripts.ErrInvalid, []string{`"a"`, "git+https://example.com/a.git", "publish"}},
		{"GitHub", nil, map[string]string{"a": "user/repo#main"}, scripts.ErrInvalid, []string{`"a"`, "user/repo"}},
		{"URL", nil, map[string]string{"a": "https://example.com/a.tgz"}, scripts.ErrInvalid, []string{`"a"`, "example.com"}},
		{"file", nil, map[string]string{"a": "file:../a"}, scripts.ErrInvalid, []string{`"a"`, "file:../a"}},
		{"git of another", func(r *npmtest.Registry) { r.Publish("a@1.0.0", "b@github:x/y") }, map[string]string{"a": "1"}, scripts.ErrInvalid, []string{`"b"`, "github:x/y", "needed by a@1.0.0"}},
		{"no range", nil, map[string]string{"a": "not a range"}, scripts.ErrInvalid, []string{`"a"`, "not a range", "^1.2.3"}},
		{"no name", nil, map[string]string{"../a": "1"}, scripts.ErrInvalid, []string{`"../a"`}},
		{"path of an alias", nil, map[string]string{"a": "npm:../../b@1"}, scripts.ErrInvalid, []string{`"../../b"`}},
		{"built addon", func(r *npmtest.Registry) { r.Add(native, nil) }, map[string]string{"n": "1"}, scripts.ErrInvalid, []string{`"n"`, "native addon", "node-gyp", "JavaScript"}},
		{"addon by recipe", func(r *npmtest.Registry) {
			r.Add(npmtest.Manifest{"name": "bcrypt", "version": "1.0.0"}, map[string]string{"binding.gyp": "{}"})
		}, map[string]string{"bcrypt": "1"}, scripts.ErrInvalid, []string{"native addon", "use bcryptjs instead"}},
		{"addon as main file", func(r *npmtest.Registry) {
			r.Add(npmtest.Manifest{"name": "n", "version": "1.0.0", "main": "./build/n.node"}, nil)
		}, map[string]string{"n": "1"}, scripts.ErrInvalid, []string{"native addon", "n.node"}},
		{"other system", func(r *npmtest.Registry) {
			r.Add(npmtest.Manifest{"name": "n", "version": "1.0.0", "os": []string{"darwin"}}, nil)
		}, map[string]string{"n": "1"}, scripts.ErrInvalid, []string{`"n"`, "made for darwin"}},
		{"tampered tarball", func(r *npmtest.Registry) {
			r.AddTarball(npmtest.Manifest{"name": "a", "version": "1.0.0", "dist": npmtest.Manifest{"tarball": r.URL + "a/-/a-1.0.0.tgz", "integrity": "sha512-" + strings.Repeat("A", 86) + "=="}}, npmtest.Tarball(nil))
		}, map[string]string{"a": "1"}, scripts.ErrInvalid, []string{`"a"`, "its hash is not sha512-AAAA", "try again"}},
		{"tampered tarball of old", func(r *npmtest.Registry) {
			r.AddTarball(npmtest.Manifest{"name": "a", "version": "1.0.0", "dist": npmtest.Manifest{"shasum": strings.Repeat("0", 40)}}, npmtest.Tarball(nil))
		}, map[string]string{"a": "1"}, scripts.ErrInvalid, []string{`"a"`, "its hash is not sha1-"}},
		{"no hash", func(r *npmtest.Registry) {
			r.AddTarball(npmtest.Manifest{"name": "a", "version": "1.0.0", "dist": npmtest.Manifest{}}, npmtest.Tarball(nil))
		}, map[string]string{"a": "1"}, scripts.ErrInvalid, []string{`"a"`, "no hash", "another version"}},
		{"no archive", func(r *npmtest.Registry) {
			r.AddTarball(npmtest.Manifest{"name": "a", "version": "1.0.0"}, []byte("<html>"))
		}, map[string]string{"a": "1"}, scripts.ErrInvalid, []string{`"a"`, "gzip"}},
		{"path outside", func(r *npmtest.Registry) {
			r.AddTarball(npmtest.Manifest{"name": "a", "version": "1.0.0"}, npmtest.Pack(npmtest.Entry{Header: tar.Header{Name: "package/../../evil.js"}}))
		}, map[string]string{"a": "1"}, scripts.ErrInvalid, []string{`"a"`, "a@1.0.0", "outside", "another version"}},
		{"thousands of dependencies", func(r *npmtest.Registry) {
			many := npmtest.Manifest{}
			for n := range 1001 {
				many[fmt.Sprint("p", n)] = "1"
			}
			r.Add(npmtest.Manifest{"name": "a", "version": "1.0.0", "dependencies": many}, nil)
		}, map[string]string{"a": "1"}, scripts.ErrInvalid, []string{`"a"`, "more than 1000 dependencies"}},
		{"its own peer twice", func(r *npmtest.Registry) {
			r.Publish("a@1.0.0", "peer:b@2")
			r.Publish("b@1.0.0")
			r.Publish("b@2.0.0")
		}, map[string]string{"a": "1", "b": "1"}, scripts.ErrInvalid, []string{`"a"`, "needs b@2 as a peer", "b@1.0.0 is there"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			r := npmtest.New(t)
			if test.publish != nil {
				test.publish(r)
			}
			_, err := open(t, r).Resolve(t.Context(), test.hook, nil)
			requireFault(t, err, test.kind, test.words...)
		})
	}
}

// TestBadRegistry has what can be wrong on the way.
func TestBadRegistry(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		answer func(http.ResponseWriter, *http.Request)
		words  []string
	}{
		{"HTML", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("\n<!doctype html><p>Sign in")) }, []string{"HTML", "--npm-registry"}},
		{"nothing", func(http.ResponseWriter, *http.Request) {}, []string{"no JSON"}},
		{"bad JSON", func(w http.ResponseWriter, _ *http.Request) {
			_, _ = w.Write([]byte(`{"name": "a", "versions": nonsense`))
		}, []string{"bad JSON"}},
		{"half of an answer", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(`{"name": "a", "vers`)) }, []string{"cannot be reached"}},
		{"another package", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(`{"name": "b"}`)) }, []string{`about "b"`}},
		{"unauthorized", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(401) }, []string{"refuses access", "_authToken"}},
		{"forbidden", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(403) }, []string{"refuses access"}},
		{"odd status", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(418) }, []string{"status 418"}},
		{"broken", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(503) }, []string{"status 503", "try again"}},
		{"redirects without end", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, r.URL.Path+"/x", http.StatusFound) }, []string{"5 redirects"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			r := npmtest.New(t)
			r.Intercept(func(w http.ResponseWriter, req *http.Request) bool { test.answer(w, req); return true })
			_, err := open(t, r).Resolve(t.Context(), map[string]string{"a": "1"}, nil)
			requireFault(t, err, scripts.ErrUnavailable, append(test.words, `"a"`)...)
		})
	}
}

// TestRegistryThatHangs: before and within an answer, and for the whole.
func TestRegistryThatHangs(t *testing.T) {
	t.Parallel()
	for _, begun := range []bool{false, true} {
		r := npmtest.New(t)
		r.Intercept(func(w http.ResponseWriter, req *http.Request) bool {
			if begun {
				_, _ = w.Write([]byte(`{"name": "a", "versions": {`))
				_ = http.NewResponseController(w).Flush()
			}
			<-req.Context().Done()
			return true
		})
		_, err := open(t, r, func(c *Config) { c.requestTimeout = 50 * time.Millisecond }).Resolve(t.Context(), map[string]string{"a": "1"}, nil)
		requireFault(t, err, scripts.ErrUnavailable, `"a"`, "no answer in time", "--npm-registry")
		require.Len(t, r.Requests(), 3, "tried again twice")

		_, err = open(t, r, func(c *Config) { c.Timeout = 100 * time.Millisecond }).Resolve(t.Context(), map[string]string{"a": "1"}, nil)
		requireFault(t, err, scripts.ErrUnavailable, "in time", "try again")
	}
}

// TestCanceled: who asked has gone; that is no fault of anybody.
func TestCanceled(t *testing.T) {
	t.Parallel()
	r := npmtest.New(t)
	ctx, cancel := context.WithCancel(t.Context())
	r.Intercept(func(_ http.ResponseWriter, req *http.Request) bool {
		cancel()
		<-req.Context().Done()
		return true
	})
	_, err := open(t, r).Resolve(ctx, map[string]string{"a": "1"}, nil)
	require.ErrorIs(t, err, context.Canceled)
}

// TestRetries: a registry that recovers is not remarked.
func TestRetries(t *testing.T) {
	t.Parallel()
	r := npmtest.New(t)
	r.Publish("a@1.0.0")
	var n atomic.Int32
	r.Intercept(func(w http.ResponseWriter, _ *http.Request) bool {
		switch n.Add(1) {
		case 1, 4:
			w.WriteHeader(http.StatusTooManyRequests)
			return true
		case 2, 5:
			w.Header().Set("Content-Length", "1000")
			_, _ = w.Write([]byte("{")) // and the connection ends
			return true
		}
		return false
	})
	require.Len(t, resolve(t, open(t, r), map[string]string{"a": "1"}).Packages, 1)
	require.EqualValues(t, 6, n.Load())
}

// TestLimits: each ends with a text that names it.
func TestLimits(t *testing.T) {
	t.Parallel()
	r := npmtest.New(t)
	files := map[string]string{}
	for n := range 100 {
		files[fmt.Sprintf("lib/%d.js", n)] = strings.Repeat("x", 100)
	}
	r.Add(npmtest.Manifest{"name": "many", "version": "1.0.0"}, files)
	hook := map[string]string{"many": "1"}

	_, err := open(t, r, func(c *Config) { c.PackageFiles = 100 }).Resolve(t.Context(), hook, nil)
	requireFault(t, err, scripts.ErrInvalid, `"many"`, "more than 100 files")
	_, err = open(t, r, func(c *Config) { c.PackageBytes = 9_999 }).Resolve(t.Context(), hook, nil)
	requireFault(t, err, scripts.ErrInvalid, `"many"`, "MiB unpacked")

	for _, change := range []func(*Config){func(c *Config) { c.TreeFiles = 100 }, func(c *Config) { c.TreeBytes = 9_999 }} {
		i := open(t, r, change)
		dir := t.TempDir()
		requireFault(t, i.Lay(t.Context(), resolve(t, i, hook), dir, nil), scripts.ErrInvalid, "more files or bytes")
		require.Empty(t, laid(t, dir), "nothing is left")
	}
	many := map[string]string{}
	for n := range maxDependencies + 1 {
		many[fmt.Sprint("p", n)] = "1"
	}
	_, err = open(t, r).Resolve(t.Context(), many, nil)
	requireFault(t, err, scripts.ErrInvalid, "201 dependencies")
}

// TestTenThousandFiles: that many are fine.
func TestTenThousandFiles(t *testing.T) {
	t.Parallel()
	r := npmtest.New(t)
	files := map[string]string{}
	for n := range 10_000 {
		files[fmt.Sprintf("lib/%d/%d.js", n%100, n)] = "1"
	}
	r.Add(npmtest.Manifest{"name": "icons", "version": "1.0.0"}, files)
	i := open(t, r)
	dir := t.TempDir()
	require.NoError(t, i.Lay(t.Context(), resolve(t, i, map[string]string{"icons": "*"}), dir, nil))
	found := 0
	require.NoError(t, filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			found++
		}
		return err
	}))
	require.Equal(t, 10_001, found)
}

// TestEntangledPeers: packages that are made to keep the resolver busy end in an error.
func TestEntangledPeers(t *testing.T) {
	t.Parallel()
	r := npmtest.New(t)
	const packages = 24
	for p := range packages {
		var peers []string
		for other := range packages {
			if other != p {
				peers = append(peers, fmt.Sprintf("peer:p%d@*", other))
			}
		}
		r.Publish(fmt.Sprintf("p%d@1.0.0", p), peers...)
	}
	begun := time.Now()
	_, err := open(t, r).Resolve(t.Context(), map[string]string{"p0": "1"}, nil)
	requireFault(t, err, scripts.ErrInvalid, "too entangled")
	require.Less(t, time.Since(begun), time.Minute)
}

// TestEndlessPackages: every version asks for one more package.
func TestEndlessPackages(t *testing.T) {
	t.Parallel()
	r := npmtest.New(t)
	r.Intercept(func(w http.ResponseWriter, req *http.Request) bool {
		name := strings.Trim(req.URL.Path, "/")
		_ = json.NewEncoder(w).Encode(map[string]any{
			"name": name, "dist-tags": map[string]string{"latest": "1.0.0"},
			"versions": map[string]any{"1.0.0": map[string]any{"dependencies": map[string]string{name + "x": "*"}}},
		})
		return true
	})
	_, err := open(t, r).Resolve(t.Context(), map[string]string{"a": "1"}, nil)
	requireFault(t, err, scripts.ErrInvalid, "is not the name")
}
