// Package tenants keeps at hand what the operator has set for each tenant: every
// request, run and dial asks for it, and none of them should ask the database.
//
// All changes of this server pass through a Book, which therefore never tells of old
// settings once a change has returned; those of other servers are heard of (Forget).
package tenants

import (
	"context"
	"fmt"
	"sync"

	"github.com/hookline/hookline/sandbox/egress"
	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/store"
)

// Book reads and changes tenants. Make one with New; it may be used concurrently.
type Book struct {
	store  store.Tenants
	shared egress.Policy

	mu    sync.RWMutex
	known map[scripts.TenantID]*entry
	// changes counts calls of forget and Forget. What was read while one happened may be old,
	// and is not remembered.
	changes uint64
}

type entry struct {
	settings scripts.Settings
	egress   egress.Policy
}

// New makes a book. shared is what the operator opens to all tenants.
func New(s store.Tenants, shared egress.Policy) *Book {
	return &Book{store: s, shared: shared, known: map[scripts.TenantID]*entry{}}
}

// Settings returns the settings of now. A tenant that does not exist is not found.
func (b *Book) Settings(ctx context.Context, id scripts.TenantID) (scripts.Settings, error) {
	e, err := b.entry(ctx, id)
	if err != nil {
		return scripts.Settings{}, err
	}
	return e.settings, nil
}

// Egress returns what the tenant's hooks may connect to now. With EgressDenyAll that is
// the tenant's own list alone: what the operator opens to all is closed too.
func (b *Book) Egress(ctx context.Context, id scripts.TenantID) (egress.Policy, error) {
	e, err := b.entry(ctx, id)
	if err != nil {
		return egress.Policy{}, err
	}
	return e.egress, nil
}

// Tenant reads a tenant from the store.
func (b *Book) Tenant(ctx context.Context, id scripts.TenantID) (scripts.Tenant, error) {
	return b.store.Tenant(ctx, id)
}

// List reads all tenants from the store, by id.
func (b *Book) List(ctx context.Context) ([]scripts.Tenant, error) { return b.store.ListTenants(ctx) }

// Create makes a tenant.
func (b *Book) Create(ctx context.Context, id scripts.TenantID) (scripts.Tenant, error) {
	return b.store.CreateTenant(ctx, id)
}

// Update changes the settings. When it returns, nobody is told the old ones any more.
func (b *Book) Update(ctx context.Context, id scripts.TenantID, patch store.SettingsPatch) (scripts.Tenant, error) {
	defer b.forget(id) // also after a failure: it may have been stored all the same
	return b.store.UpdateTenant(ctx, id, patch)
}

func (b *Book) entry(ctx context.Context, id scripts.TenantID) (*entry, error) {
	b.mu.RLock()
	e, changes := b.known[id], b.changes
	b.mu.RUnlock()
	if e != nil {
		return e, nil
	}
	e, err := b.read(ctx, id)
	if err != nil {
		return nil, err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.changes == changes {
		b.known[id] = e
	}
	return e, nil
}

func (b *Book) read(ctx context.Context, id scripts.TenantID) (*entry, error) {
	t, err := b.store.Tenant(ctx, id)
	if err != nil {
		return nil, err
	}
	own, err := egress.ParsePolicy(t.Settings.EgressAllow)
	if err != nil { // what is stored was checked
		return nil, fmt.Errorf("settings of tenant %s: %w", id, err)
	}
	if t.Settings.EgressDenyAll {
		return &entry{t.Settings, own.Only()}, nil
	}
	return &entry{t.Settings, b.shared.With(own)}, nil
}

// Forget is to be called when another server may have changed something.
func (b *Book) Forget() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.changes++
	clear(b.known)
}

func (b *Book) forget(id scripts.TenantID) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.changes++
	delete(b.known, id)
}
