package npm

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/runtime/npm/npmtest"
	"github.com/hookline/hookline/scripts"
)

func TestLockJSON(t *testing.T) {
	t.Parallel()
	r := npmtest.New(t)
	r.Publish("a@1.0.0", "b@npm:@s/c@^1", "opt:gone@1")
	r.Publish("@s/c@1.0.0")
	i := open(t, r)
	lock := resolve(t, i, map[string]string{"a": "1"})
	text, err := json.Marshal(lock)
	require.NoError(t, err)
	again, err := json.Marshal(resolve(t, i, map[string]string{"a": "1"}))
	require.NoError(t, err)
	require.Equal(t, string(text), string(again))
	require.Regexp(t, `^\{"packages":\{"node_modules/a":\{"name":"a","version":"1\.0\.0","integrity":"sha512-[^"]*","tarball":"a/-/a-1\.0\.0\.tgz"\},"node_modules/b":\{"name":"@s/c",`, string(text))
	parsed, err := ParseLock(text)
	require.NoError(t, err)
	require.Equal(t, lock, parsed)
}

// TestHash: it names the code, not where it came from.
func TestHash(t *testing.T) {
	t.Parallel()
	integrity := npmtest.Integrity(nil)
	base := Lock{Packages: map[string]Package{"node_modules/a": {Name: "a", Version: "1", Integrity: integrity, Tarball: "x"}}}
	moved := Lock{Packages: map[string]Package{"node_modules/a": {Name: "a", Version: "1", Integrity: integrity, Tarball: "y"}}, LeftOut: map[string]string{"b": "c"}}
	require.Equal(t, base.Hash(), moved.Hash())
	seen := map[string]bool{base.Hash(): true}
	for _, other := range []Lock{
		{},
		{Packages: map[string]Package{"node_modules/b": {Name: "a", Version: "1", Integrity: integrity}}},
		{Packages: map[string]Package{"node_modules/a": {Name: "b", Version: "1", Integrity: integrity}}},
		{Packages: map[string]Package{"node_modules/a": {Name: "a", Version: "2", Integrity: integrity}}},
		{Packages: map[string]Package{"node_modules/a": {Name: "a", Version: "1", Integrity: npmtest.Integrity([]byte("x"))}}},
	} {
		require.False(t, seen[other.Hash()], other)
		seen[other.Hash()] = true
	}
}

// TestHostileLocks: a lock that was changed in the database writes nowhere.
func TestHostileLocks(t *testing.T) {
	t.Parallel()
	integrity := npmtest.Integrity(nil)
	good := Package{Name: "a", Version: "1", Integrity: integrity, Tarball: "a/-/a-1.tgz"}
	for name, packages := range map[string]map[string]Package{
		"outside":           {"node_modules/../../a": good},
		"absolute":          {"/node_modules/a": good},
		"no folder":         {"a": good},
		"no name":           {"node_modules/": good},
		"hidden":            {"node_modules/.bin": good},
		"not clean":         {"node_modules//a": good},
		"in nothing":        {"node_modules/b/node_modules/a": good},
		"suffix":            {"xnode_modules/a": good},
		"in a file":         {"node_modules/a": good, "node_modules/a/lib/node_modules/b": good},
		"bad package":       {"node_modules/a": {Name: "../a", Version: "1", Integrity: integrity}},
		"no version":        {"node_modules/a": {Name: "a", Integrity: integrity}},
		"weak hash":         {"node_modules/a": {Name: "a", Version: "1", Integrity: "sha1-qvTGHdzF6KLavt4PO0gs2a6pQ00="}},
		"bundle of nothing": {"node_modules/a": {Name: "a", Version: "1"}},
		"backslash":         {`node_modules\a`: good},
	} {
		text, err := json.Marshal(Lock{Packages: packages})
		require.NoError(t, err)
		_, err = ParseLock(text)
		require.Error(t, err, name)
		requireFault(t, err, scripts.ErrInvalid, "deploy the hook again")
		dir := t.TempDir()
		requireFault(t, open(t, nil).Lay(t.Context(), Lock{Packages: packages}, filepath.Join(dir, "x"), nil), scripts.ErrInvalid)
		require.Empty(t, laid(t, dir), name)
	}
	for _, text := range []string{"", "[]", "{", `{"packages": 1}`, strings.Repeat(" ", maxLockBytes+1)} {
		_, err := ParseLock([]byte(text))
		requireFault(t, err, scripts.ErrInvalid, "deploy the hook again")
	}
}

// TestTarballOfAnotherHost: a changed lock makes no request elsewhere.
func TestTarballOfAnotherHost(t *testing.T) {
	t.Parallel()
	r, evil := npmtest.New(t), npmtest.New(t)
	for _, reference := range []string{evil.URL + "a.tgz", "//" + strings.TrimPrefix(evil.URL, "http://") + "a.tgz", "::"} {
		lock := Lock{Packages: map[string]Package{"node_modules/a": {Name: "a", Version: "1", Integrity: npmtest.Integrity(nil), Tarball: reference}}}
		requireFault(t, open(t, r).Lay(t.Context(), lock, t.TempDir(), nil), scripts.ErrInvalid, "no place of a tarball")
	}
	require.Empty(t, evil.Requests())
	require.Empty(t, r.Requests())
}

// FuzzParseLock: what it accepts has only places inside of node_modules, and can be
// written and read again.
func FuzzParseLock(f *testing.F) {
	f.Add([]byte(`{"packages":{"node_modules/a":{"name":"a","version":"1.0.0","integrity":"` + npmtest.Integrity(nil) + `","tarball":"a/-/a-1.0.0.tgz"},"node_modules/a/node_modules/@s/b":{"name":"c","version":"1"}}}`))
	f.Add([]byte(`{"packages":{"node_modules/../a":{"name":"a"}}}`))
	f.Add([]byte(`{"packages":{},"left_out":{"x":"y"}}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		lock, err := ParseLock(text)
		if err != nil {
			return
		}
		for place := range lock.Packages {
			require.True(t, filepath.IsLocal(place))
			require.True(t, strings.HasPrefix(place, "node_modules/"))
			require.NotContains(t, strings.Split(place, "/"), "..")
		}
		again, err := json.Marshal(lock)
		require.NoError(t, err)
		parsed, err := ParseLock(again)
		require.NoError(t, err)
		require.Equal(t, lock.Hash(), parsed.Hash())
	})
}
