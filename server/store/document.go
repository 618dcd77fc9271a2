package store

import (
	"context"

	"github.com/hookline/hookline/scripts"
)

// HookDocument is the document of one hook: what a run of it may use, and no more.
type HookDocument struct {
	Store  Documents
	Tenant scripts.TenantID
	Hook   scripts.HookID
}

// Get reads it.
func (d HookDocument) Get(ctx context.Context) (scripts.Document, error) {
	return d.Store.Document(ctx, d.Tenant, d.Hook)
}

// Set changes it.
func (d HookDocument) Set(ctx context.Context, change scripts.DocumentChange) (now scripts.Document, changed bool, err error) {
	return d.Store.ChangeDocument(ctx, d.Tenant, d.Hook, change)
}
