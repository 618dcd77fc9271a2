package runtime_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/runtime"
	"github.com/hookline/hookline/scripts"
)

// TestThrownProxiesAreAskedInsideOnly: reading what was thrown runs the script's traps.
// Those that throw do not break the run, those that loop are ended by its limits.
func TestThrownProxiesAreAskedInsideOnly(t *testing.T) {
	t.Parallel()
	for _, trap := range []string{"getPrototypeOf", "get", "has", "ownKeys", "getOwnPropertyDescriptor"} {
		for _, how := range []string{"throw p", "cb(p)", "Promise.reject(p)", "setTimeout(function () { throw p; })", "throw Object.create(p)", "cb(null, p)"} {
			for does, outcomes := range map[string][]scripts.Outcome{
				"throw 1":      {scripts.OutcomeThrew, scripts.OutcomeReturned},
				"for (;;) {}":  {scripts.OutcomeTimedOut, scripts.OutcomeThrew, scripts.OutcomeReturned},
				"return 'odd'": {scripts.OutcomeThrew, scripts.OutcomeReturned},
			} {
				got := runScript(t.Context(), t, `module.exports = function (user, context, cb) {
					var p = new Proxy(new Error('x'), { `+trap+`: function () { `+does+`; } });
					`+how+`; };`, runtime.Input{Limits: runtime.Limits{JS: 20 * time.Millisecond}})
				require.Contains(t, outcomes, got.Outcome, "%s: %s: %s: %+v", trap, how, does, got.Error)
			}
		}
	}
}

// TestErrorsAreCut: every text of an error is bounded, its properties in number too.
func TestErrorsAreCut(t *testing.T) {
	t.Parallel()
	for _, how := range []string{"throw e", "cb(e)", "Promise.reject(e)"} {
		got := runScript(t.Context(), t, `module.exports = function (user, context, cb) {
			var long = Array(1e6).join('x'), e = new Error(long);
			e.name = e.stack = long;
			e[long] = 1;
			for (var i = 0; i < 100; i++) e['p' + i] = i % 2 ? long : i;
			`+how+`; };`, runtime.Input{Limits: runtime.Limits{JS: time.Minute, Wall: time.Minute}}) // the race detector is slow
		require.Equal(t, scripts.OutcomeThrew, got.Outcome)
		const most = 8<<10 + len("…")
		require.LessOrEqual(t, len(got.Error.Name), most)
		require.LessOrEqual(t, len(got.Error.Message), most)
		require.LessOrEqual(t, len(got.Error.Stack), most)
		require.LessOrEqual(t, len(got.Error.Props), 20)
		for name, value := range got.Error.Props {
			require.LessOrEqual(t, len(name)+len(value), 2*most)
		}
	}
}

// TestConsoleIsCut: what does not fit is cut, and the record says so.
func TestConsoleIsCut(t *testing.T) {
	t.Parallel()
	got := runScript(t.Context(), t, `module.exports = function (user, context, cb) {
		for (var i = 0; i < 100; i++) console.log(Array(1e4).join('x'));
		cb(); };`, runtime.Input{Limits: runtime.Limits{JS: time.Minute, Wall: time.Minute}})
	require.Equal(t, scripts.OutcomeReturned, got.Outcome)
	require.True(t, got.ConsoleTruncated)
	var text strings.Builder
	for _, line := range got.Console {
		text.WriteString(line.Text)
	}
	last := got.Console[len(got.Console)-1].Text
	require.Contains(t, last, "the console is full: a run keeps 65536 bytes")
	require.LessOrEqual(t, text.Len(), 64<<10+len("…")+len(last))
}
