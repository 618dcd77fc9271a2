package api

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/scripts"
)

func TestTriggersAreDescribed(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(c *Config) { c.Limits.WallMS = 20_000 })
	var all []triggerView
	require.NoError(t, json.Unmarshal([]byte(w.want(200, "GET", "/api/v2/triggers", "")), &all))
	require.Len(t, all, len(scripts.Triggers()))
	for _, view := range all {
		var one triggerView
		require.NoError(t, json.Unmarshal([]byte(w.want(200, "GET", "/api/v2/triggers/"+string(view.ID), "")), &one))
		require.Equal(t, view, one)
		require.Contains(t, view.Signature, "function (")
		require.NotEmpty(t, view.Starter)
		require.EqualValues(t, 20_000, view.Limits.WallMS)
		trigger, err := scripts.FindTrigger(view.ID)
		require.NoError(t, err)
		require.NoError(t, trigger.CheckPayload(view.Sample))
	}
	w.want(404, "GET", "/api/v2/triggers/post-login", "")
	require.Contains(t, w.send("GET", "/api/v2/typings", "").Body.String(), "type PreUserRegistrationHook")
}
