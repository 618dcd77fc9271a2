package main

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/scripts"
)

const askHook = `module.exports = function (user, context, cb) {
	require('http').get(context.webtask.secrets.URL + '/x', { headers: { connection: 'close' } }, function (res) { res.resume(); cb(null, 'reached'); })
		.on('error', function (e) { cb(null, e.message); });
};`

// TestSettingsApplyAtOnce: what the operator sets for a tenant holds from the next run
// and connection on, without a restart and in the worker that runs.
func TestSettingsApplyAtOnce(t *testing.T) {
	t.Parallel()
	g := newGate(t)
	close(g.open)
	p := start(t, t.TempDir())
	p.createHook("ask", askHook, g.URL)
	run := func() string {
		var record scripts.Execution
		id := p.post("ada")
		record = p.ended(id)
		require.Equal(t, scripts.OutcomeReturned, record.Outcome, record.Error)
		return string(record.Result)
	}
	set := func(settings map[string]any) { p.call("PATCH", "/tenants/default", settings, nil, 200) }

	require.Contains(t, run(), "egress refused: not a public address")
	set(map[string]any{"egress_allow": []string{g.address()}})
	require.Equal(t, `"reached"`, run())
	set(map[string]any{"egress_allow": []string{}, "egress_deny_all": true})
	require.Contains(t, run(), "egress refused: not on the tenant's egress list")
	p.call("PATCH", "/tenants/default", map[string]any{"egress_allow": []string{"localhost"}}, nil, 400)
}
