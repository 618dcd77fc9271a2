package vault

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/tink-crypto/tink-go/v2/aead"
	"github.com/tink-crypto/tink-go/v2/insecurecleartextkeyset"
	"github.com/tink-crypto/tink-go/v2/keyset"

	"github.com/hookline/hookline/scripts"
)

var (
	home  = Place{"default", "01HOOK", "SLACK_HOOK"}
	value = scripts.NewSecretValue("https://hooks.example/T0/B0")
)

func opened(t *testing.T, dir string) *Vault {
	t.Helper()
	v, err := Open(dir)
	require.NoError(t, err)
	return v
}

func TestOpensAfterRestart(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	sealed, err := opened(t, dir).Seal(home, value)
	require.NoError(t, err)
	require.NotContains(t, string(sealed), "hooks.example")

	got, err := opened(t, dir).Open(home, sealed)
	require.NoError(t, err)
	require.Equal(t, value.Reveal(), got.Reveal())
}

func TestOpensAtItsOwnPlaceOnly(t *testing.T) {
	t.Parallel()
	v := opened(t, t.TempDir())
	sealed, err := v.Seal(home, value)
	require.NoError(t, err)
	for name, at := range map[string]Place{
		"tenant":        {"other", home.Hook, home.Name},
		"hook":          {home.Tenant, "01OTHER", home.Name},
		"name":          {home.Tenant, home.Hook, "OTHER"},
		"shifted parts": {"default0", "1HOOK", home.Name},
	} {
		_, err := v.Open(at, sealed)
		require.ErrorIs(t, err, errSealed, name)
	}
	sealed[len(sealed)-1] ^= 1
	_, err = v.Open(home, sealed)
	require.ErrorIs(t, err, errSealed, "changed")
	_, err = v.OpenAll(home.Tenant, home.Hook, map[string][]byte{home.Name: nil})
	require.ErrorIs(t, err, errSealed, "empty")
}

func TestOtherKeys(t *testing.T) {
	t.Parallel()
	sealed, err := opened(t, t.TempDir()).Seal(home, value)
	require.NoError(t, err)
	_, err = opened(t, t.TempDir()).Open(home, sealed)
	require.ErrorContains(t, err, `secret "SLACK_HOOK"`)
	require.ErrorContains(t, err, "restore keyset.json")
}

// TestRotation shows the way to new keys that the type's comment promises.
func TestRotation(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	old, err := opened(t, dir).Seal(home, value)
	require.NoError(t, err)

	addPrimary(t, filepath.Join(dir, FileName))
	v := opened(t, dir)
	fresh, err := v.Seal(home, value)
	require.NoError(t, err)
	require.NotEqual(t, old[:5], fresh[:5], "the prefix names the key")
	for _, sealed := range [][]byte{old, fresh} {
		got, err := v.Open(home, sealed)
		require.NoError(t, err)
		require.Equal(t, value.Reveal(), got.Reveal())
	}
}

func addPrimary(t *testing.T, path string) {
	t.Helper()
	content, err := os.ReadFile(path)
	require.NoError(t, err)
	keys, err := insecurecleartextkeyset.Read(keyset.NewJSONReader(bytes.NewReader(content)))
	require.NoError(t, err)
	manager := keyset.NewManagerFromHandle(keys)
	id, err := manager.Add(aead.AES256GCMKeyTemplate())
	require.NoError(t, err)
	require.NoError(t, manager.SetPrimary(id))
	keys, err = manager.Handle()
	require.NoError(t, err)
	var b bytes.Buffer
	require.NoError(t, insecurecleartextkeyset.Write(keys, keyset.NewJSONWriter(&b)))
	require.NoError(t, os.WriteFile(path, b.Bytes(), 0o600))
}

func TestBrokenFile(t *testing.T) {
	t.Parallel()
	for _, content := range []string{"", "{", `{"key":"c2VjcmV0"}`, `{"primaryKeyId":1,"key":[]}`} {
		dir := t.TempDir()
		require.NoError(t, os.WriteFile(filepath.Join(dir, FileName), []byte(content), 0o600))
		_, err := Open(dir)
		require.ErrorContains(t, err, "restore it from the backup")
		require.NotContains(t, err.Error(), "c2VjcmV0")
	}
}

func BenchmarkOpenAll(b *testing.B) {
	v, err := Open(b.TempDir())
	require.NoError(b, err)
	sealed, err := v.Seal(home, value)
	require.NoError(b, err)
	all := map[string][]byte{home.Name: sealed}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := v.OpenAll(home.Tenant, home.Hook, all); err != nil {
			b.Fatal(err)
		}
	}
}
