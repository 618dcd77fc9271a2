package storetest

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/store"
)

var bundleTests = map[string]func(*testing.T, store.Store){
	"a bundle is found by its key and read by its hash": func(t *testing.T, s store.Store) {
		hash, err := s.FindBundle(t.Context(), "key")
		require.NoError(t, err)
		require.Empty(t, hash)
		_, err = s.Bundle(t.Context(), "hash")
		isFault(t, err, scripts.ErrNotFound)

		text := []byte("a\x00\xff")
		require.NoError(t, s.AddBundle(t.Context(), "key", "hash", text))
		require.NoError(t, s.AddBundle(t.Context(), "key", "hash", text), "again")
		hash, err = s.FindBundle(t.Context(), "key")
		require.NoError(t, err)
		require.Equal(t, "hash", hash)
		got, err := s.Bundle(t.Context(), "hash")
		require.NoError(t, err)
		require.Equal(t, text, got)
	},
	"a version keeps what was built of it": func(t *testing.T, s store.Store) {
		built := scripts.Built{Script: "s\xff", Map: []byte("{}"), Packages: "hash", Wanted: scripts.Dependencies{"x": "^1"}, Lock: []byte("l"),
			Files: scripts.Files{Beside: map[string]string{"lib/a.ts": "1"}, Entry: "index.ts"}}
		h := addHook(t, s, scripts.Hook{Tenant: scripts.DefaultTenant, Name: "a", Script: "1", Built: built})
		version := func(number int) scripts.Built {
			v, err := s.Version(t.Context(), h.Tenant, h.ID, number)
			require.NoError(t, err)
			return v.Built
		}
		require.Equal(t, built, version(1))

		two, three := "2", "3"
		_, err := s.UpdateHook(t.Context(), h.Tenant, h.ID, store.HookPatch{Script: &two})
		require.NoError(t, err)
		require.Zero(t, version(2), "what was built of another script is not kept")
		require.Equal(t, built, version(1))

		packages := scripts.Built{Packages: "other"}
		stale := store.HookPatch{Script: &three, Built: &packages, Base: 1}
		_, err = s.UpdateHook(t.Context(), h.Tenant, h.ID, stale)
		isFault(t, err, scripts.ErrConflict)
		stale.Base = 2
		_, err = s.UpdateHook(t.Context(), h.Tenant, h.ID, stale)
		require.NoError(t, err)
		require.Equal(t, packages, version(3))

		again := store.HookPatch{Built: &built, Base: 3, Renew: true}
		_, err = s.UpdateHook(t.Context(), h.Tenant, h.ID, again)
		require.NoError(t, err)
		require.Equal(t, built, version(4), "with the same script")
	},
}
