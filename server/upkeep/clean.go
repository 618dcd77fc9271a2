package upkeep

import (
	"context"
	"math"
	"time"

	"github.com/hookline/hookline/server/store"
)

const (
	// stepVersions is step for versions and bundles, which are large.
	stepVersions = 20
	// step is how many rows are deleted in one transaction: some milliseconds of work.
	step = 500
	// breath is the time between two steps, in which everybody else has the store.
	breath = 20 * time.Millisecond
	// bundleWindow is longer than the building of a version can take that was promised a
	// bundle.
	bundleWindow = time.Hour
)

// clean deletes history and versions.
func (k *Keeper) clean(ctx context.Context) error {
	if err := k.cleanHistory(ctx); err != nil {
		return err
	}
	p := store.VersionPruning{Keep: k.config.KeepVersions, Unused: time.Now().Add(-bundleWindow), Limit: stepVersions}
	if p.Keep < 0 {
		p.Keep = math.MaxInt32
	}
	return stepwise(ctx, p.Limit, func() (int, error) { return k.config.Store.PruneVersions(ctx, p) })
}

// cleanHistory deletes what is too old, and of each tenant what is too much.
func (k *Keeper) cleanHistory(ctx context.Context) error {
	now := time.Now()
	old := store.Pruning{Keys: now.Add(-k.config.KeyWindow), Limit: step}
	if k.config.MaxAge > 0 {
		old.Before = now.Add(-k.config.MaxAge)
	} else {
		old.Before = time.UnixMilli(0)
	}
	if err := k.prune(ctx, old); err != nil || k.config.Keep < 0 {
		return err
	}
	tenants, err := k.config.Store.ListTenants(ctx)
	if err != nil {
		return err
	}
	for _, t := range tenants {
		before, err := k.config.Store.Newest(ctx, t.ID, k.config.Keep)
		if err != nil {
			return err
		}
		if before.IsZero() {
			continue
		}
		if err := k.prune(ctx, store.Pruning{Tenant: t.ID, Before: before, Limit: step}); err != nil {
			return err
		}
	}
	return nil
}

func (k *Keeper) prune(ctx context.Context, p store.Pruning) error {
	return stepwise(ctx, p.Limit, func() (int, error) { return k.config.Store.Prune(ctx, p) })
}

// stepwise calls remove until it removes fewer than limit.
func stepwise(ctx context.Context, limit int, remove func() (int, error)) error {
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-timer.C:
		}
		deleted, err := remove()
		if err != nil || deleted < limit {
			return err
		}
		timer.Reset(breath)
	}
}
