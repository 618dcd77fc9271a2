package storetest

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/store"
)

var queueTests = map[string]func(*testing.T, store.Store){
	"a claim carries what is to be run": func(t *testing.T, s store.Store) {
		h := addTenant(t, s, scripts.DefaultTenant)
		require.Empty(t, claim(t, s, 10, 10))
		id := accept(t, s, h.Tenant, 1)[0]
		claims := claim(t, s, 10, 10)
		require.Len(t, claims, 1)
		c := claims[0]
		require.Equal(t, id, c.Lease.Execution)
		require.Equal(t, payload, c.Payload)
		require.Zero(t, c.Losses)
		require.Equal(t, scripts.StateRunning, c.Execution.State)
		require.WithinDuration(t, time.Now(), *c.Execution.StartedAt, time.Minute)
		require.Equal(t, execution(t, s, h.Tenant, id), c.Execution)
		require.Empty(t, claim(t, s, 10, 10), "claimed twice")
	},
	"a settle keeps the record of the attempt": record,
	"a stale settle changes nothing":           stale,
	"ready wakes after an accept and a give-back": func(t *testing.T, s store.Store) {
		addTenant(t, s, scripts.DefaultTenant)
		woken := func() {
			select {
			case <-s.Ready():
			default:
				require.Fail(t, "not woken")
			}
		}
		accept(t, s, scripts.DefaultTenant, 2)
		woken()
		c := claim(t, s, 1, 1)[0]
		settle(t, s, c, scripts.StateReady)
		woken()
		require.Empty(t, s.Ready())
	},
}

func record(t *testing.T, s store.Store) {
	addTenant(t, s, scripts.DefaultTenant)
	accept(t, s, scripts.DefaultTenant, 1)
	c := claim(t, s, 1, 1)[0]
	answered, refused := 1.5, "refused"
	attempted := scripts.Attempted{
		Outcome: scripts.OutcomeThrew, Result: json.RawMessage(`{"a":1}`), Warnings: []string{"w"},
		Error:            &scripts.ScriptError{Name: "TypeError", Message: "m", Line: 3, Column: 8, Stack: "s", Props: map[string]json.RawMessage{"code": json.RawMessage(`1`)}},
		Console:          []scripts.ConsoleLine{{AtMS: 1.25, Level: "log", Text: "hobby surfing"}},
		ConsoleTruncated: true, AnsweredMS: &answered, DurationMS: 84, JSMS: 0.4,
		Requests: []scripts.Request{{Method: "POST", URL: "https://hooks.slack.com/", Status: 200, AtMS: 2, DurationMS: 3, BytesOut: 4, BytesIn: 5, Error: &refused}},
	}
	started := time.Now().UTC().Truncate(time.Millisecond)
	held, err := s.Settle(t.Context(), c.Lease, store.Settlement{State: scripts.StateFailed, StartedAt: started, Attempted: attempted})
	require.NoError(t, err)
	require.True(t, held)
	want := c.Execution
	want.State, want.StartedAt, want.Attempted = scripts.StateFailed, &started, attempted
	require.Equal(t, want, execution(t, s, scripts.DefaultTenant, c.Lease.Execution))
	require.Empty(t, claim(t, s, 10, 10))
}

func stale(t *testing.T, s store.Store) {
	addTenant(t, s, scripts.DefaultTenant)
	id := accept(t, s, scripts.DefaultTenant, 1)[0]
	first := claim(t, s, 1, 1)[0]
	require.True(t, settle(t, s, first, scripts.StateReady))
	back := execution(t, s, scripts.DefaultTenant, id)
	require.Equal(t, scripts.StateReady, back.State)
	require.Nil(t, back.StartedAt)
	require.Empty(t, back.Outcome)
	require.False(t, settle(t, s, first, scripts.StateReady), "given back twice")

	unlost := claim(t, s, 1, 1)[0]
	require.Zero(t, unlost.Losses, "given back, not lost")
	held, err := s.Settle(t.Context(), unlost.Lease, store.Settlement{State: scripts.StateReady, Lost: true})
	require.NoError(t, err)
	require.True(t, held)

	second := claim(t, s, 1, 1)[0]
	require.Equal(t, 1, second.Losses)
	require.Equal(t, 1, second.Execution.Attempt)
	require.False(t, settle(t, s, first, scripts.StateFailed), "the lease was handed on")
	require.Equal(t, scripts.StateRunning, execution(t, s, scripts.DefaultTenant, id).State)
	forged := second
	forged.Lease.Token += 1
	require.False(t, settle(t, s, forged, scripts.StateFailed))
	for _, other := range []scripts.ExecutionID{"", "exe_", "exe_01ARZ3NDEKTSV4RRFFQ69G5FAV", "evt_" + id[4:]} {
		forged := second
		forged.Lease.Execution = other
		require.False(t, settle(t, s, forged, scripts.StateFailed))
	}
	for _, state := range []scripts.State{scripts.StateRunning, "", "lost"} {
		_, err := s.Settle(t.Context(), second.Lease, store.Settlement{State: state})
		require.Error(t, err)
	}
	require.True(t, settle(t, s, second, scripts.StateSucceeded))
	require.False(t, settle(t, s, second, scripts.StateFailed), "settled twice")
	require.Equal(t, scripts.StateSucceeded, execution(t, s, scripts.DefaultTenant, id).State)
}
