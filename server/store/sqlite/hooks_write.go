package sqlite

import (
	"cmp"
	"context"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/store"
	"github.com/hookline/hookline/server/store/codec"
)

// CreateHook implements store.Hooks.
func (s *Store) CreateHook(ctx context.Context, h scripts.Hook) (scripts.Hook, error) {
	if err := s.checkTenant(ctx, h.Tenant); err != nil {
		return scripts.Hook{}, err
	}
	deps, err := codec.EncodeDeps(h.Deps)
	if err != nil {
		return scripts.Hook{}, codec.Failed("create hook", err)
	}
	err = s.writer.do(ctx, func(c *conn) error {
		h.CreatedAt, h.Version = now(), 1
		h.UpdatedAt = h.CreatedAt
		h.ID = codec.ID{Key: s.keys.Next(h.CreatedAt), Nonce: codec.NewNonce()}.Hook()
		return insertHook(c, h, deps)
	})
	if err != nil {
		return scripts.Hook{}, codec.Failed("create hook", err)
	}
	return h, nil
}

func insertHook(c *conn, h scripts.Hook, deps []byte) error {
	hooks, err := c.count("SELECT count(*) FROM hooks WHERE tenant = ?", string(h.Tenant))
	if err != nil {
		return err
	}
	if hooks >= scripts.MaxHooks {
		return codec.TooManyHooks()
	}
	if err := refuseName(c, h); err != nil {
		return err
	}
	if err := disableOthers(c, h); err != nil {
		return err
	}
	retry, err := codec.EncodeRetry(h.Retry)
	if err != nil {
		return err
	}
	if _, err := c.exec(`INSERT INTO hooks (id, tenant, name, trigger_id, enabled, paused, retry, version, created_at, updated_at, position, concurrency)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, string(h.ID), string(h.Tenant), h.Name, string(h.Trigger), flag(h.Enabled), flag(h.Paused),
		nullable(retry), int64(h.Version), codec.Millis(h.CreatedAt), codec.Millis(h.UpdatedAt), int64(h.Order), int64(h.Concurrency)); err != nil {
		return err
	}
	return insertVersion(c, h, deps)
}

func insertVersion(c *conn, h scripts.Hook, deps []byte) error {
	built, packages, err := codec.EncodeBuilt(h.Built)
	if err != nil {
		return err
	}
	_, err = c.exec("INSERT INTO versions (hook_id, number, script, dependencies, created_at, built, packages) VALUES (?, ?, ?, ?, ?, ?, ?)",
		string(h.ID), int64(h.Version), []byte(h.Script), nullable(deps), codec.Millis(h.UpdatedAt), nullable(built), nullableText(packages))
	return err
}

func refuseName(c *conn, h scripts.Hook) error {
	taken, err := c.exists("SELECT 1 FROM hooks WHERE tenant = ? AND name = ? AND id <> ?",
		string(h.Tenant), h.Name, string(h.ID))
	if err == nil && taken {
		return codec.HookNameConflict(h.Name)
	}
	return err
}

// disableOthers keeps at most one hook of a trigger enabled, or as many as there may be.
func disableOthers(c *conn, h scripts.Hook) error {
	if !h.Enabled {
		return nil
	}
	several, err := mayHaveSeveral(c, h)
	switch {
	case err != nil:
		return err
	case several:
		return refuseMore(c, h)
	}
	_, err = c.exec(`UPDATE hooks SET enabled = 0, updated_at = ?
		WHERE tenant = ? AND trigger_id = ? AND enabled = 1 AND id <> ?`,
		codec.Millis(h.UpdatedAt), string(h.Tenant), string(h.Trigger), string(h.ID))
	return err
}

func mayHaveSeveral(c *conn, h scripts.Hook) (bool, error) {
	if trigger, err := scripts.FindTrigger(h.Trigger); err == nil && trigger.Pipeline {
		return true, nil
	}
	tenant, err := c.tenant(h.Tenant)
	return tenant.Settings.SeveralHooks, err
}

func refuseMore(c *conn, h scripts.Hook) error {
	others, err := c.count("SELECT count(*) FROM hooks WHERE tenant = ? AND trigger_id = ? AND enabled = 1 AND id <> ?",
		string(h.Tenant), string(h.Trigger), string(h.ID))
	if err == nil && others >= scripts.MaxEnabledHooks {
		return codec.TooManyEnabled()
	}
	return err
}

// UpdateHook implements store.Hooks.
func (s *Store) UpdateHook(ctx context.Context, tenant scripts.TenantID, id scripts.HookID, patch store.HookPatch) (scripts.Hook, error) {
	var h scripts.Hook
	err := s.writer.do(ctx, func(c *conn) (err error) {
		if h, err = readHook(c, tenant, id); err != nil {
			return err
		}
		if patch.IsStale(h) {
			return codec.VersionConflict()
		}
		wasPaused := h.Paused
		newVersion := patch.Apply(&h)
		h.UpdatedAt = now()
		if err := updateHook(c, h, newVersion); err != nil || h.Paused == wasPaused {
			return err
		}
		return s.hold(c, h)
	})
	if err != nil {
		return scripts.Hook{}, codec.Failed("update hook", err)
	}
	return h, nil
}

func updateHook(c *conn, h scripts.Hook, newVersion bool) error {
	if err := refuseName(c, h); err != nil {
		return err
	}
	if err := disableOthers(c, h); err != nil {
		return err
	}
	retry, err := codec.EncodeRetry(h.Retry)
	if err != nil {
		return err
	}
	if _, err := c.exec("UPDATE hooks SET name = ?, enabled = ?, paused = ?, retry = ?, version = ?, updated_at = ?, position = ?, concurrency = ? WHERE id = ?",
		h.Name, flag(h.Enabled), flag(h.Paused), nullable(retry), int64(h.Version), codec.Millis(h.UpdatedAt), int64(h.Order), int64(h.Concurrency), string(h.ID)); err != nil {
		return err
	}
	if !newVersion {
		return nil
	}
	deps, err := codec.EncodeDeps(h.Deps)
	if err != nil {
		return err
	}
	return insertVersion(c, h, deps)
}

// DeleteHook implements store.Hooks.
func (s *Store) DeleteHook(ctx context.Context, tenant scripts.TenantID, id scripts.HookID) error {
	err := s.writer.do(ctx, func(c *conn) error {
		deleted, err := c.exec("DELETE FROM hooks WHERE tenant = ? AND id = ?", string(tenant), string(id))
		if err != nil {
			return err
		}
		if deleted == 0 {
			return codec.HookNotFound()
		}
		_, err = c.exec(`UPDATE executions SET state = 'canceled', outcome = 'canceled', run_at = NULL
			WHERE state IN ('ready', 'waiting') AND tenant = ? AND hook_id = ?`, string(tenant), string(id))
		return err
	})
	return codec.Failed("delete hook", err)
}

// readHook reads inside the writer's transaction.
func readHook(c *conn, tenant scripts.TenantID, id scripts.HookID) (h scripts.Hook, err error) {
	err = codec.HookNotFound()
	queryErr := c.query(func(r row) { h, err = decodeHook(r) }, selectHook+" AND h.id = ?", string(tenant), string(id))
	return h, cmp.Or(queryErr, err)
}
