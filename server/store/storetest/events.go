package storetest

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/store"
)

var eventTests = map[string]func(*testing.T, store.Store){
	"an event comes back byte for byte": func(t *testing.T, s store.Store) {
		before := time.Now().Add(-time.Millisecond)
		in := scripts.Event{Tenant: scripts.DefaultTenant, Trigger: trigger, Payload: payload}
		e, executions, err := s.Accept(t.Context(), in)
		require.NoError(t, err)
		require.Empty(t, executions, "no hook is enabled")
		require.Regexp(t, "^evt_[0-9A-Z]{26}$", e.ID)
		require.WithinRange(t, e.CreatedAt, before, time.Now())
		in.ID, in.CreatedAt = e.ID, e.CreatedAt
		require.Equal(t, in, e)
		found, err := s.Event(t.Context(), in.Tenant, e.ID)
		require.NoError(t, err)
		require.Equal(t, e, found)
		_, _, err = s.Accept(t.Context(), scripts.Event{Tenant: "nobody", Trigger: trigger, Payload: payload})
		isFault(t, err, scripts.ErrNotFound)
		for _, id := range []scripts.EventID{"", "evt_", "evt_01ARZ3NDEKTSV4RRFFQ69G5FAV", e.ID[4:], "exe_" + e.ID[4:], e.ID[:29] + "!"} {
			_, err = s.Event(t.Context(), in.Tenant, id)
			isFault(t, err, scripts.ErrNotFound)
		}
	},
	"an event makes an execution of the enabled hook, pinned to its version": pinned,
	"ids sort by time of creation": func(t *testing.T, s store.Store) {
		addTenant(t, s, scripts.DefaultTenant)
		require.IsIncreasing(t, accept(t, s, scripts.DefaultTenant, 50))
	},
	"a failing neighbour in a shared commit fails alone": neighbours,
	"a canceled accept stored everything or nothing":     canceled,
}

func pinned(t *testing.T, s store.Store) {
	h := addTenant(t, s, scripts.DefaultTenant)
	addHook(t, s, scripts.Hook{Name: "disabled"})
	addHook(t, s, scripts.Hook{Name: "elsewhere", Trigger: scripts.SendPhoneMessage, Enabled: true})
	event, executions, err := s.Accept(t.Context(), scripts.Event{Tenant: h.Tenant, Trigger: trigger, Payload: payload})
	require.NoError(t, err)
	require.Len(t, executions, 1)
	require.Regexp(t, "^exe_[0-9A-Z]{26}$", executions[0])
	select {
	case <-s.Ready():
	default:
		require.Fail(t, "the claimer was not woken")
	}
	script, name := "new", "renamed"
	_, err = s.UpdateHook(t.Context(), h.Tenant, h.ID, store.HookPatch{Script: &script, Name: &name})
	require.NoError(t, err)

	want := scripts.Execution{ID: executions[0], EventID: event.ID, Tenant: h.Tenant, HookID: h.ID, HookName: "welcome",
		Version: 1, Trigger: trigger, State: scripts.StateReady, Attempt: 1}
	got := execution(t, s, h.Tenant, executions[0])
	require.WithinDuration(t, event.CreatedAt, got.CreatedAt, time.Millisecond)
	want.CreatedAt = got.CreatedAt
	require.Equal(t, want, got)
	all, err := s.EventExecutions(t.Context(), h.Tenant, event.ID)
	require.NoError(t, err)
	require.Equal(t, []scripts.Execution{want}, all)
	require.Equal(t, 2, execution(t, s, h.Tenant, accept(t, s, h.Tenant, 1)[0]).Version)
}

// neighbours mixes accepts with operations that write and then fail, so that many of
// them share a commit.
func neighbours(t *testing.T, s store.Store) {
	h := addTenant(t, s, scripts.DefaultTenant)
	require.NoError(t, s.AddSecrets(t.Context(), h.Tenant, h.ID, map[string][]byte{"Z": {1}}))
	var ids sync.Map
	var group sync.WaitGroup
	for range 16 {
		group.Go(func() {
			for range 20 {
				event, _, err := s.Accept(t.Context(), scripts.Event{Tenant: h.Tenant, Trigger: trigger, Payload: payload})
				if err != nil {
					t.Error(err)
				}
				ids.Store(event.ID, true)
			}
		})
		group.Go(func() {
			for range 20 {
				err := s.AddSecrets(t.Context(), h.Tenant, h.ID, map[string][]byte{"A": {1}, "Z": {1}})
				if !errors.Is(err, scripts.ErrConflict) {
					t.Errorf("got %v, want a conflict", err)
				}
			}
		})
	}
	group.Wait()
	stored := 0
	ids.Range(func(id, _ any) bool {
		stored++
		_, err := s.Event(t.Context(), h.Tenant, id.(scripts.EventID))
		return err == nil
	})
	require.Equal(t, 16*20, stored)
	sealed, err := s.Secrets(t.Context(), h.Tenant, h.ID)
	require.NoError(t, err)
	require.Equal(t, map[string][]byte{"Z": {1}}, sealed)
}

func canceled(t *testing.T, s store.Store) {
	addTenant(t, s, scripts.DefaultTenant)
	var accepted atomic.Int64
	var group sync.WaitGroup
	for i := range 32 {
		group.Go(func() {
			for range 10 {
				ctx, cancel := context.WithTimeout(t.Context(), time.Duration(i)*50*time.Microsecond)
				_, executions, err := s.Accept(ctx, scripts.Event{Tenant: scripts.DefaultTenant, Trigger: trigger, Payload: payload})
				cancel()
				accepted.Add(int64(len(executions)))
				if err != nil && !errors.Is(err, context.DeadlineExceeded) {
					t.Error(err)
				}
			}
		})
	}
	group.Wait()
	all, err := s.ListExecutions(t.Context(), scripts.DefaultTenant, store.ExecutionFilter{Limit: 1000})
	require.NoError(t, err)
	require.Len(t, all, int(accepted.Load()))
}

var closeTests = map[string]func(*testing.T, store.Store){
	"closing under load finishes or refuses, and never panics": func(t *testing.T, s store.Store) {
		addTenant(t, s, scripts.DefaultTenant)
		started := make(chan struct{}, 64)
		var group sync.WaitGroup
		for range 64 {
			group.Go(func() {
				for {
					_, _, err := s.Accept(t.Context(), scripts.Event{Tenant: scripts.DefaultTenant, Trigger: trigger, Payload: payload})
					select {
					case started <- struct{}{}:
					default:
					}
					if err != nil {
						if !errors.Is(err, scripts.ErrUnavailable) {
							t.Error(err)
						}
						return
					}
				}
			})
		}
		for range 64 {
			<-started
		}
		require.NoError(t, s.Close())
		group.Wait()
	},
}
