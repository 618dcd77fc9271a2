package mend_test

import (
	"testing"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/runtime/mend"
)

// TestArguments runs functions whose arrows say "arguments", which goja alone does not
// survive.
func TestArguments(t *testing.T) {
	t.Parallel()
	for _, source := range []string{
		`(function (a) { return (() => arguments[0])() })(5)`,
		`(function () { "use strict"; return (() => arguments[0])() })(5)`,
		`(function f(a = 1, ...b) { return (() => { return arguments[0] })() })(5)`,
		`(function (a) { return (() => () => arguments[0])()() })(5)`,
		`({ m(a) { return [1].map(() => arguments[0])[0] } }).m(5)`,
		`new (class { constructor() { this.v = (() => arguments[0])() } m() {} })(5).v`,
		`new (class { m(a) { if (a) { for (const x of [1]) { try { return (() => arguments[0] + a - 5)() } finally {} } } } })().m(5)`,
		`(function () { return (() => { const o = { arguments }; return o.arguments[0] })() })(5)`,
		`(function () { return (() => (function () { return arguments[0] })(5))() })(1)`,
		`(function () { switch (1) { case 1: return (() => [...arguments][0])() } })(5)`,
		"(function () { return (() => `${arguments[0]}`)() })(5) | 0",
		`(function () { let f; do { f = () => arguments?.[0] } while (false); return f() })(5)`,
		`(function* () { yield (() => arguments[0])() })(5).next().value`,
	} {
		t.Run(source, func(t *testing.T) {
			t.Parallel()
			tree, err := goja.Parse("test.js", source)
			require.NoError(t, err)
			mend.Tree(tree)
			program, err := goja.CompileAST(tree, false)
			require.NoError(t, err)
			value, err := goja.New().RunProgram(program)
			require.NoError(t, err)
			require.EqualValues(t, 5, value.Export())
		})
	}
}

// TestGojaStillNeedsIt fails when goja has been mended itself: then half of this package
// can go.
func TestGojaStillNeedsIt(t *testing.T) {
	t.Parallel()
	require.Panics(t, func() { _, _ = goja.New().RunString(`(function (a) { return (() => arguments[0])() })(5)`) })
}

func TestLiterals(t *testing.T) {
	t.Parallel()
	tree, err := goja.Parse("test.js", `[/a\/b/g, /\p{L}/u, /[a--b]/v, x => /\p{Lu}+/gu]`)
	require.NoError(t, err)
	mend.Tree(tree)
	program, err := goja.CompileAST(tree, false)
	require.NoError(t, err)
	vm := goja.New()
	var calls []string
	require.NoError(t, vm.Set(mend.Literal, func(source, flags string) string {
		calls = append(calls, source+" "+flags)
		return source
	}))
	value, err := vm.RunProgram(program)
	require.NoError(t, err)
	require.Equal(t, []string{`\p{L} u`, `[a--b] v`}, calls)
	require.Len(t, value.Export(), 4)
}
