// Package upkeep looks after the store while a server runs: it counts the queue, says
// when that is too full to take more events in, and deletes old history in steps so small
// that nobody waits for them.
package upkeep

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/store"
)

// Store is what is looked after.
type Store interface {
	Depth(context.Context) (store.Depth, error)
	Prune(context.Context, store.Pruning) (int, error)
	PruneVersions(context.Context, store.VersionPruning) (int, error)
	Newest(ctx context.Context, tenant scripts.TenantID, n int) (time.Time, error)
	ListTenants(context.Context) ([]scripts.Tenant, error)
}

// Config says how much is kept. Store is required; a zero field of the others means its
// default.
type Config struct {
	Store Store
	// MaxReady is how many executions may be ready before no more events are taken in.
	// Default 1,000,000.
	MaxReady int
	// MaxAge is how old history becomes. Default 30 days; negative is for ever.
	MaxAge time.Duration
	// Keep is how many executions that have ended each tenant keeps, whatever their age.
	// Default 1,000,000; negative is all.
	Keep int
	// KeepVersions is how many versions each hook keeps, besides those that executions are
	// waiting for. Default 100; negative is all.
	KeepVersions int
	// KeyWindow is how long the keys of repeated events are remembered. Default 24 h.
	KeyWindow time.Duration
	// Count and Clean are the times between two looks at the queue and at the history.
	// Defaults 1 s and 1 min.
	Count, Clean time.Duration
	// Counted, if set, is told the queue whenever it was counted.
	Counted func(store.Depth)
	// Logger is silent if nil.
	Logger *slog.Logger
}

// Keeper is to be made with New and run once. Its methods may be called meanwhile.
type Keeper struct {
	config Config
	ready  atomic.Int64
}

// New makes a keeper.
func New(c Config) *Keeper {
	c.MaxReady = cmp.Or(c.MaxReady, 1_000_000)
	c.MaxAge = cmp.Or(c.MaxAge, 30*24*time.Hour)
	c.Keep = cmp.Or(c.Keep, 1_000_000)
	c.KeepVersions = cmp.Or(c.KeepVersions, 100)
	c.KeyWindow = cmp.Or(c.KeyWindow, 24*time.Hour)
	c.Count = cmp.Or(c.Count, time.Second)
	c.Clean = cmp.Or(c.Clean, time.Minute)
	c.Logger = cmp.Or(c.Logger, slog.New(slog.DiscardHandler))
	if c.Counted == nil {
		c.Counted = func(store.Depth) {}
	}
	return &Keeper{config: c}
}

// Run works until ctx ends, and returns nil when all of it has ended. What the store
// cannot do now it is asked again later.
func (k *Keeper) Run(ctx context.Context) error {
	var group errgroup.Group
	group.Go(func() error { k.every(ctx, k.config.Count, k.count); return nil })
	group.Go(func() error { k.every(ctx, k.config.Clean, k.clean); return nil })
	return group.Wait()
}

// Full is a Fault of kind ErrUnavailable when no event should be taken in. It is at most
// as old as the last count: a burst may go beyond the bound by what a second brings.
func (k *Keeper) Full() error {
	if ready := k.ready.Load(); ready >= int64(k.config.MaxReady) {
		return &scripts.Fault{Kind: scripts.ErrUnavailable, Code: "queue_full", RetryAfter: 10 * time.Second,
			Message: fmt.Sprintf("%d executions are waiting for their turn already; post the event again later.", ready)}
	}
	return nil
}

func (k *Keeper) count(ctx context.Context) error {
	depth, err := k.config.Store.Depth(ctx)
	if err != nil {
		return fmt.Errorf("count the queue: %w", err)
	}
	k.ready.Store(int64(depth.Ready))
	k.config.Counted(depth)
	return nil
}

// every calls f now and then, and leaves it twenty times as much time as it takes: what is
// long need not be looked at often. A failure is told once, until it is over.
func (k *Keeper) every(ctx context.Context, pause time.Duration, f func(context.Context) error) {
	timer := time.NewTimer(0)
	defer timer.Stop()
	failing := false
	for {
		select {
		case <-ctx.Done():
			return
		case <-timer.C:
		}
		began := time.Now()
		err := f(ctx)
		if err != nil && !failing && ctx.Err() == nil {
			k.config.Logger.Warn("the store could not be looked after", "error", err)
		}
		failing = err != nil
		timer.Reset(max(pause, 20*time.Since(began)))
	}
}
