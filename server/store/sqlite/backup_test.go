package sqlite_test

import (
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/store"
	"github.com/hookline/hookline/server/store/sqlite"
)

// TestABackupIsTheStateOfOneMoment: it is taken while events come in, has all that were
// accepted before, each with its execution, and becomes a store that works.
func TestABackupIsTheStateOfOneMoment(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	path, to := filepath.Join(dir, "hookline.db"), filepath.Join(dir, "backup.db")
	s := open(t, path)
	_, err := s.CreateHook(t.Context(), scripts.Hook{Tenant: scripts.DefaultTenant, Name: "a", Trigger: trigger, Enabled: true, Script: "x"})
	require.NoError(t, err)
	var before []scripts.ExecutionID
	accept := func() scripts.ExecutionID {
		_, ids, err := s.Accept(t.Context(), event)
		require.NoError(t, err)
		return ids[0]
	}
	for range 300 {
		before = append(before, accept())
	}
	var group sync.WaitGroup
	stop := make(chan struct{})
	group.Go(func() {
		for {
			select {
			case <-stop:
				return
			default:
				accept()
			}
		}
	})
	require.NoError(t, sqlite.Backup(t.Context(), path, to))
	close(stop)
	group.Wait()
	require.ErrorContains(t, sqlite.Backup(t.Context(), path, to), "exists already")
	info, err := os.Stat(to)
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o600), info.Mode().Perm())

	restored := filepath.Join(dir, "restored", "hookline.db")
	require.NoError(t, sqlite.Restore(t.Context(), to, restored))
	require.Error(t, sqlite.Restore(t.Context(), to, restored), "there is one by now")
	r := open(t, restored)
	for _, id := range before {
		_, err := r.Execution(t.Context(), scripts.DefaultTenant, id)
		require.NoError(t, err)
	}
	claims, err := r.Claim(t.Context(), store.ClaimRequest{Limit: 100_000, PerTenant: 100_000})
	require.NoError(t, err)
	n, err := r.Count(t.Context(), scripts.DefaultTenant, store.ExecutionFilter{})
	require.NoError(t, err)
	require.Len(t, claims, n)
	_, ids, err := r.Accept(t.Context(), event)
	require.NoError(t, err)
	require.Len(t, ids, 1)
}

func TestABackupOfAStoreThatNobodyUses(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	path := filepath.Join(dir, "hookline.db")
	require.NoError(t, open(t, path).Close())
	require.NoError(t, sqlite.Backup(t.Context(), path, filepath.Join(dir, "backup.db")))
	require.Error(t, sqlite.Backup(t.Context(), filepath.Join(dir, "none.db"), filepath.Join(dir, "backup2.db")))
	require.NoFileExists(t, filepath.Join(dir, "none.db"))
}

func TestADamagedBackupIsNotRestored(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	path, backup := filepath.Join(dir, "hookline.db"), filepath.Join(dir, "backup.db")
	s := open(t, path)
	_, err := s.CreateHook(t.Context(), scripts.Hook{Tenant: scripts.DefaultTenant, Name: "a", Trigger: trigger, Script: string(make([]byte, 90_000))})
	require.NoError(t, err)
	require.NoError(t, sqlite.Backup(t.Context(), path, backup))
	content, err := os.ReadFile(backup)
	require.NoError(t, err)
	for i := 8192; i < len(content); i += 8192 {
		copy(content[i:], "damage, damage, damage")
	}
	require.NoError(t, os.WriteFile(backup, content, 0o600))
	restored := filepath.Join(dir, "restored.db")
	require.Error(t, sqlite.Restore(t.Context(), backup, restored))
	require.NoFileExists(t, restored)
	require.NoFileExists(t, restored+".part")
	require.NoError(t, os.WriteFile(backup, nil, 0o600))
	require.ErrorContains(t, sqlite.Restore(t.Context(), backup, restored), "not a database of Hookline")
}

func TestARestoreIntoTheDirectoryOfAServerIsRefused(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	path, backup := filepath.Join(dir, "hookline.db"), filepath.Join(dir, "backup.db")
	open(t, path)
	require.NoError(t, sqlite.Backup(t.Context(), path, backup))
	require.ErrorContains(t, sqlite.Restore(t.Context(), backup, path), "held by another process")
}
