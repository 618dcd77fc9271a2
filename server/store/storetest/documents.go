package storetest

import (
	"encoding/json"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/store"
)

var documentTests = map[string]func(*testing.T, store.Store){
	"a document is read, changed and deleted": func(t *testing.T, s store.Store) {
		h := addTenant(t, s, scripts.DefaultTenant)
		change := func(data, etag string, force bool) (string, bool) {
			c := scripts.DocumentChange{ETag: etag, Force: force}
			if data != "" {
				c.Data = json.RawMessage(data)
			}
			now, changed, err := s.ChangeDocument(t.Context(), h.Tenant, h.ID, c)
			require.NoError(t, err)
			found, err := s.Document(t.Context(), h.Tenant, h.ID)
			require.NoError(t, err)
			require.Equal(t, string(found.Data), string(now.Data))
			require.Equal(t, found.Data == nil, now.Data == nil)
			return string(now.Data), changed
		}
		none, err := s.Document(t.Context(), h.Tenant, h.ID)
		require.NoError(t, err)
		require.Nil(t, none.Data)

		now, changed := change(`{"n":1}`, "", false)
		require.True(t, changed)
		require.Equal(t, `{"n":1}`, now)
		now, changed = change(`{"n":2}`, "", false)
		require.False(t, changed, "there is a document by now")
		require.Equal(t, `{"n":1}`, now)
		_, changed = change(`{"n":2}`, scripts.Document{Data: []byte(`{"n":1}`)}.ETag(), false)
		require.True(t, changed)
		_, changed = change(`null`, "stale", true)
		require.True(t, changed)
		now, changed = change("", "", true)
		require.True(t, changed)
		require.Empty(t, now)
	},
	"of changes from one state one is made": func(t *testing.T, s store.Store) {
		h := addTenant(t, s, scripts.DefaultTenant)
		var made atomic.Int32
		var changes sync.WaitGroup
		for range 20 {
			changes.Go(func() {
				_, changed, err := s.ChangeDocument(t.Context(), h.Tenant, h.ID, scripts.DocumentChange{Data: []byte(`1`)})
				if err == nil && changed {
					made.Add(1)
				}
			})
		}
		changes.Wait()
		require.EqualValues(t, 1, made.Load())
	},
	"a document goes with its hook": func(t *testing.T, s store.Store) {
		h := addTenant(t, s, scripts.DefaultTenant)
		_, _, err := s.ChangeDocument(t.Context(), h.Tenant, h.ID, scripts.DocumentChange{Data: []byte(`1`)})
		require.NoError(t, err)
		require.NoError(t, s.DeleteHook(t.Context(), h.Tenant, h.ID))
		_, err = s.Document(t.Context(), h.Tenant, h.ID)
		isFault(t, err, scripts.ErrNotFound)
		_, _, err = s.ChangeDocument(t.Context(), h.Tenant, h.ID, scripts.DocumentChange{Data: []byte(`1`)})
		isFault(t, err, scripts.ErrNotFound)
	},
}
