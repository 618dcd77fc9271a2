package sqlite

import (
	"context"

	"github.com/hookline/hookline/server/store"
	"github.com/hookline/hookline/server/store/codec"
)

var _ store.Bundles = (*Store)(nil)

// Bundle implements store.Bundles.
func (s *Store) Bundle(ctx context.Context, hash string) ([]byte, error) {
	text, err := find(ctx, s.readers, codec.BundleNotFound(hash), func(r row) ([]byte, error) { return r.blob(0), nil },
		"SELECT text FROM bundles WHERE hash = ?", hash)
	return text, codec.Failed("read bundle", err)
}

// FindBundle implements store.Bundles.
func (s *Store) FindBundle(ctx context.Context, key string) (string, error) {
	hash := ""
	err := s.writer.do(ctx, func(c *conn) error {
		return c.query(func(r row) { hash = r.text(0) },
			"UPDATE bundles SET used_at = ? WHERE hash = (SELECT hash FROM bundles WHERE key = ? LIMIT 1) RETURNING hash", codec.Millis(now()), key)
	})
	return hash, codec.Failed("find bundle", err)
}

// AddBundle implements store.Bundles.
func (s *Store) AddBundle(ctx context.Context, key, hash string, text []byte) error {
	err := s.writer.do(ctx, func(c *conn) error {
		_, err := c.exec(`INSERT INTO bundles (hash, key, text, used_at) VALUES (?, ?, ?, ?)
			ON CONFLICT (hash) DO UPDATE SET key = excluded.key, used_at = excluded.used_at`, hash, key, text, codec.Millis(now()))
		return err
	})
	return codec.Failed("add bundle", err)
}
