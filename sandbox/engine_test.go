package sandbox

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/scripts"
)

// TestPanicsOfTheEngineEndTheRunOnly: built-ins of goja that panic when they are called
// in odd ways end the run, or throw where goja was mended; the worker goes on.
func TestPanicsOfTheEngineEndTheRunOnly(t *testing.T) {
	t.Parallel()
	s := open(t, Config{})
	_, err := s.Run(t.Context(), hook(trivial))
	require.NoError(t, err)
	worker := processOf(s, "t")
	for _, call := range []string{
		`RegExp.prototype[Symbol.split].call([1, 2, 3])`,
		`RegExp.prototype[Symbol.replace].call([1, 2, 3])`,
		`var r = Proxy.revocable(function () {}, {}); r.revoke(); Function.prototype.toString.call(r.proxy)`,
		`Array.prototype.find.call([, , 3], Function, [], Array)`,
		`Object.prototype.toLocaleString.call(Object.create(null))`,
		`'x'['pad' + 'End'](2 ** 53)`,
		`'x'['pad' + 'Start'](Infinity, 'ü')`,
		`'x'['re' + 'peat'](2 ** 53)`,
		`'x'['re' + 'peat'](1e300)`,
	} {
		got, err := s.Run(t.Context(), hook(`module.exports = function () { `+call+`; throw new Error('went on'); };`))
		require.NoError(t, err, call)
		require.Contains(t, []scripts.Outcome{scripts.OutcomeCrashed, scripts.OutcomeThrew}, got.Outcome, call)
		require.False(t, strings.Contains(got.Error.Message, "goja") || strings.Contains(got.Error.Stack, ".go:"), call)
	}
	require.Same(t, worker, processOf(s, "t"))
	require.Zero(t, s.Stats().Lost+s.Stats().Killed)
}
