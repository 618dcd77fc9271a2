package upkeep_test

import (
	"context"
	"errors"
	"math"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/store"
	"github.com/hookline/hookline/server/upkeep"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// fake is a store with a number of old rows for each tenant; the empty tenant is all.
type fake struct {
	depth  store.Depth
	err    error
	old    map[scripts.TenantID]int
	prunes []store.Pruning
	counts int

	oldVersions int
	versions    []store.VersionPruning
}

func (f *fake) Depth(context.Context) (store.Depth, error) {
	f.counts++
	return f.depth, f.err
}

func (f *fake) Prune(_ context.Context, p store.Pruning) (int, error) {
	f.prunes = append(f.prunes, p)
	n := min(f.old[p.Tenant], p.Limit)
	if n > 0 {
		f.old[p.Tenant] -= n
	}
	return n, nil
}

func (f *fake) PruneVersions(_ context.Context, p store.VersionPruning) (int, error) {
	f.versions = append(f.versions, p)
	n := min(f.oldVersions, p.Limit)
	f.oldVersions -= n
	return n, nil
}

func (f *fake) Newest(_ context.Context, tenant scripts.TenantID, n int) (time.Time, error) {
	if f.old[tenant] == 0 || n != 10 {
		return time.Time{}, nil
	}
	return time.UnixMilli(1000), nil
}

func (f *fake) ListTenants(context.Context) ([]scripts.Tenant, error) {
	return []scripts.Tenant{{ID: "a"}, {ID: "b"}}, nil
}

func run(t *testing.T, c upkeep.Config, length time.Duration) *upkeep.Keeper {
	k := upkeep.New(c)
	ctx, cancel := context.WithTimeout(t.Context(), length)
	defer cancel()
	require.NoError(t, k.Run(ctx))
	return k
}

func TestAFullQueueSaysSo(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		f := &fake{depth: store.Depth{Ready: 10}}
		var counted store.Depth
		k := run(t, upkeep.Config{Store: f, MaxReady: 11, Counted: func(d store.Depth) { counted = d }}, 3500*time.Millisecond)
		require.NoError(t, k.Full())
		require.Equal(t, 4, f.counts)
		require.Equal(t, f.depth, counted)

		k = run(t, upkeep.Config{Store: f, MaxReady: 10}, time.Millisecond)
		require.ErrorIs(t, k.Full(), scripts.ErrUnavailable)
		var fault *scripts.Fault
		require.ErrorAs(t, k.Full(), &fault)
		require.Positive(t, fault.RetryAfter)

		f.err = errors.New("gone")
		k = run(t, upkeep.Config{Store: f, MaxReady: 1}, time.Millisecond)
		require.NoError(t, k.Full(), "what nobody knows is not full")
	})
}

func TestHistoryIsPrunedInSteps(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		f := &fake{old: map[scripts.TenantID]int{"": 1200, "b": 700}}
		began := time.Now()
		run(t, upkeep.Config{Store: f, MaxAge: time.Hour, KeyWindow: time.Minute, Keep: 10, Clean: time.Hour}, time.Minute)
		require.Equal(t, map[scripts.TenantID]int{"": 0, "b": 0}, f.old)
		require.Len(t, f.prunes, 3+2)
		require.Equal(t, began.Add(-time.Hour), f.prunes[0].Before)
		require.Equal(t, began.Add(-time.Minute), f.prunes[0].Keys)
		require.Equal(t, scripts.TenantID("b"), f.prunes[3].Tenant)
		require.Equal(t, time.UnixMilli(1000), f.prunes[3].Before)
	})
}

func TestVersionsArePrunedInSteps(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		f := &fake{oldVersions: 45}
		began := time.Now()
		run(t, upkeep.Config{Store: f, Clean: time.Hour}, time.Minute)
		require.Zero(t, f.oldVersions)
		require.Len(t, f.versions, 3)
		require.Equal(t, 100, f.versions[0].Keep)
		require.Equal(t, began.Add(-time.Hour), f.versions[0].Unused)

		f = &fake{}
		run(t, upkeep.Config{Store: f, KeepVersions: -1}, time.Second)
		require.Equal(t, math.MaxInt32, f.versions[0].Keep)
	})
}

func TestNothingIsPrunedThatIsToBeKept(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		f := &fake{old: map[scripts.TenantID]int{"b": 1}}
		run(t, upkeep.Config{Store: f, MaxAge: -1, Keep: -1}, time.Second)
		require.Len(t, f.prunes, 1)
		require.Equal(t, time.UnixMilli(0), f.prunes[0].Before, "keys only")
	})
}
