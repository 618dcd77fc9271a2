package storetest

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/store"
)

var historyTests = map[string]func(*testing.T, store.Store){
	"history is listed newest first, in pages, whatever the state": func(t *testing.T, s store.Store) {
		addTenant(t, s, scripts.DefaultTenant)
		ids := accept(t, s, scripts.DefaultTenant, 7)
		for i, c := range claim(t, s, 5, 10) {
			if i < 4 {
				settle(t, s, c, []scripts.State{scripts.StateSucceeded, scripts.StateFailed, scripts.StateDead, scripts.StateCanceled}[i])
			}
		}
		var got []scripts.ExecutionID
		f := store.ExecutionFilter{Limit: 3}
		for _, size := range []int{3, 3, 1, 0} {
			page := list(t, s, f)
			require.Len(t, page, size)
			got = append(got, page...)
			f.Before = got[len(got)-1]
		}
		require.Len(t, got, len(ids))
		require.IsDecreasing(t, got)
		require.Empty(t, list(t, s, store.ExecutionFilter{}), "limit 0")
		require.Empty(t, list(t, s, store.ExecutionFilter{Limit: -1}))
		_, err := s.ListExecutions(t.Context(), scripts.DefaultTenant, store.ExecutionFilter{Before: "exe_x", Limit: 1})
		isFault(t, err, scripts.ErrInvalid)
	},
	"history is filtered": func(t *testing.T, s store.Store) {
		h := addTenant(t, s, scripts.DefaultTenant)
		ids := accept(t, s, h.Tenant, 4)
		claims := claim(t, s, 3, 10)
		for i, outcome := range []scripts.Outcome{scripts.OutcomeReturned, scripts.OutcomeThrew, scripts.OutcomeTimedOut} {
			state := scripts.StateFailed
			if outcome.Succeeded() {
				state = scripts.StateSucceeded
			}
			_, err := s.Settle(t.Context(), claims[i].Lease, store.Settlement{State: state, Attempted: scripts.Attempted{Outcome: outcome}})
			require.NoError(t, err)
		}
		for _, c := range []struct {
			filter store.ExecutionFilter
			want   []scripts.ExecutionID
		}{
			{store.ExecutionFilter{State: scripts.StateFailed}, []scripts.ExecutionID{ids[2], ids[1]}},
			{store.ExecutionFilter{State: scripts.StateReady}, ids[3:]},
			{store.ExecutionFilter{State: "unknown"}, nil},
			{store.ExecutionFilter{Outcome: scripts.OutcomeThrew}, ids[1:2]},
			{store.ExecutionFilter{Outcome: scripts.OutcomeThrew, Hook: h.ID, Trigger: trigger, State: scripts.StateFailed}, ids[1:2]},
			{store.ExecutionFilter{Outcome: scripts.OutcomeThrew, State: scripts.StateSucceeded}, nil},
			{store.ExecutionFilter{Hook: "01ARZ3NDEKTSV4RRFFQ69G5FAV"}, nil},
			{store.ExecutionFilter{Trigger: scripts.SendPhoneMessage}, nil},
			{store.ExecutionFilter{Trigger: trigger, Before: ids[1]}, ids[:1]},
		} {
			c.filter.Limit = 10
			require.Equal(t, c.want, list(t, s, c.filter), "%+v", c.filter)
		}
	},
}

func list(t *testing.T, s store.Store, f store.ExecutionFilter) (ids []scripts.ExecutionID) {
	all, err := s.ListExecutions(t.Context(), scripts.DefaultTenant, f)
	require.NoError(t, err)
	for _, e := range all {
		ids = append(ids, e.ID)
	}
	return ids
}
