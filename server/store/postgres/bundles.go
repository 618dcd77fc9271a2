package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"github.com/hookline/hookline/server/store"
	"github.com/hookline/hookline/server/store/codec"
)

var _ store.Bundles = (*Store)(nil)

// Bundle implements store.Bundles.
func (s *Store) Bundle(ctx context.Context, hash string) ([]byte, error) {
	text, err := one(ctx, s.pool, pgx.RowTo[[]byte], "SELECT text FROM bundles WHERE hash = $1", hash)
	return text, codec.Failed("read bundle", missing(err, codec.BundleNotFound(hash)))
}

// FindBundle implements store.Bundles.
func (s *Store) FindBundle(ctx context.Context, key string) (string, error) {
	hash, err := one(ctx, s.pool, pgx.RowTo[string],
		"UPDATE bundles SET used_at = $2 WHERE hash = (SELECT hash FROM bundles WHERE key = $1 LIMIT 1) RETURNING hash", key, codec.Millis(s.now()))
	return hash, codec.Failed("find bundle", missing(err, nil))
}

// AddBundle implements store.Bundles.
func (s *Store) AddBundle(ctx context.Context, key, hash string, text []byte) error {
	err := s.transact(ctx, func(ctx context.Context, tx pgx.Tx) error {
		_, err := tx.Exec(ctx, `INSERT INTO bundles (hash, key, text, used_at) VALUES ($1, $2, $3, $4)
			ON CONFLICT (hash) DO UPDATE SET key = excluded.key, used_at = excluded.used_at`, hash, key, text, codec.Millis(s.now()))
		return err
	})
	return codec.Failed("add bundle", err)
}
