package postgres

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/store"
	"github.com/hookline/hookline/server/store/codec"
)

const selectHook = `
	SELECT h.id, h.tenant, h.name, h.trigger_id, h.enabled, h.version, v.script, v.dependencies, h.created_at, h.updated_at, h.paused, h.retry, h.position, h.concurrency
	FROM hooks h JOIN versions v ON v.hook_id = h.id AND v.number = h.version
	WHERE h.tenant = $1`

// readHook reads the columns of selectHook.
func readHook(row pgx.CollectableRow) (h scripts.Hook, err error) {
	var created, updated int64
	var script, deps, retry []byte
	if err := row.Scan(&h.ID, &h.Tenant, &h.Name, &h.Trigger, &h.Enabled, &h.Version, &script, &deps, &created, &updated,
		&h.Paused, &retry, &h.Order, &h.Concurrency); err != nil {
		return h, err
	}
	if h.Retry, err = codec.DecodeRetry(retry); err != nil {
		return h, err
	}
	h.Script, h.CreatedAt, h.UpdatedAt = string(script), codec.FromMillis(created), codec.FromMillis(updated)
	h.Deps, err = codec.DecodeDeps(deps)
	return h, err
}

// Hook implements store.Hooks.
func (s *Store) Hook(ctx context.Context, tenant scripts.TenantID, id scripts.HookID) (scripts.Hook, error) {
	h, err := one(ctx, s.pool, readHook, selectHook+" AND h.id = $2", tenant, id)
	return h, codec.Failed("read hook", missing(err, codec.HookNotFound()))
}

// Version implements store.Hooks.
func (s *Store) Version(ctx context.Context, tenant scripts.TenantID, id scripts.HookID, number int) (scripts.Version, error) {
	v, err := one(ctx, s.pool, func(row pgx.CollectableRow) (scripts.Version, error) {
		v := scripts.Version{Hook: id, Number: number}
		var script, deps, built []byte
		var created int64
		var packages pgtype.Text
		if err := row.Scan(&script, &deps, &created, &built, &packages); err != nil {
			return v, err
		}
		v.Script, v.CreatedAt = string(script), codec.FromMillis(created)
		var err, fault error
		v.Deps, err = codec.DecodeDeps(deps)
		v.Built, fault = codec.DecodeBuilt(built, packages.String)
		return v, errors.Join(err, fault)
	}, `SELECT v.script, v.dependencies, v.created_at, v.built, v.packages FROM hooks h JOIN versions v ON v.hook_id = h.id
		WHERE h.tenant = $1 AND h.id = $2 AND v.number = $3`, tenant, id, number)
	return v, codec.Failed("read version", missing(err, codec.VersionNotFound(number)))
}

// ListHooks implements store.Hooks.
func (s *Store) ListHooks(ctx context.Context, tenant scripts.TenantID, f store.HookFilter) ([]scripts.Hook, int, error) {
	where, args := "", []any{tenant}
	if f.Trigger != "" {
		args = append(args, f.Trigger)
		where += fmt.Sprintf(" AND h.trigger_id = $%d", len(args))
	}
	if f.Enabled != nil {
		args = append(args, *f.Enabled)
		where += fmt.Sprintf(" AND h.enabled = $%d", len(args))
	}
	var total int
	if err := s.pool.QueryRow(ctx, "SELECT count(*) FROM hooks h WHERE h.tenant = $1"+where, args...).Scan(&total); err != nil {
		return nil, 0, codec.Failed("count hooks", reachable(ctx, err))
	}
	order := ""
	if f.InOrder {
		order = "h.position, "
	}
	perPage := max(f.PerPage, 0)
	args = append(args, perPage, f.Page*perPage)
	hooks, err := list(ctx, s.pool, readHook, fmt.Sprintf("%s%s ORDER BY %sh.id LIMIT $%d OFFSET $%d", selectHook, where, order, len(args)-1, len(args)), args...)
	return hooks, total, codec.Failed("list hooks", err)
}
