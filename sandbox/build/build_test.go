package build

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/hookline/hookline/runtime"
	"github.com/hookline/hookline/sandbox"
	"github.com/hookline/hookline/sandbox/build/builder"
	"github.com/hookline/hookline/sandbox/worker"
	"github.com/hookline/hookline/scripts"
)

func TestMain(m *testing.M) {
	if builder.IsBuilder() {
		os.Exit(builder.Main())
	}
	if worker.IsWorker() {
		os.Exit(worker.Main())
	}
	goleak.VerifyTestMain(m)
}

// shelf is a registry, an installer and a store of bundles in memory.
type shelf struct {
	files map[string]string // beneath node_modules
	known map[string]string
	fault error

	mu       sync.Mutex
	resolved []map[string]string
	laid     int
	keys     map[string]string
	texts    map[string][]byte
}

func (s *shelf) WellKnown(name string) string { return s.known[name] }

func (s *shelf) Resolve(_ context.Context, dependencies map[string]string, report func(Progress)) ([]byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.resolved = append(s.resolved, dependencies)
	if report != nil {
		report(Progress{1, 2})
	}
	return []byte(fmt.Sprint(dependencies)), s.fault
}

func (s *shelf) Lay(_ context.Context, _ []byte, dir string, _ func(Progress)) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.laid++
	for name, text := range s.files {
		path := filepath.Join(dir, "node_modules", filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			return err
		}
	}
	return nil
}

func (s *shelf) FindBundle(_ context.Context, key string) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.keys[key], nil
}

func (s *shelf) AddBundle(_ context.Context, key, hash string, text []byte) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.keys[key], s.texts[hash] = hash, text
	return nil
}

func (s *shelf) read(_ context.Context, hash string) ([]byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.texts[hash], nil
}

func newShelf(files map[string]string) *shelf {
	return &shelf{files: files, keys: map[string]string{}, texts: map[string][]byte{}}
}

func open(t *testing.T, s *shelf, config Config) *Builder {
	t.Helper()
	if s != nil {
		config.Installer, config.Bundles = s, s
	}
	config.Strict, config.Temp = true, t.TempDir()
	b, err := New(config)
	require.NoError(t, err)
	return b
}

// run runs what was built.
func run(t *testing.T, s *shelf, h Hook, built scripts.Built) scripts.Attempted {
	t.Helper()
	box, err := sandbox.New(sandbox.Config{Packages: s.read, Spares: -1, Limits: runtime.Limits{JS: 20 * time.Second}})
	require.NoError(t, err)
	defer box.Close()
	out, err := box.Run(t.Context(), sandbox.Run{
		Tenant: "t", Trigger: scripts.PreUserRegistration, Payload: []byte(`{"user":{"email":"a@b.c"},"context":{}}`),
		Source: built.Runs(h.Script), Map: built.Map, Packages: built.Packages,
	})
	require.NoError(t, err)
	return out
}

const answer = "cb(null, {user: {app_metadata: {x}}})"

func TestAHookWithPackagesRuns(t *testing.T) {
	t.Parallel()
	s := newShelf(map[string]string{
		"x/package.json": `{"version":"1.2.3"}`, "x/index.js": "module.exports = (n) => 'x of ' + n + require('util').format('%d', 1);",
	})
	b := open(t, s, Config{})
	for name, script := range map[string]string{
		"as written": "module.exports = (user, context, cb) => { const x = require('x')(user.email); " + answer + "}",
		"lowered":    "import f from 'x';\nexport default async (user: any, context: any, cb: any) => { for await (const x of [f(user.email)]) " + answer + "}",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := Hook{Script: script, Dependencies: scripts.Dependencies{"x": "^1"}}
			built, err := b.Build(t.Context(), h)
			require.NoError(t, err)
			require.Equal(t, scripts.Dependencies{"x": "^1"}, built.Wanted)
			require.NotEmpty(t, built.Lock)
			out := run(t, s, h, built)
			require.Nil(t, out.Error)
			require.JSONEq(t, `{"user":{"app_metadata":{"x":"x of a@b.c1"}}}`, string(out.Result))
		})
	}
	left, err := os.ReadDir(b.config.Temp)
	require.NoError(t, err)
	require.Empty(t, left)
}

func TestAHookOfSeveralFilesRuns(t *testing.T) {
	t.Parallel()
	b := open(t, nil, Config{})
	h := Hook{
		Script: "import { of } from './lib/text';\nexport default (user: any, context: any, cb: any) => { const x = of(user.email); " + answer + "}",
		Files:  scripts.Files{Entry: "src/index.ts", Beside: map[string]string{"src/lib/text.js": "exports.of = (email) => '<' + email + '>';"}},
	}
	built, err := b.Build(t.Context(), h)
	require.NoError(t, err)
	require.Equal(t, h.Files, built.Files)
	out := run(t, newShelf(nil), h, built)
	require.Nil(t, out.Error)
	require.JSONEq(t, `{"user":{"app_metadata":{"x":"<a@b.c>"}}}`, string(out.Result))
}

func TestAHookWithoutPackagesNeedsNothing(t *testing.T) {
	t.Parallel()
	b := open(t, nil, Config{})
	built, err := b.Build(t.Context(), Hook{Script: "module.exports = (user, context, cb) => require('slack-notify')('x') && require('https') && require('slack-notify@0.1.7')"})
	require.NoError(t, err)
	require.Zero(t, built)
}

func TestWhatAHookWants(t *testing.T) {
	t.Parallel()
	s := newShelf(map[string]string{"lodash/index.js": "", "lodash/fp.js": "", "uuid/v4.js": "", "axios@0.19.2/index.js": "", "got/index.js": "", "got/package.json": `{"version":"9.0.0"}`})
	s.known = map[string]string{"lodash": "4.17.21", "uuid": "3.4.0"}
	built, err := open(t, s, Config{}).Build(t.Context(), Hook{
		Script: `module.exports = () => { require('lodash/fp'); require('uuid/v4'); require('./node_modules/axios@0.19.2'); require('got@9.0.0'); require('fs');
			try { require('unknown') } catch (e) {} }`,
		Dependencies: scripts.Dependencies{"got": "9.0.0", "never-required": "1"},
	})
	require.NoError(t, err)
	require.Equal(t, scripts.Dependencies{"lodash": "4.17.21", "uuid": "3.4.0", "axios@0.19.2": "0.19.2", "got": "9.0.0", "never-required": "1"}, built.Wanted)
}

func TestTreesOfKilledProcessesAreRemoved(t *testing.T) {
	t.Parallel()
	temp := t.TempDir()
	for _, name := range []string{treePrefix + "old", treePrefix + "new", "other"} {
		require.NoError(t, os.MkdirAll(filepath.Join(temp, name, "node_modules"), 0o755))
		if name != treePrefix+"new" {
			past := time.Now().Add(-2 * old)
			require.NoError(t, os.Chtimes(filepath.Join(temp, name), past, past))
		}
	}
	_, err := New(Config{Temp: temp})
	require.NoError(t, err)
	left, err := os.ReadDir(temp)
	require.NoError(t, err)
	require.Len(t, left, 2)
}

func TestTheSamePackagesAreMadeOnce(t *testing.T) {
	t.Parallel()
	s := newShelf(map[string]string{"x/index.js": ""})
	b := open(t, s, Config{})
	h := Hook{Script: "module.exports = () => require('x')", Dependencies: scripts.Dependencies{"x": "1"}}
	first, err := b.Build(t.Context(), h)
	require.NoError(t, err)
	h.Script, h.Previous = "module.exports = () => { require('x') }", first
	second, err := b.Build(t.Context(), h)
	require.NoError(t, err)
	require.Equal(t, first, second)
	require.Len(t, s.resolved, 1, "a change of the code keeps the lock")
	require.Equal(t, 1, s.laid)

	h.Dependencies = scripts.Dependencies{"x": "2"}
	_, err = b.Build(t.Context(), h)
	require.NoError(t, err)
	require.Len(t, s.resolved, 2)
}

func TestFaultsOfBuilds(t *testing.T) {
	t.Parallel()
	unavailable := &scripts.Fault{Kind: scripts.ErrUnavailable, Message: "the registry hangs"}
	tests := map[string]struct {
		hook  Hook
		shelf *shelf
		text  string
	}{
		"syntax":           {Hook{Script: "module.exports =\n  = 1"}, nil, "The script does not compile: Unexpected token = (line 2, column 3)\n  = 1"},
		"several files":    {Hook{Script: "require('./b')", Files: scripts.Files{Beside: map[string]string{"b.js": "let = ("}}}, nil, "(b.js, line 1, column"},
		"no such file":     {Hook{Script: "require('./lib/x')"}, nil, `Cannot find module "./lib/x": the hook has no such file.`},
		"undeclared":       {Hook{Script: "require('@a/left-pad/x')"}, newShelf(nil), `Cannot find module "@a/left-pad/x": add @a/left-pad to dependencies.`},
		"no such path":     {Hook{Script: "require('x/y')", Dependencies: scripts.Dependencies{"x": "1"}}, newShelf(map[string]string{"x/index.js": ""}), `Cannot find module "x/y": the package x is installed, but has no such file`},
		"no main":          {Hook{Script: "require('x')", Dependencies: scripts.Dependencies{"x": "1"}}, newShelf(map[string]string{"x/lib.js": ""}), `Cannot find module "x": the package is installed, but has no main file`},
		"registry":         {Hook{Script: "1", Dependencies: scripts.Dependencies{"x": "1"}}, &shelf{fault: unavailable}, "the registry hangs"},
		"installs nothing": {Hook{Script: "1", Dependencies: scripts.Dependencies{"x": "1"}}, nil, "The hook needs x, and this server installs no packages."},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := open(t, test.shelf, Config{}).Build(t.Context(), test.hook)
			require.ErrorContains(t, err, test.text)
			require.True(t, errors.Is(err, scripts.ErrInvalid) || errors.Is(err, scripts.ErrUnavailable))
		})
	}
}

func TestABuilderEndsAtItsLimits(t *testing.T) {
	t.Parallel()
	deep := Hook{Script: "module.exports = " + strings.Repeat("{a:", 12000)}
	_, err := open(t, nil, Config{ScriptTimeout: 300 * time.Millisecond}).Build(t.Context(), deep)
	require.ErrorIs(t, err, scripts.ErrInvalid)
	require.ErrorContains(t, err, "takes more than 300ms to be built")

	many := Hook{Script: "1", Dependencies: scripts.Dependencies{"x": "1"}}
	s := newShelf(map[string]string{"x/index.js": "module.exports = [" + strings.Repeat("[1],", 2<<20) + "]"})
	_, err = open(t, s, Config{MemoryBytes: 64 << 20}).Build(t.Context(), many)
	require.ErrorIs(t, err, scripts.ErrInvalid)
	require.ErrorContains(t, err, "needs more than 64 MiB of memory")

	s = newShelf(map[string]string{"x/index.js": "module.exports = 'a long text'"})
	_, err = open(t, s, Config{MaxPackagesBytes: 100}).Build(t.Context(), many)
	require.ErrorIs(t, err, scripts.ErrInvalid)
	require.ErrorContains(t, err, "at most 100 are allowed")

	ended, cancel := context.WithCancelCause(t.Context())
	cancel(errors.New("the client is gone"))
	_, err = open(t, nil, Config{}).Build(ended, deep)
	require.ErrorContains(t, err, "the client is gone")
}
