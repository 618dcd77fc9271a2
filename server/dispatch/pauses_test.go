package dispatch_test

import (
	"context"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/sandbox"
	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/dispatch"
)

// TestAPausedTenantWaits: its executions are given back once, without a loss, and run
// when the pause is over; other tenants are served meanwhile.
func TestAPausedTenantWaits(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.hook(scripts.DefaultTenant)
	f.hook("other")
	until := time.Now().Add(500 * time.Millisecond)
	var refused atomic.Int64
	f.start(func(_ context.Context, r sandbox.Run) (scripts.Attempted, error) {
		if r.Tenant == scripts.DefaultTenant && time.Now().Before(until) {
			refused.Add(1)
			return scripts.Attempted{}, &sandbox.PausedError{Until: until, Kills: 3}
		}
		return scripts.Attempted{Outcome: scripts.OutcomeReturned}, nil
	}, dispatch.Config{Poll: 20 * time.Millisecond})

	_, id := f.accept(scripts.DefaultTenant)
	back := <-f.settled
	require.Equal(t, scripts.StateReady, back.settlement.State)
	require.False(t, back.settlement.Lost)
	_, other := f.accept("other")
	require.Equal(t, other, (<-f.settled).lease.Execution)

	ended := <-f.settled
	require.Equal(t, id, ended.lease.Execution)
	require.Equal(t, scripts.StateSucceeded, ended.settlement.State)
	require.False(t, time.Now().Before(until))
	require.EqualValues(t, 1, refused.Load())
	require.Equal(t, 1, f.execution(id).Attempt)
}
