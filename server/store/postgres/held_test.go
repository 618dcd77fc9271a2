package postgres

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/store"
	"github.com/hookline/hookline/server/store/codec"
	"github.com/hookline/hookline/server/store/storetest"
)

// TestAClaimWhoseAnswerIsLostIsGivenBack, and what is held is not.
func TestAClaimWhoseAnswerIsLostIsGivenBack(t *testing.T) {
	t.Parallel()
	s, err := Open(t.Context(), Config{URL: storetest.Postgres(t), Lease: 5 * time.Second})
	require.NoError(t, err)
	defer func() { require.NoError(t, s.Close()) }()
	event := scripts.Event{Tenant: scripts.DefaultTenant, Trigger: scripts.PostUserRegistration, Payload: []byte("{}")}
	_, err = s.CreateHook(t.Context(), scripts.Hook{Tenant: event.Tenant, Name: "a", Trigger: event.Trigger, Enabled: true})
	require.NoError(t, err)
	for range 3 {
		_, _, err := s.Accept(t.Context(), event)
		require.NoError(t, err)
	}
	claim := func(limit int) []store.Claim {
		claims, err := s.Claim(t.Context(), store.ClaimRequest{Limit: limit, PerTenant: 10})
		require.NoError(t, err)
		return claims
	}
	held := claim(1)[0]
	lost := claim(1)[0]
	id, ok := codec.ParseExecution(lost.Lease.Execution)
	require.True(t, ok)
	s.held.remove(id.Key) // as if nobody had been told of it
	require.Len(t, claim(10), 1, "nothing is given back without a reason")
	s.held.lostAnAnswer()
	var again []store.Claim
	require.Eventually(t, func() bool { again = claim(10); return len(again) > 0 }, 20*time.Second, 20*time.Millisecond)
	require.Len(t, again, 1)
	require.Equal(t, lost.Lease.Execution, again[0].Lease.Execution)
	settled, err := s.Settle(t.Context(), held.Lease, store.Settlement{State: scripts.StateSucceeded})
	require.NoError(t, err)
	require.True(t, settled)
	settled, err = s.Settle(t.Context(), lost.Lease, store.Settlement{State: scripts.StateSucceeded})
	require.NoError(t, err)
	require.False(t, settled)
}
