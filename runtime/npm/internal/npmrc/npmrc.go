// Package npmrc knows which registry to ask for a package and what to show it, from npm's
// own settings: the environment, .npmrc files, and a flag that wins over both.
//
// What is read of them: registry, @scope:registry, //host/path/:_authToken, :_auth,
// :username and :_password, cafile, proxy, https-proxy and noproxy. Anything else is
// npm's own business. See https://docs.npmjs.com/cli/v11/configuring-npm/npmrc.
package npmrc

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
)

// Settings are what npm's configuration says. The zero value knows no registry.
type Settings struct{ values map[string]string }

// maxFileBytes bounds a file.
const maxFileBytes = 1 << 20

// Load reads the settings of this machine: the environment wins over ./.npmrc, that over
// the user's file, and that over the global one. lookup is os.LookupEnv, environ
// os.Environ, for tests.
func Load(environ []string) (Settings, error) {
	env := map[string]string{}
	for _, pair := range environ {
		name, value, _ := strings.Cut(pair, "=")
		env[name] = value
	}
	fromEnv := environment(env)
	user, global := fromEnv["userconfig"], fromEnv["globalconfig"]
	if home := env["HOME"]; user == "" && home != "" {
		user = filepath.Join(home, ".npmrc")
	}
	globals := []string{global}
	if global == "" {
		globals = []string{"/usr/local/etc/npmrc", "/usr/etc/npmrc", "/etc/npmrc"}
	}
	s := Settings{values: fromEnv}
	for _, file := range append([]string{".npmrc", user}, globals...) {
		if err := s.read(file, env); err != nil {
			return Settings{}, err
		}
	}
	return s, nil
}

// read adds what is not set yet from a file, if there is one.
func (s *Settings) read(path string, env map[string]string) error {
	if path == "" {
		return nil
	}
	file, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("npm settings: %w", err)
	}
	defer func() { _ = file.Close() }()
	text, err := io.ReadAll(io.LimitReader(file, maxFileBytes))
	if err != nil {
		return fmt.Errorf("npm settings: %w", err)
	}
	for key, value := range Parse(text, func(name string) (string, bool) { v, ok := env[name]; return v, ok }) {
		if _, set := s.values[key]; !set {
			s.values[key] = value
		}
	}
	return nil
}

// environment takes the npm_config_* variables, in any case. As in npm, - is written _,
// but for the settings of a host or scope.
func environment(env map[string]string) map[string]string {
	values := map[string]string{}
	for name, value := range env {
		key, is := cutPrefixFold(name, "npm_config_")
		if !is || key == "" || value == "" {
			continue
		}
		if !strings.HasPrefix(key, "//") && !strings.HasPrefix(key, "@") {
			key = strings.ToLower(key[:1] + strings.ReplaceAll(key[1:], "_", "-"))
		}
		// The lower case wins: it is what npm itself hands to what it starts.
		if _, set := values[key]; !set || strings.HasPrefix(name, "npm_config_") {
			values[key] = value
		}
	}
	return values
}

func cutPrefixFold(s, prefix string) (string, bool) {
	if len(s) < len(prefix) || !strings.EqualFold(s[:len(prefix)], prefix) {
		return s, false
	}
	return s[len(prefix):], true
}

// Parse reads the text of a file: key=value, # and ; start a comment line, quotes around
// a value are taken off, ${NAME} is the variable of the environment.
func Parse(text []byte, lookup func(string) (string, bool)) map[string]string {
	values := map[string]string{}
	for line := range bytes.Lines(bytes.TrimPrefix(text, []byte("\ufeff"))) {
		key, value, _ := strings.Cut(strings.TrimSpace(string(line)), "=")
		key, value = strings.TrimSpace(key), strings.TrimSpace(value)
		if key == "" || strings.ContainsAny(key[:1], "#;[") {
			continue
		}
		if len(value) >= 2 && (value[0] == '"' || value[0] == '\'') && value[len(value)-1] == value[0] {
			value = value[1 : len(value)-1]
		}
		values[expand(key, lookup)] = expand(value, lookup)
	}
	return values
}

// expand replaces ${NAME}, and ${NAME?} by nothing if it is not set. What is unknown
// stays as it is, as in npm.
func expand(text string, lookup func(string) (string, bool)) string {
	var out strings.Builder
	for {
		before, rest, found := strings.Cut(text, "${")
		name, after, closed := strings.Cut(rest, "}")
		if !found || !closed {
			return out.String() + text
		}
		out.WriteString(before)
		optional := strings.HasSuffix(name, "?")
		if value, ok := lookup(strings.TrimSuffix(name, "?")); ok {
			out.WriteString(value)
		} else if !optional {
			out.WriteString("${" + name + "}")
		}
		text = after
	}
}

// Get is a setting's value, or empty.
func (s Settings) Get(key string) string { return s.values[key] }

// Registry is the address to ask for a package, ending with a slash; nil if none is set.
// main, if not empty, is what the --npm-registry flag says: it wins for packages whose
// scope has no registry of its own.
func (s Settings) Registry(main, name string) (*url.URL, error) {
	address := s.values["registry"]
	if main != "" {
		address = main
	}
	if scope, _, scoped := strings.Cut(name, "/"); scoped && s.values[scope+":registry"] != "" {
		address = s.values[scope+":registry"]
	}
	if address == "" {
		return nil, nil
	}
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return nil, fmt.Errorf("the npm registry %q is no http or https address", redact(address))
	}
	if u.User != nil {
		return nil, fmt.Errorf("the npm registry %q has credentials in its address; put them into .npmrc as //%s/:_authToken=…", redact(address), u.Host)
	}
	u.RawQuery, u.Fragment = "", ""
	if !strings.HasSuffix(u.Path, "/") {
		u.Path += "/"
	}
	return u, nil
}

func redact(address string) string {
	if u, err := url.Parse(address); err == nil {
		return u.Redacted()
	}
	return "that is configured"
}

// Authorization is the header to send with a request to u, or empty. The credentials are
// those of the longest //host/path/ that u is under, so none goes to another host.
func (s Settings) Authorization(u *url.URL) string {
	place := "//" + strings.ToLower(u.Host) + u.EscapedPath()
	for {
		at := strings.LastIndexByte(place, '/')
		if at < 2 {
			return ""
		}
		// npm accepts the key with and without the last slash.
		for _, key := range []string{place[:at] + "/:", place[:at] + ":"} {
			if header := s.credentials(key); header != "" {
				return header
			}
		}
		place = place[:at]
	}
}

func (s Settings) credentials(key string) string {
	if token := s.values[key+"_authToken"]; token != "" {
		return "Bearer " + token
	}
	if auth := s.values[key+"_auth"]; auth != "" {
		return "Basic " + auth
	}
	user, password := s.values[key+"username"], s.values[key+"_password"]
	if plain, err := base64.StdEncoding.DecodeString(password); err == nil && user != "" && password != "" {
		return "Basic " + base64.StdEncoding.EncodeToString([]byte(user+":"+string(plain)))
	}
	return ""
}
