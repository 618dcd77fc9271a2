package storetest

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/store"
)

var severalTests = map[string]func(*testing.T, store.Store){
	"several hooks of a trigger are enabled where the tenant may": func(t *testing.T, s store.Store) {
		yes, no := true, false
		allow := func(id scripts.TenantID, several *bool) error {
			_, err := s.UpdateTenant(t.Context(), id, store.SettingsPatch{SeveralHooks: several})
			return err
		}
		_, err := s.CreateTenant(t.Context(), "acme")
		require.NoError(t, err)
		require.NoError(t, allow("acme", &yes))
		late := addHook(t, s, scripts.Hook{Tenant: "acme", Name: "late", Enabled: true, Order: 5})
		first := addHook(t, s, scripts.Hook{Tenant: "acme", Name: "first", Enabled: true, Order: 1})
		second := addHook(t, s, scripts.Hook{Tenant: "acme", Name: "second", Enabled: true, Order: 1})
		addHook(t, s, scripts.Hook{Tenant: "acme", Name: "off"})

		names := func(f store.HookFilter) (names []string) {
			f.Enabled, f.PerPage = &yes, 10
			hooks, total, err := s.ListHooks(t.Context(), "acme", f)
			require.NoError(t, err)
			require.Equal(t, len(hooks), total)
			for _, h := range hooks {
				names = append(names, h.Name)
			}
			return names
		}
		require.Equal(t, []string{"late", "first", "second"}, names(store.HookFilter{}))
		require.Equal(t, []string{"first", "second", "late"}, names(store.HookFilter{InOrder: true}))
		isFault(t, allow("acme", &no), scripts.ErrConflict)

		zero := 0
		late, err = s.UpdateHook(t.Context(), "acme", late.ID, store.HookPatch{Order: &zero})
		require.NoError(t, err)
		require.Equal(t, 0, late.Order)
		require.Equal(t, []string{"late", "first", "second"}, names(store.HookFilter{InOrder: true}))
		for _, h := range []scripts.Hook{first, second} {
			_, err = s.UpdateHook(t.Context(), "acme", h.ID, store.HookPatch{Enabled: &no})
			require.NoError(t, err)
		}
		require.NoError(t, allow("acme", &no))
		_, err = s.UpdateHook(t.Context(), "acme", first.ID, store.HookPatch{Enabled: &yes})
		require.NoError(t, err)
		require.Equal(t, []string{"first"}, names(store.HookFilter{}), "one again")
	},
	"an event that is posted again under its key answers all of its executions": func(t *testing.T, s store.Store) {
		_, err := s.UpdateTenant(t.Context(), scripts.DefaultTenant, store.SettingsPatch{SeveralHooks: new(true)})
		require.NoError(t, err)
		for _, name := range []string{"a", "b", "c"} {
			addHook(t, s, scripts.Hook{Name: name, Enabled: true})
		}
		post := func() ([]scripts.ExecutionID, bool) {
			_, ids, repeated, err := s.AcceptOnce(t.Context(), scripts.Event{Tenant: scripts.DefaultTenant, Trigger: trigger, Payload: payload},
				store.Once{Key: "k", Window: time.Hour})
			require.NoError(t, err)
			return ids, repeated
		}
		ids, repeated := post()
		require.False(t, repeated)
		require.Len(t, ids, 3)
		again, repeated := post()
		require.True(t, repeated)
		require.ElementsMatch(t, ids, again)
		require.Len(t, claim(t, s, 10, 10), 3)
	},
	"there is a most of enabled hooks": func(t *testing.T, s store.Store) {
		yes := true
		_, err := s.UpdateTenant(t.Context(), scripts.DefaultTenant, store.SettingsPatch{SeveralHooks: &yes})
		require.NoError(t, err)
		for i := range scripts.MaxEnabledHooks {
			addHook(t, s, scripts.Hook{Name: fmt.Sprint("h", i), Enabled: true})
		}
		_, err = s.CreateHook(t.Context(), scripts.Hook{Tenant: scripts.DefaultTenant, Name: "more", Trigger: trigger, Enabled: true})
		isFault(t, err, scripts.ErrLimited)
		addHook(t, s, scripts.Hook{Name: "more"})
	},
	"each hook of an event has an execution of its own": func(t *testing.T, s store.Store) {
		addTenant(t, s, scripts.DefaultTenant)
		require.Len(t, accept(t, s, scripts.DefaultTenant, 2), 2)
		yes := true
		_, err := s.CreateTenant(t.Context(), "acme")
		require.NoError(t, err)
		_, err = s.UpdateTenant(t.Context(), "acme", store.SettingsPatch{SeveralHooks: &yes})
		require.NoError(t, err)
		for i, name := range []string{"third", "second", "first"} {
			addHook(t, s, scripts.Hook{Tenant: "acme", Name: name, Enabled: true, Order: -i})
		}
		for range 2 {
			event, executions, err := s.Accept(t.Context(), scripts.Event{Tenant: "acme", Trigger: trigger, Payload: payload})
			require.NoError(t, err)
			require.Len(t, executions, 3)
			found, err := s.EventExecutions(t.Context(), "acme", event.ID)
			require.NoError(t, err)
			require.Len(t, found, 3)
			for i, e := range found {
				require.Equal(t, executions[i], e.ID)
				require.Equal(t, []string{"first", "second", "third"}[i], e.HookName)
				require.Equal(t, event.ID, e.EventID)
			}
		}
		require.Len(t, accept(t, s, scripts.DefaultTenant, 2), 2, "a tenant with one hook goes on")
		claims := claim(t, s, 100, 100)
		require.Len(t, claims, 10)
		for _, c := range claims {
			require.Equal(t, string(payload), string(c.Payload))
			require.True(t, settle(t, s, c, scripts.StateSucceeded))
		}
	},
}
