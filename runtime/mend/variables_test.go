package mend_test

import (
	"testing"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/require"
)

// variables are functions that are called with more arguments than they have parameters.
// Each returns true if its variables are what they should be.
var variables = []string{
	`function (a) { var x; return (() => { a; return x === undefined })() }`,
	`(a) => { var x; return (function () { a; return x === undefined })() }`,
	`function () { arguments; var x; return (() => x === undefined)() }`,
	`function () { "use strict"; arguments; var x; return (() => x === undefined)() && (function () { return !this })() }`,
	`function () { eval(''); var x; return (() => x === undefined)() }`,
	`function (a) { var x; return eval('x === undefined') }`,
	`function (a, b) { arguments; var x; return new (class { y = b && x === undefined })().y }`,
	`function (a) { const f = () => [a, x, y, z, i].slice(1).every((v) => v === undefined); const r = f(); var x = 1, { y, q: [z = 1] } = { q: [] }; for (var i of [1]); return r && z === 1 }`,
	`function (a) { for (var i = 0; i < 2; i++) { var x; if (i === 0) x = 5; } return (() => { a; return x === 5 })() }`,
	`function (a) { var a; return (() => a === 1)() }`,
	`function (a) { var f; function f() {} return (() => { a; return typeof f === 'function' })() }`,
	`function (a) { var arguments; return (() => a)() === arguments[0] }`,
	`function (a) { return (() => { var x; return (() => { a; return x === undefined })() })(1, 2) }`,
}

func TestVariables(t *testing.T) {
	t.Parallel()
	for _, source := range variables {
		t.Run(source, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, true, run(t, goja.New(), "("+source+")(1, 2, 3)").Export())
		})
	}
}

// TestGojaStillNeedsVariables fails when goja has been mended itself.
func TestGojaStillNeedsVariables(t *testing.T) {
	t.Parallel()
	value, err := goja.New().RunString("(" + variables[0] + ")(1, 2, 3)")
	require.NoError(t, err)
	require.Equal(t, false, value.Export())
}
