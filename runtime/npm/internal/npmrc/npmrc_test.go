package npmrc

import (
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func lookup(env map[string]string) func(string) (string, bool) {
	return func(name string) (string, bool) { v, ok := env[name]; return v, ok }
}

func TestParse(t *testing.T) {
	t.Parallel()
	got := Parse([]byte("\ufeff# comment\n; comment\n[section]\nregistry = https://a.example/ \r\n@s:registry=\"https://b.example/\"\n//b.example/:_authToken=${TOKEN}\n"+
		"//c.example/:_authToken='${ABSENT}'\n//d.example/:_authToken=x${ABSENT?}y\nalways-auth\nempty=\n=value\nunclosed=${A\ntoken=a=b==\n"), lookup(map[string]string{"TOKEN": "t0p"}))
	require.Equal(t, map[string]string{
		"registry": "https://a.example/", "@s:registry": "https://b.example/", "//b.example/:_authToken": "t0p",
		"//c.example/:_authToken": "${ABSENT}", "//d.example/:_authToken": "xy", "always-auth": "", "empty": "", "unclosed": "${A", "token": "a=b==",
	}, got)
}

// TestLoad: the environment wins over the user's file, and that over the global one.
func TestLoad(t *testing.T) {
	t.Parallel()
	home, global := t.TempDir(), filepath.Join(t.TempDir(), "npmrc")
	require.NoError(t, os.WriteFile(filepath.Join(home, ".npmrc"), []byte("registry=https://user.example/\n@s:registry=https://s.example\ncafile=/user.pem"), 0o600))
	require.NoError(t, os.WriteFile(global, []byte("registry=https://global.example/\nproxy=http://global-proxy.example\n"), 0o600))
	load := func(environ ...string) Settings {
		s, err := Load(append(environ, "HOME="+home, "NPM_CONFIG_GLOBALCONFIG="+global))
		require.NoError(t, err)
		return s
	}
	s := load()
	require.Equal(t, "https://user.example/", s.Get("registry"))
	require.Equal(t, "http://global-proxy.example", s.Get("proxy"))
	require.Equal(t, "https://env.example", load("NPM_CONFIG_REGISTRY=https://env.example").Get("registry"))
	require.Equal(t, "https://lower.example", load("NPM_CONFIG_REGISTRY=https://env.example", "npm_config_registry=https://lower.example").Get("registry"))
	require.Equal(t, "http://p.example", load("npm_config_https_proxy=http://p.example").Get("https-proxy"))
	require.Equal(t, "tok", load("npm_config_//x.example/:_authToken=tok").Get("//x.example/:_authToken"))
	require.Equal(t, "https://user.example/", load("npm_config_registry=").Get("registry"))
	other := filepath.Join(t.TempDir(), "rc")
	require.NoError(t, os.WriteFile(other, []byte("registry=https://other.example/"), 0o600))
	require.Equal(t, "https://other.example/", load("npm_config_userconfig="+other).Get("registry"))
}

func TestRegistry(t *testing.T) {
	t.Parallel()
	s := Settings{map[string]string{"registry": "https://a.example/npm?x#y", "@s:registry": "http://b.example"}}
	for name, want := range map[string]string{"a": "https://a.example/npm/", "@s/a": "http://b.example/", "@t/a": "https://a.example/npm/"} {
		u, err := s.Registry("", name)
		require.NoError(t, err)
		require.Equal(t, want, u.String())
	}
	u, err := s.Registry("https://flag.example", "a")
	require.NoError(t, err)
	require.Equal(t, "https://flag.example/", u.String())
	u, err = s.Registry("https://flag.example", "@s/a")
	require.NoError(t, err)
	require.Equal(t, "http://b.example/", u.String(), "a scope's own registry holds all the same")
	u, err = Settings{}.Registry("", "a")
	require.NoError(t, err)
	require.Nil(t, u)
	for _, bad := range []string{"example.com", "ftp://a", "https://", "://", "https://u:secret@a.example"} {
		_, err := s.Registry(bad, "a")
		require.Error(t, err, bad)
		require.NotContains(t, err.Error(), "secret")
	}
}

func TestAuthorization(t *testing.T) {
	t.Parallel()
	s := Settings{map[string]string{
		"//a.example/:_authToken": "root", "//a.example/npm/:_authToken": "npm", "//b.example:8080/:_auth": "YmFzaWM=",
		"//c.example/:username": "me", "//c.example/:_password": "c2VjcmV0", "//d.example/:_password": "c2VjcmV0",
		"//e.example/npm:_authToken": "bare", "_authToken": "of no host",
	}}
	for address, want := range map[string]string{
		"https://a.example/x":                "Bearer root",
		"https://a.example/npm/x/-/x.tgz":    "Bearer npm",
		"https://a.example/npm":              "Bearer root",
		"https://a.example/npmx/y":           "Bearer root",
		"https://A.EXAMPLE/npm/@s%2fx":       "Bearer npm",
		"https://a.example:8443/npm/x":       "",
		"https://evil.example/a.example/npm": "",
		"https://a.example.evil.example/":    "",
		"http://b.example:8080/x":            "Basic YmFzaWM=",
		"http://b.example/x":                 "",
		"https://c.example/x":                "Basic bWU6c2VjcmV0",
		"https://d.example/x":                "",
		"https://e.example/npm/x":            "Bearer bare",
		"https://f.example/x":                "",
	} {
		u, err := url.Parse(address)
		require.NoError(t, err)
		require.Equal(t, want, s.Authorization(u), address)
	}
}

// FuzzParse: no file makes it panic, and no token is found for a host that it does not name.
func FuzzParse(f *testing.F) {
	f.Add([]byte("//a.example/:_authToken=${X}\n"), "https://b.example/x")
	f.Add([]byte("registry=https://a.example\r\n[x]\n\"'=\"'"), "https://a.example//")
	f.Fuzz(func(t *testing.T, text []byte, address string) {
		s := Settings{Parse(text, lookup(map[string]string{"X": "x"}))}
		u, err := url.Parse(address)
		if err != nil {
			return
		}
		if s.Authorization(u) != "" {
			require.Contains(t, strings.ToLower(string(text)), strings.ToLower("//"+u.Host))
		}
		_, _ = s.Registry("", "@s/a")
	})
}
