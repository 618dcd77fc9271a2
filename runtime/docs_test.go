package runtime_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/runtime/node"
)

// TestDocsListWhatThereIs keeps the lists of docs/scripts.md complete. When it fails,
// put the line that it wants into the page.
func TestDocsListWhatThereIs(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile("../docs/scripts.md")
	require.NoError(t, err)
	globals := append(node.GlobalNames(), "global")
	slices.Sort(globals)
	text := strings.Join(strings.Fields(string(page)), " ")
	require.Contains(t, text, list(node.NewRegistry().Names()))
	require.Contains(t, text, "Globals: "+list(globals)+".")
}

func list(names []string) string { return "`" + strings.Join(names, "`, `") + "`" }
