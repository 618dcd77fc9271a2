package storetest

import (
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/store"
)

var fairnessTests = map[string]func(*testing.T, store.Store){
	"claims take tenants in turn, oldest first": func(t *testing.T, s store.Store) {
		ids := map[scripts.TenantID][]scripts.ExecutionID{}
		for _, tenant := range tenants("t", 3) {
			addTenant(t, s, tenant)
			ids[tenant] = accept(t, s, tenant, 4)
		}
		var order []scripts.TenantID
		for _, limit := range []int{1, 1, 2, 5, 2, 1} {
			for _, c := range claim(t, s, limit, 10) {
				tenant := c.Execution.Tenant
				require.Equal(t, ids[tenant][0], c.Lease.Execution)
				ids[tenant] = ids[tenant][1:]
				order = append(order, tenant)
			}
		}
		a, b, c := order[0], order[1], order[2]
		require.Equal(t, []scripts.TenantID{a, b, c, a, b, c, a, b, c, a, b, c}, order)
	},
	"a flood of one tenant does not delay the others": func(t *testing.T, s store.Store) {
		addTenant(t, s, "flood")
		accept(t, s, "flood", 200)
		addTenant(t, s, "quiet")
		accept(t, s, "quiet", 1)
		served := map[scripts.TenantID]int{}
		for _, c := range claim(t, s, 10, 5) {
			served[c.Execution.Tenant]++
		}
		require.Equal(t, map[scripts.TenantID]int{"flood": 5, "quiet": 1}, served)
	},
	"tenants at their cap do not hide the others": func(t *testing.T, s store.Store) {
		for _, tenant := range tenants("full", 8) {
			addTenant(t, s, tenant)
			accept(t, s, tenant, 3)
		}
		require.Len(t, claim(t, s, 8, 1), 8)
		addTenant(t, s, "zz")
		accept(t, s, "zz", 1)
		claims := claim(t, s, 1, 1)
		require.Len(t, claims, 1)
		require.Equal(t, scripts.TenantID("zz"), claims[0].Execution.Tenant)
		require.Empty(t, claim(t, s, 8, 1))
		require.Empty(t, claim(t, s, 0, 5))
	},
	"a hook has no more than it has room for, and hides no other": func(t *testing.T, s store.Store) {
		first := addTenant(t, s, "acme")
		_, err := s.UpdateTenant(t.Context(), "acme", store.SettingsPatch{SeveralHooks: new(true)})
		require.NoError(t, err)
		slow := addHook(t, s, scripts.Hook{Tenant: "acme", Name: "slow", Enabled: true, Order: -1, Concurrency: 2})
		accept(t, s, "acme", 5) // of both hooks
		take := func(limit int, rooms store.Rooms) map[scripts.HookID]int {
			claims, err := s.Claim(t.Context(), store.ClaimRequest{Limit: limit, PerTenant: 100, Rooms: map[scripts.TenantID]store.Rooms{"acme": rooms}})
			require.NoError(t, err)
			hooks := map[scripts.HookID]int{}
			for _, c := range claims {
				hooks[c.Execution.HookID]++
				require.Equal(t, map[scripts.HookID]int{slow.ID: 2}[c.Execution.HookID], c.Concurrency)
			}
			return hooks
		}
		require.Equal(t, map[scripts.HookID]int{first.ID: 1}, take(1, store.Rooms{slow.ID: 0}))
		require.Equal(t, map[scripts.HookID]int{slow.ID: 1, first.ID: 3}, take(4, store.Rooms{slow.ID: 1}))
		require.Equal(t, map[scripts.HookID]int{slow.ID: 1, first.ID: 1}, take(9, store.Rooms{slow.ID: 1, "other": 3}))
		require.Equal(t, map[scripts.HookID]int{slow.ID: 3}, take(9, nil))
	},
	"excepted tenants are left and hide nobody": func(t *testing.T, s store.Store) {
		for _, tenant := range tenants("t", 3) {
			addTenant(t, s, tenant)
			accept(t, s, tenant, 2)
		}
		except := tenants("t", 2)
		claims, err := s.Claim(t.Context(), store.ClaimRequest{Limit: 10, PerTenant: 10, Except: except})
		require.NoError(t, err)
		require.Len(t, claims, 2)
		for _, c := range claims {
			require.Equal(t, tenants("t", 3)[2], c.Execution.Tenant)
		}
		require.Len(t, claim(t, s, 10, 10), 4, "they are there later")
	},
	"no tenant runs more than its cap":                    caps,
	"ten thousand tenants are served in turn and quickly": manyTenants,
}

// caps claims and settles from many goroutines and counts what runs.
func caps(t *testing.T, s store.Store) {
	const perTenant, events = 3, 40
	running := map[scripts.TenantID]*atomic.Int64{}
	for _, tenant := range tenants("t", 4) {
		addTenant(t, s, tenant)
		accept(t, s, tenant, events)
		running[tenant] = new(atomic.Int64)
	}
	var left atomic.Int64
	left.Store(4 * events)
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for left.Load() > 0 {
				claims, err := s.Claim(t.Context(), store.ClaimRequest{Limit: 5, PerTenant: perTenant})
				if err != nil {
					t.Error(err)
					return
				}
				for _, c := range claims {
					if running[c.Execution.Tenant].Add(1) > perTenant {
						t.Error("more than the cap ran")
					}
				}
				for _, c := range claims {
					running[c.Execution.Tenant].Add(-1)
					if held, err := s.Settle(t.Context(), c.Lease, store.Settlement{State: scripts.StateSucceeded}); err != nil || !held {
						t.Error("lost a lease", err)
					}
					left.Add(-1)
				}
			}
		})
	}
	group.Wait()
}

// manyTenants bounds the time of a claim, generously: what it is to find is a walk
// over all tenants, which takes many times as long.
func manyTenants(t *testing.T, s store.Store) {
	if testing.Short() {
		t.Skip("makes ten thousand tenants")
	}
	ids := tenants("t", 10_000)
	var next atomic.Int64
	var group sync.WaitGroup
	for range 256 {
		group.Go(func() {
			for i := next.Add(1) - 1; i < int64(len(ids)); i = next.Add(1) - 1 {
				addTenant(t, s, ids[i])
				accept(t, s, ids[i], 1)
			}
		})
	}
	group.Wait()
	served := map[scripts.TenantID]int{}
	slowest := time.Duration(0)
	for range 20 {
		began := time.Now()
		claims := claim(t, s, 64, 1)
		slowest = max(slowest, time.Since(began))
		require.Len(t, claims, 64)
		for _, c := range claims {
			served[c.Execution.Tenant]++
		}
	}
	require.Len(t, served, 20*64, "a tenant was served twice")
	require.Less(t, slowest, time.Second)
	t.Logf("the slowest of 20 claims took %v", slowest)
}
