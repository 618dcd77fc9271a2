package api

import (
	"context"
	"sync"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/store"
)

// draft is a hook's document as a run of the Runner sees it: what is kept, until the run
// changes it for itself.
type draft struct {
	kept store.HookDocument
	mu   sync.Mutex
	own  *scripts.Document
}

// Get reads it.
func (d *draft) Get(ctx context.Context) (scripts.Document, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.now(ctx)
}

func (d *draft) now(ctx context.Context) (scripts.Document, error) {
	if d.own != nil {
		return *d.own, nil
	}
	return d.kept.Get(ctx)
}

// Set changes it.
func (d *draft) Set(ctx context.Context, change scripts.DocumentChange) (scripts.Document, bool, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	now, err := d.now(ctx)
	if err != nil || !change.Permits(now) {
		return now, false, err
	}
	d.own = &scripts.Document{Data: change.Data}
	return *d.own, true, nil
}
