package npm

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/runtime/npm/internal/packument"
)

// TestDocsListTheModules keeps the list of docs/dependencies.md complete. When it fails, put
// the line that it wants into the page.
func TestDocsListTheModules(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile("../../docs/dependencies.md")
	require.NoError(t, err)
	var list []string
	for _, name := range WellKnownNames() {
		version, _ := WellKnown(name)
		list = append(list, "`"+name+"` "+version)
	}
	require.Contains(t, strings.Join(strings.Fields(string(page)), " "), strings.Join(list, ", ")+".")
}

func TestWellKnown(t *testing.T) {
	t.Parallel()
	exact := regexp.MustCompile(`^\d+\.\d+\.\d+$`)
	for _, name := range WellKnownNames() {
		version, ok := WellKnown(name)
		require.True(t, ok)
		require.True(t, packument.ValidName(name), name)
		require.Regexp(t, exact, version, name)
	}
	_, ok := WellKnown("left-pad")
	require.False(t, ok)
	version, _ := WellKnown(BuiltIn)
	require.Equal(t, "0.1.7", version)
}
