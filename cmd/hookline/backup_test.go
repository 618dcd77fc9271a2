package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server"
	"github.com/hookline/hookline/server/store/storetest"
	"github.com/hookline/hookline/server/vault"
)

// succeed runs a command of hookline to its end.
func succeed(t *testing.T, args ...string) string {
	t.Helper()
	out, err := hookline(args...).CombinedOutput()
	require.NoError(t, err, "%s", out)
	return string(out)
}

// TestBackupAndRestore: a backup that was taken while the server ran, and the keys, make
// a server whose hooks run with their secrets.
func TestBackupAndRestore(t *testing.T) {
	t.Parallel()
	g, data, restored := newGate(t), t.TempDir(), filepath.Join(t.TempDir(), "restored")
	close(g.open)
	p := g.start(t, data)
	p.createSendHook(g)
	require.Equal(t, scripts.StateSucceeded, p.ended(p.post("ada")).State)
	file := filepath.Join(t.TempDir(), "backup.db")
	require.Contains(t, succeed(t, "backup", "--data", data, "--to", file), vault.FileName)
	require.Contains(t, succeed(t, "restore", "--from", file, "--data", restored), vault.FileName)

	out, err := hookline("serve", "--listen", "127.0.0.1:0", "--data", restored).CombinedOutput()
	require.Error(t, err, "without the keys")
	require.Contains(t, string(out), vault.FileName)
	copyKeys(t, data, restored)
	q := g.start(t, restored)
	require.Equal(t, scripts.StateSucceeded, q.ended(q.post("eve")).State)
	require.Equal(t, "ada", <-g.calls)
	require.Equal(t, "eve", <-g.calls)
}

// TestMigrateStore: what waited in SQLite runs from PostgreSQL.
func TestMigrateStore(t *testing.T) {
	t.Parallel()
	address := storetest.Postgres(t)
	g, data := newGate(t), t.TempDir()
	p := g.start(t, data)
	p.createSendHook(g)
	id := p.post("ada")
	<-g.calls
	p.kill()
	out := succeed(t, "migrate-store", "--from", data, "--to", address)
	require.Regexp(t, `executions +1 +[0-9a-f]{16}`, out)
	close(g.open)
	q := g.start(t, data, "--database", address)
	require.Equal(t, "ada", <-g.calls)
	require.Equal(t, scripts.StateSucceeded, q.ended(id).State)
	failed, err := hookline("migrate-store", "--from", data, "--to", address).CombinedOutput()
	require.Error(t, err)
	require.Contains(t, string(failed), "servers use the database")
}

func copyKeys(t *testing.T, from, to string) {
	t.Helper()
	keys, err := os.ReadFile(filepath.Join(from, vault.FileName))
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(to, vault.FileName), keys, 0o600))
	require.FileExists(t, filepath.Join(to, server.DatabaseName))
}
