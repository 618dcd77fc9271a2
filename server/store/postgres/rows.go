package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"
)

// querier is the pool or a transaction.
type querier interface {
	Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error)
}

// list decodes all rows of a query.
func list[T any](ctx context.Context, from querier, decode func(pgx.CollectableRow) (T, error), query string, args ...any) ([]T, error) {
	rows, err := from.Query(ctx, query, args...)
	if err != nil {
		return nil, reachable(ctx, err)
	}
	var all []T
	all, err = pgx.AppendRows(all, rows, decode)
	return all, reachable(ctx, err)
}

// one decodes the first row of a query; pgx.ErrNoRows where there is none.
func one[T any](ctx context.Context, from querier, decode func(pgx.CollectableRow) (T, error), query string, args ...any) (T, error) {
	rows, err := from.Query(ctx, query, args...)
	if err != nil {
		var zero T
		return zero, reachable(ctx, err)
	}
	found, err := pgx.CollectOneRow(rows, decode)
	return found, reachable(ctx, err)
}
