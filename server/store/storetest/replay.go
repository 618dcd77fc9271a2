package storetest

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/store"
)

var replayTests = map[string]func(*testing.T, store.Store){
	"a replay is an execution of its own": func(t *testing.T, s store.Store) {
		h := addTenant(t, s, scripts.DefaultTenant)
		event, executions, err := s.Accept(t.Context(), scripts.Event{Tenant: h.Tenant, Trigger: trigger, Payload: payload})
		require.NoError(t, err)
		require.Empty(t, replay(t, s, false, executions...), "it has not ended")
		settle(t, s, claim(t, s, 1, 1)[0], scripts.StateFailed)
		script := "new"
		_, err = s.UpdateHook(t.Context(), h.Tenant, h.ID, store.HookPatch{Script: &script})
		require.NoError(t, err)

		again := replay(t, s, false, append(executions, "exe_x")...)
		require.Len(t, again, 1)
		newer := replay(t, s, true, again[0], executions[0])
		require.Len(t, newer, 1, "the first replay has not ended")
		claims := claim(t, s, 10, 10)
		require.Len(t, claims, 2)
		for i, version := range []int{1, 2} {
			c := claims[i]
			require.Equal(t, version, c.Execution.Version)
			require.Equal(t, event.ID, c.Execution.EventID)
			require.Equal(t, executions[0], c.Execution.ReplayOf)
			require.Equal(t, 1, c.Execution.Attempt)
			require.Equal(t, payload, c.Payload)
		}
		all, err := s.EventExecutions(t.Context(), h.Tenant, event.ID)
		require.NoError(t, err)
		require.Len(t, all, 3)
		require.Equal(t, scripts.StateFailed, all[0].State, "history stays")
	},
	"what belongs to another tenant or to a deleted hook is not replayed": func(t *testing.T, s store.Store) {
		h := addTenant(t, s, scripts.DefaultTenant)
		ids := accept(t, s, h.Tenant, 1)
		settle(t, s, claim(t, s, 1, 1)[0], scripts.StateDead)
		addTenant(t, s, "other")
		made, err := s.Replay(t.Context(), "other", ids, false)
		require.NoError(t, err)
		require.Empty(t, made)
		n, err := s.Cancel(t.Context(), "other", ids)
		require.NoError(t, err)
		require.Zero(t, n)
		require.NoError(t, s.DeleteHook(t.Context(), h.Tenant, h.ID))
		require.Empty(t, replay(t, s, true, ids...))
	},
	"an event with a key is stored once within its window": once,
	"history is counted and bounded by time": func(t *testing.T, s store.Store) {
		addTenant(t, s, scripts.DefaultTenant)
		ids := accept(t, s, scripts.DefaultTenant, 5)
		settle(t, s, claim(t, s, 1, 1)[0], scripts.StateFailed)
		at := execution(t, s, scripts.DefaultTenant, ids[2]).CreatedAt
		for _, f := range []store.ExecutionFilter{{}, {State: scripts.StateFailed}, {State: "unknown"}, {From: at}, {To: at}, {From: at, To: at.Add(time.Hour)},
			{From: at.Add(time.Hour)}, {Before: ids[1]}, {Outcome: scripts.OutcomeThrew}, {Trigger: trigger}} {
			n, err := s.Count(t.Context(), scripts.DefaultTenant, f)
			require.NoError(t, err)
			f.Limit = 10
			require.Len(t, list(t, s, f), n, "%+v", f)
		}
		n, err := s.Count(t.Context(), scripts.DefaultTenant, store.ExecutionFilter{From: at.Add(time.Hour)})
		require.NoError(t, err)
		require.Zero(t, n)
	},
}

func replay(t *testing.T, s store.Store, current bool, ids ...scripts.ExecutionID) []scripts.ExecutionID {
	made, err := s.Replay(t.Context(), scripts.DefaultTenant, ids, current)
	require.NoError(t, err)
	return made
}

func once(t *testing.T, s store.Store) {
	h := addTenant(t, s, scripts.DefaultTenant)
	addTenant(t, s, "other")
	post := func(tenant scripts.TenantID, key, body string, window time.Duration) (scripts.EventID, []scripts.ExecutionID, bool, error) {
		e, ids, repeated, err := s.AcceptOnce(t.Context(), scripts.Event{Tenant: tenant, Trigger: trigger, Payload: []byte(body)},
			store.Once{Key: key, Window: window})
		return e.ID, ids, repeated, err
	}
	first, ids, repeated, err := post(h.Tenant, "k", "{}", time.Hour)
	require.NoError(t, err)
	require.False(t, repeated)
	require.Len(t, ids, 1)
	replay(t, s, false, ids...)
	again, sameIDs, repeated, err := post(h.Tenant, "k", "{}", time.Hour)
	require.NoError(t, err)
	require.True(t, repeated)
	require.Equal(t, first, again)
	require.Equal(t, ids, sameIDs)
	_, _, _, err = post(h.Tenant, "k", `{"a":1}`, time.Hour)
	isFault(t, err, scripts.ErrConflict)
	for _, other := range []struct {
		tenant scripts.TenantID
		key    string
	}{{"other", "k"}, {h.Tenant, "K"}, {h.Tenant, "k\x00"}} {
		id, _, repeated, err := post(other.tenant, other.key, "{}", time.Hour)
		require.NoError(t, err)
		require.False(t, repeated)
		require.NotEqual(t, first, id)
	}
	late, _, repeated, err := post(h.Tenant, "k", "{}", -time.Hour)
	require.NoError(t, err)
	require.False(t, repeated, "the window is over")
	require.NotEqual(t, first, late)
	require.Len(t, claim(t, s, 10, 10), 5)

	// Posted at once, it is stored once, too.
	const posts = 20
	results := make(chan scripts.EventID, posts)
	for range posts {
		go func() {
			id, _, _, err := post(h.Tenant, "at once", "{}", time.Hour)
			if err != nil {
				t.Error(err)
			}
			results <- id
		}()
	}
	id := <-results
	for range posts - 1 {
		require.Equal(t, id, <-results)
	}
	require.Len(t, claim(t, s, 10, 10), 1)
}
