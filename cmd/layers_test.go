package cmd_test

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const module = "github.com/hookline/hookline/"

// mayImport is the direction of imports between the folders of the repository; a
// folder may always import from itself. server reaches the runtime through sandbox
// only, which runs it in another process.
var mayImport = map[string][]string{
	"scripts": {},
	"runtime": {"scripts"},
	"sandbox": {"scripts", "runtime"},
	"server":  {"scripts", "sandbox"},
	"cmd":     {"scripts", "runtime", "sandbox", "server"},
}

// foreign names the packages outside of the repository, by prefix, that a folder must
// not import, and why. The standard library counts too.
var foreign = []struct {
	folders  []string
	packages []string
	reason   string
}{
	{
		[]string{"runtime", "sandbox"},
		[]string{"github.com/go-chi/", "github.com/spf13/cobra", "github.com/charmbracelet/fang"},
		"runtime and sandbox know no HTTP API and no command line",
	},
	{
		[]string{"runtime", "sandbox"},
		[]string{"database/sql", "modernc.org/sqlite", "github.com/jackc/pgx/", "github.com/pressly/goose/"},
		"runtime and sandbox know no SQL",
	},
}

// linkable are the packages of goja_nodejs that may end in a binary. Its process
// module hands the environment to scripts, and its other modules are not Node's.
var linkable = []string{"require", "buffer", "errors", "goutil", "util"}

// listed is what the tests need of `go list -json`.
type listed struct {
	ImportPath string
	Standard   bool
	Doc        string
	GoFiles    []string
	Imports    []string
}

// folder is the top-level folder of a package of this repository, else empty.
func folder(importPath string) string {
	path, ours := strings.CutPrefix(importPath, module)
	if !ours {
		return ""
	}
	top, _, _ := strings.Cut(path, "/")
	return top
}

// packages lists every package that is linked into anything here, this repository's
// own and those they depend on, for the platform of the test. Test files do not count,
// nor does a package that is missing: whatever imports it does not build.
func packages(t *testing.T) map[string]listed {
	t.Helper()
	_ = files(t)
	list := exec.Command("go", "list", "-e", "-deps", "-json=ImportPath,Standard,Doc,GoFiles,Imports", "./...")
	list.Dir = root
	var faults strings.Builder
	list.Stderr = &faults
	out, err := list.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, list.Start())

	all := map[string]listed{}
	for decoder := json.NewDecoder(out); ; {
		var p listed
		err := decoder.Decode(&p)
		if errors.Is(err, io.EOF) {
			break
		}
		require.NoError(t, err)
		all[p.ImportPath] = p
	}
	require.NoError(t, list.Wait(), faults.String())
	return all
}

func TestNothingImportsUpwards(t *testing.T) {
	t.Parallel()
	all := packages(t)
	for _, p := range all {
		from := folder(p.ImportPath)
		allowed, known := mayImport[from]
		for _, imported := range p.Imports {
			to := folder(imported)
			if known && to != "" && to != from && !slices.Contains(allowed, to) {
				t.Errorf("%s imports %s, but %s may import only itself and %v", p.ImportPath, imported, from, allowed)
			}
		}
	}
}

func TestScriptsImportsTheStandardLibraryOnly(t *testing.T) {
	t.Parallel()
	all := packages(t)
	for _, p := range all {
		for _, imported := range p.Imports {
			if folder(p.ImportPath) == "scripts" && folder(imported) == "" && !all[imported].Standard {
				t.Errorf("%s imports %s, but scripts holds the nouns and needs nothing but the standard library", p.ImportPath, imported)
			}
		}
	}
}

func TestNoForeignConcerns(t *testing.T) {
	t.Parallel()
	all := packages(t)
	for _, rule := range foreign {
		for _, p := range all {
			if !slices.Contains(rule.folders, folder(p.ImportPath)) {
				continue
			}
			for _, imported := range p.Imports {
				if hasAnyPrefix(imported, rule.packages) {
					t.Errorf("%s imports %s: %s", p.ImportPath, imported, rule.reason)
				}
			}
		}
	}
}

func TestLinkedPartsOfGojaNodejs(t *testing.T) {
	t.Parallel()
	for path := range packages(t) {
		name, is := strings.CutPrefix(path, "github.com/dop251/goja_nodejs/")
		if is && !slices.Contains(linkable, name) {
			t.Errorf("%s is linked, but only %v of goja_nodejs may be", path, linkable)
		}
	}
}

// TestRegistryHasALoader keeps out goja_nodejs' default loader, which reads the host's
// files: it is what a registry without another one uses.
func TestRegistryHasALoader(t *testing.T) {
	t.Parallel()
	for _, file := range files(t) {
		if !strings.HasSuffix(file, ".go") || strings.HasPrefix(file, "cmd/layers_test") {
			continue
		}
		text := read(t, file)
		made := strings.Contains(text, "require.NewRegistry(") || strings.Contains(text, "require.Registry{") || strings.Contains(text, "new(require.Registry)")
		if made && !strings.Contains(text, "require.WithLoader(") || strings.Contains(text, "require.DefaultSourceLoader") {
			t.Errorf("%s makes a require.Registry that reads files: give it a loader with require.WithLoader", file)
		}
	}
}

func TestEveryPackageHasAComment(t *testing.T) {
	t.Parallel()
	for _, p := range packages(t) {
		if folder(p.ImportPath) != "" && len(p.GoFiles) > 0 && p.Doc == "" {
			t.Errorf("%s has no package comment: say in a sentence what it is for", p.ImportPath)
		}
	}
}

func hasAnyPrefix(s string, prefixes []string) bool {
	return slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(s, p) })
}
