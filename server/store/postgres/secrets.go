package postgres

import (
	"context"
	"maps"
	"slices"

	"github.com/jackc/pgx/v5"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/store/codec"
)

// Secrets implements store.Secrets.
func (s *Store) Secrets(ctx context.Context, tenant scripts.TenantID, hook scripts.HookID) (map[string][]byte, error) {
	sealed := map[string][]byte{}
	// A hook without secrets gives one row without a name, no hook gives none.
	rows, err := list(ctx, s.pool, func(row pgx.CollectableRow) (any, error) {
		var name *string
		var value []byte
		err := row.Scan(&name, &value)
		if name != nil {
			sealed[*name] = value
		}
		return nil, err
	}, `SELECT s.name, s.sealed FROM hooks h LEFT JOIN secrets s ON s.hook_id = h.id
		WHERE h.tenant = $1 AND h.id = $2`, tenant, hook)
	if err == nil && len(rows) == 0 {
		err = codec.HookNotFound()
	}
	if err != nil {
		return nil, codec.Failed("read secrets", err)
	}
	return sealed, nil
}

// AddSecrets implements store.Secrets.
func (s *Store) AddSecrets(ctx context.Context, tenant scripts.TenantID, hook scripts.HookID, sealed map[string][]byte) error {
	return s.changeSecrets(ctx, "add secrets", tenant, hook, func(ctx context.Context, tx pgx.Tx) error {
		for _, name := range slices.Sorted(maps.Keys(sealed)) {
			tag, err := tx.Exec(ctx, "INSERT INTO secrets (hook_id, name, sealed) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
				hook, name, sealed[name])
			if err != nil {
				return err
			}
			if tag.RowsAffected() == 0 {
				return codec.SecretConflict(name)
			}
		}
		var count int
		err := tx.QueryRow(ctx, "SELECT count(*) FROM secrets WHERE hook_id = $1", hook).Scan(&count)
		if err == nil && count > scripts.MaxSecretsPerHook {
			return codec.TooManySecrets()
		}
		return err
	})
}

// UpdateSecrets implements store.Secrets.
func (s *Store) UpdateSecrets(ctx context.Context, tenant scripts.TenantID, hook scripts.HookID, sealed map[string][]byte) error {
	return s.changeSecrets(ctx, "update secrets", tenant, hook, func(ctx context.Context, tx pgx.Tx) error {
		for _, name := range slices.Sorted(maps.Keys(sealed)) {
			tag, err := tx.Exec(ctx, "UPDATE secrets SET sealed = $3 WHERE hook_id = $1 AND name = $2", hook, name, sealed[name])
			if err != nil {
				return err
			}
			if tag.RowsAffected() == 0 {
				return codec.SecretNotFound(name)
			}
		}
		return nil
	})
}

// DeleteSecrets implements store.Secrets.
func (s *Store) DeleteSecrets(ctx context.Context, tenant scripts.TenantID, hook scripts.HookID, names []string) error {
	return s.changeSecrets(ctx, "delete secrets", tenant, hook, func(ctx context.Context, tx pgx.Tx) error {
		for _, name := range names {
			tag, err := tx.Exec(ctx, "DELETE FROM secrets WHERE hook_id = $1 AND name = $2", hook, name)
			if err != nil {
				return err
			}
			if tag.RowsAffected() == 0 {
				return codec.SecretNotFound(name)
			}
		}
		return nil
	})
}

// changeSecrets makes the change where the hook is the tenant's: all of it or none. The
// hook's row makes those who change its secrets wait for each other.
func (s *Store) changeSecrets(ctx context.Context, operation string, tenant scripts.TenantID, hook scripts.HookID,
	change func(context.Context, pgx.Tx) error) error {
	err := s.transact(ctx, func(ctx context.Context, tx pgx.Tx) error {
		var found int
		err := tx.QueryRow(ctx, "SELECT 1 FROM hooks WHERE tenant = $1 AND id = $2 FOR NO KEY UPDATE", tenant, hook).Scan(&found)
		if err != nil {
			return missing(err, codec.HookNotFound())
		}
		if err := change(ctx, tx); err != nil {
			return err
		}
		return s.noteChange(ctx, tx)
	})
	return codec.Failed(operation, err)
}
