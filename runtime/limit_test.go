package runtime_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/runtime"
	"github.com/hookline/hookline/runtime/loop"
	"github.com/hookline/hookline/scripts"
)

// TestJavaScriptTime: wherever a script spends it, it is counted, and its end is told
// apart from that of the wall time.
func TestJavaScriptTime(t *testing.T) {
	t.Parallel()
	const spin = `for (;;) {}`
	for name, script := range map[string]string{
		"the module":          spin,
		"the hook":            `module.exports = function () { ` + spin + ` };`,
		"after the answer":    `module.exports = function (user, context, cb) { cb(); ` + spin + ` };`,
		"a timer":             `module.exports = function () { setTimeout(function () { ` + spin + ` }, 1); };`,
		"many short turns":    `module.exports = function () { setInterval(function () { for (var i = 0; i < 1e4; i++); }, 1); };`,
		"promise jobs":        `module.exports = function () { (function f() { Promise.resolve().then(f); })(); };`,
		"next ticks":          `module.exports = function () { (function f() { process.nextTick(f); })(); };`,
		"the result":          `module.exports = function (user, context, cb) { cb(null, {toJSON: function () { ` + spin + ` }}); };`,
		"the result, caught":  `module.exports = function (user, context, cb) { try { cb(null, {get a() { ` + spin + ` }}); } finally { ` + spin + ` } };`,
		"a thrown error":      `module.exports = function () { throw {toString: function () { ` + spin + ` }}; };`,
		"a rejection":         `module.exports = function () { Promise.reject({get message() { ` + spin + ` }}); };`,
		"an error's property": `module.exports = function (user, context, cb) { var e = new Error(); Object.defineProperty(e, 'x', {get: function () { ` + spin + ` }}); cb(e); };`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			began := time.Now()
			got := runScript(t.Context(), t, script, runtime.Input{Limits: runtime.Limits{JS: 100 * time.Millisecond, Wall: 15 * time.Second}})
			require.Equal(t, scripts.OutcomeTimedOut, got.Outcome, got.Error)
			require.Contains(t, got.Error.Message, "after 100ms of JavaScript")
			require.GreaterOrEqual(t, got.JSMS, 100.0)
			require.Less(t, time.Since(began), 10*time.Second)
		})
	}
}

// TestWaitingIsNoJavaScriptTime: a run may wait for longer than it may compute.
func TestWaitingIsNoJavaScriptTime(t *testing.T) {
	t.Parallel()
	got := runScript(t.Context(), t, `module.exports = function (user, context, cb) { setTimeout(cb, 300); };`,
		runtime.Input{Limits: runtime.Limits{JS: 100 * time.Millisecond}})
	require.Equal(t, scripts.OutcomeReturned, got.Outcome, got.Error)
	require.Less(t, got.JSMS, 100.0)
}

func TestWallTimeHasItsOwnMessage(t *testing.T) {
	t.Parallel()
	got := runScript(t.Context(), t, `module.exports = function () { setTimeout(function () {}, 60000); };`,
		runtime.Input{Limits: runtime.Limits{Wall: 50 * time.Millisecond}})
	require.Equal(t, scripts.OutcomeTimedOut, got.Outcome)
	require.Contains(t, got.Error.Message, "after 50ms (wall time limit)")
}

// TestCompilingCounts: what is on the clock before the run counts as JavaScript time.
func TestCompilingCounts(t *testing.T) {
	t.Parallel()
	clock := loop.NewClock()
	clock.Enter() // and never leaves: as if compiling had taken all of the time
	time.AfterFunc(20*time.Millisecond, clock.Leave)
	require.Eventually(t, func() bool { return !clock.IsInside() }, 10*time.Second, time.Millisecond)
	got := runScript(t.Context(), t, `module.exports = function (user, context, cb) { for (var i = 0; i < 1e8; i++); cb(); };`,
		runtime.Input{Clock: clock, Limits: runtime.Limits{JS: 10 * time.Millisecond}})
	require.Equal(t, scripts.OutcomeTimedOut, got.Outcome)
}

func TestMemoryEndsARun(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancelCause(t.Context())
	got := runScript(ctx, t, `module.exports = function (user, context, cb) { try { cb(); for (;;) {} } finally { for (;;) {} } };`,
		runtime.Input{OnAnswer: func(scripts.Attempted) { cancel(&runtime.MemoryError{Limit: 128 << 20}) }})
	require.Equal(t, scripts.OutcomeOutOfMemory, got.Outcome)
	require.Contains(t, got.Error.Message, "128 MiB")
}

func runScript(ctx context.Context, t *testing.T, source string, in runtime.Input) scripts.Attempted {
	t.Helper()
	program, err := runtime.Compile(source)
	require.NoError(t, err)
	in.Program, in.Trigger, in.Payload = program, scripts.PostUserRegistration, sample(t, scripts.PostUserRegistration)
	return runtime.New(runtime.Config{}).Run(ctx, in)
}
