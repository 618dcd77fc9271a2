package bundle

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/runtime"
	"github.com/hookline/hookline/scripts"
)

// run runs a hook that was made. The payload's user is {"email":"a@b.c"}.
func run(t *testing.T, made Made) scripts.Attempted {
	t.Helper()
	program, err := made.Script.Compile()
	require.NoError(t, err)
	return runProgram(program)
}

func runProgram(program *runtime.Program) scripts.Attempted {
	return runtime.New(runtime.Config{}).Run(context.Background(), runtime.Input{
		Program: program, Trigger: scripts.PreUserRegistration,
		Payload: json.RawMessage(`{"user":{"email":"a@b.c"},"context":{}}`),
	})
}

func TestHooksThatStayAsTheyAre(t *testing.T) {
	t.Parallel()
	for name, source := range map[string]string{
		"module":      "module.exports = function (user, context, cb) { cb(null, {}) }",
		"bare":        "function (user, context, cb) { cb(null, {}) }",
		"bare, named": "async function hook(user, context, cb) { cb(null, {}) }",
		"strict":      "'use strict';\nx = 1; module.exports = (user, context, cb) => cb(null, {})",
		"latest":      "'use latest';\nmodule.exports = (user, context, cb) => cb(null, {})",
		"return":      "return function (user, context, cb) { cb(null, {}) }",
		"modern":      "class A { #x = 1; static y = 2n; get x() { return this.#x ?? 0 } }; module.exports = async (user, context, cb) => cb(null, {})",
		"byte order":  "\ufeffmodule.exports = (user, context, cb) => cb(null, {})",
		"properties":  `module.exports = (user, context, cb) => /^\p{L}+$/u.test('é') && cb(null, {})`,
		"map":         "module.exports = (user, context, cb) => cb(null, {})\n//# sourceMappingURL=file:///etc/passwd",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			made, err := MakeHook(OneFile(source))
			require.NoError(t, err)
			require.Equal(t, source, made.Script.Text)
			require.Nil(t, made.Script.Map)
			out := run(t, made)
			require.Equal(t, scripts.OutcomeReturned, out.Outcome, out.Error)
		})
	}
}

// Each of these answers with "a@b.c" as app_metadata.x.
func TestHooksThatAreLowered(t *testing.T) {
	t.Parallel()
	const answer = "cb(null, {user: {app_metadata: {x}}})"
	for name, source := range map[string]string{
		"ES module":             "export default function (user, context, cb) { const x = user.email; " + answer + "}",
		"import":                "import * as path from 'path';\nimport { basename } from 'node:path';\nexport default (user, context, cb) => { const x = basename(path.join('a', user.email)); " + answer + "}",
		"TypeScript":            "interface User { email: string }\nmodule.exports = (user: User, context: unknown, cb: any) => { const x: string = user.email!; " + answer + "}",
		"TypeScript, bare":      "function (user: any, context: any, cb: any) { const x = user.email as string; " + answer + "}",
		"async generator":       "module.exports = async (user, context, cb) => { async function* g() { yield user.email }\nfor await (const x of g()) " + answer + "}",
		"async generator, bare": "async function (user, context, cb) { async function* g() { yield user.email }\nfor await (const x of g()) " + answer + "}",
		"generator, returned":   "return async function (user, context, cb) { for await (const x of [user.email]) " + answer + "}",
		"function in a block":   "module.exports = (user, context, cb) => { { function f() { return user.email } } const x = f(); " + answer + "}",
		"import()":              "module.exports = async (user, context, cb) => { const x = (await import('path')).basename(user.email); " + answer + "}",
		"import.meta":           "const here = import.meta.url; export default (user, context, cb) => { const x = here === 'file:///hook.js' && user.email; " + answer + "}",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			made, err := MakeHook(OneFile(source))
			require.NoError(t, err)
			require.NotNil(t, made.Script.Map)
			out := run(t, made)
			require.Equal(t, scripts.OutcomeReturned, out.Outcome, out.Error)
			require.JSONEq(t, `{"user":{"app_metadata":{"x":"a@b.c"}}}`, string(out.Result))
		})
	}
}

func TestPlacesInLoweredHooks(t *testing.T) {
	t.Parallel()
	tests := map[string]struct{ source, at string }{ // the place is that of the text
		"TypeScript":      {"interface User {\n  email: string\n}\n\nmodule.exports = (user: User, context: unknown, cb: any) => {\n  const a: string = 'x';   throw new Error(a)\n}", "new Error"},
		"first line":      {"export default (user, context, cb) => { throw new Error('x') }", "new Error"},
		"for await":       {"module.exports = async (user, context, cb) => {\n  for await (const x of []) x();\n\n  throw new Error('x')\n}", "new Error"},
		"after a helper":  {"// a comment\nasync function* g() { yield 1 }\nmodule.exports = (user, context, cb) => {\n  [1].map(() => { undefined_name() })\n}", "undefined_name"},
		"not as an error": {"export default (user: any, context: any, cb: any) => {\n\n  throw 'text'\n}", "throw"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			made, err := MakeHook(OneFile(test.source))
			require.NoError(t, err)
			require.NotNil(t, made.Script.Map)
			fault := run(t, made).Error
			require.NotNil(t, fault)
			before := test.source[:strings.Index(test.source, test.at)]
			require.Equal(t, strings.Count(before, "\n")+1, fault.Line, fault)
			column := len(before) - strings.LastIndex(before, "\n")
			require.InDelta(t, column, fault.Column, 6, fault) // at the node or at its operator
		})
	}
}

func TestHookOfSeveralFiles(t *testing.T) {
	t.Parallel()
	made, err := MakeHook(Hook{Entry: "src/index.ts", Files: map[string]string{
		"src/index.ts":        "import { text } from './lib/text.js';\nimport settings from '../settings.json';\nconst old = require('./old');\nexport default (user: any, context: any, cb: any) => cb(null, text(user, settings.prefix + old.name));",
		"src/lib/text.ts":     "import axios from 'axios';\n\nexport function text(user: { email: string }, prefix: string): unknown {\n  return axios.get(prefix + user.email);\n}",
		"src/old/index.js":    "exports.name = require('../..' + '/x') ? '' : ''; exports.deep = require('./deep');",
		"src/old/deep.js":     "exports.up = require('..');",
		"settings.json":       `{"prefix": ">"}`,
		"src/never/used.html": "<p>",
	}})
	require.NoError(t, err)
	require.Equal(t, []string{"../../x", "axios"}, made.Needed)
	require.Empty(t, made.Optional)
	made, err = MakeHook(Hook{Entry: "index.ts", Files: map[string]string{
		"index.ts":    "import { text } from './lib/text.js';\n\nexport default (user: any, context: any, cb: any) => {\n  cb(null, text(user)); };",
		"lib/text.ts": "// first\nexport function text(user: { email: string }): unknown {\n  throw new Error(user.email);\n}",
	}})
	require.NoError(t, err)
	fault := run(t, made).Error
	require.Equal(t, "a@b.c", fault.Message)
	require.Equal(t, 3, fault.Line)
	require.Contains(t, fault.Stack, "lib/text.ts:3:9")
	require.Contains(t, fault.Stack, "index.ts:4:")
}

func TestRequires(t *testing.T) {
	t.Parallel()
	made, err := MakeHook(OneFile(`
		const a = require('axios'), b = require("uuid/v4"), c = require(` + "`lodash`" + `);
		module.exports = function (user, context, cb) {
			require('request@2.88.2').get({ a: [() => require('./node_modules/got@9.6.0')] });
			try { require('maybe'); require('axios') } catch (e) {}
			try { require('needed') } finally { }
			require(a.name); require.resolve('x'); user.require('y'); // require('z')
			class D { m() { return require('in-class') } }
			switch (user) { case require('in-case'): break }
			for (const x of require('in-for')) {}
		}`))
	require.NoError(t, err)
	require.Equal(t, []string{"./node_modules/got@9.6.0", "axios", "in-case", "in-class", "in-for", "lodash", "needed", "request@2.88.2", "uuid/v4"}, made.Needed)
	require.Equal(t, []string{"maybe"}, made.Optional)
}

func TestFaultsOfHooks(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		hook Hook
		want Fault
	}{
		"JavaScript":      {OneFile("module.exports = 1;\nlet x = ;"), Fault{File: "hook.js", Message: "Unexpected token ;", Line: 2, Column: 9, Text: "let x = ;"}},
		"ES module":       {OneFile("import x from 'x';\nlet y = ;"), Fault{File: "hook.js", Message: `Unexpected ";"`, Line: 2, Column: 9, Text: "let y = ;"}},
		"top-level await": {OneFile("import x from 'x';\nawait x();\nexport default 1"), Fault{File: "hook.js", Message: `Top-level await is currently not supported with the "cjs" output format`, Line: 2, Column: 1, Text: "await x();"}},
		"another file": {Hook{Entry: "index.js", Files: map[string]string{"index.js": "require('./a')", "a.ts": "let y: = 1"}},
			Fault{File: "a.ts", Message: `Unexpected "="`, Line: 1, Column: 8, Text: "let y: = 1"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := MakeHook(test.hook)
			var fault *Fault
			require.ErrorAs(t, err, &fault)
			require.Equal(t, test.want, *fault)
		})
	}
}

func FuzzShiftColumns(f *testing.F) {
	f.Add("AAAA,CAAC;;ACAAA,I;gggB")
	f.Fuzz(func(t *testing.T, mappings string) {
		shifted, err := shiftColumns(mappings)
		if err == nil {
			require.Equal(t, strings.Count(mappings, ";"), strings.Count(shifted, ";"))
		}
	})
}
