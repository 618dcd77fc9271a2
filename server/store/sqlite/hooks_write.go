package sqlite

import (
	"cmp"
	"context"
	"fmt"
	"maps"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/store"
)

// CreateHook implements store.Hooks.
func (s *Store) CreateHook(ctx context.Context, h scripts.Hook) (scripts.Hook, error) {
	if err := s.checkTenant(ctx, h.Tenant); err != nil {
		return scripts.Hook{}, err
	}
	deps, err := encodeDeps(h.Deps)
	if err != nil {
		return scripts.Hook{}, failed("create hook", err)
	}
	err = s.writer.do(ctx, func(c *conn) error {
		h.CreatedAt, h.Version = now(), 1
		h.UpdatedAt = h.CreatedAt
		h.ID = scripts.HookID(rowID{s.keys.next(h.CreatedAt), newNonce()}.ulid().String())
		return insertHook(c, h, deps)
	})
	if err != nil {
		return scripts.Hook{}, failed("create hook", err)
	}
	return h, nil
}

func insertHook(c *conn, h scripts.Hook, deps []byte) error {
	if err := refuseName(c, h); err != nil {
		return err
	}
	if err := disableOthers(c, h); err != nil {
		return err
	}
	if _, err := c.exec(`INSERT INTO hooks (id, tenant, name, trigger_id, enabled, version, created_at, updated_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?)`, string(h.ID), string(h.Tenant), h.Name, string(h.Trigger), flag(h.Enabled),
		int64(h.Version), millis(h.CreatedAt), millis(h.UpdatedAt)); err != nil {
		return err
	}
	return insertVersion(c, h, deps)
}

func insertVersion(c *conn, h scripts.Hook, deps []byte) error {
	_, err := c.exec("INSERT INTO versions (hook_id, number, script, dependencies, created_at) VALUES (?, ?, ?, ?, ?)",
		string(h.ID), int64(h.Version), []byte(h.Script), nullable(deps), millis(h.UpdatedAt))
	return err
}

func refuseName(c *conn, h scripts.Hook) error {
	taken, err := c.exists("SELECT 1 FROM hooks WHERE tenant = ? AND name = ? AND id <> ?",
		string(h.Tenant), h.Name, string(h.ID))
	if err == nil && taken {
		return scripts.Conflict("HookNameConflict", fmt.Sprintf("A hook named %q exists already.", h.Name))
	}
	return err
}

// disableOthers keeps at most one hook of a trigger enabled.
func disableOthers(c *conn, h scripts.Hook) error {
	if !h.Enabled {
		return nil
	}
	_, err := c.exec(`UPDATE hooks SET enabled = 0, updated_at = ?
		WHERE tenant = ? AND trigger_id = ? AND enabled = 1 AND id <> ?`,
		millis(h.UpdatedAt), string(h.Tenant), string(h.Trigger), string(h.ID))
	return err
}

// UpdateHook implements store.Hooks.
func (s *Store) UpdateHook(ctx context.Context, tenant scripts.TenantID, id scripts.HookID, patch store.HookPatch) (scripts.Hook, error) {
	var h scripts.Hook
	err := s.writer.do(ctx, func(c *conn) (err error) {
		if h, err = readHook(c, tenant, id); err != nil {
			return err
		}
		newVersion := apply(patch, &h)
		h.UpdatedAt = now()
		return updateHook(c, h, newVersion)
	})
	if err != nil {
		return scripts.Hook{}, failed("update hook", err)
	}
	return h, nil
}

func apply(patch store.HookPatch, h *scripts.Hook) (newVersion bool) {
	if patch.Name != nil {
		h.Name = *patch.Name
	}
	if patch.Enabled != nil {
		h.Enabled = *patch.Enabled
	}
	if patch.Script != nil && *patch.Script != h.Script {
		h.Script, newVersion = *patch.Script, true
	}
	if patch.Deps != nil && !maps.Equal(*patch.Deps, h.Deps) {
		h.Deps, newVersion = *patch.Deps, true
	}
	if newVersion {
		h.Version++
	}
	return newVersion
}

func updateHook(c *conn, h scripts.Hook, newVersion bool) error {
	if err := refuseName(c, h); err != nil {
		return err
	}
	if err := disableOthers(c, h); err != nil {
		return err
	}
	if _, err := c.exec("UPDATE hooks SET name = ?, enabled = ?, version = ?, updated_at = ? WHERE id = ?",
		h.Name, flag(h.Enabled), int64(h.Version), millis(h.UpdatedAt), string(h.ID)); err != nil {
		return err
	}
	if !newVersion {
		return nil
	}
	deps, err := encodeDeps(h.Deps)
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
			return hookNotFound()
		}
		_, err = c.exec("UPDATE executions SET state = ?, outcome = ? WHERE state = ? AND tenant = ? AND hook_id = ?",
			string(scripts.StateCanceled), string(scripts.OutcomeCanceled), string(scripts.StateReady), string(tenant), string(id))
		return err
	})
	return failed("delete hook", err)
}

// readHook reads inside the writer's transaction.
func readHook(c *conn, tenant scripts.TenantID, id scripts.HookID) (h scripts.Hook, err error) {
	err = hookNotFound()
	queryErr := c.query(func(r row) { h, err = decodeHook(r) }, selectHook+" AND h.id = ?", string(tenant), string(id))
	return h, cmp.Or(queryErr, err)
}
