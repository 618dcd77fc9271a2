package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/store"
	"github.com/hookline/hookline/server/store/codec"
)

var _ store.Documents = (*Store)(nil)

func readDocument(row pgx.CollectableRow) (d scripts.Document, err error) {
	err = row.Scan((*[]byte)(&d.Data))
	return d, err
}

// Document implements store.Documents.
func (s *Store) Document(ctx context.Context, tenant scripts.TenantID, hook scripts.HookID) (scripts.Document, error) {
	d, err := one(ctx, s.pool, readDocument, `SELECT d.data FROM hooks h LEFT JOIN documents d ON d.hook_id = h.id
		WHERE h.tenant = $1 AND h.id = $2`, tenant, hook)
	return d, codec.Failed("read document", missing(err, codec.HookNotFound()))
}

// ChangeDocument implements store.Documents. The hook's row makes those who change its
// document wait for each other.
func (s *Store) ChangeDocument(ctx context.Context, tenant scripts.TenantID, hook scripts.HookID, change scripts.DocumentChange) (now scripts.Document, changed bool, err error) {
	err = s.transact(ctx, func(ctx context.Context, tx pgx.Tx) error {
		var found int
		err := tx.QueryRow(ctx, "SELECT 1 FROM hooks WHERE tenant = $1 AND id = $2 FOR NO KEY UPDATE", tenant, hook).Scan(&found)
		if err != nil {
			return missing(err, codec.HookNotFound())
		}
		now, err = one(ctx, tx, readDocument, "SELECT data FROM documents WHERE hook_id = $1", hook)
		if err := missing(err, nil); err != nil {
			return err
		}
		if changed = change.Permits(now); !changed {
			return nil
		}
		now = scripts.Document{Data: change.Data}
		return writeDocument(ctx, tx, hook, change.Data)
	})
	if err != nil {
		return scripts.Document{}, false, codec.Failed("change document", err)
	}
	return now, changed, nil
}

func writeDocument(ctx context.Context, tx pgx.Tx, hook scripts.HookID, data []byte) error {
	if data == nil {
		_, err := tx.Exec(ctx, "DELETE FROM documents WHERE hook_id = $1", hook)
		return err
	}
	_, err := tx.Exec(ctx, `INSERT INTO documents (hook_id, data) VALUES ($1, $2)
		ON CONFLICT (hook_id) DO UPDATE SET data = excluded.data`, hook, data)
	return err
}
