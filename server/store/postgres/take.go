package postgres

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// Prepare brings an empty database up to date, for somebody who fills its tables. It is
// refused where a server uses it.
func Prepare(ctx context.Context, address string) (_ *pgx.Conn, err error) {
	config, err := pgx.ParseConfig(address)
	if err != nil {
		return nil, err
	}
	if err := examine(ctx, config); err != nil {
		return nil, err
	}
	if err := migrate(ctx, config); err != nil {
		return nil, fmt.Errorf("migrate: %w", err)
	}
	c, err := pgx.ConnectConfig(ctx, config)
	if err != nil {
		return nil, err
	}
	var servers int
	if err := c.QueryRow(ctx, "SELECT count(*) FROM nodes").Scan(&servers); err != nil || servers > 0 {
		_ = c.Close(ctx)
		if err == nil {
			err = fmt.Errorf("%d servers use the database (or did when they were killed; then wait until another has noticed): stop them", servers)
		}
		return nil, err
	}
	return c, nil
}
