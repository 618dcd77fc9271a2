package dispatch

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/sandbox"
	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/store"
)

func TestJudge(t *testing.T) {
	t.Parallel()
	d := New(Config{})
	broken, lost := errors.New("broken"), sandbox.ErrWorkerLost
	for name, c := range map[string]struct {
		losses  int
		outcome scripts.Outcome
		err     error
		stopped bool
		want    scripts.State
	}{
		"returned":                      {0, scripts.OutcomeReturned, nil, false, scripts.StateSucceeded},
		"returned while stopping":       {0, scripts.OutcomeReturned, nil, true, scripts.StateSucceeded},
		"canceled":                      {0, scripts.OutcomeCanceled, nil, false, scripts.StateCanceled},
		"canceled by stopping":          {9, scripts.OutcomeCanceled, nil, true, scripts.StateReady},
		"failed by stopping":            {9, "", lost, true, scripts.StateReady},
		"lost":                          {0, "", lost, false, scripts.StateReady},
		"lost too often":                {1, "", lost, false, scripts.StateDead},
		"broken":                        {2, "", broken, false, scripts.StateReady},
		"broken for a long time":        {maxFailures - 1, "", broken, false, scripts.StateDead},
		"returned after too many tries": {99, scripts.OutcomeReturned, nil, false, scripts.StateSucceeded},
	} {
		got := d.judge(store.Claim{Losses: c.losses}, scripts.Attempted{Outcome: c.outcome}, c.err, c.stopped)
		require.Equal(t, c.want, got.State, name)
		require.Equal(t, c.want == scripts.StateReady && !c.stopped, got.Lost, "%s: stopping is nobody's loss", name)
	}
}

func TestBackoffDoublesToItsEnd(t *testing.T) {
	t.Parallel()
	d := New(Config{})
	require.Equal(t, 100*time.Millisecond, d.backoff(0))
	require.Equal(t, 400*time.Millisecond, d.backoff(2))
	require.Equal(t, longestPause, d.backoff(1_000_000))
}

// stuck is a queue that hands out one claim and cannot store its end for a while.
type stuck struct {
	claims   []store.Claim
	failures int
	settled  []time.Duration
	began    time.Time
	looks    int
}

func (q *stuck) Claim(context.Context, store.ClaimRequest) ([]store.Claim, error) {
	q.looks++
	claims := q.claims
	q.claims = nil
	return claims, nil
}

func (q *stuck) Settle(context.Context, store.Lease, store.Settlement) (bool, error) {
	q.settled = append(q.settled, time.Since(q.began))
	if len(q.settled) <= q.failures {
		return false, errors.New("disk full")
	}
	return true, nil
}

func (q *stuck) Recover(context.Context) (int, error) { return 0, nil }
func (q *stuck) Ready() <-chan struct{}               { return nil }

func (q *stuck) Version(context.Context, scripts.TenantID, scripts.HookID, int) (scripts.Version, error) {
	return scripts.Version{}, nil
}

func (q *stuck) run(ctx context.Context, c Config, r Runner) {
	q.began = time.Now()
	c.Queue, c.Runner = q, r
	c.Loader = NewLoader(q, func(context.Context, scripts.TenantID, scripts.HookID) (scripts.Secrets, error) { return nil, nil },
		func(context.Context, scripts.TenantID) (scripts.Settings, error) { return scripts.Settings{}, nil })
	_ = New(c).Run(ctx)
}

type failing struct{ err error }

func (f failing) Run(context.Context, sandbox.Run) (scripts.Attempted, error) {
	return scripts.Attempted{Outcome: scripts.OutcomeReturned}, f.err
}

func TestASettleIsRepeatedUntilItIsStored(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		q := &stuck{claims: make([]store.Claim, 1), failures: 2}
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		q.run(ctx, Config{}, failing{})
		require.Equal(t, []time.Duration{0, time.Second, 2 * time.Second}, q.settled)
	})
}

func TestAnIdleQueueIsLookedAtOncePerPoll(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		q := &stuck{}
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second+time.Millisecond)
		defer cancel()
		q.run(ctx, Config{}, failing{})
		require.Equal(t, 11, q.looks)
	})
}

// slow takes five seconds, or less when it is canceled.
type slow struct{}

func (slow) Run(ctx context.Context, _ sandbox.Run) (scripts.Attempted, error) {
	pause(ctx, 5*time.Second)
	return scripts.Attempted{Outcome: scripts.OutcomeReturned}, ctx.Err()
}

func TestStoppingWaitsForWhatRunsAndClaimsNoMore(t *testing.T) {
	t.Parallel()
	for drain, want := range map[time.Duration]time.Duration{10 * time.Second: 5 * time.Second, 2 * time.Second: 3 * time.Second} {
		t.Run(drain.String(), func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				q := &stuck{claims: make([]store.Claim, 1)}
				ctx, cancel := context.WithTimeout(t.Context(), time.Second)
				defer cancel()
				q.run(ctx, Config{DrainTimeout: drain, Poll: 700 * time.Millisecond}, slow{})
				require.Equal(t, want, time.Since(q.began))
				require.Equal(t, []time.Duration{want}, q.settled)
				require.Equal(t, 2, q.looks)
			})
		})
	}
}

func TestStoppingEndsEveryPause(t *testing.T) {
	t.Parallel()
	for name, runner := range map[string]Runner{"backoff": failing{errors.New("broken")}, "settle": failing{}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				q := &stuck{claims: make([]store.Claim, 1), failures: 1 << 30}
				ctx, cancel := context.WithTimeout(t.Context(), time.Second)
				defer cancel()
				q.run(ctx, Config{Backoff: time.Hour, Poll: time.Hour, DrainTimeout: time.Hour}, runner)
				require.Equal(t, time.Second, time.Since(q.began))
			})
		})
	}
}

func TestCacheIsBoundedByBytes(t *testing.T) {
	t.Parallel()
	c := newVersionCache(3000)
	key := func(n int) versionKey { return versionKey{"t", "h", n} }
	for n := range 3 {
		c.add(key(n), scripts.Version{Number: n, Script: strings.Repeat("x", 500), Deps: scripts.Dependencies{"a": "1"}})
		_, ok := c.get(key(0))
		require.True(t, ok, "it was used last")
	}
	_, ok := c.get(key(1))
	require.False(t, ok)
	v, ok := c.get(key(2))
	require.True(t, ok)
	require.Equal(t, 2, v.Number)
	c.add(key(9), scripts.Version{Script: strings.Repeat("x", 5000)})
	require.Empty(t, c.entries, "a version larger than the cache is not kept")
	require.Equal(t, 3000, c.room)
}
