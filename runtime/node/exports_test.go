package node

import (
	"encoding/json"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// absentExports are exports of Node 20's modules that do not exist here, by module. Each
// is named with its reason in docs/scripts.md.
var absentExports = map[string][]string{
	// Undocumented.
	"http": {"_connectionListener"},
	"net":  {"_createServerHandle", "_normalizeArgs", "_setSimultaneousAccepts"},
	// Experimental.
	"path":       {"matchesGlob"},
	"path/posix": {"matchesGlob"},
	"path/win32": {"matchesGlob"},
	// What Node's own tools use, undocumented.
	"process": {
		"_debugEnd", "_debugProcess", "_eval", "_events", "_eventsCount", "_fatalException", "_kill", "_maxListeners",
		"_preload_modules", "_startProfilerIdleNotifier", "_stopProfilerIdleNotifier", "_tickCallback", "noProcessWarnings",
	},
	// Deprecated since Node 10 (DEP0095, DEP0126, DEP0127).
	"timers": {"_unrefActive", "active", "enroll", "unenroll"},
}

const (
	exportsFile = "testdata/exports.want"
	globalsFile = "testdata/globals.want"
)

// listGlobals leaves out what node -e adds: the modules, and those of a CommonJS module.
const listGlobals = `
const added = [...require('module').builtinModules, '__filename', '__dirname', 'module', 'exports', 'require'];
const names = Object.getOwnPropertyNames(globalThis).filter((name) => !added.includes(name) || name === 'console' || name === 'process');
process.stdout.write(names.sort().join('\n') + '\n');
`

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
		require.NoError(t, os.WriteFile(exportsFile, askNodeFor(t, listExports), 0o600))
	}
	text, err := os.ReadFile(exportsFile)
	require.NoError(t, err)
	var want map[string][]string
	require.NoError(t, json.Unmarshal(text, &want))
	for module, names := range want {
		if !registry.Has(module) {
			require.Fail(t, "module is missing", module)
			continue
		}
		have := exportsOf(t, module)
		for _, name := range names {
			switch {
			case slices.Contains(absentExports[module], name):
				require.NotContains(t, have, name, "%s.%s exists", module, name)
			case !slices.Contains(have, name):
				require.Fail(t, "export is missing", "%s.%s", module, name)
			}
		}
	}
}

// TestGlobals compares the globals with those of real Node.
func TestGlobals(t *testing.T) {
	t.Parallel()
	if *update {
		require.NoError(t, os.WriteFile(globalsFile, askNodeFor(t, listGlobals), 0o600))
	}
	text, err := os.ReadFile(globalsFile)
	require.NoError(t, err)
	m := newMachine(t, nil)
	defer m.end()
	for name := range strings.FieldsSeq(string(text)) {
		if name != "global" && name != "undefined" { // the runtime makes global itself
			require.NotNil(t, m.vm.GlobalObject().Get(name), "global %s is missing", name)
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

func askNodeFor(t *testing.T, script string) []byte {
	t.Helper()
	out, err := exec.Command("node", "--no-warnings", "-e", script).Output()
	require.NoError(t, err)
	return out
}
