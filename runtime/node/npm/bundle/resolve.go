package main

import (
	"path/filepath"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// shims replace packages that have an equal here.
var shims = map[string]string{
	"abort-controller": "shim/abort-controller.js",
	"process":          "shim/process.js",
}

// resolve says where packages are found. A name with a slash at its end ("process/")
// is how npm packages ask for the package and not for Node's own.
func resolve(build api.PluginBuild) {
	options := api.OnResolveOptions{Filter: `^[^./]`}
	build.OnResolve(options, func(args api.OnResolveArgs) (api.OnResolveResult, error) {
		if args.Kind == api.ResolveEntryPoint {
			return api.OnResolveResult{}, nil
		}
		name := strings.TrimSuffix(args.Path, "/")
		if slices.Contains(external, name) {
			return api.OnResolveResult{Path: name, External: true}, nil
		}
		if shim, ok := shims[name]; ok {
			path, err := filepath.Abs(filepath.Join(root, shim))
			return api.OnResolveResult{Path: path}, err
		}
		return api.OnResolveResult{}, nil
	})
}
