package packages_test

import (
	"context"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// database is a real server on loopback, started for the tests and stopped after them.
type database struct {
	// address is where it listens; empty when it is not installed.
	address string
	missing string
}

// postgres is a PostgreSQL with the user postgres, who needs no password but proves to
// know it all the same (SCRAM).
func postgres(t *testing.T) database {
	t.Helper()
	initdb := find("initdb", "/usr/lib/postgresql/*/bin/initdb")
	if initdb == "" {
		return database{missing: "PostgreSQL: apt-get install postgresql"}
	}
	d := newDirectory(t)
	password := filepath.Join(d.path, "password")
	require.NoError(t, os.WriteFile(password, []byte(databasePassword), 0o644))
	data := filepath.Join(d.path, "data")
	d.run(t, initdb, "-D", data, "-U", "postgres", "-A", "scram-sha-256", "--pwfile", password, "-E", "UTF8", "--locale=C", "--no-sync")
	port := freePort(t)
	d.start(t, syscall.SIGINT, filepath.Join(filepath.Dir(initdb), "postgres"), "-D", data, "-p", port,
		"-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "fsync=off", "-c", "timezone=UTC")
	return await(t, port)
}

// mariaDB is a MariaDB with the user hook.
func mariaDB(t *testing.T) database {
	t.Helper()
	server, install := find("mariadbd", "/usr/sbin/mariadbd"), find("mariadb-install-db", "/usr/bin/mariadb-install-db")
	if server == "" || install == "" {
		return database{missing: "MariaDB: apt-get install mariadb-server-core"}
	}
	d := newDirectory(t)
	data := filepath.Join(d.path, "data")
	d.run(t, install, "--no-defaults", "--datadir="+data, "--auth-root-authentication-method=normal", "--skip-test-db", "--skip-name-resolve")
	users := filepath.Join(d.path, "users.sql")
	require.NoError(t, os.WriteFile(users, []byte("CREATE DATABASE IF NOT EXISTS app;\n"+
		"CREATE USER IF NOT EXISTS hook@'%' IDENTIFIED BY '"+databasePassword+"';\nGRANT ALL ON app.* TO hook@'%';\n"), 0o644))
	port := freePort(t)
	d.start(t, syscall.SIGTERM, server, "--no-defaults", "--datadir="+data, "--port="+port, "--bind-address=127.0.0.1",
		"--socket="+filepath.Join(d.path, "socket"), "--init-file="+users, "--skip-name-resolve", "--innodb-flush-method=nosync",
		"--innodb-buffer-pool-size=16M", "--performance-schema=off", "--default-time-zone=+00:00")
	return await(t, port)
}

const databasePassword = "database-password"

// find looks for a program in PATH, then at a place that distributions have it.
func find(name, pattern string) string {
	if path, err := exec.LookPath(name); err == nil {
		if real, err := filepath.EvalSymlinks(path); err == nil {
			return real
		}
	}
	places, _ := filepath.Glob(pattern)
	if len(places) == 0 {
		return ""
	}
	return places[len(places)-1]
}

// directory belongs to the user that a database runs as: none of them runs as root.
type directory struct {
	path string
	user *syscall.Credential
}

func newDirectory(t *testing.T) directory {
	t.Helper()
	path, err := os.MkdirTemp("", "hookline-db")
	require.NoError(t, err)
	t.Cleanup(func() { _ = os.RemoveAll(path) })
	d := directory{path: path}
	if os.Getuid() == 0 {
		nobody, err := user.Lookup("nobody")
		require.NoError(t, err)
		uid, _ := strconv.Atoi(nobody.Uid)
		gid, _ := strconv.Atoi(nobody.Gid)
		d.user = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
		require.NoError(t, os.Chown(path, uid, gid))
	}
	return d
}

func (d directory) command(ctx context.Context, name string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir = d.path
	cmd.Env = slices.Concat(os.Environ(), []string{"HOME=" + d.path, "TMPDIR=" + d.path})
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: d.user}
	return cmd
}

func (d directory) run(t *testing.T, name string, args ...string) {
	t.Helper()
	out, err := d.command(t.Context(), name, args...).CombinedOutput()
	require.NoError(t, err, "%s: %s", name, out)
}

// start runs a server until the test has ended.
func (d directory) start(t *testing.T, stop syscall.Signal, name string, args ...string) {
	t.Helper()
	cmd := d.command(context.Background(), name, args...)
	require.NoError(t, cmd.Start())
	var exited sync.WaitGroup
	exited.Go(func() { _ = cmd.Wait() })
	t.Cleanup(func() {
		_ = cmd.Process.Signal(stop)
		kill := time.AfterFunc(20*time.Second, func() { _ = cmd.Process.Kill() })
		exited.Wait()
		kill.Stop()
	})
}

func freePort(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer listener.Close()
	_, port, err := net.SplitHostPort(listener.Addr().String())
	require.NoError(t, err)
	return port
}

// await returns when something listens at the port.
func await(t *testing.T, port string) database {
	t.Helper()
	address := net.JoinHostPort("127.0.0.1", port)
	require.Eventually(t, func() bool {
		conn, err := net.Dial("tcp", address)
		if err != nil {
			return false
		}
		return conn.Close() == nil
	}, time.Minute, 50*time.Millisecond, "the database did not start")
	return database{address: address}
}
