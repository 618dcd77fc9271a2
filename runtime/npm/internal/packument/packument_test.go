package packument

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestDecodeIsLenient has shapes that manifests in registries really have.
func TestDecodeIsLenient(t *testing.T) {
	t.Parallel()
	p, err := Decode(strings.NewReader(`{"name": "a", "readme": {"deep": [1, {"x": null}]}, "dist-tags": {"latest": "1.0.0", "odd": 7}, "versions": {
		"0.0.1": null,
		"0.0.2": {"dependencies": [], "bundleDependencies": false, "deprecated": false, "engines": ["node >= 0.8"], "os": "linux"},
		"0.0.3": {"dependencies": "none", "bundledDependencies": true, "deprecated": true, "engines": "node", "cpu": ["x64", 3]},
		"1.0.0": {"name": "evil", "version": "6.6.6", "dependencies": {"b": "1", "c": 2, "d": null, "e": {"version": "1"}},
			"bundleDependencies": ["b"], "deprecated": "", "peerDependencies": {"p": "1", "q": "1"},
			"peerDependenciesMeta": {"p": {"optional": true, "x": []}, "q": {"optional": "true"}, "r": 1},
			"dist": {"tarball": "https://example.com/a.tgz", "signatures": [{"sig": "x"}]}}
	}, "name": "a", "time": {}}`))
	require.NoError(t, err)
	require.Equal(t, Strings{"latest": "1.0.0"}, p.Tags)
	require.Len(t, p.Versions, 3)
	require.Empty(t, p.Versions["0.0.2"].Dependencies)
	require.Empty(t, p.Versions["0.0.2"].Deprecated)
	require.Equal(t, Names{"linux"}, p.Versions["0.0.2"].OS)
	require.True(t, p.Versions["0.0.3"].Bundles("anything"))
	require.NotEmpty(t, p.Versions["0.0.3"].Deprecated)
	require.Equal(t, Names{"x64"}, p.Versions["0.0.3"].CPU)
	m := p.Versions["1.0.0"]
	require.Equal(t, "a@1.0.0", m.Name+"@"+m.Version, "the registry's word counts, not the publisher's")
	require.Equal(t, Strings{"b": "1"}, m.Dependencies)
	require.Equal(t, map[string]bool{"p": true, "q": false}, m.Peers())

	text, err := p.Encode()
	require.NoError(t, err)
	again, err := Decode(strings.NewReader(string(text)))
	require.NoError(t, err)
	require.Equal(t, p, again, "the cache gives back what it got")
}

func TestPick(t *testing.T) {
	t.Parallel()
	p, err := Decode(strings.NewReader(`{"name": "a", "dist-tags": {"latest": "1.1.0", "next": "2.0.0-rc.1"}, "versions": {
		"1.0.0": {}, "1.1.0": {}, "1.2.0": {}, "1.3.0": {"deprecated": "broken"}, "2.0.0-rc.1": {},
		"3.0.0": {"engines": {"node": ">=99"}}, "3.1.0": {"engines": {"node": ">=99"}, "deprecated": "no"}, "4.0.0": {"deprecated": "no"}, "4.1.0": {"engines": {"node": ">=99"}}}}`))
	require.NoError(t, err)
	for wish, want := range map[string]string{
		"*": "1.1.0", "": "1.1.0", "^1.0.0": "1.1.0", ">1.1": "1.2.0", "^1.2.1": "1.3.0", "1.3.0": "1.3.0", "next": "2.0.0-rc.1", "latest": "1.1.0",
		"^2.0.0-rc": "2.0.0-rc.1", "^2": "", "3": "3.0.0", "4": "4.0.0", "=1.0.0": "1.0.0", "v1.0.0": "1.0.0", "9 || 1.0.0": "1.0.0", "nope": "",
	} {
		s, err := ParseSpec("a", wish)
		require.NoError(t, err)
		m, err := p.Pick(s, "20.0.0")
		if want == "" {
			require.Error(t, err, wish)
			continue
		}
		require.NoError(t, err, wish)
		require.Equal(t, want, m.Version, wish)
	}
}

func TestNames(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"a", "@a/b", "a.b-c_d", "JSONStream", "-", "@types/node", "crypto", "a~b"} {
		require.True(t, ValidName(name), name)
	}
	for _, name := range []string{"", ".", "..", ".bin", "a/b", "/a", "@a", "@a/", "@/b", "@a/b/c", "@a/../b", "@../b", "@a/.b", "a b", "a\\b", "a%2fb", "a:b", "node_modules", "Node_Modules", "favicon.ico", strings.Repeat("a", 215), "a\x00", "é", "a@1"} {
		require.False(t, ValidName(name), name)
	}
}

func TestParseSpec(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"npm:b@^1": "b@^1", "npm:@s/b@1": "@s/b@1", "npm:@s/b": "@s/b@*", "npm:b@": "b@*", "NPM:b": "b@*", " 1 ": "a@1", "": "a@*", "beta": "a@beta",
	} {
		s, err := ParseSpec("a", text)
		require.NoError(t, err, text)
		require.Equal(t, want, s.String(), text)
	}
	for _, text := range []string{"git://x/y", "git+ssh://git@x/y", "git@github.com:x/y.git", "x/y", "github:x/y", "gist:1", "./a", "../a", "/a", "~/a", "C:\\a", "file:a", "link:a", "workspace:*", "http://x/y.tgz", "a.tgz", "npm:./x", "npm:npm:b@1", "a b c", "a?b", "npm:b@x/y"} {
		_, err := ParseSpec("a", text)
		require.Error(t, err, text)
	}
}
