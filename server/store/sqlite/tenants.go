package sqlite

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/store"
)

// CreateTenant implements store.Tenants.
func (s *Store) CreateTenant(ctx context.Context, id scripts.TenantID) (scripts.Tenant, error) {
	t := scripts.Tenant{ID: id, CreatedAt: now()}
	err := s.writer.do(ctx, func(c *conn) error {
		changed, err := c.exec("INSERT INTO tenants (id, created_at) VALUES (?, ?) ON CONFLICT DO NOTHING",
			string(id), millis(t.CreatedAt))
		if err == nil && changed == 0 {
			return scripts.Conflict("TenantConflict", fmt.Sprintf("The tenant %q exists already.", id))
		}
		return err
	})
	if err != nil {
		return scripts.Tenant{}, failed("create tenant", err)
	}
	s.tenants.Store(id, struct{}{})
	return t, nil
}

// Tenant implements store.Tenants.
func (s *Store) Tenant(ctx context.Context, id scripts.TenantID) (scripts.Tenant, error) {
	t, err := find(ctx, s.readers, tenantNotFound(id), readTenant, selectTenants+" WHERE id = ?", string(id))
	return t, failed("read tenant", err)
}

// ListTenants implements store.Tenants.
func (s *Store) ListTenants(ctx context.Context) ([]scripts.Tenant, error) {
	all, err := list(ctx, s.readers, readTenant, selectTenants+" ORDER BY id")
	return all, failed("list tenants", err)
}

// UpdateTenant implements store.Tenants.
func (s *Store) UpdateTenant(ctx context.Context, id scripts.TenantID, patch store.SettingsPatch) (scripts.Tenant, error) {
	var t scripts.Tenant
	err := s.writer.do(ctx, func(c *conn) (err error) {
		if t, err = c.tenant(id); err != nil {
			return err
		}
		patch.Apply(&t.Settings)
		settings, err := json.Marshal(t.Settings)
		if err != nil {
			return err
		}
		_, err = c.exec("UPDATE tenants SET settings = ? WHERE id = ?", settings, string(id))
		return err
	})
	if err != nil {
		return scripts.Tenant{}, failed("update tenant", err)
	}
	return t, nil
}

const selectTenants = "SELECT id, created_at, settings FROM tenants"

func readTenant(r row) (scripts.Tenant, error) {
	t := scripts.Tenant{ID: scripts.TenantID(r.text(0)), CreatedAt: fromMillis(r.integer(1))}
	if settings := r.blob(2); settings != nil {
		return t, json.Unmarshal(settings, &t.Settings)
	}
	return t, nil
}

// tenant reads a tenant within a transaction.
func (c *conn) tenant(id scripts.TenantID) (scripts.Tenant, error) {
	var t scripts.Tenant
	fault := tenantNotFound(id)
	err := c.query(func(r row) { t, fault = readTenant(r) }, selectTenants+" WHERE id = ?", string(id))
	return t, errors.Join(err, fault)
}

func tenantNotFound(id scripts.TenantID) error {
	return scripts.NotFound("TenantDoesNotExist", fmt.Sprintf("There is no tenant %q.", id))
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

// failed names the operation in an internal error. A Fault is for the caller, as it
// is, and no error stays none.
func failed(operation string, err error) error {
	if err == nil {
		return nil
	}
	var fault *scripts.Fault
	if errors.As(err, &fault) {
		return fault
	}
	return fmt.Errorf("%s: %w", operation, err)
}

func now() time.Time { return time.Now().UTC().Truncate(time.Millisecond) }
