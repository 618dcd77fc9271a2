package sqlite

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/store"
	"github.com/hookline/hookline/server/store/codec"
)

// CreateTenant implements store.Tenants.
func (s *Store) CreateTenant(ctx context.Context, id scripts.TenantID) (scripts.Tenant, error) {
	t := scripts.Tenant{ID: id, CreatedAt: now()}
	err := s.writer.do(ctx, func(c *conn) error {
		changed, err := c.exec("INSERT INTO tenants (id, created_at) VALUES (?, ?) ON CONFLICT DO NOTHING",
			string(id), codec.Millis(t.CreatedAt))
		if err == nil && changed == 0 {
			return codec.TenantConflict(id)
		}
		return err
	})
	if err != nil {
		return scripts.Tenant{}, codec.Failed("create tenant", err)
	}
	s.tenants.Store(id, struct{}{})
	return t, nil
}

// Tenant implements store.Tenants.
func (s *Store) Tenant(ctx context.Context, id scripts.TenantID) (scripts.Tenant, error) {
	t, err := find(ctx, s.readers, codec.TenantNotFound(id), readTenant, selectTenants+" WHERE id = ?", string(id))
	return t, codec.Failed("read tenant", err)
}

// ListTenants implements store.Tenants.
func (s *Store) ListTenants(ctx context.Context) ([]scripts.Tenant, error) {
	all, err := list(ctx, s.readers, readTenant, selectTenants+" ORDER BY id")
	return all, codec.Failed("list tenants", err)
}

// UpdateTenant implements store.Tenants.
func (s *Store) UpdateTenant(ctx context.Context, id scripts.TenantID, patch store.SettingsPatch) (scripts.Tenant, error) {
	var t scripts.Tenant
	err := s.writer.do(ctx, func(c *conn) (err error) {
		if t, err = c.tenant(id); err != nil {
			return err
		}
		if err := refuseOneOnly(c, t, patch); err != nil {
			return err
		}
		wasPaused := t.Settings.Paused
		patch.Apply(&t.Settings)
		settings, err := json.Marshal(t.Settings)
		if err != nil {
			return err
		}
		_, err = c.exec("UPDATE tenants SET settings = ? WHERE id = ?", settings, string(id))
		if err != nil || t.Settings.Paused == wasPaused {
			return err
		}
		return s.holdTenant(c, t)
	})
	if err != nil {
		return scripts.Tenant{}, codec.Failed("update tenant", err)
	}
	return t, nil
}

// refuseOneOnly keeps the setting while several hooks of a trigger are enabled.
func refuseOneOnly(c *conn, t scripts.Tenant, patch store.SettingsPatch) error {
	if patch.SeveralHooks == nil || *patch.SeveralHooks || !t.Settings.SeveralHooks {
		return nil
	}
	var several []scripts.TriggerID
	err := c.query(func(r row) { several = append(several, scripts.TriggerID(r.text(0))) },
		"SELECT trigger_id FROM hooks WHERE tenant = ? AND enabled = 1 GROUP BY trigger_id HAVING count(*) > 1", string(t.ID))
	return errors.Join(err, codec.RefuseOneOnly(several))
}

const selectTenants = "SELECT id, created_at, settings FROM tenants"

func readTenant(r row) (scripts.Tenant, error) {
	t := scripts.Tenant{ID: scripts.TenantID(r.text(0)), CreatedAt: codec.FromMillis(r.integer(1))}
	if settings := r.blob(2); settings != nil {
		return t, json.Unmarshal(settings, &t.Settings)
	}
	return t, nil
}

// tenant reads a tenant within a transaction.
func (c *conn) tenant(id scripts.TenantID) (scripts.Tenant, error) {
	var t scripts.Tenant
	fault := codec.TenantNotFound(id)
	err := c.query(func(r row) { t, fault = readTenant(r) }, selectTenants+" WHERE id = ?", string(id))
	return t, errors.Join(err, fault)
}

// checkTenant fails where the tenant does not exist. Tenants do not go, so that one
// which was seen need not be looked up again.
func (s *Store) checkTenant(ctx context.Context, id scripts.TenantID) error {
	if _, known := s.tenants.Load(id); known {
		return nil
	}
	if _, err := s.Tenant(ctx, id); err != nil {
		return err
	}
	s.tenants.Store(id, struct{}{})
	return nil
}

func now() time.Time { return time.Now().UTC().Truncate(time.Millisecond) }
