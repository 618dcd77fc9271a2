package sqlite_test

import (
	"database/sql"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/store"
	"github.com/hookline/hookline/server/store/sqlite"
)

// TestAFullDiskLosesNothing: events are refused, what was accepted is there, and all goes
// on when there is room again.
func TestAFullDiskLosesNothing(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=2m"); err != nil {
		t.Skipf("a small file system cannot be mounted (%v); the test runs as root, as in CI", err)
	}
	t.Cleanup(func() { require.NoError(t, syscall.Unmount(dir, syscall.MNT_DETACH)) })
	s, err := sqlite.Open(t.Context(), sqlite.Config{Path: filepath.Join(dir, "hookline.db")})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	_, err = s.CreateHook(t.Context(), scripts.Hook{Tenant: scripts.DefaultTenant, Name: "a", Trigger: trigger, Enabled: true})
	require.NoError(t, err)
	big := event
	big.Payload = append([]byte(`{"user":"`), append(make([]byte, 20_000), `"}`...)...)
	var accepted []scripts.ExecutionID
	for range 1000 {
		var ids []scripts.ExecutionID
		if _, ids, err = s.Accept(t.Context(), big); err != nil {
			break
		}
		accepted = append(accepted, ids...)
	}
	require.ErrorIs(t, err, scripts.ErrUnavailable)
	require.NotEmpty(t, accepted)
	for _, id := range accepted {
		_, err := s.Execution(t.Context(), scripts.DefaultTenant, id)
		require.NoError(t, err)
	}
	_, _, err = s.Accept(t.Context(), big)
	require.ErrorIs(t, err, scripts.ErrUnavailable)

	require.NoError(t, syscall.Mount("tmpfs", dir, "tmpfs", syscall.MS_REMOUNT, "size=64m"))
	_, ids, err := s.Accept(t.Context(), big)
	require.NoError(t, err)
	n, err := s.Count(t.Context(), scripts.DefaultTenant, store.ExecutionFilter{})
	require.NoError(t, err)
	require.Equal(t, len(accepted)+len(ids), n)
	claims, err := s.Claim(t.Context(), store.ClaimRequest{Limit: n, PerTenant: n})
	require.NoError(t, err)
	require.Len(t, claims, n)
}

// TestALockedFileIsWaitedForAndThenRefused: another process may hold SQLite's own lock for
// some seconds.
func TestALockedFileIsWaitedForAndThenRefused(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "hookline.db")
	s := open(t, path)
	other, err := sql.Open("sqlite", path)
	require.NoError(t, err)
	defer other.Close()
	other.SetMaxOpenConns(1)
	_, err = other.Exec("BEGIN IMMEDIATE")
	require.NoError(t, err)
	_, _, err = s.Accept(t.Context(), event)
	require.ErrorIs(t, err, scripts.ErrUnavailable)

	done := make(chan error, 1)
	go func() {
		_, _, err := s.Accept(t.Context(), event)
		done <- err
	}()
	_, err = other.Exec("ROLLBACK")
	require.NoError(t, err)
	require.NoError(t, <-done)
}

// TestATornLogIsNoDatabase: what a power cut left of the last write is not read.
func TestATornLogIsNoDatabase(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	path := filepath.Join(dir, "hookline.db")
	s := open(t, path)
	for range 10 {
		_, _, err := s.Accept(t.Context(), event)
		require.NoError(t, err)
	}
	copied := filepath.Join(dir, "copied.db")
	for _, suffix := range []string{"", "-wal"} { // as they are on the disk now, without a clean end
		content, err := os.ReadFile(path + suffix)
		require.NoError(t, err)
		if suffix == "-wal" {
			content = append(content, make([]byte, 5000)...)
		}
		require.NoError(t, os.WriteFile(copied+suffix, content, 0o600))
	}
	r := open(t, copied)
	_, _, err := r.Accept(t.Context(), event)
	require.NoError(t, err)
}
