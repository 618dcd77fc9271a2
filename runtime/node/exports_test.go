package node

import (
	"encoding/json"
	"os"
	"os/exec"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

// absentModules are modules of Node 20 that others of its modules need more than
// scripts do, or that are still to come. Each is named with its reason in
// docs/scripts.md.
var absentModules = []string{
	"dns", "dns/promises", "http2", "net", "stream/web", "tls", "zlib", // still to come
}

// absentExports are exports of Node 20's modules that do not exist here, by module.
var absentExports = map[string][]string{}

const exportsFile = "testdata/exports.want"

const listExports = `
const exports = {};
for (const name of require('module').builtinModules) {
  if (!name.startsWith('_')) exports[name] = Object.keys(require(name)).sort();
}
process.stdout.write(JSON.stringify(exports, undefined, 1) + '\n');
`

// TestExports compares what the modules export with real Node's list, so that a name
// is missing only if somebody said so above.
func TestExports(t *testing.T) {
	t.Parallel()
	if *update {
		require.NoError(t, os.WriteFile(exportsFile, nodeExports(t), 0o600))
	}
	text, err := os.ReadFile(exportsFile)
	require.NoError(t, err)
	var want map[string][]string
	require.NoError(t, json.Unmarshal(text, &want))
	for module, names := range want {
		if !registry.Has(module) {
			require.Contains(t, absentModules, module, "module is missing")
			continue
		}
		require.NotContains(t, absentModules, module, "module exists")
		have := exportsOf(t, module)
		for _, name := range names {
			if slices.Contains(absentExports[module], name) {
				require.NotContains(t, have, name, "%s.%s exists", module, name)
			} else {
				require.Contains(t, have, name, "%s.%s is missing", module, name)
			}
		}
	}
}

func exportsOf(t *testing.T, module string) []string {
	t.Helper()
	m := newMachine(t, nil)
	defer m.end()
	value, err := m.modules.Require(module)
	require.NoError(t, err)
	return value.ToObject(m.vm).Keys()
}

func nodeExports(t *testing.T) []byte {
	t.Helper()
	out, err := exec.Command("node", "--no-warnings", "-e", listExports).Output()
	require.NoError(t, err)
	return out
}
