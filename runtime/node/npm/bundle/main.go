// Command bundle joins the npm packages of ../package-lock.json to one file for each
// core module that they answer, in ../dist, and their licenses to dist/LICENSES.txt.
// Run it after npm ci; the same packages give the same bytes.
package main

import (
	"errors"
	"fmt"
	"log"
	"os"
	"path/filepath"

	"github.com/evanw/esbuild/pkg/api"
)

const root = "runtime/node/npm"

// modules are the core modules by name, each with the file that answers it.
var modules = map[string]string{
	"internal/inspect":         "node-inspect-extracted/dist/inspect.js",
	"internal/stream":          "readable-stream/lib/stream.js",
	"internal/path":            "path-browserify/index.js",
	"internal/util/parse-args": "@pkgjs/parseargs/index.js",
	"internal/web-streams":     "web-streams-polyfill/dist/ponyfill.js",
	"punycode":                 "punycode/punycode.js",
}

// external stay required at run time.
var external = []string{"buffer", "events", "internal/abort", "internal/types", "internal/values", "stream", "string_decoder"}

// unsupported is the syntax that goja lacks although ES2022 has it.
var unsupported = map[string]bool{
	"async-generator":                 false,
	"decorators":                      false,
	"dynamic-import":                  false,
	"for-await":                       false,
	"regexp-match-indices":            false,
	"regexp-set-notation":             false,
	"regexp-unicode-property-escapes": false,
	"using":                           false,
}

func main() {
	log.SetFlags(0)
	if err := run(); err != nil {
		log.Fatal("bundle: ", err)
	}
}

func run() error {
	if err := os.RemoveAll(filepath.Join(root, "dist")); err != nil {
		return err
	}
	packages := map[string]bool{}
	for name, file := range modules {
		if err := bundle(name, file, packages); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return writeLicenses(packages)
}

// bundle writes dist/<name>.js and adds the packages that are in it.
func bundle(name, file string, packages map[string]bool) error {
	result := api.Build(api.BuildOptions{
		EntryPoints:   []string{filepath.Join(root, "node_modules", file)},
		Outfile:       filepath.Join(root, "dist", name+".js"),
		Bundle:        true,
		Write:         true,
		Metafile:      true,
		Format:        api.FormatCommonJS,
		Platform:      api.PlatformNeutral,
		Target:        api.ES2022,
		Supported:     unsupported,
		Define:        map[string]string{"global": "globalThis"},
		LegalComments: api.LegalCommentsNone, // dist/LICENSES.txt has them
		LogLevel:      api.LogLevelWarning,
		Plugins:       []api.Plugin{{Name: "packages", Setup: resolve}, {Name: "rewrite", Setup: rewrite}, {Name: "postpone", Setup: postpone}},
	})
	if len(result.Errors) > 0 {
		return errors.New("not bundled") // esbuild said why
	}
	return addPackages(result.Metafile, packages)
}
