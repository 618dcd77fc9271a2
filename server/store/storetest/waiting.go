package storetest

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/store"
)

var waitingTests = map[string]func(*testing.T, store.Store){
	"another attempt comes when it is time, and the record of the first is kept": retrying,
	"what waits can be canceled": func(t *testing.T, s store.Store) {
		addTenant(t, s, scripts.DefaultTenant)
		id := accept(t, s, scripts.DefaultTenant, 1)[0]
		retry(t, s, claim(t, s, 1, 1)[0], time.Hour)
		require.Equal(t, 1, cancel(t, s, id))
		e := execution(t, s, scripts.DefaultTenant, id)
		require.Equal(t, scripts.StateCanceled, e.State)
		require.Nil(t, e.RunAt)
		require.Len(t, e.Earlier, 1)
		require.Zero(t, cancel(t, s, id), "once")
	},
	"what is ready can be canceled, what runs or has ended not": func(t *testing.T, s store.Store) {
		addTenant(t, s, scripts.DefaultTenant)
		ids := accept(t, s, scripts.DefaultTenant, 3)
		running := claim(t, s, 2, 2)
		settle(t, s, running[0], scripts.StateSucceeded)
		require.Equal(t, 1, cancel(t, s, append(ids, "exe_x")...))
		require.Equal(t, scripts.StateCanceled, execution(t, s, scripts.DefaultTenant, ids[2]).State)
		require.Empty(t, claim(t, s, 10, 10))
		require.True(t, settle(t, s, running[1], scripts.StateDead))
		require.Equal(t, 1, cancel(t, s, ids...), "nobody wants the dead one")
	},
	"a paused hook takes events in and runs them when it is resumed": func(t *testing.T, s store.Store) {
		h := addTenant(t, s, scripts.DefaultTenant)
		pausing(t, s, h, func(paused bool) {
			_, err := s.UpdateHook(t.Context(), h.Tenant, h.ID, store.HookPatch{Paused: &paused})
			require.NoError(t, err)
		})
	},
	"a paused tenant takes events in and runs them when it is resumed": func(t *testing.T, s store.Store) {
		h := addTenant(t, s, scripts.DefaultTenant)
		pausing(t, s, h, func(paused bool) {
			tenant, err := s.UpdateTenant(t.Context(), h.Tenant, store.SettingsPatch{Paused: &paused})
			require.NoError(t, err)
			require.Equal(t, paused, tenant.Settings.Paused)
		})
	},
	"what is paused twice is to be resumed twice": func(t *testing.T, s store.Store) {
		h := addTenant(t, s, scripts.DefaultTenant)
		yes, no := true, false
		hook := func(paused *bool) {
			_, err := s.UpdateHook(t.Context(), h.Tenant, h.ID, store.HookPatch{Paused: paused})
			require.NoError(t, err)
		}
		tenant := func(paused *bool) {
			_, err := s.UpdateTenant(t.Context(), h.Tenant, store.SettingsPatch{Paused: paused})
			require.NoError(t, err)
		}
		hook(&yes)
		tenant(&yes)
		accept(t, s, h.Tenant, 2)
		tenant(&no)
		require.Empty(t, claim(t, s, 10, 10))
		tenant(&yes)
		hook(&no)
		require.Empty(t, claim(t, s, 10, 10))
		tenant(&no)
		require.Len(t, claim(t, s, 10, 10), 2)
	},
	"the queue is counted": func(t *testing.T, s store.Store) {
		depth := func() store.Depth {
			d, err := s.Depth(t.Context())
			require.NoError(t, err)
			return d
		}
		require.Zero(t, depth())
		addTenant(t, s, scripts.DefaultTenant)
		ids := accept(t, s, scripts.DefaultTenant, 5)
		claims := claim(t, s, 3, 3)
		retry(t, s, claims[0], time.Hour)
		settle(t, s, claims[1], scripts.StateSucceeded)
		require.Equal(t, store.Depth{Ready: 2, Waiting: 1, Running: 1, Oldest: execution(t, s, scripts.DefaultTenant, ids[3]).CreatedAt}, depth())
	},
}

func retrying(t *testing.T, s store.Store) {
	h := addTenant(t, s, scripts.DefaultTenant)
	policy := scripts.Retry{Attempts: 3, DelaysS: []float64{1}, On: []scripts.Outcome{scripts.OutcomeTimedOut}}
	_, err := s.UpdateHook(t.Context(), h.Tenant, h.ID, store.HookPatch{Retry: &policy})
	require.NoError(t, err)
	id := accept(t, s, h.Tenant, 1)[0]
	first := claim(t, s, 1, 1)[0]
	require.Equal(t, policy, first.Retry)
	before := time.Now()
	record := retry(t, s, first, 300*time.Millisecond)
	require.False(t, settle(t, s, first, scripts.StateSucceeded), "settled twice")

	e := execution(t, s, h.Tenant, id)
	require.Equal(t, scripts.StateWaiting, e.State)
	require.Equal(t, 2, e.Attempt)
	require.WithinDuration(t, before.Add(300*time.Millisecond), *e.RunAt, 5*time.Second)
	require.Nil(t, e.StartedAt)
	require.Empty(t, e.Outcome)
	require.Equal(t, []scripts.Attempt{record}, e.Earlier)

	var second []store.Claim
	require.Eventually(t, func() bool { second = claim(t, s, 1, 1); return len(second) == 1 }, 20*time.Second, 10*time.Millisecond)
	require.GreaterOrEqual(t, time.Since(before), 250*time.Millisecond)
	require.Equal(t, 2, second[0].Execution.Attempt)
	require.Zero(t, second[0].Losses)
	require.Nil(t, second[0].Execution.RunAt)
	require.True(t, settle(t, s, second[0], scripts.StateSucceeded))
	require.Len(t, execution(t, s, h.Tenant, id).Earlier, 1)
}

// retry settles a claim so that there is another attempt.
func retry(t *testing.T, s store.Store, c store.Claim, delay time.Duration) scripts.Attempt {
	a := scripts.Attempt{Attempt: c.Execution.Attempt, StartedAt: c.Execution.CreatedAt,
		Attempted: scripts.Attempted{Outcome: scripts.OutcomeThrew, Error: &scripts.ScriptError{Message: "no"}, DurationMS: 3}}
	held, err := s.Settle(t.Context(), c.Lease, store.Settlement{State: scripts.StateWaiting, Delay: delay, StartedAt: a.StartedAt, Attempted: a.Attempted})
	require.NoError(t, err)
	require.True(t, held)
	return a
}

func cancel(t *testing.T, s store.Store, ids ...scripts.ExecutionID) int {
	n, err := s.Cancel(t.Context(), scripts.DefaultTenant, ids)
	require.NoError(t, err)
	return n
}

func pausing(t *testing.T, s store.Store, h scripts.Hook, pause func(bool)) {
	before := accept(t, s, h.Tenant, 3)
	running := claim(t, s, 1, 1)[0]
	pause(true)
	during := accept(t, s, h.Tenant, 2)
	require.Len(t, during, 2)
	require.Empty(t, claim(t, s, 10, 10))
	e := execution(t, s, h.Tenant, during[0])
	require.Equal(t, scripts.StateWaiting, e.State)
	require.Nil(t, e.RunAt)

	require.True(t, settle(t, s, running, scripts.StateReady), "given back, as when its worker was lost")
	stray := claim(t, s, 10, 10)
	require.Len(t, stray, 1)
	require.True(t, stray[0].Paused)
	held, err := s.Settle(t.Context(), stray[0].Lease, store.Settlement{State: scripts.StateWaiting, Held: true})
	require.NoError(t, err)
	require.True(t, held)
	require.Empty(t, claim(t, s, 10, 10))

	for len(s.Ready()) > 0 {
		<-s.Ready()
	}
	pause(false)
	require.NotEmpty(t, s.Ready(), "the claimer was not woken")
	var ran []scripts.ExecutionID
	for _, c := range claim(t, s, 10, 10) {
		require.False(t, c.Paused)
		ran = append(ran, c.Lease.Execution)
	}
	require.Equal(t, append(before, during...), ran)
}
