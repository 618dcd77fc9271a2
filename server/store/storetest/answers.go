package storetest

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/store"
)

var answerTests = map[string]func(*testing.T, store.Store){
	"what a blocking trigger answered is history": func(t *testing.T, s store.Store) {
		h := addTenant(t, s, scripts.DefaultTenant)
		a := answered(s, h, 2)
		require.NoError(t, s.Record(t.Context(), []store.Answered{a, answered(s, h, 0)}))

		event, err := s.Event(t.Context(), h.Tenant, a.Event.ID)
		require.NoError(t, err)
		require.Equal(t, a.Event.Trigger, event.Trigger)
		require.JSONEq(t, string(payload), string(event.Payload))
		found, err := s.EventExecutions(t.Context(), h.Tenant, a.Event.ID)
		require.NoError(t, err)
		require.Len(t, found, 2)
		for i, e := range found {
			e.CreatedAt = time.Time{}
			require.Equal(t, a.Executions[i], e)
		}
		require.Empty(t, claim(t, s, 10, 10), "nothing of it waits")
		listed, err := s.ListExecutions(t.Context(), h.Tenant, store.ExecutionFilter{Limit: 10})
		require.NoError(t, err)
		require.Len(t, listed, 2)
	},
	"an answer is recorded once, and all or nothing": func(t *testing.T, s store.Store) {
		h := addTenant(t, s, scripts.DefaultTenant)
		first, second := answered(s, h, 1), answered(s, h, 1)
		require.NoError(t, s.Record(t.Context(), []store.Answered{first}))
		require.Error(t, s.Record(t.Context(), []store.Answered{second, first}))
		_, err := s.Event(t.Context(), h.Tenant, second.Event.ID)
		isFault(t, err, scripts.ErrNotFound)
		second.Event.Tenant = "nobody"
		isFault(t, s.Record(t.Context(), []store.Answered{second}), scripts.ErrNotFound)
	},
	"ids of answers and of the queue do not meet": func(t *testing.T, s store.Store) {
		h := addTenant(t, s, scripts.DefaultTenant)
		a := answered(s, h, 3)
		queued := accept(t, s, h.Tenant, 3)
		require.NoError(t, s.Record(t.Context(), []store.Answered{a}))
		queued = append(queued, accept(t, s, h.Tenant, 3)...)
		require.Len(t, claim(t, s, 10, 10), 6)
		require.Len(t, queued, 6)
		seen := map[scripts.ExecutionID]bool{}
		for _, id := range queued {
			seen[id] = true
		}
		for _, e := range a.Executions {
			require.False(t, seen[e.ID])
		}
	},
}

func answered(s store.Store, h scripts.Hook, executions int) store.Answered {
	event, ids := s.Begin(executions)
	a := store.Answered{Event: scripts.Event{ID: event, Tenant: h.Tenant, Trigger: scripts.PreUserRegistration, Payload: payload}}
	for i, id := range ids {
		at := time.Date(2026, 11, 29, 1, 2, 3, i*int(time.Millisecond), time.UTC)
		a.Executions = append(a.Executions, scripts.Execution{
			ID: id, EventID: event, Tenant: h.Tenant, HookID: h.ID, HookName: h.Name, Version: h.Version,
			Trigger: scripts.PreUserRegistration, State: scripts.StateSucceeded, Attempt: 1, StartedAt: &at,
			Attempted: scripts.Attempted{Outcome: scripts.OutcomeReturned, Result: json.RawMessage(`{}`), DurationMS: 1},
		})
	}
	return a
}
