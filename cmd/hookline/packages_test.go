package main

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/runtime/npm/npmtest"
)

// ran is what the Runner says.
type ran struct {
	Outcome string
	Result  struct {
		User struct {
			Data map[string]any `json:"app_metadata"`
		}
	}
	Error struct {
		Message, Stack string
		Line           int
	}
}

// refused is what the API says of a hook that cannot be built.
type refused struct{ Message, ErrorCode string }

var anybody = map[string]any{"user": map[string]any{"email": "a@b.c"}, "context": map[string]any{"connection": map[string]any{}}}

// trying is anybody's registration, and a script that is not saved.
func trying(script string) map[string]any {
	body := map[string]any{"script": script}
	for key, value := range anybody {
		body[key] = value
	}
	return body
}

// TestDependencies is the way of a hook with packages, from the registry to its answer,
// through the real processes: server, builders, worker.
//
//nolint:paralleltest // its parts are steps of one story
func TestDependencies(t *testing.T) {
	t.Parallel()
	registry := npmtest.New(t)
	registry.Add(npmtest.Manifest{"name": "greet", "version": "1.2.3", "dependencies": npmtest.Manifest{"words": "^1"}}, map[string]string{
		"index.js": "const words = require('words');\nexports.hello = (name) => words.hello + ' ' + name;\nexports.fail = () => {\n  throw new RangeError('in greet');\n};"})
	registry.Add(npmtest.Manifest{"name": "words", "version": "1.0.0", "type": "module", "exports": "./words.js"}, map[string]string{"words.js": "export const hello = 'Hello';"})
	registry.Add(npmtest.Manifest{"name": "words", "version": "1.1.0"}, map[string]string{"index.js": "exports.hello = 'Hi';"})
	registry.Publish("greet@2.0.0")
	registry.Add(npmtest.Manifest{"name": "lodash", "version": "4.17.21"}, map[string]string{"index.js": "exports.VERSION = '4.17.21';"})
	registry.Add(npmtest.Manifest{"name": "throws", "version": "1.0.0"}, map[string]string{"index.js": "throw new Error('at load');"})
	registry.Add(npmtest.Manifest{"name": "addon", "version": "1.0.0", "gypfile": true}, map[string]string{"binding.gyp": "{}", "index.js": ""})
	server := start(t, t.TempDir(), "--npm-registry", registry.URL)

	var hook struct{ ID string }
	const answer = "cb(null, { user: { app_metadata: { x } } })"
	server.call("POST", "/hooks", map[string]any{"name": "a", "triggerId": "pre-user-registration", "dependencies": map[string]string{"greet": "^1.0.0"},
		"script": "import { hello } from 'greet';\nexport default (user: { email: string }, context: unknown, cb: any) => { const x: string = hello(user.email);" + answer + "}"}, &hook, 201)
	path := "/hooks/" + hook.ID
	try := func(body any) (out ran) {
		t.Helper()
		server.call("POST", path+"/run", body, &out, 200)
		return out
	}
	require.Equal(t, "Hi a@b.c", try(anybody).Result.User.Data["x"])

	t.Run("what cannot be built is refused, and what was there goes on", func(t *testing.T) {
		for text, patch := range map[string]map[string]any{
			`package "greet" has no version that matches "^9"`: {"dependencies": map[string]string{"greet": "^9"}},
			`package "nowhere" is not in the registry`:         {"script": "1", "dependencies": map[string]string{"nowhere": "1"}},
			"native addon": {"script": "1", "dependencies": map[string]string{"addon": "1"}},
			`Cannot find module "left-pad": add left-pad to dependencies.`: {"script": "require('left-pad')"},
			`Cannot find module "greet/lib": the package greet is instal`:  {"script": "require('greet/lib')"},
			"The script does not compile: Unexpected token ; (line 2, col": {"script": "module.exports = 1\nlet x = ;"},
		} {
			var fault refused
			server.call("PATCH", path, patch, &fault, 400)
			require.Contains(t, fault.Message, text)
		}
		require.Equal(t, "Hi a@b.c", try(anybody).Result.User.Data["x"])
	})
	t.Run("the lock keeps the code, whatever the registry has by now", func(t *testing.T) {
		registry.Add(npmtest.Manifest{"name": "greet", "version": "1.9.0"}, map[string]string{"index.js": "exports.hello = () => 'newer';"})
		server.call("PATCH", path, map[string]any{"script": "module.exports = (user, context, cb) => { const x = require('greet').hello('again'); " + answer + "}"}, nil, 200)
		require.Equal(t, "Hi again", try(anybody).Result.User.Data["x"])
	})
	t.Run("errors name the hook's line", func(t *testing.T) {
		out := try(trying("const greet = require('greet');\nmodule.exports = (user, context, cb) => {\n  greet.fail();\n}"))
		require.Equal(t, "in greet", out.Error.Message)
		require.Equal(t, 3, out.Error.Line)
		require.Contains(t, out.Error.Stack, "node_modules/greet/index.js")
	})
	t.Run("what Auth0 had need not be declared", func(t *testing.T) {
		out := try(trying("module.exports = (user, context, cb) => { require('slack-notify'); const x = require('lodash').VERSION; " + answer + "}"))
		require.Equal(t, "4.17.21", out.Result.User.Data["x"])
	})
	t.Run("dependencies are tried without being saved", func(t *testing.T) {
		body := trying("module.exports = (user, context, cb) => { const x = require('greet') + require('greet@1.2.3').hello(''); " + answer + "}")
		body["dependencies"] = map[string]string{"greet": "2"}
		require.Equal(t, "greet@2.0.0Hi ", try(body).Result.User.Data["x"])
	})
	t.Run("a hook of several files", func(t *testing.T) {
		body := trying("import { text } from './lib/text';\nexport default (user: any, context: any, cb: any) => { const x = text(); " + answer + "}")
		body["entry"], body["files"] = "index.ts", map[string]string{"lib/text.ts": "export function text(): string { return 'of a file' }"}
		require.Equal(t, "of a file", try(body).Result.User.Data["x"])

		var saved struct{ ID string }
		server.call("POST", "/hooks", map[string]any{"name": "files", "triggerId": "pre-user-registration", "script": body["script"],
			"entry": "index.ts", "files": body["files"]}, &saved, 201)
		run := func() (out ran) {
			server.call("POST", "/hooks/"+saved.ID+"/run", anybody, &out, 200)
			return out
		}
		require.Equal(t, "of a file", run().Result.User.Data["x"])
		server.call("PATCH", "/hooks/"+saved.ID, map[string]any{"files": map[string]string{"lib/text.ts": "export const text = () => 'of another'"}}, nil, 200)
		require.Equal(t, "of another", run().Result.User.Data["x"])
		server.call("PATCH", "/hooks/"+saved.ID, map[string]any{"files": map[string]string{"../text.ts": ""}}, nil, 400)
		server.call("PATCH", "/hooks/"+saved.ID, map[string]any{"files": map[string]string{}}, nil, 400) // ./lib/text is missing
		require.Equal(t, "of another", run().Result.User.Data["x"])
	})
	t.Run("a package that throws at load gives the hook that error", func(t *testing.T) {
		body := trying("module.exports = (user, context, cb) => {\n  require('throws'); }")
		body["dependencies"] = map[string]string{"throws": "1"}
		out := try(body)
		require.Equal(t, "at load", out.Error.Message)
		require.Equal(t, 2, out.Error.Line)
	})
	t.Run("a registry that answers nonsense is named", func(t *testing.T) {
		registry.Intercept(func(w http.ResponseWriter, _ *http.Request) bool {
			_, _ = w.Write([]byte("<html>"))
			return true
		})
		var fault refused
		server.call("PATCH", path, map[string]any{"script": "1", "dependencies": map[string]string{"other": "1"}}, &fault, 503)
		require.Contains(t, fault.Message, "other")
		require.Equal(t, "Hi again", try(anybody).Result.User.Data["x"])
	})
}
