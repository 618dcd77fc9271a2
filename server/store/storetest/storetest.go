// Package storetest holds the promises of the store's port, as one suite that every
// engine passes.
package storetest

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/store"
)

// Engine is what is tested.
type Engine struct {
	// Open makes a fresh store, and closes it when the test ends.
	Open func(*testing.T) store.Store
	// Crash ends the process that has the store, or what stands for it, and opens the
	// store of one that takes over.
	Crash func(*testing.T, store.Store) store.Store
}

// Run tests an engine.
func Run(t *testing.T, engine Engine) {
	for _, group := range []map[string]func(*testing.T, store.Store){
		tenantTests, hookTests, secretTests, documentTests, bundleTests, eventTests, answerTests, severalTests, queueTests, fairnessTests, historyTests, closeTests,
		waitingTests, replayTests, keepingTests,
	} {
		for name, test := range group {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				test(t, engine.Open(t))
			})
		}
	}
	for name, test := range crashTests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, engine.Open(t), engine.Crash)
		})
	}
}

const trigger = scripts.PostUserRegistration

var payload = []byte(`{"user":{"id":"ü"},  "context":{}}`)

// addTenant makes a tenant with one enabled hook.
func addTenant(t testing.TB, s store.Store, id scripts.TenantID) scripts.Hook {
	if id != scripts.DefaultTenant {
		_, err := s.CreateTenant(t.Context(), id)
		require.NoError(t, err)
	}
	return addHook(t, s, scripts.Hook{Tenant: id, Name: "welcome", Enabled: true})
}

func addHook(t testing.TB, s store.Store, h scripts.Hook) scripts.Hook {
	if h.Trigger == "" {
		h.Trigger = trigger
	}
	if h.Tenant == "" {
		h.Tenant = scripts.DefaultTenant
	}
	h, err := s.CreateHook(t.Context(), h)
	require.NoError(t, err)
	return h
}

func accept(t testing.TB, s store.Store, tenant scripts.TenantID, n int) []scripts.ExecutionID {
	var all []scripts.ExecutionID
	for range n {
		_, executions, err := s.Accept(t.Context(), scripts.Event{Tenant: tenant, Trigger: trigger, Payload: payload})
		require.NoError(t, err)
		all = append(all, executions...)
	}
	return all
}

func claim(t testing.TB, s store.Store, limit, perTenant int) []store.Claim {
	claims, err := s.Claim(t.Context(), store.ClaimRequest{Limit: limit, PerTenant: perTenant})
	require.NoError(t, err)
	return claims
}

func settle(t testing.TB, s store.Store, c store.Claim, state scripts.State) bool {
	held, err := s.Settle(t.Context(), c.Lease, store.Settlement{State: state, StartedAt: c.Execution.CreatedAt})
	require.NoError(t, err)
	return held
}

func execution(t testing.TB, s store.Store, tenant scripts.TenantID, id scripts.ExecutionID) scripts.Execution {
	e, err := s.Execution(t.Context(), tenant, id)
	require.NoError(t, err)
	return e
}

func tenants(prefix string, n int) []scripts.TenantID {
	ids := make([]scripts.TenantID, n)
	for i := range ids {
		ids[i] = scripts.TenantID(fmt.Sprintf("%s-%05d", prefix, i))
	}
	return ids
}

// isFault demands an error that can be shown to the user.
func isFault(t testing.TB, err, kind error) {
	var fault *scripts.Fault
	require.ErrorAs(t, err, &fault)
	require.ErrorIs(t, err, kind)
	require.NotEmpty(t, fault.Message)
}
