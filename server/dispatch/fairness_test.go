package dispatch_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/sandbox"
	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/dispatch"
	"github.com/hookline/hookline/server/store"
	"github.com/hookline/hookline/server/store/postgres"
	"github.com/hookline/hookline/server/store/sqlite"
	"github.com/hookline/hookline/server/store/storetest"
)

// floodVariable is how many events the flooding tenant posts. The long run has 50000.
const floodVariable = "HOOKLINE_TEST_FLOOD"

// TestAFloodOfOneTenantDoesNotDelayAnother: slow hooks of one tenant fill the queue, and
// single events of another start at once, on either engine.
func TestAFloodOfOneTenantDoesNotDelayAnother(t *testing.T) {
	t.Parallel()
	for name, open := range map[string]func(*testing.T) (store.Store, error){
		"sqlite": func(t *testing.T) (store.Store, error) {
			return sqlite.Open(t.Context(), sqlite.Config{Path: filepath.Join(t.TempDir(), "hookline.db")})
		},
		"postgres": func(t *testing.T) (store.Store, error) {
			return postgres.Open(t.Context(), postgres.Config{URL: storetest.Postgres(t)})
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, err := open(t)
			require.NoError(t, err)
			f := &fixture{Store: s, t: t, settled: make(chan settled, 1_000_000)}
			t.Cleanup(func() { require.NoError(t, s.Close()) })
			flood(t, f)
		})
	}
}

func flood(t *testing.T, f *fixture) {
	size, err := strconv.Atoi(os.Getenv(floodVariable))
	if err != nil {
		size = 2000
	}
	f.hook("flood")
	f.hook("quiet")
	accept := func(tenant scripts.TenantID) scripts.ExecutionID {
		_, ids, err := f.Accept(context.Background(), scripts.Event{Tenant: tenant, Trigger: trigger, Payload: []byte("{}")})
		if err != nil || len(ids) != 1 {
			t.Error("an event was not accepted", err)
		}
		return ids[0]
	}
	var group sync.WaitGroup
	for range 16 {
		group.Go(func() {
			for range size / 16 {
				accept("flood")
			}
		})
	}
	group.Wait()

	started := make(chan time.Time, 1)
	stop := f.start(func(ctx context.Context, r sandbox.Run) (scripts.Attempted, error) {
		if r.Tenant == "quiet" {
			started <- time.Now()
			return returned(ctx, r)
		}
		timer := time.NewTimer(200 * time.Millisecond) // a hook that waits for Slack
		defer timer.Stop()
		select {
		case <-timer.C:
		case <-ctx.Done():
		}
		return scripts.Attempted{Outcome: scripts.OutcomeReturned}, ctx.Err()
	}, dispatch.Config{DrainTimeout: time.Millisecond})
	var delays []time.Duration
	for range 200 {
		began := time.Now()
		accept("quiet")
		delays = append(delays, (<-started).Sub(began))
	}
	stop()
	slices.Sort(delays)
	p50, p99 := delays[len(delays)/2], delays[len(delays)*99/100]
	t.Logf("behind %d events of slow hooks, another tenant's single events start after p50 %v, p99 %v; set %s for more",
		size, p50.Round(10*time.Microsecond), p99.Round(10*time.Microsecond), floodVariable)
	// On a machine that does nothing else, 20 and 100 ms. Waiting behind the flood is 25 s.
	require.Less(t, p50, 200*time.Millisecond)
	require.Less(t, p99, 2*time.Second)
}
