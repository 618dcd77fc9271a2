// Package cmd_test checks what no single package can: the direction of imports, and
// that the repository is clean and its documents agree with it.
package cmd_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// root is the repository's folder, seen from this one.
const root = ".."

// topLevel is all that the repository shows at first sight.
var topLevel = []string{
	"cmd", "runtime", "sandbox", "scripts", "server", "go.mod", "go.sum", "README.md",
	"docs", ".ci", ".golangci.yml", ".gitignore", "LICENSE", "Makefile",
}

// files lists the repository's files, new ones included and ignored ones not, as
// slash-separated paths from its root. It skips the test outside of a git checkout.
//
// It looks at each file and its folder, too: go test repeats a cached result for as
// long as what the test process has looked at stays the same, and it does not see what
// git and go list have read.
func files(t *testing.T) []string {
	t.Helper()
	if _, err := os.Stat(filepath.Join(root, ".git")); err != nil {
		t.Skip("not a git checkout")
	}
	// The checkout may belong to another user, as in a container.
	list := exec.Command("git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
	list.Dir = root
	out, err := list.Output()
	require.NoError(t, err, "git ls-files")
	var found []string
	for file := range strings.SplitSeq(strings.TrimSuffix(string(out), "\x00"), "\x00") {
		path := filepath.Join(root, filepath.FromSlash(file))
		_, _ = os.Stat(filepath.Dir(path))
		if _, err := os.Stat(path); err == nil { // else deleted, not yet committed
			found = append(found, file)
		}
	}
	return found
}

func read(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(file)))
	require.NoError(t, err)
	return string(text)
}

func TestTopLevel(t *testing.T) {
	t.Parallel()
	for _, file := range files(t) {
		top, _, _ := strings.Cut(file, "/")
		if !slices.Contains(topLevel, top) {
			t.Errorf("%s: the top level holds only %v", file, topLevel)
		}
	}
}

// unwanted is what no file may contain. Registries are the reader's choice: a machine
// behind a mirror sets its own in npm's, Go's or Debian's settings.
var unwanted = []struct {
	pattern *regexp.Regexp
	advice  string
}{
	{
		regexp.MustCompile(`registry\.(npmjs|yarnpkg|npmmirror)\.`),
		"leave the npm registry to npm's settings; a lockfile is made with npm's option omit-lockfile-registry-resolved",
	},
	{
		regexp.MustCompile(`(proxy|sum)\.golang\.org`),
		"leave the module proxy to GOPROXY and GOSUMDB",
	},
	{
		regexp.MustCompile(`(deb|ftp|security|snapshot)\.debian\.org`),
		"leave the package mirror to apt's settings",
	},
	{
		regexp.MustCompile("[\\s\"'`(=:,]/work\\b"),
		"use a path inside of the repository",
	},
}

// maxFileBytes is above any source, bundle or picture here, and below any binary.
const maxFileBytes = 2 << 20

func TestNoBuildResults(t *testing.T) {
	t.Parallel()
	for _, file := range files(t) {
		info, err := os.Stat(filepath.Join(root, filepath.FromSlash(file)))
		require.NoError(t, err)
		if info.Size() > maxFileBytes {
			t.Errorf("%s has %d bytes, more than %d: is it the result of a build?", file, info.Size(), maxFileBytes)
		}
	}
}

func TestNoForeignAddresses(t *testing.T) {
	t.Parallel()
	for _, file := range files(t) {
		text := read(t, file)
		if len(text) > maxFileBytes {
			continue // a fault already, and too long to search
		}
		for _, u := range unwanted {
			if at := u.pattern.FindStringIndex(text); at != nil {
				line := 1 + strings.Count(text[:at[1]], "\n")
				t.Errorf("%s:%d names %q: %s", file, line, strings.TrimSpace(text[at[0]:at[1]]), u.advice)
			}
		}
	}
}
