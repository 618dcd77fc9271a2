package storetest

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/store"
)

// crashTests are given how to end the process that has the store.
var crashTests = map[string]func(t *testing.T, s store.Store, crash func(*testing.T, store.Store) store.Store){
	"what a crashed process was running runs again, without a loss": func(t *testing.T, s store.Store, crash func(*testing.T, store.Store) store.Store) {
		addTenant(t, s, scripts.DefaultTenant)
		ids := accept(t, s, scripts.DefaultTenant, 3)
		before := claim(t, s, 2, 10)
		require.Len(t, before, 2)
		s = crash(t, s)
		after := recovered(t, s, 3)
		for i, c := range after {
			require.Contains(t, ids, c.Lease.Execution)
			require.Zero(t, c.Losses)
			require.Equal(t, 1, c.Execution.Attempt)
			require.NotContains(t, before, after[i])
		}
		require.False(t, settle(t, s, before[0], scripts.StateFailed), "the process that is gone")
		for _, c := range after {
			require.True(t, settle(t, s, c, scripts.StateSucceeded))
		}
	},
}

// recovered waits until n executions could be claimed, which is to happen within the
// lease of a process that is gone.
func recovered(t *testing.T, s store.Store, n int) (claims []store.Claim) {
	require.Eventually(t, func() bool {
		_, err := s.Recover(t.Context())
		require.NoError(t, err)
		claims = append(claims, claim(t, s, n, n)...)
		return len(claims) >= n
	}, 30*time.Second, 10*time.Millisecond)
	require.Len(t, claims, n)
	return claims
}
