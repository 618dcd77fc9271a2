package postgres

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"hash/fnv"
	"io/fs"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

//go:embed migrations/*.sql
var migrations embed.FS

// migrate brings the database to the newest schema: forward only, each step in a
// transaction of its own, one node at a time under an advisory lock. A database of a
// newer Hookline is refused.
func migrate(ctx context.Context, config *pgx.ConnConfig) (err error) {
	db := stdlib.OpenDB(*config)
	defer func() { err = errors.Join(err, db.Close()) }()
	steps, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	locker, err := newLocker(ctx, db)
	if err != nil {
		return err
	}
	provider, err := goose.NewProvider(goose.DialectPostgres, db, steps, goose.WithSessionLocker(locker),
		goose.WithDisableGlobalRegistry(true), goose.WithLogger(goose.NopLogger()))
	if err != nil {
		return err
	}
	// Whoever finds nothing to do waits for nobody.
	if pending, err := provider.HasPending(ctx); err != nil || pending {
		if _, err = provider.Up(ctx); err != nil {
			return err
		}
	}
	return refuseNewer(ctx, provider)
}

// newLocker makes the lock of this schema. Other nodes wait for the one that migrates for
// up to five minutes.
func newLocker(ctx context.Context, db *sql.DB) (lock.SessionLocker, error) {
	schema := ""
	if err := db.QueryRowContext(ctx, "SELECT coalesce(current_schema(), '')").Scan(&schema); err != nil {
		return nil, err
	}
	if schema == "" {
		return nil, errors.New("the search_path names no schema that exists")
	}
	id := fnv.New64a()
	_, _ = id.Write([]byte("hookline migrations " + schema)) // never fails
	return lock.NewPostgresSessionLocker(lock.WithLockID(int64(id.Sum64())), lock.WithLockTimeout(1, 300))
}

func refuseNewer(ctx context.Context, provider *goose.Provider) error {
	have, err := provider.GetDBVersion(ctx)
	if err != nil {
		return err
	}
	sources := provider.ListSources()
	if known := sources[len(sources)-1].Version; have > known {
		return fmt.Errorf("its schema has version %d, this program knows %d; use a newer Hookline", have, known)
	}
	return nil
}
