package sqlite

import (
	"context"
	"errors"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/store"
	"github.com/hookline/hookline/server/store/codec"
)

var _ store.Documents = (*Store)(nil)

const selectDocument = `SELECT d.data FROM hooks h LEFT JOIN documents d ON d.hook_id = h.id
	WHERE h.tenant = ? AND h.id = ?`

func readDocument(r row) (scripts.Document, error) { return scripts.Document{Data: r.blob(0)}, nil }

// Document implements store.Documents.
func (s *Store) Document(ctx context.Context, tenant scripts.TenantID, hook scripts.HookID) (scripts.Document, error) {
	d, err := find(ctx, s.readers, codec.HookNotFound(), readDocument, selectDocument, string(tenant), string(hook))
	return d, codec.Failed("read document", err)
}

// ChangeDocument implements store.Documents.
func (s *Store) ChangeDocument(ctx context.Context, tenant scripts.TenantID, hook scripts.HookID, change scripts.DocumentChange) (now scripts.Document, changed bool, err error) {
	err = s.writer.do(ctx, func(c *conn) error {
		missing := codec.HookNotFound()
		err := c.query(func(r row) { now, missing = readDocument(r) }, selectDocument, string(tenant), string(hook))
		if err != nil || missing != nil {
			return errors.Join(err, missing)
		}
		if changed = change.Permits(now); !changed {
			return nil
		}
		now = scripts.Document{Data: change.Data}
		return writeDocument(c, hook, change.Data)
	})
	if err != nil {
		return scripts.Document{}, false, codec.Failed("change document", err)
	}
	return now, changed, nil
}

func writeDocument(c *conn, hook scripts.HookID, data []byte) error {
	if data == nil {
		_, err := c.exec("DELETE FROM documents WHERE hook_id = ?", string(hook))
		return err
	}
	_, err := c.exec(`INSERT INTO documents (hook_id, data) VALUES (?, ?)
		ON CONFLICT (hook_id) DO UPDATE SET data = excluded.data`, string(hook), data)
	return err
}
