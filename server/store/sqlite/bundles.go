package sqlite

import (
	"context"
	"errors"

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
	none := errors.New("none")
	hash, err := find(ctx, s.readers, none, func(r row) (string, error) { return r.text(0), nil },
		"SELECT hash FROM bundles WHERE key = ? LIMIT 1", key)
	if errors.Is(err, none) {
		return "", nil
	}
	return hash, codec.Failed("find bundle", err)
}

// AddBundle implements store.Bundles.
func (s *Store) AddBundle(ctx context.Context, key, hash string, text []byte) error {
	err := s.writer.do(ctx, func(c *conn) error {
		_, err := c.exec(`INSERT INTO bundles (hash, key, text, created_at) VALUES (?, ?, ?, ?)
			ON CONFLICT (hash) DO UPDATE SET key = excluded.key`, hash, key, text, codec.Millis(now()))
		return err
	})
	return codec.Failed("add bundle", err)
}
