package postgres

import (
	"context"
	"encoding/json"

	"github.com/jackc/pgx/v5"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/store"
	"github.com/hookline/hookline/server/store/codec"
)

// CreateTenant implements store.Tenants.
func (s *Store) CreateTenant(ctx context.Context, id scripts.TenantID) (scripts.Tenant, error) {
	t := scripts.Tenant{ID: id, CreatedAt: s.now()}
	err := s.transact(ctx, func(ctx context.Context, tx pgx.Tx) error {
		tag, err := tx.Exec(ctx, "INSERT INTO tenants (id, created_at) VALUES ($1, $2) ON CONFLICT DO NOTHING", id, codec.Millis(t.CreatedAt))
		if err == nil && tag.RowsAffected() == 0 {
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

const selectTenants = "SELECT id, created_at, settings FROM tenants"

// Tenant implements store.Tenants.
func (s *Store) Tenant(ctx context.Context, id scripts.TenantID) (scripts.Tenant, error) {
	t, err := one(ctx, s.pool, readTenant, selectTenants+" WHERE id = $1", id)
	return t, codec.Failed("read tenant", missing(err, codec.TenantNotFound(id)))
}

// ListTenants implements store.Tenants.
func (s *Store) ListTenants(ctx context.Context) ([]scripts.Tenant, error) {
	all, err := list(ctx, s.pool, readTenant, selectTenants+" ORDER BY id")
	return all, codec.Failed("list tenants", err)
}

// UpdateTenant implements store.Tenants.
func (s *Store) UpdateTenant(ctx context.Context, id scripts.TenantID, patch store.SettingsPatch) (scripts.Tenant, error) {
	var t scripts.Tenant
	err := s.transact(ctx, func(ctx context.Context, tx pgx.Tx) (err error) {
		if t, err = one(ctx, tx, readTenant, selectTenants+" WHERE id = $1 FOR UPDATE", id); err != nil {
			return missing(err, codec.TenantNotFound(id))
		}
		if err := refuseOneOnly(ctx, tx, t, patch); err != nil {
			return err
		}
		wasPaused := t.Settings.Paused
		patch.Apply(&t.Settings)
		settings, err := json.Marshal(t.Settings)
		if err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, "UPDATE tenants SET settings = $2 WHERE id = $1", id, settings); err != nil {
			return err
		}
		if t.Settings.Paused != wasPaused {
			if err := holdTenant(ctx, tx, t); err != nil {
				return err
			}
		}
		return s.noteChange(ctx, tx)
	})
	if err != nil {
		return scripts.Tenant{}, codec.Failed("update tenant", err)
	}
	s.madeReady() // it may have been resumed
	return t, nil
}

// refuseOneOnly keeps the setting while several hooks of a trigger are enabled.
func refuseOneOnly(ctx context.Context, tx pgx.Tx, t scripts.Tenant, patch store.SettingsPatch) error {
	if patch.SeveralHooks == nil || *patch.SeveralHooks || !t.Settings.SeveralHooks {
		return nil
	}
	several, err := list(ctx, tx, pgx.RowTo[scripts.TriggerID],
		"SELECT trigger_id FROM hooks WHERE tenant = $1 AND enabled GROUP BY trigger_id HAVING count(*) > 1", t.ID)
	if err != nil {
		return err
	}
	return codec.RefuseOneOnly(several)
}

func readTenant(row pgx.CollectableRow) (t scripts.Tenant, err error) {
	var created int64
	var settings []byte
	if err := row.Scan(&t.ID, &created, &settings); err != nil {
		return t, err
	}
	t.CreatedAt = codec.FromMillis(created)
	if settings != nil {
		err = json.Unmarshal(settings, &t.Settings)
	}
	return t, err
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

// lockTenant makes writers of a tenant's hooks wait for each other, in all nodes.
func lockTenant(ctx context.Context, tx pgx.Tx, id scripts.TenantID) error {
	var found int
	err := tx.QueryRow(ctx, "SELECT 1 FROM tenants WHERE id = $1 FOR NO KEY UPDATE", id).Scan(&found)
	return missing(err, codec.TenantNotFound(id))
}
