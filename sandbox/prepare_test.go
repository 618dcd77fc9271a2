package sandbox

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/scripts"
)

// TestRunsOnPreparedVMsAreFresh: what is evaluated ahead is used once, and nothing that a
// run leaves is met by the next, however fast they follow each other.
func TestRunsOnPreparedVMsAreFresh(t *testing.T) {
	t.Parallel()
	s := open(t, Config{})
	r := hook(`module.exports = function (user, context, cb) {
		var util = require('util'), slack = require('slack-notify')('');
		var seen = [util.seen, slack.seen, typeof leaked];
		util.seen = slack.seen = leaked = 1;
		cb(null, seen);
	};`)
	for range 50 {
		got, err := s.Run(t.Context(), r)
		require.NoError(t, err)
		require.Equal(t, scripts.OutcomeReturned, got.Outcome, got.Error)
		require.JSONEq(t, `[null, null, "undefined"]`, string(got.Result))
	}
}
