package main

import (
	"os"
	"regexp"

	"github.com/evanw/esbuild/pkg/api"
)

// lookupGetter is Object.prototype.__lookupGetter__, which goja lacks.
const lookupGetter = `
function lookupGetter(object, name) {
  for (; object; object = Object.getPrototypeOf(object)) {
    const property = Object.getOwnPropertyDescriptor(object, name);
    if (property) return property.get;
  }
}
`

var lookups = regexp.MustCompile(`([\w.]+)\.__lookupGetter__\(`)

// rewrite changes node-inspect-extracted where it needs what goja lacks.
func rewrite(build api.PluginBuild) {
	options := api.OnLoadOptions{Filter: `/node-inspect-extracted/dist/inspect\.js$`}
	build.OnLoad(options, func(args api.OnLoadArgs) (api.OnLoadResult, error) {
		source, err := os.ReadFile(args.Path)
		text := lookups.ReplaceAllString(string(source), "lookupGetter($1, ") + lookupGetter
		return api.OnLoadResult{Contents: &text, Loader: api.LoaderJS}, err
	})
}
