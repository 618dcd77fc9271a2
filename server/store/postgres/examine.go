package postgres

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// oldest is the version that has all that is used here.
const oldest = 14

// examine refuses a database that could not keep the promises.
func examine(ctx context.Context, config *pgx.ConnConfig) (err error) {
	first, err := pgx.ConnectConfig(ctx, config)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, first.Close(ctx)) }()
	var version int
	var commit string
	if err := first.QueryRow(ctx, "SELECT current_setting('server_version_num')::int, current_setting('synchronous_commit')").
		Scan(&version, &commit); err != nil {
		return err
	}
	if version/10000 < oldest {
		return fmt.Errorf("it is PostgreSQL %d; Hookline needs %d or newer", version/10000, oldest)
	}
	if commit == "off" {
		return errors.New("synchronous_commit is off, so that a power cut would lose accepted events; turn it on for this database or user")
	}
	return refusePooler(ctx, config, first)
}

// refusePooler fails behind a pooler that gives each transaction another connection:
// notifications, the lock around migrations and prepared statements would get lost. Two
// clients then share a connection to the database, one after the other.
func refusePooler(ctx context.Context, config *pgx.ConnConfig, first *pgx.Conn) (err error) {
	before, err := backend(ctx, first)
	if err != nil || before == first.PgConn().PID() {
		return err // what PostgreSQL itself told at the start: nothing is between
	}
	second, err := pgx.ConnectConfig(ctx, config)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, second.Close(ctx)) }()
	tx, err := second.Begin(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, tx.Rollback(ctx)) }()
	held, err := backend(ctx, tx.Conn())
	if err != nil {
		return err
	}
	if after, err := backend(ctx, first); err != nil || after != before || held == before {
		return errors.Join(err, errors.New("a connection pooler in transaction mode, such as PgBouncer, is between; "+
			"connect to PostgreSQL directly, or to a pool in session mode (Hookline keeps a pool of its own)"))
	}
	return nil
}

// backend is the process that serves a connection. The simple protocol leaves no
// prepared statement behind in a pooler's connection.
func backend(ctx context.Context, c *pgx.Conn) (pid uint32, err error) {
	err = c.QueryRow(ctx, "SELECT pg_backend_pid()", pgx.QueryExecModeSimpleProtocol).Scan(&pid)
	return pid, err
}
