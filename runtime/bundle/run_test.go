package bundle

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/runtime"
)

func compiled(t *testing.T, set Set) *runtime.Packages {
	t.Helper()
	split, err := Split(set.Script)
	require.NoError(t, err)
	packages, err := runtime.CompilePackages(string(split))
	require.NoError(t, err)
	return packages
}

// A hook with packages, from files to its answer.
func TestRequireFromAHook(t *testing.T) {
	t.Parallel()
	files := map[string]string{
		"node_modules/x/package.json":               `{"name": "x", "version": "1.2.3", "main": "lib"}`,
		"node_modules/x/lib/index.js":               `global.loaded = (global.loaded || 0) + 1; module.exports = (name) => 'x of ' + name;`,
		"node_modules/x/sub.js":                     `module.exports = { core: require('util').format('%s', 1), self: require('./lib') };`,
		"node_modules/@s/y/index.js":                `exports.z = require('z'); exports.named = (name) => require(name);`,
		"node_modules/@s/y/package.json":            `{"version": "2.0.0"}`,
		"node_modules/@s/y/node_modules/z/index.js": `module.exports = class Z {}`,
		"node_modules/x@0.9.0/package.json":         `{"name": "x", "version": "0.9.0"}`,
		"node_modules/x@0.9.0/index.js":             `module.exports = 'old x'`,
		"node_modules/throws/index.js":              `throw Object.assign(new TypeError('at load'), { code: 'E_LOAD' })`,
		"node_modules/optional/index.js":            `try { require('not-installed') } catch (e) { module.exports = e.code + ': ' + e.message }`,
		"node_modules/util/index.js":                `module.exports = 'not the core module'`,
		"node_modules/slack-notify/index.js":        `module.exports = 'slack-notify of the set'`,
		"node_modules/lazy/index.js":                `global.ran = true`,
		"node_modules/agen/index.js":                `exports.all = async () => { const l = []; for await (const x of (async function* () { yield 1; yield* [2] })()) l.push(x); return l.join() }`,
		"node_modules/cycle/index.js":               `exports.a = 1; exports.seen = require('./b').seen; exports.b = 2`,
		"node_modules/cycle/b.js":                   `exports.seen = Object.keys(require('.')).join()`,
	}
	set, err := BundlePackages(Packages{Dir: tree(t, files), Specifiers: []string{
		"x", "x/sub", "@s/y", "throws", "optional", "util", "slack-notify", "lazy", "agen", "cycle", "x@0.9.0"}})
	require.NoError(t, err)
	packages := compiled(t, set)
	tests := map[string]struct{ expression, want string }{
		"name":              {"require('x')('hook')", `"x of hook"`},
		"version":           {"require('x@1.2.3')('hook')", `"x of hook"`},
		"range":             {"require('x@^1')('hook')", `"x of hook"`},
		"by place":          {"require('./node_modules/x@1.2.3')('hook')", `"x of hook"`},
		"path and version":  {"require('x@1.2.3/sub').core", `"1"`},
		"scope":             {"require('@s/y@2.0.0').z.name", `"Z"`},
		"same instance":     {"require('x/sub').self === require('x') && require('x') === require('./node_modules/x') && loaded", `1`},
		"second version":    {"require('./node_modules/x@0.9.0') + require('x@0.9.0')", `"old xold x"`},
		"other version":     {"attempt(() => require('x@1.2.4'))", `"MODULE_NOT_FOUND: Cannot find module 'x@1.2.4': the hook's dependencies have x 1.2.3; make the two versions equal"`},
		"missing":           {"attempt(() => require('axios'))", `"MODULE_NOT_FOUND: Cannot find module 'axios': add axios to the hook's dependencies"`},
		"missing path":      {"attempt(() => require('@a/b/c'))", `"MODULE_NOT_FOUND: Cannot find module '@a/b/c': add @a/b to the hook's dependencies"`},
		"not bundled":       {"require('x') && attempt(() => require('x/' + 'other'))", `"MODULE_NOT_FOUND: Cannot find module 'x/other': only what a hook requires by a name in quotes is bundled; write the whole name into a call of require"`},
		"prototype":         {"attempt(() => require('__proto__'))", `"MODULE_NOT_FOUND: Cannot find module '__proto__': add __proto__ to the hook's dependencies"`},
		"dynamic":           {"require(['x'].join())('hook')", `"x of hook"`},
		"dynamic, package":  {"require('@s/y').named('x')('y')", `"x of y"`},
		"dynamic, core":     {"require('@s/y').named('node:util') === require('util')", `true`},
		"core first":        {"typeof require('util').inspect", `"function"`},
		"set over built-in": {"require('slack-notify')", `"slack-notify of the set"`},
		"throws at load":    {"[attempt(() => require('throws')), attempt(() => require('throws'))]", `["E_LOAD: at load", "E_LOAD: at load"]`},
		"optional":          {"require('optional')", `"MODULE_NOT_FOUND: Cannot find module 'not-installed': it is not installed, and it is no core module that Hookline has"`},
		"lazy":              {"require('x') && typeof ran", `"undefined"`},
		"async generators":  {"await require('agen').all()", `"1,2"`},
		"cycle":             {"require('cycle')", `{"a": 1, "seen": "a", "b": 2}`},
		"resolve":           {"[require.resolve('x'), require.resolve('fs' + '/never') ]", ``},
		"resolve core":      {"require.resolve('util')", `"util"`},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			made, err := MakeHook(OneFile(`
				const attempt = (f) => { try { return f() } catch (e) { return e.code + ': ' + e.message } };
				module.exports = async (user, context, cb) => { cb(null, {user: {app_metadata: {x: ` + test.expression + `}}}) }`))
			require.NoError(t, err)
			program, err := made.Script.Compile()
			require.NoError(t, err)
			program.Use(packages)
			out := runProgram(program)
			if test.want == "" {
				require.Contains(t, out.Error.Message, "Cannot find module")
				return
			}
			require.Nil(t, out.Error)
			require.JSONEq(t, `{"user":{"app_metadata":{"x":`+test.want+`}}}`, string(out.Result))
		})
	}
}

func TestErrorsOfPackagesNameTheHooksLine(t *testing.T) {
	t.Parallel()
	set, err := BundlePackages(Packages{Specifiers: []string{"x"}, Dir: tree(t, map[string]string{
		"node_modules/x/index.js": "module.exports = function deep() {\n  throw new RangeError('in x');\n}"})})
	require.NoError(t, err)
	packages := compiled(t, set)
	for name, source := range map[string]string{
		"as written": "module.exports = (user, context, cb) => {\n  const x = require('x');\n  x();\n}",
		"lowered":    "import x from 'x';\nexport default (user: any, context: any, cb: any) => {\n  x();\n}",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			made, err := MakeHook(OneFile(source))
			require.NoError(t, err)
			program, err := made.Script.Compile()
			require.NoError(t, err)
			program.Use(packages)
			fault := runProgram(program).Error
			require.Equal(t, "in x", fault.Message)
			require.Equal(t, 3, fault.Line, fault.Stack)
			require.Contains(t, fault.Stack, "at deep (node_modules/x/index.js:2:")
		})
	}
}
