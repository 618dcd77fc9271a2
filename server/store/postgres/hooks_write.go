package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/store"
	"github.com/hookline/hookline/server/store/codec"
)

// CreateHook implements store.Hooks.
func (s *Store) CreateHook(ctx context.Context, h scripts.Hook) (scripts.Hook, error) {
	err := s.transact(ctx, func(ctx context.Context, tx pgx.Tx) error {
		if err := lockTenant(ctx, tx, h.Tenant); err != nil {
			return err
		}
		hooks, err := one(ctx, tx, pgx.RowTo[int], "SELECT count(*) FROM hooks WHERE tenant = $1", h.Tenant)
		if err != nil {
			return err
		}
		if hooks >= scripts.MaxHooks {
			return codec.TooManyHooks()
		}
		h.ID, h.Version, h.CreatedAt = s.newID().Hook(), 1, s.now()
		h.UpdatedAt = h.CreatedAt
		if err := disableOthers(ctx, tx, h); err != nil {
			return err
		}
		retry, err := codec.EncodeRetry(h.Retry)
		if err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `INSERT INTO hooks (id, tenant, name, trigger_id, enabled, paused, retry, version, created_at, updated_at, position, concurrency)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`, h.ID, h.Tenant, h.Name, h.Trigger, h.Enabled, h.Paused, retry, h.Version,
			codec.Millis(h.CreatedAt), codec.Millis(h.UpdatedAt), h.Order, h.Concurrency); err != nil {
			return named(err, h)
		}
		return insertVersion(ctx, tx, h)
	})
	if err != nil {
		return scripts.Hook{}, codec.Failed("create hook", err)
	}
	return h, nil
}

// named is the conflict of two hooks with one name.
func named(err error, h scripts.Hook) error {
	if isViolation(err, "hooks_by_name") {
		return codec.HookNameConflict(h.Name)
	}
	return err
}

func insertVersion(ctx context.Context, tx pgx.Tx, h scripts.Hook) error {
	deps, err := codec.EncodeDeps(h.Deps)
	if err != nil {
		return err
	}
	built, packages, err := codec.EncodeBuilt(h.Built)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, "INSERT INTO versions (hook_id, number, script, dependencies, created_at, built, packages) VALUES ($1, $2, $3, $4, $5, $6, $7)",
		h.ID, h.Version, []byte(h.Script), deps, codec.Millis(h.UpdatedAt), built, packages)
	return err
}

// disableOthers keeps at most one hook of a trigger enabled, or as many as there may be.
// The caller has locked the tenant.
func disableOthers(ctx context.Context, tx pgx.Tx, h scripts.Hook) error {
	if !h.Enabled {
		return nil
	}
	several, err := mayHaveSeveral(ctx, tx, h)
	switch {
	case err != nil:
		return err
	case several:
		return refuseMore(ctx, tx, h)
	}
	_, err = tx.Exec(ctx, `UPDATE hooks SET enabled = false, updated_at = $4
		WHERE tenant = $1 AND trigger_id = $2 AND enabled AND id <> $3`, h.Tenant, h.Trigger, h.ID, codec.Millis(h.UpdatedAt))
	return err
}

func mayHaveSeveral(ctx context.Context, tx pgx.Tx, h scripts.Hook) (bool, error) {
	if trigger, err := scripts.FindTrigger(h.Trigger); err == nil && trigger.Pipeline {
		return true, nil
	}
	tenant, err := one(ctx, tx, readTenant, selectTenants+" WHERE id = $1", h.Tenant)
	return tenant.Settings.SeveralHooks, err
}

func refuseMore(ctx context.Context, tx pgx.Tx, h scripts.Hook) error {
	var others int
	err := tx.QueryRow(ctx, "SELECT count(*) FROM hooks WHERE tenant = $1 AND trigger_id = $2 AND enabled AND id <> $3",
		h.Tenant, h.Trigger, h.ID).Scan(&others)
	if err == nil && others >= scripts.MaxEnabledHooks {
		return codec.TooManyEnabled()
	}
	return err
}

// UpdateHook implements store.Hooks.
func (s *Store) UpdateHook(ctx context.Context, tenant scripts.TenantID, id scripts.HookID, patch store.HookPatch) (scripts.Hook, error) {
	var h scripts.Hook
	err := s.transact(ctx, func(ctx context.Context, tx pgx.Tx) (err error) {
		if err := lockTenant(ctx, tx, tenant); err != nil {
			return err
		}
		if h, err = one(ctx, tx, readHook, selectHook+" AND h.id = $2", tenant, id); err != nil {
			return missing(err, codec.HookNotFound())
		}
		if patch.IsStale(h) {
			return codec.VersionConflict()
		}
		wasPaused := h.Paused
		newVersion := patch.Apply(&h)
		h.UpdatedAt = s.now()
		if err := updateHook(ctx, tx, h, newVersion); err != nil {
			return err
		}
		if h.Paused != wasPaused {
			if err := hold(ctx, tx, h); err != nil {
				return err
			}
		}
		return s.noteChange(ctx, tx)
	})
	if err != nil {
		return scripts.Hook{}, codec.Failed("update hook", err)
	}
	s.madeReady() // it may have been resumed
	return h, nil
}

func updateHook(ctx context.Context, tx pgx.Tx, h scripts.Hook, newVersion bool) error {
	if err := disableOthers(ctx, tx, h); err != nil {
		return err
	}
	retry, err := codec.EncodeRetry(h.Retry)
	if err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, "UPDATE hooks SET name = $2, enabled = $3, version = $4, updated_at = $5, paused = $6, retry = $7, position = $8, concurrency = $9 WHERE id = $1",
		h.ID, h.Name, h.Enabled, h.Version, codec.Millis(h.UpdatedAt), h.Paused, retry, h.Order, h.Concurrency); err != nil {
		return named(err, h)
	}
	if !newVersion {
		return nil
	}
	return insertVersion(ctx, tx, h)
}

// DeleteHook implements store.Hooks.
func (s *Store) DeleteHook(ctx context.Context, tenant scripts.TenantID, id scripts.HookID) error {
	err := s.transact(ctx, func(ctx context.Context, tx pgx.Tx) error {
		tag, err := tx.Exec(ctx, "DELETE FROM hooks WHERE tenant = $1 AND id = $2", tenant, id)
		if err != nil {
			return err
		}
		if tag.RowsAffected() == 0 {
			return codec.HookNotFound()
		}
		if _, err = tx.Exec(ctx, `UPDATE executions SET state = 'canceled', outcome = 'canceled', run_at = NULL
			WHERE state IN ('ready', 'waiting') AND tenant = $1 AND hook_id = $2`, tenant, id); err != nil {
			return err
		}
		return s.noteChange(ctx, tx)
	})
	return codec.Failed("delete hook", err)
}
