package sqlite

import (
	"context"
	"maps"
	"slices"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/store/codec"
)

// Secrets implements store.Secrets.
func (s *Store) Secrets(ctx context.Context, tenant scripts.TenantID, hook scripts.HookID) (map[string][]byte, error) {
	sealed := map[string][]byte{}
	// A hook without secrets gives one row without a name, no hook gives none.
	_, err := find(ctx, s.readers, codec.HookNotFound(), func(r row) (any, error) {
		if name, ok := r[0].(string); ok {
			sealed[name] = r.blob(1)
		}
		return nil, nil
	}, `SELECT s.name, s.sealed FROM hooks h LEFT JOIN secrets s ON s.hook_id = h.id
		WHERE h.tenant = ? AND h.id = ?`, string(tenant), string(hook))
	if err != nil {
		return nil, codec.Failed("read secrets", err)
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
				return codec.SecretConflict(name)
			}
		}
		count, err := c.count("SELECT count(*) FROM secrets WHERE hook_id = ?", string(hook))
		if err == nil && count > scripts.MaxSecretsPerHook {
			return codec.TooManySecrets()
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
				return codec.SecretNotFound(name)
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
				return codec.SecretNotFound(name)
			}
		}
		return nil
	})
}

// changeSecrets makes the change where the hook is the tenant's: all of it or none.
func (s *Store) changeSecrets(ctx context.Context, operation string, tenant scripts.TenantID, hook scripts.HookID, change func(*conn) error) error {
	err := s.writer.do(ctx, func(c *conn) error {
		found, err := c.exists("SELECT 1 FROM hooks WHERE tenant = ? AND id = ?", string(tenant), string(hook))
		if err != nil {
			return err
		}
		if !found {
			return codec.HookNotFound()
		}
		return change(c)
	})
	return codec.Failed(operation, err)
}
