package packages_test

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const (
	page        = "../../docs/packages.md"
	figuresFile = "testdata/load.json"
	tableStart  = "<!-- made by go test ./runtime/packages -update -->\n"
)

// TestTable keeps the table of docs/packages.md current. It says what TestPackages
// checks: whether a .here file is there, and why.
func TestTable(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(page)
	require.NoError(t, err)
	before, _, ok := strings.Cut(string(text), tableStart)
	require.True(t, ok, "%s has no %q", page, tableStart)
	want := before + tableStart + "\n" + table(t)
	if *update {
		require.NoError(t, os.WriteFile(page, []byte(want), 0o600))
		return
	}
	require.Equal(t, want, string(text), "run go test ./runtime/packages -update")
}

func table(t *testing.T) string {
	t.Helper()
	figures := readFigures(t)
	hooks := readHooks(t)
	slices.SortFunc(hooks, func(a, b hook) int {
		return strings.Compare(strings.TrimPrefix(a.pkg, "@")+a.version+a.name, strings.TrimPrefix(b.pkg, "@")+b.version+b.name)
	})
	var rows strings.Builder
	rows.WriteString("| package | version | hook | | bundle kB | load ms | load MB | remark |\n|---|---|---|---|--:|--:|--:|---|\n")
	for _, h := range hooks {
		f := figures[h.name]
		fmt.Fprintf(&rows, "| %s | %s | [%s](../runtime/packages/testdata/%[3]s.js) | %s | %s | %s | %s | %s |\n",
			h.pkg, h.version, h.name, h.verdict(), f.bundle(), f.time(), f.memory(), h.remark+h.fails)
	}
	return rows.String()
}

func (h hook) verdict() string {
	switch {
	case h.fails != "":
		return "does not work"
	case h.remark != "":
		return "works, with a remark"
	default:
		return "works"
	}
}

// figures are what BenchmarkLoad measured for a hook.
type figures struct {
	BundleBytes int     `json:"bundle_bytes"`
	LoadMS      float64 `json:"load_ms"`
	LoadBytes   int64   `json:"load_bytes"`
}

func (f figures) bundle() string { return fmt.Sprintf("%.0f", float64(f.BundleBytes)/1000) }
func (f figures) memory() string { return fmt.Sprintf("%.1f", float64(f.LoadBytes)/1e6) }

// time is a dash where none was measured.
func (f figures) time() string {
	if f.LoadMS == 0 {
		return "–"
	}
	return fmt.Sprintf("%.1f", f.LoadMS)
}

func readFigures(t testing.TB) map[string]figures {
	t.Helper()
	text, err := os.ReadFile(figuresFile)
	require.NoError(t, err)
	read := map[string]figures{}
	require.NoError(t, json.Unmarshal(text, &read))
	return read
}
