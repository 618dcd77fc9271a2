package sqlite

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/hookline/hookline/scripts"
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
	missing := scripts.NotFound("TenantDoesNotExist", fmt.Sprintf("There is no tenant %q.", id))
	t, err := find(ctx, s.readers, missing, func(r row) (scripts.Tenant, error) {
		return scripts.Tenant{ID: id, CreatedAt: fromMillis(r.integer(0))}, nil
	}, "SELECT created_at FROM tenants WHERE id = ?", string(id))
	return t, failed("read tenant", err)
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
