package sqlite

import (
	"context"
	"errors"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/store"
	"github.com/hookline/hookline/server/store/codec"
)

const selectHook = `
	SELECT h.id, h.tenant, h.name, h.trigger_id, h.enabled, h.version, v.script, v.dependencies, h.created_at, h.updated_at, h.paused, h.retry, h.position, h.concurrency
	FROM hooks h JOIN versions v ON v.hook_id = h.id AND v.number = h.version
	WHERE h.tenant = ?`

// Hook implements store.Hooks.
func (s *Store) Hook(ctx context.Context, tenant scripts.TenantID, id scripts.HookID) (scripts.Hook, error) {
	h, err := find(ctx, s.readers, codec.HookNotFound(), decodeHook, selectHook+" AND h.id = ?", string(tenant), string(id))
	return h, codec.Failed("read hook", err)
}

// Version implements store.Hooks.
func (s *Store) Version(ctx context.Context, tenant scripts.TenantID, id scripts.HookID, number int) (scripts.Version, error) {
	missing := codec.VersionNotFound(number)
	v, err := find(ctx, s.readers, missing, func(r row) (scripts.Version, error) {
		deps, err := codec.DecodeDeps(r.blob(1))
		built, fault := codec.DecodeBuilt(r.blob(3), r.text(4))
		return scripts.Version{Hook: id, Number: number, Script: string(r.blob(0)), Deps: deps, Built: built,
			CreatedAt: codec.FromMillis(r.integer(2))}, errors.Join(err, fault)
	}, `SELECT v.script, v.dependencies, v.created_at, v.built, v.packages FROM hooks h JOIN versions v ON v.hook_id = h.id
		WHERE h.tenant = ? AND h.id = ? AND v.number = ?`, string(tenant), string(id), number)
	return v, codec.Failed("read version", err)
}

// ListHooks implements store.Hooks.
func (s *Store) ListHooks(ctx context.Context, tenant scripts.TenantID, f store.HookFilter) ([]scripts.Hook, int, error) {
	where, args := "", []any{string(tenant)}
	if f.Trigger != "" {
		where, args = where+" AND h.trigger_id = ?", append(args, string(f.Trigger))
	}
	if f.Enabled != nil {
		where, args = where+" AND h.enabled = ?", append(args, flag(*f.Enabled))
	}
	total, err := find(ctx, s.readers, nil, func(r row) (int, error) { return int(r.integer(0)), nil },
		"SELECT count(*) FROM hooks h WHERE h.tenant = ?"+where, args...)
	if err != nil {
		return nil, 0, codec.Failed("count hooks", err)
	}
	order := ""
	if f.InOrder {
		order = "h.position, "
	}
	perPage := max(f.PerPage, 0) // a negative limit is none to SQLite
	hooks, err := list(ctx, s.readers, decodeHook, selectHook+where+" ORDER BY "+order+"h.id LIMIT ? OFFSET ?",
		append(args, perPage, f.Page*perPage)...)
	return hooks, total, codec.Failed("list hooks", err)
}

// decodeHook reads the columns of selectHook.
func decodeHook(r row) (scripts.Hook, error) {
	deps, err := codec.DecodeDeps(r.blob(7))
	retry, retryErr := codec.DecodeRetry(r.blob(11))
	return scripts.Hook{
		ID:        scripts.HookID(r.text(0)),
		Tenant:    scripts.TenantID(r.text(1)),
		Name:      r.text(2),
		Trigger:   scripts.TriggerID(r.text(3)),
		Enabled:   r.integer(4) == 1,
		Version:   int(r.integer(5)),
		Script:    string(r.blob(6)),
		Deps:      deps,
		CreatedAt: codec.FromMillis(r.integer(8)),
		UpdatedAt: codec.FromMillis(r.integer(9)),
		Paused:    r.integer(10) == 1,
		Retry:     retry,
		Order:     int(r.integer(12)),

		Concurrency: int(r.integer(13)),
	}, errors.Join(err, retryErr)
}
