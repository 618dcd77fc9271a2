package postgres_test

import (
	"fmt"
	"net"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/store/postgres"
	"github.com/hookline/hookline/server/store/storetest"
)

func TestASchemaOfANewerHooklineIsRefused(t *testing.T) {
	t.Parallel()
	address := storetest.Postgres(t)
	require.NoError(t, open(t, postgres.Config{URL: address}).Close())
	conn, err := pgx.Connect(t.Context(), address)
	require.NoError(t, err)
	defer conn.Close(t.Context())
	_, err = conn.Exec(t.Context(), "INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, true)")
	require.NoError(t, err)
	_, err = postgres.Open(t.Context(), postgres.Config{URL: address})
	require.ErrorContains(t, err, "9999")
}

func TestCommitsThatAreNotDurableAreRefused(t *testing.T) {
	t.Parallel()
	_, err := postgres.Open(t.Context(), postgres.Config{URL: storetest.Postgres(t) + "&synchronous_commit=off"})
	require.ErrorContains(t, err, "synchronous_commit is off")
}

func TestAnUnreachableDatabaseIsNamedWithoutItsPassword(t *testing.T) {
	t.Parallel()
	_, err := postgres.Open(t.Context(), postgres.Config{URL: "postgres://hookline:s3cret@127.0.0.1:1/hookline"})
	require.ErrorContains(t, err, "127.0.0.1")
	require.NotContains(t, err.Error(), "s3cret")
}

// TestBrokenConnectionsAreReplaced: what is asked meanwhile may fail as unavailable.
func TestBrokenConnectionsAreReplaced(t *testing.T) {
	t.Parallel()
	address, all := nodes(t, 1, 2*time.Second)
	conn, err := pgx.Connect(t.Context(), address)
	require.NoError(t, err)
	defer conn.Close(t.Context())
	for range 3 {
		_, err = conn.Exec(t.Context(), `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
			WHERE pid <> pg_backend_pid() AND application_name = current_setting('application_name')`)
		require.NoError(t, err)
		require.Eventually(t, func() bool {
			_, _, err := all[0].Accept(t.Context(), event)
			if err != nil {
				require.ErrorIs(t, err, scripts.ErrUnavailable)
			}
			return err == nil
		}, 20*time.Second, 10*time.Millisecond)
	}
}

// TestAPoolerOfTransactionsIsRefused: behind PgBouncer, which Debian's package pgbouncer has.
func TestAPoolerOfTransactionsIsRefused(t *testing.T) {
	t.Parallel()
	direct := storetest.Postgres(t)
	program, err := exec.LookPath("pgbouncer")
	if err != nil {
		program = "/usr/sbin/pgbouncer"
	}
	if _, err := os.Stat(program); err != nil {
		t.Skip("pgbouncer is not installed; the test runs where it is")
	}
	for mode, refused := range map[string]bool{"transaction": true, "session": false} {
		address := pool(t, program, direct, mode)
		s, err := postgres.Open(t.Context(), postgres.Config{URL: address, Connections: 2})
		if refused {
			require.ErrorContains(t, err, "PgBouncer", mode)
			continue
		}
		require.NoError(t, err, mode)
		require.NoError(t, s.Close())
	}
}

// pool starts a PgBouncer before the database and returns the address that leads through it.
func pool(t *testing.T, program, direct, mode string) string {
	to, err := url.Parse(direct)
	require.NoError(t, err)
	free, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	port := free.Addr().(*net.TCPAddr).Port
	require.NoError(t, free.Close())
	dir, err := os.MkdirTemp("", "pgbouncer") //nolint:usetesting // another user is to read it
	require.NoError(t, err)
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	require.NoError(t, os.Chmod(dir, 0o755))
	file := filepath.Join(dir, "pgbouncer.ini")
	require.NoError(t, os.WriteFile(file, fmt.Appendf(nil, `[databases]
* = host=%s port=%s user=%s
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = %d
unix_socket_dir =
auth_type = any
pool_mode = %s
ignore_startup_parameters = search_path
server_reset_query = DISCARD ALL
`, to.Hostname(), to.Port(), to.User.Username(), port, mode), 0o644))
	cmd := exec.Command(program, "-q", file)
	if os.Getuid() == 0 { // it refuses root
		cmd.SysProcAttr = asNobody(t)
	}
	var said strings.Builder
	cmd.Stderr = &said
	require.NoError(t, cmd.Start())
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	require.Eventually(t, func() bool {
		c, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", port))
		if err == nil {
			_ = c.Close()
		}
		return err == nil
	}, 10*time.Second, 20*time.Millisecond, "%s", &said)
	to.Host = fmt.Sprintf("127.0.0.1:%d", port)
	return to.String()
}

func asNobody(t *testing.T) *syscall.SysProcAttr {
	nobody, err := user.Lookup("nobody")
	require.NoError(t, err)
	var uid, gid uint32
	_, err = fmt.Sscan(nobody.Uid+" "+nobody.Gid, &uid, &gid)
	require.NoError(t, err)
	return &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uid, Gid: gid}}
}
