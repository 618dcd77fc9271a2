package sandbox

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/runtime"
	"github.com/hookline/hookline/scripts"
)

// traces are what a run leaves wherever it can: each is an expression that is true where
// the trace is, and the statement that leaves it.
var traces = map[string]string{
	`typeof leaked !== 'undefined'`:                  `leaked = 1`,
	`globalThis.leaked2`:                             `globalThis.leaked2 = 1`,
	`({}).leaked`:                                    `Object.prototype.leaked = 1`,
	`[].leaked`:                                      `Array.prototype.leaked = 1`,
	`''.leaked`:                                      `String.prototype.leaked = 1`,
	`(function () {}).leaked`:                        `Function.prototype.leaked = 1`,
	`Promise.leaked`:                                 `Promise.leaked = 1`,
	`JSON.leaked`:                                    `JSON.leaked = 1`,
	`Math.max() === 'mine'`:                          `Math.max = function () { return 'mine' }`,
	`Buffer.prototype.leaked || Buffer.leaked`:       `Buffer.prototype.leaked = Buffer.leaked = 1`,
	`Buffer.from('a').leaked`:                        `Buffer.from = function () { return { leaked: 1 } }`,
	`console.log.leaked`:                             `console.log = function () {}; console.log.leaked = 1`,
	`process.leaked`:                                 `process.leaked = 1`,
	`process.env.leaked`:                             `process.env.leaked = 1`,
	`setTimeout.leaked`:                              `setTimeout.leaked = 1`,
	`URL.prototype.leaked`:                           `URL.prototype.leaked = 1`,
	`require.leaked`:                                 `require.leaked = 1`,
	`require('util').leaked`:                         `require('util').leaked = 1`,
	`require('http').globalAgent.leaked`:             `require('http').globalAgent.leaked = 1`,
	`require('http').request === 1`:                  `require('http').request = 1`,
	`require('events').EventEmitter.leaked`:          `require('events').EventEmitter.leaked = 1`,
	`require('events').defaultMaxListeners === 4711`: `require('events').defaultMaxListeners = 4711`,
	`require('slack-notify').leaked`:                 `require('slack-notify').leaked = 1`,
	`require('crypto').leaked`:                       `require('crypto').leaked = 1`,
	`require('path').join === 1`:                     `require('path').join = 1`,
	`require('stream').Readable.prototype.leaked`:    `require('stream').Readable.prototype.leaked = 1`,
	`Error.prototype.leaked || Error.leaked`:         `Error.prototype.leaked = Error.leaked = 1`,
	`Symbol.leaked`:                                  `Symbol.leaked = 1`,
	`/a/.leaked || /a/g.lastIndex`:                   `RegExp.prototype.leaked = 1; /a/g.test('a')`,
	`module.leaked || exports.leaked`:                `module.leaked = exports.leaked = 1`,
	`user.leaked || context.leaked`:                  `user.leaked = context.leaked = 1`,
	`tagged().leaked`:                                `tagged().leaked = 1`,
}

// TestNothingIsLeftForTheNextRun: not by the same program in the same worker, not by
// another program of the tenant.
func TestNothingIsLeftForTheNextRun(t *testing.T) {
	t.Parallel()
	s := open(t, Config{})
	var look, leave strings.Builder
	for trace, statement := range traces {
		look.WriteString("try { if (" + trace + ") found.push(" + quoted(trace) + ") } catch (e) { found.push(String(e)) }\n")
		leave.WriteString(statement + ";\n")
	}
	source := `
		function tagged() { return { get leaked() { return tagged.kept; }, set leaked(v) { tagged.kept = v; } }; }
		var count = 0;
		module.exports = function (user, context, cb) {
			var found = [], answer = cb;
			if (count++) found.push('a variable of the module');
			` + look.String() + leave.String() + `
			if (user.name === 'both') { ` + look.String() + ` }
			answer(null, found);
		};`
	for i := range 6 {
		r := hook(source)
		if i > 2 {
			r.Source += "// another program"
		}
		got, err := s.Run(t.Context(), r)
		require.NoError(t, err)
		require.Equal(t, scripts.OutcomeReturned, got.Outcome, got.Error)
		require.Equal(t, "[]", string(got.Result))
	}
	require.Equal(t, 1, s.Stats().Workers)

	// A trace that its own run does not see proves nothing.
	r := hook(source)
	r.Payload = []byte(`{"user":{"name":"both"},"context":{}}`)
	got, err := s.Run(t.Context(), r)
	require.NoError(t, err)
	var found []string
	require.NoError(t, json.Unmarshal(got.Result, &found), "%+v", got.Error)
	for trace := range traces {
		require.Contains(t, found, trace)
	}
}

// TestWorkOfAnEndedRunIsGone: timers of a run do not fire in the next, and what a run
// prints and sends is in its own record.
func TestWorkOfAnEndedRunIsGone(t *testing.T) {
	t.Parallel()
	s := open(t, Config{Limits: runtime.Limits{JS: 5e9, Wall: 5e7}})
	got, err := s.Run(t.Context(), hook(`module.exports = function (user, context, cb) {
		setInterval(function () { console.log('from the first'); }, 1); };`))
	require.NoError(t, err)
	require.Equal(t, scripts.OutcomeTimedOut, got.Outcome)
	got, err = s.Run(t.Context(), hook(`module.exports = function (user, context, cb) { setTimeout(cb, 20); };`))
	require.NoError(t, err)
	require.Equal(t, scripts.OutcomeReturned, got.Outcome, got.Error)
	require.Empty(t, got.Console)
}

func quoted(text string) string { return `"` + strings.ReplaceAll(text, `"`, `\"`) + `"` }
