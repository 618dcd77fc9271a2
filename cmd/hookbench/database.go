package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"

	"github.com/jackc/pgx/v5"

	"github.com/hookline/hookline/server/store"
	"github.com/hookline/hookline/server/store/postgres"
	"github.com/hookline/hookline/server/store/sqlite"
)

// postgresVariable names a PostgreSQL to measure, as for the tests.
const postgresVariable = "HOOKLINE_TEST_POSTGRES"

// database is an engine that is measured, empty.
type database struct {
	name  string
	flags []string // of hookline serve
	open  func(context.Context) (store.Store, error)
	drop  func(context.Context) error
}

// databases makes one of each engine that there is.
func (b *bench) databases(ctx context.Context) ([]database, error) {
	dir, err := os.MkdirTemp(b.dir, "sqlite")
	if err != nil {
		return nil, err
	}
	all := []database{{
		name: "SQLite",
		open: func(ctx context.Context) (store.Store, error) {
			return sqlite.Open(ctx, sqlite.Config{Path: filepath.Join(dir, "hookline.db")})
		},
		drop: func(context.Context) error { return os.RemoveAll(dir) },
	}}
	server := os.Getenv(postgresVariable)
	if server == "" {
		fmt.Fprintln(os.Stderr, "PostgreSQL is not measured: set", postgresVariable, "to the address that .ci/postgres start prints")
		return all, nil
	}
	address, err := url.Parse(server)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", postgresVariable, err)
	}
	b.schemas++
	schema := fmt.Sprintf("bench_%d_%d", os.Getpid(), b.schemas)
	if err := administer(ctx, server, "CREATE SCHEMA "+schema); err != nil {
		return nil, err
	}
	query := address.Query()
	query.Set("search_path", schema)
	address.RawQuery = query.Encode()
	return append(all, database{
		name:  "PostgreSQL",
		flags: []string{"--database", address.String()},
		open: func(ctx context.Context) (store.Store, error) {
			return postgres.Open(ctx, postgres.Config{URL: address.String()})
		},
		drop: func(ctx context.Context) error { return administer(ctx, server, "DROP SCHEMA "+schema+" CASCADE") },
	}), nil
}

// onEach measures each database after the other.
func (b *bench) onEach(measure func(context.Context, database) error) func(context.Context) error {
	return func(ctx context.Context) error {
		all, err := b.databases(ctx)
		if err != nil {
			return err
		}
		for _, d := range all {
			if err := errors.Join(measure(ctx, d), d.drop(ctx)); err != nil {
				return fmt.Errorf("%s: %w", d.name, err)
			}
		}
		return nil
	}
}

func administer(ctx context.Context, server, statement string) (err error) {
	conn, err := pgx.Connect(ctx, server)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, conn.Close(ctx)) }()
	_, err = conn.Exec(ctx, statement)
	return err
}
