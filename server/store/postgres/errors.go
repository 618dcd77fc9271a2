package postgres

import (
	"context"
	"errors"
	"io"
	"net"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/hookline/hookline/scripts"
)

// reachable makes a Fault of kind ErrUnavailable of what says that the database cannot be
// reached or is about to stop. Where the connection broke during a commit, nobody knows
// whether it took place: the caller is to repeat what can be repeated.
func reachable(ctx context.Context, err error) error {
	if err == nil || !unreachable(ctx, err) {
		return err
	}
	return newUnavailable()
}

// bounded is reachable for an operation with the store's own timeout, which ends only
// where the database hangs.
func bounded(ctx context.Context, err error) error {
	if err != nil && ctx.Err() != nil {
		return newUnavailable()
	}
	return reachable(ctx, err)
}

func newUnavailable() error {
	return &scripts.Fault{Kind: scripts.ErrUnavailable, Code: "unavailable", RetryAfter: time.Second,
		Message: "The database cannot be reached; try again."}
}

// unreachable does not hold for the end of the caller's context, although that is a
// net.Error by its form. Where the context goes on, the pool is being closed.
func unreachable(ctx context.Context, err error) bool {
	if errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) {
		return ctx.Err() == nil
	}
	var refused *pgconn.PgError
	if errors.As(err, &refused) {
		// Connection exceptions, resources, operator intervention, by the classes of
		// PostgreSQL's table of error codes.
		for _, class := range []string{"08", "53", "57P"} {
			if strings.HasPrefix(refused.Code, class) {
				return true
			}
		}
		return false
	}
	var connecting *pgconn.ConnectError
	var network net.Error
	return errors.As(err, &connecting) || errors.As(err, &network) || errors.Is(err, io.EOF) ||
		errors.Is(err, io.ErrUnexpectedEOF) || pgconn.SafeToRetry(err)
}

// undone says that the transaction met another in a deadlock or out of order, and lost.
func undone(err error) bool {
	var refused *pgconn.PgError
	return errors.As(err, &refused) && (refused.Code == "40P01" || refused.Code == "40001")
}

// isViolation says whether the statement broke a unique index.
func isViolation(err error, index string) bool {
	var refused *pgconn.PgError
	return errors.As(err, &refused) && refused.Code == "23505" && refused.ConstraintName == index
}

// missing is the fault where there is no row.
func missing(err, fault error) error {
	if errors.Is(err, pgx.ErrNoRows) {
		return fault
	}
	return err
}
