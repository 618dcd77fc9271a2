package move_test

import (
	"encoding/json"
	"path/filepath"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/store"
	"github.com/hookline/hookline/server/store/move"
	"github.com/hookline/hookline/server/store/postgres"
	"github.com/hookline/hookline/server/store/sqlite"
	"github.com/hookline/hookline/server/store/storetest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var (
	event  = scripts.Event{Tenant: "acme", Trigger: scripts.PostUserRegistration, Payload: []byte(`{"user":{"name":"ü"}}`)}
	policy = scripts.Retry{Attempts: 3}
)

// filled makes a file with something of everything, and returns its path and what is in it.
func filled(t *testing.T) (path string, h scripts.Hook, ids []scripts.ExecutionID) {
	path = filepath.Join(t.TempDir(), "hookline.db")
	s, err := sqlite.Open(t.Context(), sqlite.Config{Path: path})
	require.NoError(t, err)
	defer func() { require.NoError(t, s.Close()) }()
	_, err = s.CreateTenant(t.Context(), "acme")
	require.NoError(t, err)
	yes := true
	_, err = s.UpdateTenant(t.Context(), "acme", store.SettingsPatch{NoEval: &yes})
	require.NoError(t, err)
	h, err = s.CreateHook(t.Context(), scripts.Hook{Tenant: "acme", Name: "a", Trigger: event.Trigger, Enabled: true, Script: "\x00one", Retry: policy,
		Deps: scripts.Dependencies{"got": "9"}})
	require.NoError(t, err)
	script := "two"
	h, err = s.UpdateHook(t.Context(), h.Tenant, h.ID, store.HookPatch{Script: &script})
	require.NoError(t, err)
	require.NoError(t, s.AddSecrets(t.Context(), h.Tenant, h.ID, map[string][]byte{"A": {0, 255}}))
	for range 5 {
		_, some, err := s.Accept(t.Context(), event)
		require.NoError(t, err)
		ids = append(ids, some...)
	}
	_, _, _, err = s.AcceptOnce(t.Context(), event, store.Once{Key: "k", Window: time.Hour})
	require.NoError(t, err)
	claims, err := s.Claim(t.Context(), store.ClaimRequest{Limit: 3, PerTenant: 3})
	require.NoError(t, err)
	for i, state := range []scripts.State{scripts.StateSucceeded, scripts.StateWaiting} { // the third stays running
		_, err = s.Settle(t.Context(), claims[i].Lease, store.Settlement{State: state, Delay: time.Hour, StartedAt: time.Now(),
			Attempted: scripts.Attempted{Outcome: scripts.OutcomeReturned, Result: json.RawMessage(`[1]`)}})
		require.NoError(t, err)
	}
	_, err = s.Replay(t.Context(), h.Tenant, ids[:1], false)
	require.NoError(t, err)
	return path, h, ids
}

func TestEverythingIsMoved(t *testing.T) {
	t.Parallel()
	address := storetest.Postgres(t)
	path, h, ids := filled(t)
	moved, err := move.Move(t.Context(), path, address)
	require.NoError(t, err)
	rows := map[string]int64{}
	for _, table := range moved {
		rows[table.Name] = table.Rows
		require.Len(t, table.Checksum, 16)
	}
	for name, want := range map[string]int64{"tenants": 2, "hooks": 1, "versions": 2, "secrets": 1, "events": 6, "executions": 7, "attempts": 1, "keys": 1} {
		require.Equal(t, want, rows[name], name)
	}

	before, err := sqlite.Open(t.Context(), sqlite.Config{Path: path})
	require.NoError(t, err)
	defer before.Close()
	after, err := postgres.Open(t.Context(), postgres.Config{URL: address})
	require.NoError(t, err)
	defer after.Close()
	for _, read := range []func(store.Store) (any, error){
		func(s store.Store) (any, error) { return s.ListTenants(t.Context()) },
		func(s store.Store) (any, error) { return s.Hook(t.Context(), h.Tenant, h.ID) },
		func(s store.Store) (any, error) { return s.Version(t.Context(), h.Tenant, h.ID, 1) },
		func(s store.Store) (any, error) { return s.Secrets(t.Context(), h.Tenant, h.ID) },
		func(s store.Store) (any, error) { return s.Execution(t.Context(), h.Tenant, ids[1]) },
		func(s store.Store) (any, error) {
			return s.ListExecutions(t.Context(), h.Tenant, store.ExecutionFilter{Limit: 100})
		},
	} {
		want, err := read(before)
		require.NoError(t, err)
		got, err := read(after)
		require.NoError(t, err)
		require.Equal(t, want, got)
	}
	_, _, repeated, err := after.AcceptOnce(t.Context(), event, store.Once{Key: "k", Window: time.Hour})
	require.NoError(t, err)
	require.True(t, repeated)
	claims, err := after.Claim(t.Context(), store.ClaimRequest{Limit: 100, PerTenant: 100})
	require.NoError(t, err)
	require.Len(t, claims, 5, "what was running, too")
	require.Equal(t, event.Payload, json.RawMessage(claims[0].Payload))
}

func TestWhatIsInUseOrNotEmptyIsNotTouched(t *testing.T) {
	t.Parallel()
	address := storetest.Postgres(t)
	path, _, _ := filled(t)
	s, err := sqlite.Open(t.Context(), sqlite.Config{Path: path})
	require.NoError(t, err)
	_, err = move.Move(t.Context(), path, address)
	require.ErrorContains(t, err, "held by another process")
	require.NoError(t, s.Close())

	p, err := postgres.Open(t.Context(), postgres.Config{URL: address})
	require.NoError(t, err)
	_, err = move.Move(t.Context(), path, address)
	require.ErrorContains(t, err, "servers use the database")
	_, err = p.CreateTenant(t.Context(), "other")
	require.NoError(t, err)
	require.NoError(t, p.Close())
	_, err = move.Move(t.Context(), path, address)
	require.ErrorContains(t, err, "not empty")
}

// TestWhatArrivesOtherwiseIsNotKept: here a trigger of the database changes it.
func TestWhatArrivesOtherwiseIsNotKept(t *testing.T) {
	t.Parallel()
	address := storetest.Postgres(t)
	path, _, _ := filled(t)
	p, err := postgres.Open(t.Context(), postgres.Config{URL: address})
	require.NoError(t, err)
	require.NoError(t, p.Close())
	conn, err := pgx.Connect(t.Context(), address)
	require.NoError(t, err)
	defer conn.Close(t.Context())
	_, err = conn.Exec(t.Context(), `CREATE FUNCTION spoil() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.payload = 'x'; RETURN NEW; END $$;
		CREATE TRIGGER spoil BEFORE INSERT ON events FOR EACH ROW EXECUTE FUNCTION spoil()`)
	require.NoError(t, err)
	_, err = move.Move(t.Context(), path, address)
	require.ErrorContains(t, err, "table events: 6 rows")
	var tenants int
	require.NoError(t, conn.QueryRow(t.Context(), "SELECT count(*) FROM tenants").Scan(&tenants))
	require.Equal(t, 1, tenants, "nothing is kept")
}
