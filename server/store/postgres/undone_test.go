package postgres

import (
	"context"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/server/store/storetest"
)

// TestADeadlockIsNobodysFault: of two transactions that lock two rows in opposite order
// PostgreSQL undoes one, which is carried out again.
func TestADeadlockIsNobodysFault(t *testing.T) {
	t.Parallel()
	s, err := Open(t.Context(), Config{URL: storetest.Postgres(t)})
	require.NoError(t, err)
	defer func() { require.NoError(t, s.Close()) }()
	_, err = s.CreateTenant(t.Context(), "other")
	require.NoError(t, err)
	lock := func(tx pgx.Tx, tenant string) error {
		_, err := tx.Exec(context.Background(), "UPDATE tenants SET created_at = created_at + 1 WHERE id = $1", tenant)
		return err
	}
	locked, done := make(chan struct{}, 100), make(chan error, 2)
	both := make(chan struct{})
	tries := make(chan struct{}, 100)
	for _, order := range [][2]string{{"default", "other"}, {"other", "default"}} {
		go func() {
			done <- s.transact(context.Background(), func(_ context.Context, tx pgx.Tx) error {
				tries <- struct{}{}
				if err := lock(tx, order[0]); err != nil {
					return err
				}
				locked <- struct{}{}
				<-both
				return lock(tx, order[1])
			})
		}()
	}
	<-locked
	<-locked
	close(both)
	require.NoError(t, <-done)
	require.NoError(t, <-done)
	require.GreaterOrEqual(t, len(tries), 3, "there was no deadlock")
}
