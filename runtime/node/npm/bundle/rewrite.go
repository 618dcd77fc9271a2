package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// rewrites are changes to the text of packages: pairs of what is replaced and by what.
// A text that is not there exactly once is an error: look at the new version.
var rewrites = map[string][]string{
	// goja lacks Object.prototype.__lookupGetter__. And parts guess what V8 knows, by
	// asking the value: goja knows it too, so two modules are ours instead, and stack
	// traces come in Node's form.
	"node-inspect-extracted/dist/inspect.js": {
		"t.prototype.__lookupGetter__(e)", "lookupGetter(t.prototype, e)",
		`t.constructor.prototype.__lookupGetter__("length")`, `lookupGetter(t.constructor.prototype, "length")`,
		`!function(t,e){"object"==typeof exports`, lookupGetter + `!function(t,e){"object"==typeof exports`,
		"567:(t,e,r)=>{", `567:(t,e,r)=>{return void(t.exports=require("internal/types"));`,
		"763:(t,e,r)=>{", `763:(t,e,r)=>{return void(t.exports=require("internal/values"));`,
		"return t.stack?wt(t.stack):T(t)", `return internalBinding("inspect").stack(t.stack?wt(t.stack):T(t))`,
	},
	// The errors of Node are TypeErrors.
	"@pkgjs/parseargs/internal/errors.js": {
		"class ERR_PARSE_ARGS_INVALID_OPTION_VALUE extends Error", "class ERR_PARSE_ARGS_INVALID_OPTION_VALUE extends TypeError",
		"class ERR_PARSE_ARGS_UNKNOWN_OPTION extends Error", "class ERR_PARSE_ARGS_UNKNOWN_OPTION extends TypeError",
		"class ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL extends Error", "class ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL extends TypeError",
	},
	// Buffers cannot be transferred in goja, so who gave one away keeps it too.
	"web-streams-polyfill/dist/ponyfill.js": {
		`"function"==typeof structuredClone?e=>structuredClone(e,{transfer:[e]}):e=>e`, "e=>e",
	},
	// Node has come to name more types.
	"readable-stream/lib/internal/streams/readable.js": {
		"['string', 'Buffer', 'Uint8Array'], chunk", "['string', 'Buffer', 'TypedArray', 'DataView'], chunk",
	},
	"readable-stream/lib/internal/streams/writable.js": {
		"['string', 'Buffer', 'Uint8Array'], chunk", "['string', 'Buffer', 'TypedArray', 'DataView'], chunk",
	},
	// A class for each code of an error is made when the first such error is.
	"readable-stream/lib/ours/errors.js": {
		"function E(code, message, Base) {", lazyErrors + "function makeError(code, message, Base) {",
		"codes[code] = NodeError", "return NodeError",
	},
}

const lookupGetter = `
function lookupGetter(object, name) {
  for (; object; object = Object.getPrototypeOf(object)) {
    const property = Object.getOwnPropertyDescriptor(object, name);
    if (property) return property.get;
  }
}
`

const lazyErrors = `
function E(code, message, Base) {
  let NodeError
  codes[code] = function (...args) {
    NodeError ??= makeError(code, message, Base)
    return new NodeError(...args)
  }
}
`

func rewrite(build api.PluginBuild) {
	for file, pairs := range rewrites {
		options := api.OnLoadOptions{Filter: "/" + strings.ReplaceAll(file, ".", `\.`) + "$"}
		build.OnLoad(options, func(args api.OnLoadArgs) (api.OnLoadResult, error) {
			text, err := replaced(args.Path, pairs)
			return api.OnLoadResult{Contents: &text, Loader: api.LoaderJS, ResolveDir: filepath.Dir(args.Path)}, err
		})
	}
}

func replaced(path string, pairs []string) (string, error) {
	source, err := os.ReadFile(path)
	if err != nil {
		return "", err
	}
	text := string(source)
	for i := 0; i < len(pairs); i += 2 {
		if n := strings.Count(text, pairs[i]); n != 1 {
			return "", fmt.Errorf("%s has %q %d times", path, pairs[i], n)
		}
		text = strings.Replace(text, pairs[i], pairs[i+1], 1)
	}
	return text, nil
}
