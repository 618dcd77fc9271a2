package packages_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// hook is a file in testdata. Its head has, in this order, each as a line of comment:
//
//	package version    what it proves; the version may be shortened from the right
//	remark: text       if it works, but not as in Node: then a .here file says how
//	fails: text        if it does not work, and why: then a .here file says how
//
// and after that whatever is worth saying.
type hook struct {
	name, source  string
	pkg, version  string
	folder        string // of the package, in node_modules
	remark, fails string
}

func readHooks(t testing.TB) []hook {
	t.Helper()
	installed := readPackages(t)
	files, err := filepath.Glob("testdata/*.js")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	hooks := make([]hook, 0, len(files))
	for _, file := range files {
		hooks = append(hooks, readHook(t, file, installed))
	}
	return hooks
}

func readHook(t testing.TB, file string, installed []installed) hook {
	t.Helper()
	source, err := os.ReadFile(file)
	require.NoError(t, err)
	h := hook{name: strings.TrimSuffix(filepath.Base(file), ".js"), source: string(source)}
	lines := strings.Split(h.source, "\n")
	name, version, _ := strings.Cut(strings.TrimPrefix(lines[0], "// "), " ")
	for _, p := range installed {
		if p.name == name && strings.HasPrefix(p.version+".", version+".") {
			h.pkg, h.version, h.folder = p.name, p.version, p.folder
		}
	}
	require.NotEmpty(t, h.pkg, "%s: package.json does not have %s %s", file, name, version)
	for _, line := range lines[1:3] {
		if text, ok := strings.CutPrefix(line, "// remark: "); ok {
			h.remark = text
		}
		if text, ok := strings.CutPrefix(line, "// fails: "); ok {
			h.fails = text
		}
	}
	return h
}

// installed is one dependency of package.json. Of a package in two versions the second
// has another folder (npm's aliases: "axios-0": "npm:axios@0.21.4").
type installed struct{ name, version, folder string }

func readPackages(t testing.TB) []installed {
	t.Helper()
	text, err := os.ReadFile("package.json")
	require.NoError(t, err)
	var manifest struct {
		Dependencies map[string]string `json:"dependencies"`
	}
	require.NoError(t, json.Unmarshal(text, &manifest))
	var all []installed
	for folder, version := range manifest.Dependencies {
		p := installed{name: folder, version: version, folder: folder}
		if aliased, ok := strings.CutPrefix(version, "npm:"); ok {
			at := strings.LastIndex(aliased, "@")
			p.name, p.version = aliased[:at], aliased[at+1:]
		}
		all = append(all, p)
	}
	return all
}

// alias is what the hook's own requires of the package mean.
func (h hook) alias() map[string]string {
	if h.folder == h.pkg {
		return nil
	}
	return map[string]string{h.pkg: h.folder}
}

// requireInstalled skips where node_modules was not filled, and under the race detector.
func requireInstalled(t testing.TB) {
	t.Helper()
	if raceDetector {
		t.Skip("SKIPPED under the race detector: go test ./runtime/packages without -race proves the npm packages")
	}
	if _, err := os.Stat("node_modules"); err != nil {
		t.Skip("SKIPPED: no npm package is proven: run .ci/packages (.ci/run does)")
	}
}
