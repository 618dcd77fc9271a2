package sqlite_test

import (
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/store"
	"github.com/hookline/hookline/server/store/sqlite"
	"github.com/hookline/hookline/server/store/storetest"
)

func TestMain(m *testing.M) {
	if path := os.Getenv(crashEnv); path != "" {
		crashingChild(path) // does not return
	}
	goleak.VerifyTestMain(m)
}

func TestStore(t *testing.T) {
	t.Parallel()
	var paths sync.Map // of the stores
	storetest.Run(t, storetest.Engine{
		Open: func(t *testing.T) store.Store {
			path := filepath.Join(t.TempDir(), "hookline.db")
			s := open(t, path)
			paths.Store(s, path)
			return s
		},
		// What runs when a store is closed runs still in the file: as after a crash.
		Crash: func(t *testing.T, s store.Store) store.Store {
			path, _ := paths.Load(s)
			require.NoError(t, s.Close())
			return open(t, path.(string))
		},
	})
}

func open(t *testing.T, path string) *sqlite.Store {
	s, err := sqlite.Open(t.Context(), sqlite.Config{Path: path})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	return s
}

func TestOneProcessOwnsTheFile(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "hookline.db")
	s := open(t, path)
	_, err := sqlite.Open(t.Context(), sqlite.Config{Path: path})
	require.ErrorContains(t, err, path)
	require.ErrorContains(t, err, fmt.Sprintf("pid %d", os.Getpid()))
	require.NoError(t, s.Close())
	open(t, path)
}

func TestNobodyElseCanReadTheFiles(t *testing.T) {
	t.Parallel()
	// The directory's name has what an URI would take for something else.
	dir := filepath.Join(t.TempDir(), "a b?c#d%20", "data")
	s := open(t, filepath.Join(dir, "hookline.db"))
	_, err := s.CreateTenant(t.Context(), "acme")
	require.NoError(t, err)
	info, err := os.Stat(dir)
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o700), info.Mode().Perm())
	files, err := os.ReadDir(dir)
	require.NoError(t, err)
	var names []string
	for _, f := range files {
		info, err := f.Info()
		require.NoError(t, err)
		require.Equal(t, os.FileMode(0o600), info.Mode().Perm(), f.Name())
		names = append(names, f.Name())
	}
	require.Equal(t, []string{"hookline.db", "hookline.db-shm", "hookline.db-wal", "hookline.db.lock"}, names)
}

func TestEverythingIsThereAfterReopening(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "hookline.db")
	s := open(t, path)
	h, err := s.CreateHook(t.Context(), scripts.Hook{Tenant: scripts.DefaultTenant, Name: "a", Trigger: trigger, Enabled: true})
	require.NoError(t, err)
	before, _, err := s.Accept(t.Context(), event)
	require.NoError(t, err)
	require.NoError(t, s.Close())

	s = open(t, path)
	found, err := s.Hook(t.Context(), h.Tenant, h.ID)
	require.NoError(t, err)
	require.Equal(t, h, found)
	after, executions, err := s.Accept(t.Context(), event)
	require.NoError(t, err)
	require.Len(t, executions, 1)
	require.Greater(t, after.ID, before.ID)
}

func TestAFileOfANewerHooklineIsRefused(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "hookline.db")
	require.NoError(t, open(t, path).Close())
	db, err := sql.Open("sqlite", path)
	require.NoError(t, err)
	_, err = db.Exec("INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, 1)")
	require.NoError(t, err)
	require.NoError(t, db.Close())
	_, err = sqlite.Open(t.Context(), sqlite.Config{Path: path})
	require.ErrorContains(t, err, "9999")
	require.ErrorContains(t, err, path)
}

// The plans of what the queue asks all the time: an index and no scan, no sorting.
func TestTheQueueUsesItsIndex(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "hookline.db")
	require.NoError(t, open(t, path).Close())
	db, err := sql.Open("sqlite", path)
	require.NoError(t, err)
	defer db.Close()
	for _, query := range []string{
		"SELECT tenant FROM executions WHERE state = 'ready' AND tenant > ? ORDER BY tenant LIMIT 1",
		"SELECT count(*) FROM executions WHERE state = 'running' AND tenant = ?",
		"SELECT id, lease FROM executions WHERE state = 'ready' AND tenant = ? ORDER BY id LIMIT ?",
		"UPDATE executions SET state = 'ready' WHERE state = 'running'",
	} {
		for _, step := range plan(t, db, query) {
			require.Contains(t, step, "executions_by_state", query)
		}
	}
}

// plan returns the steps in which SQLite would answer the query.
func plan(t *testing.T, db *sql.DB, query string) (steps []string) {
	t.Helper()
	rows, err := db.Query("EXPLAIN QUERY PLAN " + strings.ReplaceAll(query, "?", "1"))
	require.NoError(t, err)
	defer rows.Close()
	for rows.Next() {
		var id, parent, unused int
		var step string
		require.NoError(t, rows.Scan(&id, &parent, &unused, &step))
		steps = append(steps, step)
	}
	require.NoError(t, rows.Err())
	return steps
}

const trigger = scripts.PostUserRegistration

var event = scripts.Event{Tenant: scripts.DefaultTenant, Trigger: trigger, Payload: []byte(`{"user":{}}`)}
