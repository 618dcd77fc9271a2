package storetest

import (
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/store"
)

var keepingTests = map[string]func(*testing.T, store.Store){
	"old history goes in small steps, and what has not ended stays": func(t *testing.T, s store.Store) {
		h := addTenant(t, s, scripts.DefaultTenant)
		ids := accept(t, s, h.Tenant, 12)
		for i, c := range claim(t, s, 8, 8) {
			if i < 7 {
				settle(t, s, c, scripts.StateSucceeded)
			}
		}
		retry(t, s, claim(t, s, 1, 9)[0], time.Hour)
		unhooked, _, err := s.Accept(t.Context(), scripts.Event{Tenant: h.Tenant, Trigger: scripts.PostChangePassword, Payload: payload})
		require.NoError(t, err)
		later := time.Now().Add(time.Hour)
		require.Zero(t, prune(t, s, store.Pruning{Before: time.Now().Add(-time.Hour), Limit: 100}))
		require.Equal(t, 3, prune(t, s, store.Pruning{Before: later, Limit: 3}))
		require.Equal(t, 3, prune(t, s, store.Pruning{Before: later, Limit: 3}))
		require.Equal(t, 1, prune(t, s, store.Pruning{Before: later, Limit: 3}))
		require.Zero(t, prune(t, s, store.Pruning{Before: later, Limit: 3}))
		left := list(t, s, store.ExecutionFilter{Limit: 100})
		require.Len(t, left, 5)
		for _, id := range left {
			e := execution(t, s, h.Tenant, id)
			require.False(t, e.State.Ended())
			_, err := s.Event(t.Context(), h.Tenant, e.EventID)
			require.NoError(t, err)
		}
		_, err = s.Event(t.Context(), h.Tenant, scripts.EventID("evt_"+ids[0][4:]))
		isFault(t, err, scripts.ErrNotFound)
		_, err = s.Event(t.Context(), h.Tenant, unhooked.ID)
		isFault(t, err, scripts.ErrNotFound)
	},
	"the newest of each tenant can be kept": func(t *testing.T, s store.Store) {
		var last []scripts.ExecutionID
		for _, tenant := range tenants("t", 2) {
			addTenant(t, s, tenant)
			last = accept(t, s, tenant, 6)
		}
		for _, c := range claim(t, s, 12, 6) {
			settle(t, s, c, []scripts.State{scripts.StateSucceeded, scripts.StateFailed}[len(c.Execution.ID)%2])
		}
		tenant := tenants("t", 2)[1]
		for n, want := range map[int]int{0: -1, 1: 5, 4: 2, 6: 0, 7: -1} {
			at, err := s.Newest(t.Context(), tenant, n)
			require.NoError(t, err)
			if want < 0 {
				require.True(t, at.IsZero())
			} else {
				require.Equal(t, execution(t, s, tenant, last[want]).CreatedAt, at)
			}
		}
		deleted := prune(t, s, store.Pruning{Tenant: tenant, Before: time.Now().Add(time.Hour), Limit: 100})
		require.Equal(t, 6, deleted)
		n, err := s.Count(t.Context(), tenants("t", 2)[0], store.ExecutionFilter{})
		require.NoError(t, err)
		require.Equal(t, 6, n)
	},
	"an event goes with the last of its executions": func(t *testing.T, s store.Store) {
		h := addTenant(t, s, scripts.DefaultTenant)
		event, executions, err := s.Accept(t.Context(), scripts.Event{Tenant: h.Tenant, Trigger: trigger, Payload: payload})
		require.NoError(t, err)
		settle(t, s, claim(t, s, 1, 1)[0], scripts.StateFailed)
		replay(t, s, false, executions...)
		require.Equal(t, 1, prune(t, s, store.Pruning{Before: time.Now().Add(time.Hour), Limit: 10}))
		_, err = s.Event(t.Context(), h.Tenant, event.ID)
		require.NoError(t, err, "the replay needs it")
		settle(t, s, claim(t, s, 1, 1)[0], scripts.StateSucceeded)
		require.Equal(t, 1, prune(t, s, store.Pruning{Before: time.Now().Add(time.Hour), Limit: 10}))
		_, err = s.Event(t.Context(), h.Tenant, event.ID)
		isFault(t, err, scripts.ErrNotFound)
	},
	"old versions go, but for those that an execution waits for": func(t *testing.T, s store.Store) {
		h := addTenant(t, s, scripts.DefaultTenant)
		scriptOf := func(i int) *string { return new(strconv.Itoa(i)) }
		ended, waits := accept(t, s, h.Tenant, 1)[0], scripts.ExecutionID("")
		settle(t, s, claim(t, s, 1, 1)[0], scripts.StateSucceeded)
		for i := range 4 {
			if i == 2 { // version 3 is the current one
				waits = accept(t, s, h.Tenant, 1)[0]
			}
			_, err := s.UpdateHook(t.Context(), h.Tenant, h.ID, store.HookPatch{Script: scriptOf(i)})
			require.NoError(t, err)
		}
		old := store.VersionPruning{Keep: 1, Limit: 2}
		require.Zero(t, pruneVersions(t, s, store.VersionPruning{Keep: 5, Limit: 2}))
		require.Equal(t, 2, pruneVersions(t, s, old))
		require.Equal(t, 1, pruneVersions(t, s, old))
		require.Zero(t, pruneVersions(t, s, old))
		for number, there := range []bool{1: false, 2: false, 3: true, 4: false, 5: true} {
			_, err := s.Version(t.Context(), h.Tenant, h.ID, number)
			require.Equal(t, there, err == nil, "version %d: %v", number, err)
		}
		require.Equal(t, 3, execution(t, s, h.Tenant, waits).Version)

		replayed, err := s.Replay(t.Context(), h.Tenant, []scripts.ExecutionID{ended}, false)
		require.NoError(t, err)
		require.Empty(t, replayed, "its version is gone")
		replay(t, s, true, ended)
	},
	"packages go when no version has them and nobody asked lately": func(t *testing.T, s store.Store) {
		for _, name := range []string{"used", "unused"} {
			require.NoError(t, s.AddBundle(t.Context(), "key of "+name, name, []byte(name)))
		}
		h := addHook(t, s, scripts.Hook{Name: "a", Script: "1", Built: scripts.Built{Packages: "used"}})
		later := store.VersionPruning{Keep: 1, Unused: time.Now().Add(time.Hour), Limit: 10}
		require.Zero(t, pruneVersions(t, s, store.VersionPruning{Keep: 1, Unused: time.Now().Add(-time.Hour), Limit: 10}))
		require.Equal(t, 1, pruneVersions(t, s, later))
		_, err := s.Bundle(t.Context(), "used")
		require.NoError(t, err)
		_, err = s.Bundle(t.Context(), "unused")
		isFault(t, err, scripts.ErrNotFound)

		require.NoError(t, s.DeleteHook(t.Context(), h.Tenant, h.ID))
		require.Equal(t, 1, pruneVersions(t, s, later))
		hash, err := s.FindBundle(t.Context(), "key of used")
		require.NoError(t, err)
		require.Empty(t, hash)
	},
	"who finds a bundle has time to use it": func(t *testing.T, s store.Store) {
		require.NoError(t, s.AddBundle(t.Context(), "key", "hash", []byte("text")))
		now := time.Now()
		for added := now.UnixMilli(); now.UnixMilli() == added; now = time.Now() { //nolint:revive // times are kept in milliseconds
		}
		_, err := s.FindBundle(t.Context(), "key")
		require.NoError(t, err)
		require.Zero(t, pruneVersions(t, s, store.VersionPruning{Keep: 1, Unused: now, Limit: 10}))
	},
	"old keys are forgotten": func(t *testing.T, s store.Store) {
		addTenant(t, s, scripts.DefaultTenant)
		post := func() bool {
			_, _, repeated, err := s.AcceptOnce(t.Context(), scripts.Event{Tenant: scripts.DefaultTenant, Trigger: trigger, Payload: payload},
				store.Once{Key: "k", Window: time.Hour})
			require.NoError(t, err)
			return repeated
		}
		require.False(t, post())
		require.True(t, post())
		require.Equal(t, 1, prune(t, s, store.Pruning{Keys: time.Now().Add(time.Hour), Limit: 10}))
		require.False(t, post())
	},
	"a mark is made once": func(t *testing.T, s store.Store) {
		for range 2 {
			stored, err := s.Mark(t.Context(), "m", []byte{1})
			require.NoError(t, err)
			require.Equal(t, []byte{1}, stored)
		}
		stored, err := s.Mark(t.Context(), "m", []byte{2})
		require.NoError(t, err)
		require.Equal(t, []byte{1}, stored)
	},
}

func pruneVersions(t *testing.T, s store.Store, p store.VersionPruning) int {
	n, err := s.PruneVersions(t.Context(), p)
	require.NoError(t, err)
	return n
}

func prune(t *testing.T, s store.Store, p store.Pruning) int {
	n, err := s.Prune(t.Context(), p)
	require.NoError(t, err)
	return n
}
