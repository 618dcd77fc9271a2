package postgres_test

import (
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/hookline/hookline/server/store"
	"github.com/hookline/hookline/server/store/postgres"
	"github.com/hookline/hookline/server/store/storetest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestStore(t *testing.T) {
	t.Parallel()
	var addresses sync.Map // of the stores
	storetest.Run(t, storetest.Engine{
		Open: func(t *testing.T) store.Store {
			address := storetest.Postgres(t)
			s := open(t, postgres.Config{URL: address, Lease: 20 * time.Second, Connections: 4})
			addresses.Store(s, address)
			return s
		},
		Crash: func(t *testing.T, s store.Store) store.Store {
			address, _ := addresses.Load(s)
			s.(*postgres.Store).Abandon()
			return open(t, postgres.Config{URL: address.(string), Lease: time.Second, Connections: 4})
		},
	})
}

func open(t *testing.T, config postgres.Config) *postgres.Store {
	s, err := postgres.Open(t.Context(), config)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	return s
}
