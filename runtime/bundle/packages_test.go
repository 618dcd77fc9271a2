package bundle

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/require"
)

// tree writes files beneath a new directory.
func tree(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o700))
		require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
	}
	return dir
}

// evaluate runs a packages script, with core modules that are their own name, and gives
// its table the name "table".
func evaluate(t *testing.T, set Set, before ...string) *goja.Runtime {
	t.Helper()
	vm := goja.New()
	require.NoError(t, vm.Set("require", func(name string) goja.Value {
		if IsCore(name) {
			return vm.ToValue("core " + name)
		}
		panic(vm.ToValue("MODULE_NOT_FOUND " + name))
	}))
	_, err := vm.RunString(strings.Join(before, "") + "Symbol.asyncIterator ??= Symbol('Symbol.asyncIterator'); var module = {exports: {}}; (function(module, exports) {" + string(set.Script) + "\n})(module, module.exports); var table = module.exports.modules, versions = module.exports.versions")
	require.NoError(t, err)
	return vm
}

func bundled(t *testing.T, files map[string]string, specifiers ...string) (Set, *goja.Runtime) {
	t.Helper()
	set, err := BundlePackages(Packages{Dir: tree(t, files), Specifiers: specifiers})
	require.NoError(t, err)
	return set, evaluate(t, set)
}

func TestPackages(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		files map[string]string
		want  string // what require('x') is, as JSON
	}{
		"main":              {map[string]string{"package.json": `{"main":"lib"}`, "lib/index.js": `module.exports = 'main'`}, `"main"`},
		"no main":           {map[string]string{"index.js": `module.exports = 'index'`}, `"index"`},
		"json":              {map[string]string{"index.js": `module.exports = require('./package.json').version`, "package.json": `{"version":"1.2.3"}`}, `"1.2.3"`},
		"browser ignored":   {map[string]string{"package.json": `{"browser":"b.js","module":"m.mjs"}`, "b.js": `module.exports = 'browser'`, "m.mjs": `export default 1`, "index.js": `module.exports = 'node'`}, `"node"`},
		"require condition": {map[string]string{"package.json": `{"exports":{"browser":"./b.js","module":"./m.mjs","import":"./m.mjs","require":"./r.js"}}`, "r.js": `module.exports = 'require'`, "m.mjs": `export default 1`}, `"require"`},
		"node condition":    {map[string]string{"package.json": `{"exports":{"node":"./n.js","default":"./d.js"}}`, "n.js": `module.exports = 'node'`, "d.js": ``}, `"node"`},
		"import only":       {map[string]string{"package.json": `{"type":"module","exports":{"import":"./m.js"}}`, "m.js": `export const a = 1; export default 2`}, `{"a":1,"default":2}`},
		"core":              {map[string]string{"index.js": `module.exports = [require('fs'), require('node:util'), require('fs/promises')]`}, `["core fs","core node:util","core fs/promises"]`},
		"core by slash":     {map[string]string{"index.js": `module.exports = require('punycode/')`, "node_modules/punycode/index.js": `module.exports = 'package'`}, `"package"`},
		"missing":           {map[string]string{"index.js": `try { require('absent') } catch (e) { module.exports = e }`}, `"MODULE_NOT_FOUND absent"`},
		"missing file":      {map[string]string{"index.js": `try { require('./absent') } catch (e) { module.exports = e }`}, `"MODULE_NOT_FOUND ./absent"`},
		"addon":             {map[string]string{"index.js": `try { require('./x.node') } catch (e) { module.exports = e.code }`, "x.node": "\x7fELF"}, `"ERR_DLOPEN_FAILED"`},
		"broken":            {map[string]string{"index.js": `try { require('./broken') } catch (e) { module.exports = e.name }`, "broken.js": "let let = ("}, `"SyntaxError"`},
		"cycle":             {map[string]string{"index.js": `exports.early = 1; exports.b = require('./b').seen`, "b.js": `exports.seen = Object.keys(require('./index'))`}, `{"early":1,"b":["early"]}`},
		"places":            {map[string]string{"lib/a.js": `'use strict'; module.exports = [__dirname, __filename, this === module.exports, (function () { return this })() === undefined]`, "package.json": `{"main":"lib/a.js"}`}, `["/node_modules/x/lib","/node_modules/x/lib/a.js",true,true]`},
		"hashbang":          {map[string]string{"index.js": "#!/usr/bin/env node\nmodule.exports = __dirname"}, `"/node_modules/x"`},
		"names":             {map[string]string{"index.js": `import { Buffer } from './b.mjs'; export default [Buffer.name, (class Blob {}).name]`, "package.json": `{"type":"module"}`, "b.mjs": `const B = class Buffer {}; export { B as Buffer }; var Blob = 1`}, `{"default":["Buffer","Blob"]}`},
		"async generator":   {map[string]string{"index.js": `module.exports = typeof Object.getPrototypeOf(Object.getPrototypeOf(/* istanbul ignore next */ async function * () {}).prototype)[Symbol.asyncIterator]`}, `"function"`},
		"pattern":           {map[string]string{"index.js": `module.exports = (name => require('./a/' + name + '.js'))('b')`, "a/b.js": `module.exports = 'b'`, "a/README.md": "#"}, `"b"`},
		"outside":           {map[string]string{"index.js": `try { require('../../../../../../../../../../etc/hostname') } catch (e) { module.exports = e }`}, `"MODULE_NOT_FOUND ../../../../../../../../../../etc/hostname"`},
		"top-level await":   {map[string]string{"index.js": `try { require('./m.mjs') } catch (e) { module.exports = e.name }`, "m.mjs": `export default await 1`}, `"SyntaxError"`},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			files := map[string]string{}
			for file, text := range test.files {
				files["node_modules/x/"+file] = text
			}
			_, vm := bundled(t, files, "x")
			got, err := vm.RunString("JSON.stringify(table.x())")
			require.NoError(t, err)
			require.JSONEq(t, test.want, got.String())
		})
	}
}

func TestPackagesOfASet(t *testing.T) {
	t.Parallel()
	set, vm := bundled(t, map[string]string{
		"node_modules/x/index.js":        `count = globalThis.count + 1; exports.y = require('y')`,
		"node_modules/x/sub.js":          `module.exports = require('./index')`,
		"node_modules/y/index.js":        `exports.self = 'y'`,
		"node_modules/y/package.json":    `{"version": "1.2.3-a"}`,
		"node_modules/@s/z/lib/deep.js":  `module.exports = 'deep'`,
		"node_modules/throws/index.js":   `throw new RangeError('at load')`,
		"node_modules/throws/package.js": ``,
	}, "x", "x/sub", "y", "@s/z/lib/deep", "throws", "absent", "fs", "x")
	require.Equal(t, []string{"absent"}, set.Missing)
	_, err := vm.RunString(`
		var count = 0, same = (a, b) => { if (a !== b) throw new Error(a + ' !== ' + b) };
		same(table.x(), table['x/sub']()); same(table.x().y, table.y()); same(count, 1);
		same(table['@s/z/lib/deep'](), 'deep'); same(JSON.stringify(versions), '{"y":"1.2.3-a"}'); same(table.fs, undefined); same(table.absent, undefined);
		for (let i = 0; i < 2; i++) try { table.throws(); same(1, 2) } catch (e) { same(e.message, 'at load') }`)
	require.NoError(t, err)
}

func TestPackagesTooLarge(t *testing.T) {
	t.Parallel()
	dir := tree(t, map[string]string{"node_modules/x/index.js": `module.exports = 'some text that is long'`})
	_, err := BundlePackages(Packages{Dir: dir, Specifiers: []string{"x"}, MaxBytes: 20})
	require.ErrorIs(t, err, ErrTooLarge)
}

func TestPackagesReadNoSourceMaps(t *testing.T) {
	t.Parallel()
	set, vm := bundled(t, map[string]string{
		"node_modules/x/index.js": "module.exports = 1\n//# sourceMappingURL=file:///etc/passwd",
	}, "x")
	require.NotContains(t, string(set.Script), "root")
	got, err := vm.RunString("table.x()")
	require.NoError(t, err)
	require.Equal(t, int64(1), got.Export())
}
