package postgres_test

import (
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/store"
	"github.com/hookline/hookline/server/store/postgres"
	"github.com/hookline/hookline/server/store/storetest"
)

var event = scripts.Event{Tenant: scripts.DefaultTenant, Trigger: scripts.PostUserRegistration, Payload: []byte(`{"user":{}}`)}

// nodes opens stores that share a fresh database.
func nodes(t *testing.T, n int, lease time.Duration) (address string, all []*postgres.Store) {
	address = storetest.Postgres(t)
	for range n {
		all = append(all, open(t, postgres.Config{URL: address, Lease: lease, Connections: 4}))
	}
	_, err := all[0].CreateHook(t.Context(), scripts.Hook{Tenant: scripts.DefaultTenant, Name: "a", Trigger: event.Trigger, Enabled: true})
	require.NoError(t, err)
	return address, all
}

func accept(t *testing.T, s *postgres.Store) scripts.ExecutionID {
	_, executions, err := s.Accept(t.Context(), event)
	require.NoError(t, err)
	require.Len(t, executions, 1)
	return executions[0]
}

func claim(t *testing.T, s *postgres.Store, limit int) []store.Claim {
	claims, err := s.Claim(t.Context(), store.ClaimRequest{Limit: limit, PerTenant: limit})
	require.NoError(t, err)
	return claims
}

// receives waits for one more value of a channel that has one for any number of causes.
func receives(t *testing.T, channel <-chan struct{}, cause func()) {
	t.Helper()
	for { // what is left of earlier causes
		select {
		case <-channel:
			continue
		case <-time.After(200 * time.Millisecond):
		}
		break
	}
	cause()
	select {
	case <-channel:
	case <-time.After(10 * time.Second):
		require.Fail(t, "nothing was told")
	}
}

func TestNodesTellEachOther(t *testing.T) {
	t.Parallel()
	_, all := nodes(t, 2, time.Hour) // nobody looks: it is the notification that tells
	receives(t, all[1].Ready(), func() { accept(t, all[0]) })
	receives(t, all[1].Changed(), func() {
		yes := true
		_, err := all[0].UpdateTenant(t.Context(), scripts.DefaultTenant, store.SettingsPatch{NoEval: &yes})
		require.NoError(t, err)
	})
}

// TestChangesAreFoundWithoutNotifications: a node looks for what it was not told.
func TestChangesAreFoundWithoutNotifications(t *testing.T) {
	t.Parallel()
	address, all := nodes(t, 1, 2*time.Second)
	conn, err := pgx.Connect(t.Context(), address)
	require.NoError(t, err)
	defer conn.Close(t.Context())
	receives(t, all[0].Changed(), func() {
		_, err := conn.Exec(t.Context(), "UPDATE changes SET count = count + 1")
		require.NoError(t, err)
	})
}

// TestNodesShareTheWork: several claim at once, and each execution has one claim.
func TestNodesShareTheWork(t *testing.T) {
	t.Parallel()
	_, all := nodes(t, 3, time.Minute)
	const events = 300
	var group sync.WaitGroup
	for _, s := range all {
		group.Go(func() {
			for range events / len(all) {
				accept(t, s)
			}
		})
	}
	group.Wait()
	var mu sync.Mutex
	claimed := map[scripts.ExecutionID]int{}
	done := func() bool {
		mu.Lock()
		defer mu.Unlock()
		return len(claimed) == events
	}
	for _, s := range all {
		group.Go(func() {
			for !done() {
				for _, c := range claim(t, s, 7) {
					mu.Lock()
					claimed[c.Lease.Execution]++
					mu.Unlock()
					held, err := s.Settle(t.Context(), c.Lease, store.Settlement{State: scripts.StateSucceeded})
					if err != nil || !held {
						t.Error("a claim was lost", err)
					}
				}
			}
		})
	}
	group.Wait()
	require.Len(t, claimed, events)
	for id, n := range claimed {
		require.Equal(t, 1, n, id)
	}
}

// TestAFrozenNodeChangesNothing: what it was running is given to another when its lease
// is over, and when it wakes its settle comes too late. It goes on as a new node.
func TestAFrozenNodeChangesNothing(t *testing.T) {
	t.Parallel()
	_, all := nodes(t, 2, 2*time.Second)
	frozen, other := all[0], all[1]
	id := accept(t, frozen)
	before := claim(t, frozen, 1)[0]
	node := frozen.Node()
	thaw := frozen.Freeze()
	var after []store.Claim
	require.Eventually(t, func() bool { after = claim(t, other, 1); return len(after) > 0 }, 20*time.Second, 20*time.Millisecond)
	require.Equal(t, id, after[0].Lease.Execution)
	require.Zero(t, after[0].Losses, "nobody is charged")
	require.Empty(t, claim(t, frozen, 1), "it is no node any more")

	thaw()
	held, err := frozen.Settle(t.Context(), before.Lease, store.Settlement{State: scripts.StateFailed})
	require.NoError(t, err)
	require.False(t, held)
	held, err = other.Settle(t.Context(), after[0].Lease, store.Settlement{State: scripts.StateSucceeded})
	require.NoError(t, err)
	require.True(t, held)
	require.Eventually(t, func() bool { return frozen.Node() != node }, 20*time.Second, 20*time.Millisecond)
	id = accept(t, frozen)
	require.Equal(t, id, claim(t, frozen, 1)[0].Lease.Execution)
}

// TestALeavingNodeGivesBackAtOnce: nobody waits for the end of its lease.
func TestALeavingNodeGivesBackAtOnce(t *testing.T) {
	t.Parallel()
	_, all := nodes(t, 2, time.Hour)
	id := accept(t, all[0])
	require.Len(t, claim(t, all[0], 1), 1)
	require.NoError(t, all[0].Close())
	claims := claim(t, all[1], 1)
	require.Len(t, claims, 1)
	require.Equal(t, id, claims[0].Lease.Execution)
}

// TestTheClockIsTheDatabases: a node whose own clock is wrong makes ids of the right time
// and keeps its lease.
func TestTheClockIsTheDatabases(t *testing.T) {
	t.Parallel()
	_, all := nodes(t, 2, 2*time.Second)
	all[0].SetClock(-time.Hour)
	require.Eventually(t, func() bool {
		e, _, err := all[0].Accept(t.Context(), event)
		require.NoError(t, err)
		return time.Since(e.CreatedAt) < time.Minute
	}, 20*time.Second, 20*time.Millisecond)
}

// TestNodesStartTogether: one migrates, the others wait for it.
func TestNodesStartTogether(t *testing.T) {
	t.Parallel()
	address := storetest.Postgres(t)
	var group sync.WaitGroup
	for range 5 {
		group.Go(func() {
			s, err := postgres.Open(t.Context(), postgres.Config{URL: address, Connections: 2})
			if err != nil {
				t.Error(err)
				return
			}
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
}
