package storetest

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/sync/errgroup"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/store"
)

var tenantTests = map[string]func(*testing.T, store.Store){
	"a fresh store has the default tenant": func(t *testing.T, s store.Store) {
		tenant, err := s.Tenant(t.Context(), scripts.DefaultTenant)
		require.NoError(t, err)
		require.Equal(t, scripts.DefaultTenant, tenant.ID)
		require.WithinDuration(t, time.Now(), tenant.CreatedAt, time.Minute)
		require.NoError(t, s.Ping(t.Context()))
	},
	"tenants are made once": func(t *testing.T, s store.Store) {
		made, err := s.CreateTenant(t.Context(), "acme")
		require.NoError(t, err)
		found, err := s.Tenant(t.Context(), "acme")
		require.NoError(t, err)
		require.Equal(t, made, found)
		_, err = s.CreateTenant(t.Context(), "acme")
		isFault(t, err, scripts.ErrConflict)
		_, err = s.Tenant(t.Context(), "nobody")
		isFault(t, err, scripts.ErrNotFound)
		_, err = s.CreateHook(t.Context(), scripts.Hook{Tenant: "nobody", Name: "a", Trigger: trigger})
		isFault(t, err, scripts.ErrNotFound)
	},
	"settings change field by field": func(t *testing.T, s store.Store) {
		_, err := s.CreateTenant(t.Context(), "acme")
		require.NoError(t, err)
		holds := func(want scripts.Settings) {
			found, err := s.Tenant(t.Context(), "acme")
			require.NoError(t, err)
			require.Equal(t, want, found.Settings)
		}
		holds(scripts.Settings{})
		rules, yes, five := []string{"10.0.0.0/8", "crm.internal:80"}, true, 5
		changed, err := s.UpdateTenant(t.Context(), "acme", store.SettingsPatch{EgressAllow: &rules, NoEval: &yes})
		require.NoError(t, err)
		holds(scripts.Settings{EgressAllow: rules, NoEval: true})
		require.Equal(t, changed.Settings, scripts.Settings{EgressAllow: rules, NoEval: true})
		_, err = s.UpdateTenant(t.Context(), "acme", store.SettingsPatch{EgressDenyAll: &yes, EventsPerSecond: &five, RequestsPerSecond: &five})
		require.NoError(t, err)
		all := scripts.Settings{EgressAllow: rules, EgressDenyAll: true, NoEval: true, EventsPerSecond: 5, RequestsPerSecond: 5}
		holds(all)
		_, err = s.UpdateTenant(t.Context(), "acme", store.SettingsPatch{})
		require.NoError(t, err)
		holds(all)
		_, err = s.UpdateTenant(t.Context(), "nobody", store.SettingsPatch{})
		isFault(t, err, scripts.ErrNotFound)
		listed, err := s.ListTenants(t.Context())
		require.NoError(t, err)
		require.Len(t, listed, 2)
		require.Equal(t, scripts.TenantID("acme"), listed[0].ID)
		require.Equal(t, all, listed[0].Settings)
		require.Equal(t, scripts.Tenant{ID: scripts.DefaultTenant, CreatedAt: listed[1].CreatedAt}, listed[1])
	},
	"nothing of one tenant is visible to another": isolation,
}

func isolation(t *testing.T, s store.Store) {
	h := addTenant(t, s, scripts.DefaultTenant)
	addTenant(t, s, "other")
	require.NoError(t, s.AddSecrets(t.Context(), h.Tenant, h.ID, map[string][]byte{"A": {1}}))
	event, executions, err := s.Accept(t.Context(), scripts.Event{Tenant: h.Tenant, Trigger: trigger, Payload: payload})
	require.NoError(t, err)

	ctx, name := t.Context(), "stolen"
	for operation, try := range map[string]func() error{
		"Hook":          func() error { _, err := s.Hook(ctx, "other", h.ID); return err },
		"UpdateHook":    func() error { _, err := s.UpdateHook(ctx, "other", h.ID, store.HookPatch{Name: &name}); return err },
		"DeleteHook":    func() error { return s.DeleteHook(ctx, "other", h.ID) },
		"Version":       func() error { _, err := s.Version(ctx, "other", h.ID, 1); return err },
		"Secrets":       func() error { _, err := s.Secrets(ctx, "other", h.ID); return err },
		"AddSecrets":    func() error { return s.AddSecrets(ctx, "other", h.ID, map[string][]byte{"B": {1}}) },
		"UpdateSecrets": func() error { return s.UpdateSecrets(ctx, "other", h.ID, map[string][]byte{"A": {2}}) },
		"DeleteSecrets": func() error { return s.DeleteSecrets(ctx, "other", h.ID, []string{"A"}) },
		"Document":      func() error { _, err := s.Document(ctx, "other", h.ID); return err },
		"ChangeDocument": func() error {
			_, _, err := s.ChangeDocument(ctx, "other", h.ID, scripts.DocumentChange{Data: []byte(`1`), Force: true})
			return err
		},
		"Event":           func() error { _, err := s.Event(ctx, "other", event.ID); return err },
		"EventExecutions": func() error { _, err := s.EventExecutions(ctx, "other", event.ID); return err },
		"Execution":       func() error { _, err := s.Execution(ctx, "other", executions[0]); return err },
	} {
		err := try()
		require.Error(t, err, operation)
		isFault(t, err, scripts.ErrNotFound)
	}
	hooks, total, err := s.ListHooks(ctx, "other", store.HookFilter{PerPage: 10})
	require.NoError(t, err)
	require.Len(t, hooks, 1)
	require.Equal(t, 1, total)
	listed, err := s.ListExecutions(ctx, "other", store.ExecutionFilter{Hook: h.ID, Limit: 10})
	require.NoError(t, err)
	require.Empty(t, listed)

	unchanged, err := s.Hook(ctx, h.Tenant, h.ID)
	require.NoError(t, err)
	require.Equal(t, h, unchanged)
	sealed, err := s.Secrets(ctx, h.Tenant, h.ID)
	require.NoError(t, err)
	require.Equal(t, map[string][]byte{"A": {1}}, sealed)
}

var hookTests = map[string]func(*testing.T, store.Store){
	"a hook comes back as it was stored": func(t *testing.T, s store.Store) {
		before := time.Now().Add(-time.Millisecond)
		in := scripts.Hook{Tenant: scripts.DefaultTenant, Name: "welcome", Trigger: trigger, Enabled: true,
			Script: "a\x00\xffé\r\n", Deps: scripts.Dependencies{"slack-notify": "0.1.7"}}
		h, err := s.CreateHook(t.Context(), in)
		require.NoError(t, err)
		require.Len(t, string(h.ID), 26)
		require.Equal(t, h.CreatedAt, h.UpdatedAt)
		require.WithinRange(t, h.CreatedAt, before, time.Now())
		in.ID, in.Version, in.CreatedAt, in.UpdatedAt = h.ID, 1, h.CreatedAt, h.UpdatedAt
		require.Equal(t, in, h)
		found, err := s.Hook(t.Context(), in.Tenant, h.ID)
		require.NoError(t, err)
		require.Equal(t, h, found)
	},
	"a tenant has a bounded number of hooks": func(t *testing.T, s store.Store) {
		addTenant(t, s, "other")
		create := func(tenant scripts.TenantID, i int) error {
			_, err := s.CreateHook(t.Context(), scripts.Hook{Tenant: tenant, Name: fmt.Sprint("h", i), Trigger: trigger, Script: "1"})
			return err
		}
		var group errgroup.Group
		group.SetLimit(16)
		for i := range scripts.MaxHooks {
			group.Go(func() error { return create(scripts.DefaultTenant, i) })
		}
		require.NoError(t, group.Wait())
		isFault(t, create(scripts.DefaultTenant, -1), scripts.ErrLimited)
		require.NoError(t, create("other", -1))
	},
	"names are unique in a tenant": func(t *testing.T, s store.Store) {
		first := addTenant(t, s, scripts.DefaultTenant)
		addTenant(t, s, "other")
		_, err := s.CreateHook(t.Context(), scripts.Hook{Tenant: first.Tenant, Name: first.Name, Trigger: trigger, Enabled: true})
		isFault(t, err, scripts.ErrConflict)
		second := addHook(t, s, scripts.Hook{Name: "second"})
		_, err = s.UpdateHook(t.Context(), second.Tenant, second.ID, store.HookPatch{Name: &first.Name})
		isFault(t, err, scripts.ErrConflict)
		_, err = s.UpdateHook(t.Context(), first.Tenant, first.ID, store.HookPatch{Name: &first.Name})
		require.NoError(t, err, "its own name")
		still, err := s.Hook(t.Context(), first.Tenant, first.ID)
		require.NoError(t, err)
		require.True(t, still.Enabled, "a refused hook disabled another")
	},
	"changed code makes a version, and versions stay": versions,
	"enabling disables the other of the trigger":      enabling,
	"deleting cancels what waits and keeps history":   deleting,
	"hooks are listed oldest first, in pages":         listing,
}

func versions(t *testing.T, s store.Store) {
	h := addHook(t, s, scripts.Hook{Name: "a", Script: "1"})
	update := func(patch store.HookPatch) scripts.Hook {
		u, err := s.UpdateHook(t.Context(), h.Tenant, h.ID, patch)
		require.NoError(t, err)
		return u
	}
	same, other, name := "1", "2", "b"
	require.Equal(t, 1, update(store.HookPatch{Script: &same, Name: &name}).Version)
	require.Equal(t, 2, update(store.HookPatch{Script: &other}).Version)
	deps, none := scripts.Dependencies{"got": "9"}, scripts.Dependencies(nil)
	require.Equal(t, 3, update(store.HookPatch{Deps: &deps}).Version)
	last := update(store.HookPatch{Deps: &none})
	require.Equal(t, 4, last.Version)
	found, err := s.Hook(t.Context(), h.Tenant, h.ID)
	require.NoError(t, err)
	require.Equal(t, last, found)
	require.Equal(t, "b", found.Name)
	for number, want := range map[int]scripts.Version{1: {Script: "1"}, 2: {Script: "2"}, 3: {Script: "2", Deps: deps}, 4: {Script: "2"}} {
		v, err := s.Version(t.Context(), h.Tenant, h.ID, number)
		require.NoError(t, err)
		require.False(t, v.CreatedAt.IsZero())
		want.Hook, want.Number, want.CreatedAt = h.ID, number, v.CreatedAt
		require.Equal(t, want, v)
	}
	_, err = s.Version(t.Context(), h.Tenant, h.ID, 5)
	isFault(t, err, scripts.ErrNotFound)
	_, err = s.UpdateHook(t.Context(), h.Tenant, "01ARZ3NDEKTSV4RRFFQ69G5FAV", store.HookPatch{Name: &name})
	isFault(t, err, scripts.ErrNotFound)
}

func enabling(t *testing.T, s store.Store) {
	first := addHook(t, s, scripts.Hook{Name: "first", Enabled: true})
	second := addHook(t, s, scripts.Hook{Name: "second", Enabled: true})
	elsewhere := addHook(t, s, scripts.Hook{Name: "elsewhere", Trigger: scripts.SendPhoneMessage, Enabled: true})
	enabled := func() (names []string) {
		yes := true
		hooks, total, err := s.ListHooks(t.Context(), first.Tenant, store.HookFilter{Enabled: &yes, PerPage: 10})
		require.NoError(t, err)
		require.Equal(t, len(hooks), total)
		for _, h := range hooks {
			names = append(names, h.Name)
		}
		return names
	}
	require.Equal(t, []string{"second", "elsewhere"}, enabled())
	yes, no := true, false
	_, err := s.UpdateHook(t.Context(), first.Tenant, first.ID, store.HookPatch{Enabled: &yes})
	require.NoError(t, err)
	require.Equal(t, []string{"first", "elsewhere"}, enabled())
	_, err = s.UpdateHook(t.Context(), elsewhere.Tenant, elsewhere.ID, store.HookPatch{Enabled: &no})
	require.NoError(t, err)
	require.Equal(t, []string{"first"}, enabled())
	require.NotEqual(t, first.ID, second.ID)
}

func deleting(t *testing.T, s store.Store) {
	h := addTenant(t, s, scripts.DefaultTenant)
	require.NoError(t, s.AddSecrets(t.Context(), h.Tenant, h.ID, map[string][]byte{"A": {1}}))
	ids := accept(t, s, h.Tenant, 3)
	running := claim(t, s, 1, 1)[0]
	require.NoError(t, s.DeleteHook(t.Context(), h.Tenant, h.ID))

	_, err := s.Hook(t.Context(), h.Tenant, h.ID)
	isFault(t, err, scripts.ErrNotFound)
	_, err = s.Version(t.Context(), h.Tenant, h.ID, 1)
	isFault(t, err, scripts.ErrNotFound)
	_, err = s.Secrets(t.Context(), h.Tenant, h.ID)
	isFault(t, err, scripts.ErrNotFound)
	isFault(t, s.DeleteHook(t.Context(), h.Tenant, h.ID), scripts.ErrNotFound)
	for _, id := range ids[1:] {
		e := execution(t, s, h.Tenant, id)
		require.Equal(t, scripts.StateCanceled, e.State)
		require.Equal(t, scripts.OutcomeCanceled, e.Outcome)
		require.Equal(t, "welcome", e.HookName)
	}
	require.Empty(t, claim(t, s, 10, 10))
	require.True(t, settle(t, s, running, scripts.StateSucceeded), "what runs may end")
	require.Equal(t, scripts.StateSucceeded, execution(t, s, h.Tenant, ids[0]).State)
	require.Empty(t, accept(t, s, h.Tenant, 1))
	addHook(t, s, scripts.Hook{Name: "welcome"}) // the name is free again
}

func listing(t *testing.T, s store.Store) {
	for _, name := range []string{"c", "a", "b"} {
		addHook(t, s, scripts.Hook{Name: name})
	}
	addHook(t, s, scripts.Hook{Name: "phone", Trigger: scripts.SendPhoneMessage})
	names := func(f store.HookFilter) (names []string, total int) {
		hooks, total, err := s.ListHooks(t.Context(), scripts.DefaultTenant, f)
		require.NoError(t, err)
		for _, h := range hooks {
			names = append(names, h.Name)
		}
		return names, total
	}
	for _, c := range []struct {
		filter store.HookFilter
		names  []string
		total  int
	}{
		{store.HookFilter{PerPage: 2}, []string{"c", "a"}, 4},
		{store.HookFilter{PerPage: 2, Page: 1}, []string{"b", "phone"}, 4},
		{store.HookFilter{PerPage: 2, Page: 2}, nil, 4},
		{store.HookFilter{}, nil, 4},
		{store.HookFilter{PerPage: -1}, nil, 4},
		{store.HookFilter{PerPage: 9, Trigger: scripts.SendPhoneMessage}, []string{"phone"}, 1},
	} {
		got, total := names(c.filter)
		require.Equal(t, c.names, got)
		require.Equal(t, c.total, total)
	}
}
