package sandbox

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/runtime"
	"github.com/hookline/hookline/scripts"
)

// TestBacktrackingEndsAsTimedOut: the pattern takes longer than the universe has. Its run
// never gets to hear "no match", which would be wrong for the first and third.
func TestBacktrackingEndsAsTimedOut(t *testing.T) {
	t.Parallel()
	s := open(t, Config{Limits: runtime.Limits{JS: 300 * time.Millisecond}, KillsPerMinute: -1})
	for _, call := range []string{
		`/^(?=a)(a+)+(b|c*)*d?$/.test('a'.repeat(40) + 'x' + 'd')`,
		`/(?=a)(a+)+$/.exec('a'.repeat(40) + 'b')`,
		`'a'.repeat(40).concat('!').replace(/(a*)*\1b/, 'y')`,
		`('a'.repeat(40) + 'b').split(/(?!b)(a+)+$/)`,
		`('a'.repeat(40) + 'b').match(/(?!b)(a+)+$/g)`,
	} {
		got, err := s.Run(t.Context(), hook(`module.exports = function (user, context, cb) { cb(null, String(`+call+`)); };`))
		require.NoError(t, err, call)
		require.Equal(t, scripts.OutcomeTimedOut, got.Outcome, "%s: %s after %v ms", call, got.Result, got.JSMS)
		require.Nil(t, got.Result, call)
	}
}

// TestDeepBacktrackingIsRight: the pattern needs more than 100,000 slots of stack.
func TestDeepBacktrackingIsRight(t *testing.T) {
	t.Parallel()
	s := open(t, Config{})
	got, err := s.Run(t.Context(), hook(`module.exports = function (user, context, cb) { cb(null, [
		/^(?!z)(a|b)*$/.test('ab'.repeat(50000)), /^(?!z)(a|b)*$/.test('ab'.repeat(50000) + 'c')]); };`))
	require.NoError(t, err)
	require.Equal(t, scripts.OutcomeReturned, got.Outcome, got.Error)
	require.JSONEq(t, `[true, false]`, string(got.Result))
}
