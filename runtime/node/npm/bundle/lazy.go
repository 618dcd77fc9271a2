package main

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// lazy are the files of readable-stream that most streams never use, with the functions
// that they export ("" for the module itself). They are evaluated when one is called:
// evaluating all of readable-stream takes twice as long.
var lazy = map[string][]string{
	"internal/streams/add-abort-signal.js": {"addAbortSignal", "addAbortSignalNoValidate"},
	"internal/streams/compose.js":          {""},
	"internal/streams/end-of-stream.js":    {"", "finished"},
	"internal/streams/from.js":             {""},
	"internal/streams/pipeline.js":         {"pipeline", "pipelineImpl"},
	"stream/promises.js":                   {"finished", "pipeline"},
	"internal/streams/operators.js": {
		"streamReturningOperators.asIndexedPairs", "streamReturningOperators.drop", "streamReturningOperators.filter",
		"streamReturningOperators.flatMap", "streamReturningOperators.map", "streamReturningOperators.take",
		"streamReturningOperators.compose", "promiseReturningOperators.every", "promiseReturningOperators.forEach",
		"promiseReturningOperators.reduce", "promiseReturningOperators.toArray", "promiseReturningOperators.some",
		"promiseReturningOperators.find",
	},
	"internal/validators.js": {
		"validateAbortSignal", "validateBoolean", "validateFunction", "validateInteger", "validateObject",
	},
}

const library = "node_modules/readable-stream/lib"

// postpone puts a stand-in in the place of each lazy file.
func postpone(build api.PluginBuild) {
	build.OnResolve(api.OnResolveOptions{Filter: `^\.`}, func(args api.OnResolveArgs) (api.OnResolveResult, error) {
		dir, err := filepath.Abs(filepath.Join(root, library))
		if err != nil || args.Namespace == "lazy" {
			return api.OnResolveResult{}, err
		}
		file, err := filepath.Rel(dir, filepath.Join(args.ResolveDir, args.Path)+".js")
		if err != nil || lazy[file] == nil {
			return api.OnResolveResult{}, nil // not of readable-stream
		}
		return api.OnResolveResult{Path: file, Namespace: "lazy"}, nil
	})
	build.OnLoad(api.OnLoadOptions{Filter: `.`, Namespace: "lazy"}, func(args api.OnLoadArgs) (api.OnLoadResult, error) {
		dir, err := filepath.Abs(filepath.Join(root, library))
		text := standIn(args.Path)
		return api.OnLoadResult{Contents: &text, ResolveDir: dir, Loader: api.LoaderJS}, err
	})
}

// standIn has the functions of a lazy file. A call of one loads the file.
func standIn(file string) string {
	var js strings.Builder
	fmt.Fprintf(&js, "const real = () => require('./%s');\n", file)
	for _, path := range lazy[file] {
		group, name, grouped := strings.Cut(path, ".")
		if grouped {
			fmt.Fprintf(&js, "(exports.%s ??= {}).%s = {%s(...args) { return real().%s.apply(this, args); }}.%s;\n", group, name, name, path, name)
		} else if path == "" {
			js.WriteString("module.exports = function (...args) { return real().apply(this, args); };\n")
		} else {
			fmt.Fprintf(&js, "module.exports.%s = {%s(...args) { return real().%s(...args); }}.%s;\n", path, path, path, path)
		}
	}
	return js.String()
}
