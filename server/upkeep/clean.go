package upkeep

import (
	"context"
	"time"

	"github.com/hookline/hookline/server/store"
)

const (
	// step is how many rows are deleted in one transaction: some milliseconds of work.
	step = 500
	// breath is the time between two steps, in which everybody else has the store.
	breath = 20 * time.Millisecond
)

// clean deletes what is too old, and of each tenant what is too much.
func (k *Keeper) clean(ctx context.Context) error {
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
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-timer.C:
		}
		deleted, err := k.config.Store.Prune(ctx, p)
		if err != nil || deleted < p.Limit {
			return err
		}
		timer.Reset(breath)
	}
}
