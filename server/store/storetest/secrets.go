package storetest

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/store"
)

var secretTests = map[string]func(*testing.T, store.Store){
	"secrets change all or none": func(t *testing.T, s store.Store) {
		h := addHook(t, s, scripts.Hook{Name: "a"})
		holds := func(want map[string][]byte) {
			sealed, err := s.Secrets(t.Context(), h.Tenant, h.ID)
			require.NoError(t, err)
			require.Equal(t, want, sealed)
		}
		holds(map[string][]byte{})
		first := map[string][]byte{"A": {0, 255}, "B": {1}}
		require.NoError(t, s.AddSecrets(t.Context(), h.Tenant, h.ID, first))
		isFault(t, s.AddSecrets(t.Context(), h.Tenant, h.ID, map[string][]byte{"AA": {9}, "B": {9}, "C": {9}}), scripts.ErrConflict)
		holds(first)
		isFault(t, s.UpdateSecrets(t.Context(), h.Tenant, h.ID, map[string][]byte{"A": {9}, "C": {9}}), scripts.ErrNotFound)
		holds(first)
		isFault(t, s.DeleteSecrets(t.Context(), h.Tenant, h.ID, []string{"A", "C"}), scripts.ErrNotFound)
		holds(first)
		require.NoError(t, s.UpdateSecrets(t.Context(), h.Tenant, h.ID, map[string][]byte{"A": {2}}))
		holds(map[string][]byte{"A": {2}, "B": {1}})
		require.NoError(t, s.DeleteSecrets(t.Context(), h.Tenant, h.ID, []string{"A", "B"}))
		holds(map[string][]byte{})
	},
	"a hook has no more secrets than the limit": func(t *testing.T, s store.Store) {
		h := addHook(t, s, scripts.Hook{Name: "a"})
		sealed := map[string][]byte{}
		for i := range scripts.MaxSecretsPerHook {
			sealed[fmt.Sprintf("S%d", i)] = []byte{1}
		}
		require.NoError(t, s.AddSecrets(t.Context(), h.Tenant, h.ID, sealed))
		isFault(t, s.AddSecrets(t.Context(), h.Tenant, h.ID, map[string][]byte{"MORE": {1}}), scripts.ErrLimited)
		have, err := s.Secrets(t.Context(), h.Tenant, h.ID)
		require.NoError(t, err)
		require.Equal(t, sealed, have)
	},
}
