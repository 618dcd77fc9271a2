package mend_test

import (
	"testing"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/runtime/mend"
)

// run mends a script and runs it.
func run(t *testing.T, vm *goja.Runtime, source string) goja.Value {
	t.Helper()
	tree, err := goja.Parse("test.js", source)
	require.NoError(t, err)
	mend.Tree(tree)
	program, err := goja.CompileAST(tree, false)
	require.NoError(t, err)
	value, err := vm.RunProgram(program)
	require.NoError(t, err)
	return value
}

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
			require.EqualValues(t, 5, run(t, goja.New(), source).Export())
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
	vm := goja.New()
	var calls []string
	require.NoError(t, vm.Set(mend.Literal, func(source, flags string) string {
		calls = append(calls, source+" "+flags)
		return source
	}))
	value := run(t, vm, `[/a\/b/g, /\p{L}/u, /[a--b]/v, x => /\p{Lu}+/gu]`)
	require.Equal(t, []string{`\p{L} u`, `[a--b] v`}, calls)
	require.Len(t, value.Export(), 4)
}

// TestNewTarget calls functions from constructors.
func TestNewTarget(t *testing.T) {
	t.Parallel()
	for source, want := range map[string]string{
		`function F() { return typeof new.target } function A() { this.t = F() } new A().t`:                                        "undefined",
		`"use strict"; function F() { return typeof new.target } class A { constructor() { this.t = F() } } new A().t`:             "undefined",
		`function F() { this.t = typeof new.target } class A { constructor() { this.t = new F().t } } new A().t`:                   "function",
		`function F() { this.t = (() => typeof new.target)() } new F().t`:                                                          "function",
		`class A { constructor() { this.t = typeof new.target; this.m() } m() { this.u = typeof new.target } } new A().u`:          "undefined",
		`class A { constructor() { this.t = new.target.name } } class B extends A {} new B().t`:                                    "B",
		`class B extends Object { constructor() { const n = new.target.name; super(); this.t = n } } new B().t`:                    "B",
		`function F() { if (!new.target) return new F(); this.t = "made" } class A { constructor() { this.f = F() } } new A().f.t`: "made",
		`function F() { this.t = new.target.name } function G() {} Reflect.construct(F, [], G).t`:                                  "G",
	} {
		t.Run(source, func(t *testing.T) {
			t.Parallel()
			vm := goja.New()
			require.NoError(t, vm.Set(mend.NewTarget, func(this, target *goja.Object) goja.Value {
				if this == nil || target == nil || this.Prototype() != target.Get("prototype") {
					return goja.Undefined()
				}
				return target
			}))
			require.Equal(t, want, run(t, vm, source).String())
		})
	}
}

// TestConstructorsHaveNames in stack traces, and nowhere else.
func TestConstructorsHaveNames(t *testing.T) {
	t.Parallel()
	const trace = `constructor() { this.trace = new Error().stack.split("\n")[1].trim().split(" (")[0] }`
	for source, want := range map[string]string{
		`class A { ` + trace + ` } new A().trace`:                                                          "at new A",
		`const A = class { ` + trace + ` }; new A().trace`:                                                 "at new A",
		`var A; A = class extends Object { ` + trace[:15] + `super(); ` + trace[15:] + ` }; new A().trace`: "at new A",
		`var o = {}; o.B = class { ` + trace + ` }; new o.B().trace`:                                       "at new B",
		`const A = class B { ` + trace + ` }; new A().trace + " " + A.name`:                                "at new B B",
		`class A { constructor() { this.t = typeof A + A.name; } } new A().t`:                              "functionA",
		`class A { constructor() { var A = 1; this.t = A; } } new A().t`:                                   "1",
		`class A { constructor() { this.t = eval("typeof A"); } } new A().t`:                               "function",
	} {
		t.Run(source, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, want, run(t, goja.New(), source).String())
		})
	}
}
