package storetest

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"
)

// PostgresVariable is the environment variable that names a PostgreSQL for tests, as a
// superuser: postgres://user@host:port/database.
const PostgresVariable = "HOOKLINE_TEST_POSTGRES"

var schemas atomic.Int64

// Postgres makes an empty schema for the test, and returns the address that leads there.
// It skips the test where there is no PostgreSQL.
func Postgres(t testing.TB) string {
	t.Helper()
	server := os.Getenv(PostgresVariable)
	if server == "" {
		t.Skipf("THE TESTS OF POSTGRESQL ARE SKIPPED: set %s to the address of one, such as .ci/postgres start prints", PostgresVariable)
	}
	address, err := url.Parse(server)
	require.NoError(t, err)
	schema := fmt.Sprintf("test_%d_%d_%d", os.Getpid(), time.Now().UnixNano(), schemas.Add(1))
	administer(t, server, "CREATE SCHEMA "+schema)
	t.Cleanup(func() { administer(t, server, "DROP SCHEMA "+schema+" CASCADE") })
	query := address.Query()
	query.Set("search_path", schema)
	query.Set("application_name", schema)
	address.RawQuery = query.Encode()
	return address.String()
}

// administer carries out a statement on a connection of its own. The context of a test is
// over when it is cleaned up.
func administer(t testing.TB, server, statement string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	conn, err := pgx.Connect(ctx, server)
	require.NoError(t, err)
	defer conn.Close(ctx) //nolint:errcheck // it has done its work
	_, err = conn.Exec(ctx, statement)
	require.NoError(t, err)
}
