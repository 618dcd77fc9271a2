package sqlite

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/hookline/hookline/scripts"
)

// Secrets implements store.Secrets.
func (s *Store) Secrets(ctx context.Context, tenant scripts.TenantID, hook scripts.HookID) (map[string][]byte, error) {
	sealed := map[string][]byte{}
	// A hook without secrets gives one row without a name, no hook gives none.
	_, err := find(ctx, s.readers, hookNotFound(), func(r row) (any, error) {
		if name, ok := r[0].(string); ok {
			sealed[name] = r.blob(1)
		}
		return nil, nil
	}, `SELECT s.name, s.sealed FROM hooks h LEFT JOIN secrets s ON s.hook_id = h.id
		WHERE h.tenant = ? AND h.id = ?`, string(tenant), string(hook))
	if err != nil {
		return nil, failed("read secrets", err)
	}
	return sealed, nil
}

// AddSecrets implements store.Secrets.
func (s *Store) AddSecrets(ctx context.Context, tenant scripts.TenantID, hook scripts.HookID, sealed map[string][]byte) error {
	return s.changeSecrets(ctx, "add secrets", tenant, hook, func(c *conn) error {
		for _, name := range slices.Sorted(maps.Keys(sealed)) {
			added, err := c.exec("INSERT INTO secrets (hook_id, name, sealed) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
				string(hook), name, sealed[name])
			if err != nil {
				return err
			}
			if added == 0 {
				return scripts.Conflict("SecretConflict", fmt.Sprintf("The hook has a secret %q already.", name))
			}
		}
		count, err := c.count("SELECT count(*) FROM secrets WHERE hook_id = ?", string(hook))
		if err == nil && count > scripts.MaxSecretsPerHook {
			return &scripts.Fault{Kind: scripts.ErrLimited, Code: "TooManySecrets",
				Message: fmt.Sprintf("A hook can have at most %d secrets.", scripts.MaxSecretsPerHook)}
		}
		return err
	})
}

// UpdateSecrets implements store.Secrets.
func (s *Store) UpdateSecrets(ctx context.Context, tenant scripts.TenantID, hook scripts.HookID, sealed map[string][]byte) error {
	return s.changeSecrets(ctx, "update secrets", tenant, hook, func(c *conn) error {
		for _, name := range slices.Sorted(maps.Keys(sealed)) {
			updated, err := c.exec("UPDATE secrets SET sealed = ? WHERE hook_id = ? AND name = ?",
				sealed[name], string(hook), name)
			if err != nil {
				return err
			}
			if updated == 0 {
				return secretNotFound(name)
			}
		}
		return nil
	})
}

// DeleteSecrets implements store.Secrets.
func (s *Store) DeleteSecrets(ctx context.Context, tenant scripts.TenantID, hook scripts.HookID, names []string) error {
	return s.changeSecrets(ctx, "delete secrets", tenant, hook, func(c *conn) error {
		for _, name := range names {
			deleted, err := c.exec("DELETE FROM secrets WHERE hook_id = ? AND name = ?", string(hook), name)
			if err != nil {
				return err
			}
			if deleted == 0 {
				return secretNotFound(name)
			}
		}
		return nil
	})
}

func secretNotFound(name string) error {
	return scripts.NotFound("SecretDoesNotExist", fmt.Sprintf("The hook has no secret %q.", name))
}

// changeSecrets makes the change where the hook is the tenant's: all of it or none.
func (s *Store) changeSecrets(ctx context.Context, operation string, tenant scripts.TenantID, hook scripts.HookID, change func(*conn) error) error {
	err := s.writer.do(ctx, func(c *conn) error {
		found, err := c.exists("SELECT 1 FROM hooks WHERE tenant = ? AND id = ?", string(tenant), string(hook))
		if err != nil {
			return err
		}
		if !found {
			return hookNotFound()
		}
		return change(c)
	})
	return failed(operation, err)
}
