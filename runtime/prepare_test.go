package runtime_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/runtime"
	"github.com/hookline/hookline/runtime/loop"
	"github.com/hookline/hookline/scripts"
)

const usesModules = `
	var loaded = 0;
	module.exports = function (user, context, cb) {
		loaded++;
		var slack = require('slack-notify')(SLACK_HOOK);
		slack.request = function (data, done) {};
		slack.success({ text: user.email, channel: '#some_channel' });
		console.log(typeof process.uptime(), configuration.SLACK_HOOK, new URL('http://a/b').pathname);
		require('events').seen = (require('events').seen || 0) + 1;
		cb(null, { loaded: loaded, seen: require('events').seen, id: context.webtask.id });
	};`

func input(t testing.TB, program *runtime.Program, id string) runtime.Input {
	t.Helper()
	return runtime.Input{Program: program, Trigger: scripts.PostUserRegistration, Payload: sample(t, scripts.PostUserRegistration),
		RequestID: id, Secrets: map[string]string{"SLACK_HOOK": "https://hooks.slack.com/services/x"}}
}

func compile(t testing.TB, source string) *runtime.Program {
	t.Helper()
	program, err := runtime.Compile(source)
	require.NoError(t, err)
	return program
}

func prepare(e *runtime.Engine, program *runtime.Program) *runtime.Prepared {
	return e.Prepare(context.Background(), program, runtime.Limits{}, false, loop.NewClock())
}

// TestPreparedRunsAreLikeOthers: only the time tells whether a VM was made ahead.
func TestPreparedRunsAreLikeOthers(t *testing.T) {
	t.Parallel()
	engine, program := runtime.New(runtime.Config{}), compile(t, usesModules)
	require.Nil(t, prepare(engine, program), "nothing is known yet")
	first := engine.Run(t.Context(), input(t, program, "1"))
	require.Equal(t, scripts.OutcomeReturned, first.Outcome, first.Error)
	for range 3 {
		in := input(t, program, "1")
		in.Prepared = prepare(engine, program)
		require.NotNil(t, in.Prepared)
		got := engine.Run(t.Context(), in)
		require.Equal(t, string(first.Result), string(got.Result))
		require.Equal(t, first.Outcome, got.Outcome)
		require.Equal(t, first.Warnings, got.Warnings)
		require.Len(t, got.Console, 1)
		require.Equal(t, first.Console[0].Text, got.Console[0].Text)
	}
}

// TestPreparedRunsObeyTheirOwnLimits: what was spent ahead is not charged, and what ended
// the preparation does not end the run.
func TestPreparedRunsObeyTheirOwnLimits(t *testing.T) {
	t.Parallel()
	engine, program := runtime.New(runtime.Config{}), compile(t, `module.exports = function (user, context, cb) {
		require('util');
		if (user.email === 'loop') for (;;) {}
		cb();
	};`)
	require.Equal(t, scripts.OutcomeReturned, engine.Run(t.Context(), input(t, program, "")).Outcome)
	in := input(t, program, "")
	in.Limits.JS = 50_000_000
	in.Prepared = engine.Prepare(t.Context(), program, in.Limits, false, loop.NewClock())
	in.Payload = []byte(`{"user":{"email":"loop"},"context":{"connection":{}}}`)
	got := engine.Run(t.Context(), in)
	require.Equal(t, scripts.OutcomeTimedOut, got.Outcome)
	require.GreaterOrEqual(t, got.JSMS, 50.0)
}

// TestNothingIsPreparedForHooksThatNeedNothing.
func TestNothingIsPreparedForHooksThatNeedNothing(t *testing.T) {
	t.Parallel()
	engine, program := runtime.New(runtime.Config{}), compile(t, trivialHook)
	engine.Run(t.Context(), input(t, program, ""))
	require.Nil(t, prepare(engine, program))
}

// TestPackagesSeeWhatTheHookSetBefore: the environment that a hook sets before it
// requires a package is there when the package is loaded, as in any other run.
func TestPackagesSeeWhatTheHookSetBefore(t *testing.T) {
	t.Parallel()
	packages, err := runtime.CompilePackages(`exports.versions = {}; var cache;
		exports.modules = { sdk: function () { return cache || (cache = { region: process.env.REGION || 'none' }); } };`)
	require.NoError(t, err)
	program := compile(t, `module.exports = function (user, context, cb) {
		if (user.email) process.env.REGION = user.email;
		cb(null, require('sdk').region);
	};`)
	program.Use(packages)
	engine := runtime.New(runtime.Config{})
	for _, step := range []struct{ email, want string }{{"", `"none"`}, {"eu", `"eu"`}, {"", `"none"`}, {"us", `"us"`}} {
		in := input(t, program, "")
		in.Prepared = prepare(engine, program)
		in.Payload = []byte(`{"user":{"email":"` + step.email + `"},"context":{"connection":{}}}`)
		got := engine.Run(t.Context(), in)
		require.Equal(t, step.want, string(got.Result), "%+v", got.Error)
	}
}

// TestWhatShowsOutsideIsNotDoneAhead.
func TestWhatShowsOutsideIsNotDoneAhead(t *testing.T) {
	t.Parallel()
	for name, load := range map[string]string{
		"prints":          `console.log('hello')`,
		"starts a timer":  `setTimeout(function () {}, 1)`,
		"sends a request": `fetch('http://example.org').catch(function () {})`,
		"reads a secret":  `configuration.SLACK_HOOK`,
	} {
		packages, err := runtime.CompilePackages(`exports.versions = {}; exports.modules = { p: function () { ` + load + ` } };`)
		require.NoError(t, err)
		program := compile(t, `module.exports = function (user, context, cb) { require('p'); cb(); };`)
		program.Use(packages)
		engine := runtime.New(runtime.Config{})
		got := engine.Run(t.Context(), input(t, program, ""))
		require.Equal(t, scripts.OutcomeReturned, got.Outcome, got.Error)
		require.Nil(t, prepare(engine, program), name)
	}
}
