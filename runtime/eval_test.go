package runtime_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/runtime"
	"github.com/hookline/hookline/scripts"
)

// evalRoutes are the ways from a string to code.
var evalRoutes = map[string]string{
	"eval":                    `eval('1')`,
	"indirect eval":           `(0, eval)('1')`,
	"eval by call":            `eval.call(null, '1')`,
	"eval by Reflect":         `Reflect.apply(eval, null, ['1'])`,
	"Function":                `Function('return 1')()`,
	"new Function":            `new Function('return 1')()`,
	"Function without a body": `new Function()`,
	"constructor":             `(function () {}).constructor('return 1')()`,
	"constructor of a native": `[].map.constructor('return 1')()`,
	"constructor twice":       `({}).constructor.constructor('return 1')()`,
	"a class":                 `(class {}).constructor('return 1')()`,
	"an arrow":                `(() => 1).constructor('return 1')()`,
	"generator":               `(function* () {}).constructor('yield 1')`,
	"async":                   `(async function () {}).constructor('return 1')`,
	"async arrow":             `(async () => 1).constructor('return 1')`,
	"prototype":               `Object.getPrototypeOf(function () {}).constructor('return 1')`,
	"descriptor":              `Object.getOwnPropertyDescriptor(Function.prototype, 'constructor').value('return 1')`,
	"Reflect.construct":       `Reflect.construct(Function, ['return 1'])`,
	"bound":                   `Function.bind(null, 'return 1')()`,
	"Proxy":                   `new (new Proxy(Function, {}))('return 1')`,
	"subclass":                `new (class extends Function {})('return 1')`,
	"the callback's":          `cb.constructor('return 1')()`,
	"require's":               `require('path').join.constructor('return 1')()`,
	"callback of map":         `['1'].map(eval)`,
}

func TestNoEvalClosesEveryRoute(t *testing.T) {
	t.Parallel()
	for name, route := range evalRoutes {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			source := `module.exports = function (user, context, cb) {
				try { ` + route + `; cb(null, 'open'); } catch (e) { cb(null, e instanceof EvalError ? e.message : String(e)); }
			};`
			got := runScript(t.Context(), t, source, runtime.Input{NoEval: true})
			require.Equal(t, scripts.OutcomeReturned, got.Outcome, got.Error)
			require.Contains(t, string(got.Result), "no_eval")

			got = runScript(t.Context(), t, source, runtime.Input{})
			require.Equal(t, `"open"`, string(got.Result))
		})
	}
}

func TestNoEvalLeavesTheRestAlone(t *testing.T) {
	t.Parallel()
	got := runScript(t.Context(), t, `module.exports = async function (user, context, cb) {
		var f = function () { return eval(1); };
		var slack = require('slack-notify'), util = require('util');
		await null;
		cb(null, [f(), f instanceof Function, typeof slack, util.inspect({a: [new Map()]}), JSON.parse('{"a":1}').a, /a(?=b)/.test('ab')]);
	};`, runtime.Input{NoEval: true})
	require.Equal(t, scripts.OutcomeReturned, got.Outcome, got.Error)
	require.JSONEq(t, `[1, true, "function", "{ a: [ Map(0) {} ] }", 1, true]`, string(got.Result))
}
