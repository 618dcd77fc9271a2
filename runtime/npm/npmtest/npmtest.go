// Package npmtest is an npm registry on loopback for tests: real HTTP, real tarballs.
package npmtest

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
)

// Manifest is a package.json, or a version in a packument.
type Manifest = map[string]any

// Registry is a server. Its methods may be called while it serves.
type Registry struct {
	URL string // ends with a slash

	mu       sync.Mutex
	packages map[string]Manifest // packuments by name
	tarballs map[string][]byte   // by path
	requests []string
	etag     int
	// intercept may answer in the registry's place.
	intercept func(http.ResponseWriter, *http.Request) bool
}

// New starts a registry that ends with the test.
func New(t testing.TB) *Registry {
	r := &Registry{packages: map[string]Manifest{}, tarballs: map[string][]byte{}}
	server := httptest.NewServer(r)
	t.Cleanup(server.Close)
	r.URL = server.URL + "/"
	return r
}

// Publish adds a version, given as "name@1.2.3", with its dependencies: "a@^1",
// "peer:b@2", "peeropt:c@*", "opt:d@1". Without files it has an index.js that exports its
// own name and version.
func (r *Registry) Publish(id string, dependencies ...string) {
	name, version := cut(id)
	m := Manifest{"name": name, "version": version}
	for _, d := range dependencies {
		field := "dependencies"
		for prefix, f := range map[string]string{"peer:": "peerDependencies", "peeropt:": "peerDependencies", "opt:": "optionalDependencies"} {
			if rest, is := strings.CutPrefix(d, prefix); is {
				d, field = rest, f
				if prefix == "peeropt:" {
					add(m, "peerDependenciesMeta", first(cut(d)), Manifest{"optional": true})
				}
			}
		}
		name, text := cut(d)
		add(m, field, name, text)
	}
	r.Add(m, map[string]string{"index.js": fmt.Sprintf("module.exports = %q;\n", id)})
}

func first(a, _ string) string { return a }

func add(m Manifest, field, name string, value any) {
	values, _ := m[field].(Manifest)
	if values == nil {
		values = Manifest{}
		m[field] = values
	}
	values[name] = value
}

// cut divides "name@text"; the text may hold an @, too.
func cut(id string) (name, text string) {
	at := strings.IndexByte(id[1:], '@') + 1
	return id[:at], id[at+1:]
}

// Add publishes a manifest with its files.
func (r *Registry) Add(m Manifest, files map[string]string) {
	text, err := json.Marshal(m)
	if err != nil {
		panic(err)
	}
	all := map[string]string{"package.json": string(text)}
	maps.Copy(all, files)
	r.AddTarball(m, Tarball(all))
}

// AddTarball publishes a manifest with any bytes as its tarball. The manifest's own dist
// wins.
func (r *Registry) AddTarball(m Manifest, tarball []byte) {
	r.mu.Lock()
	defer r.mu.Unlock()
	name, version := m["name"].(string), m["version"].(string)
	path := name + "/-/" + name[strings.LastIndexByte(name, '/')+1:] + "-" + version + ".tgz"
	r.tarballs[path] = tarball
	published := maps.Clone(m)
	if _, given := m["dist"]; !given {
		published["dist"] = Manifest{
			"tarball": r.URL + path, "shasum": Shasum(tarball), "integrity": Integrity(tarball),
		}
	}
	if scripts, ok := m["scripts"].(Manifest); ok && scripts["install"] != nil {
		published["hasInstallScript"] = true
	}
	p := r.packages[name]
	if p == nil {
		p = Manifest{"name": name, "versions": Manifest{}, "dist-tags": Manifest{}}
		r.packages[name] = p
	}
	p["versions"].(Manifest)[version] = published
	if !strings.Contains(version, "-") {
		p["dist-tags"].(Manifest)["latest"] = version
	}
	r.etag++
}

// Tag sets a dist-tag.
func (r *Registry) Tag(name, tag, version string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.packages[name]["dist-tags"].(Manifest)[tag] = version
	r.etag++
}

// Unpublish takes a version away.
func (r *Registry) Unpublish(id string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	name, version := cut(id)
	delete(r.packages[name]["versions"].(Manifest), version)
	r.etag++
}

// Intercept lets f answer; if it returns false, the registry does.
func (r *Registry) Intercept(f func(http.ResponseWriter, *http.Request) bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.intercept = f
}

// Requests are the paths that were asked for since the last call.
func (r *Registry) Requests() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	requests := r.requests
	r.requests = nil
	return requests
}

// ServeHTTP implements http.Handler.
func (r *Registry) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	r.mu.Lock()
	r.requests = append(r.requests, req.URL.Path)
	intercept := r.intercept
	r.mu.Unlock()
	if intercept != nil && intercept(w, req) {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	path, err := url.PathUnescape(strings.TrimPrefix(req.URL.EscapedPath(), "/"))
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	if tarball, ok := r.tarballs[path]; ok {
		_, _ = w.Write(tarball)
		return
	}
	p, ok := r.packages[path]
	if !ok {
		w.WriteHeader(http.StatusNotFound)
		_, _ = w.Write([]byte(`{"error":"Not found"}`))
		return
	}
	etag := fmt.Sprintf(`"%d"`, r.etag)
	w.Header().Set("ETag", etag)
	if req.Header.Get("If-None-Match") == etag {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(p)
}
