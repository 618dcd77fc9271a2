package bundle

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// TestDeferredPackagesLoadWhenTheyAreRead, and then answer as they would have.
func TestDeferredPackagesLoadWhenTheyAreRead(t *testing.T) {
	t.Parallel()
	dir := tree(t, map[string]string{
		"node_modules/psl/package.json":  `{"main": "index.js"}`,
		"node_modules/psl/index.js":      "loaded++;\nconst helper = require('./helper'); exports.get = function () { return helper.get('x'); };\nexports.errorCodes = { A: 1 };",
		"node_modules/psl/helper.js":     `exports.get = (x) => 'psl:' + x;`,
		"node_modules/user/package.json": `{"main": "index.js"}`,
		"node_modules/user/index.js":     `const psl = require('psl'); exports.get = () => psl.get(); exports.keys = () => Object.keys(psl).join(); exports.set = () => { psl.get = () => 'mine'; };`,
	})
	set, err := BundlePackages(Packages{Dir: dir, Specifiers: []string{"user", "psl"}})
	require.NoError(t, err)
	vm := evaluate(t, set, "var loaded = 0;")
	for _, step := range []struct{ code, want string }{
		{"var user = table.user(); loaded", "0"},
		{"user.keys()", "errorCodes,get"},
		{"loaded", "0"},
		{"user.get()", "psl:x"},
		{"table.psl().errorCodes.A", "1"},
		{"loaded", "1"},
		{"user.set(); user.get()", "mine"},
	} {
		got, err := vm.RunString(step.code)
		require.NoError(t, err)
		require.Equal(t, step.want, got.String(), step.code)
	}
}
