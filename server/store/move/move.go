// Package move copies a store from SQLite to PostgreSQL, row by row and whole.
//
// The two have the same tables and columns (package codec), so it knows none of them by
// name but the few on which others depend. All of it is one transaction of PostgreSQL's,
// which is committed only if every table has the same number of rows and the same
// checksum on both sides.
package move

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"

	"github.com/hookline/hookline/server/store/postgres"
	"github.com/hookline/hookline/server/store/sqlite"
)

// Table is what was moved of one.
type Table struct {
	Name string
	Rows int64
	// Checksum is the same on both sides, or Move fails.
	Checksum string
}

// Move copies everything from the SQLite file at path to the PostgreSQL database, which
// must be empty. No server may use either meanwhile; Move refuses where one does. The file
// stays as it is.
func Move(ctx context.Context, path, address string) (moved []Table, err error) {
	from, release, err := sqlite.Take(ctx, path)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, release()) }()
	to, err := postgres.Prepare(ctx, address)
	if err != nil {
		return nil, fmt.Errorf("open the PostgreSQL database: %w", err)
	}
	defer func() { err = errors.Join(err, to.Close(context.WithoutCancel(ctx))) }()
	err = pgx.BeginFunc(ctx, to, func(tx pgx.Tx) error {
		moved, err = moveAll(ctx, from, tx)
		return err
	})
	return moved, err
}

func moveAll(ctx context.Context, from *sql.DB, tx pgx.Tx) (moved []Table, err error) {
	names, err := tables(ctx, from)
	if err != nil {
		return nil, err
	}
	if err := empty(ctx, tx, names); err != nil {
		return nil, err
	}
	for _, name := range names {
		t, err := newTable(ctx, from, tx, name)
		if err != nil {
			return nil, fmt.Errorf("table %s: %w", name, err)
		}
		one, err := t.move(ctx, from, tx)
		if err != nil {
			return nil, fmt.Errorf("table %s: %w", name, err)
		}
		moved = append(moved, one)
	}
	return moved, nil
}

// first are the tables that others refer to.
var first = []string{"tenants", "hooks"}

// tables lists those of the file, in an order in which they can be filled.
func tables(ctx context.Context, from *sql.DB) (names []string, err error) {
	rows, err := from.QueryContext(ctx, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'goose_%' ORDER BY name")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		if !slices.Contains(first, name) {
			names = append(names, name)
		}
	}
	return slices.Concat(first, names), rows.Err()
}

// empty refuses a database in which something is, and removes the tenant of a fresh one.
func empty(ctx context.Context, tx pgx.Tx, names []string) error {
	for _, name := range names {
		var rows int64
		if err := tx.QueryRow(ctx, "SELECT count(*) FROM "+quoted(name)).Scan(&rows); err != nil {
			return err
		}
		if rows > 0 && (name != "tenants" || rows > 1) {
			return fmt.Errorf("the PostgreSQL database is not empty: it has %d rows in %s; give a fresh one", rows, name)
		}
	}
	_, err := tx.Exec(ctx, "DELETE FROM tenants")
	return err
}

func quoted(name string) string { return pgx.Identifier{name}.Sanitize() }

func quotedList(names []string) string {
	var list []string
	for _, name := range names {
		list = append(list, quoted(name))
	}
	return strings.Join(list, ", ")
}
