package bundle

import (
	"path"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/hookline/hookline/runtime"
)

// lower translates a hook into a CommonJS script that the engine takes.
func lower(h Hook) (runtime.Script, error) {
	if len(h.Files) > 1 {
		return join(h)
	}
	source := h.Files[h.Entry]
	loader := loaders[path.Ext(h.Entry)]
	script, err := translate(h.Entry, source, loader)
	if err != nil && loader == api.LoaderJS {
		// TypeScript under the name of a script: the API takes no file names.
		if typed, fault := translate(h.Entry, source, api.LoaderTS); fault == nil {
			return typed, nil
		}
	}
	return script, err
}

// translate lowers one file. Nothing is read. A top-level return stays one, and a lone
// function becomes what the module exports.
func translate(name, source string, loader api.Loader) (runtime.Script, error) {
	result := api.Transform(source, transformOptions(name, loader))
	if len(result.Errors) > 0 || isLone(source) {
		// A function without a name is no statement.
		if bare := api.Transform("module.exports="+source, transformOptions(name, loader)); len(bare.Errors) == 0 {
			result = bare
		}
	}
	if len(result.Errors) > 0 {
		return runtime.Script{}, firstFault(result.Errors)
	}
	return script(result.Code, result.Map)
}

// isLone tells a source that is one function and nothing else, for which Parse has a
// wrapper of its own.
func isLone(source string) bool {
	tree, err := runtime.Parse(source)
	return err == nil && runtime.IsLone(tree)
}

func transformOptions(name string, loader api.Loader) api.TransformOptions {
	return api.TransformOptions{
		Sourcefile: name, Loader: loader, Format: api.FormatCommonJS, Platform: api.PlatformNode,
		Target: api.ES2022, Supported: unsupported, KeepNames: true, TsconfigRaw: "{}",
		Define:    map[string]string{"import.meta.url": `"file:///hook.js"`},
		Sourcemap: api.SourceMapExternal, SourcesContent: api.SourcesContentExclude,
		LegalComments: api.LegalCommentsNone, LogLevel: api.LogLevelSilent, LogLimit: maxMessages,
	}
}

// namespace is where the hook's own files are, which are no files here.
const namespace = "hook"

// join makes one script of several files. What is not among them stays required.
func join(h Hook) (runtime.Script, error) {
	options := options("/")
	options.EntryPoints = []string{h.Entry}
	options.Sourcemap, options.SourcesContent = api.SourceMapExternal, api.SourcesContentExclude
	options.Plugins = []api.Plugin{{Name: namespace, Setup: h.setup}}
	result := api.Build(options)
	if len(result.Errors) > 0 {
		return runtime.Script{}, firstFault(result.Errors)
	}
	var code, sourceMap []byte
	for _, f := range result.OutputFiles {
		if strings.HasSuffix(f.Path, ".map") {
			sourceMap = f.Contents
		} else {
			code = f.Contents
		}
	}
	return script(code, sourceMap)
}

func script(code, standardMap []byte) (runtime.Script, error) {
	shifted, err := shiftMap(standardMap)
	return runtime.Script{Text: string(code), Map: shifted}, err
}

func (h Hook) setup(build api.PluginBuild) {
	build.OnResolve(api.OnResolveOptions{Filter: `.`}, func(args api.OnResolveArgs) (api.OnResolveResult, error) {
		if args.Kind == api.ResolveEntryPoint {
			return api.OnResolveResult{Path: args.Path, Namespace: namespace}, nil
		}
		if file, ok := h.find(args.Importer, args.Path); ok {
			return api.OnResolveResult{Path: file, Namespace: namespace}, nil
		}
		return api.OnResolveResult{Path: args.Path, External: true}, nil
	})
	build.OnLoad(api.OnLoadOptions{Filter: `.`, Namespace: namespace}, func(args api.OnLoadArgs) (api.OnLoadResult, error) {
		source := h.Files[args.Path]
		return api.OnLoadResult{Contents: &source, Loader: loaders[path.Ext(args.Path)]}, nil
	})
}

// endings are what a specifier may leave out, in the order of Node's and TypeScript's.
var endings = []string{"", ".js", ".json", ".ts", ".tsx", ".mjs", ".cjs", ".mts", ".cts", ".jsx"}

// find is the file that a specifier in another file means, if it is one of the hook's.
func (h Hook) find(importer, specifier string) (string, bool) {
	if !isRelative(specifier) || strings.HasPrefix(specifier, modulesFolder) {
		return "", false
	}
	base := path.Join(path.Dir(importer), specifier)
	bases := []string{base, path.Join(base, "index")}
	if stem, isScript := strings.CutSuffix(base, ".js"); isScript {
		bases = append(bases, stem) // TypeScript names the file that it will be
	}
	for _, base := range bases {
		at := slices.IndexFunc(endings, func(ending string) bool {
			_, exists := h.Files[base+ending]
			return exists
		})
		if at >= 0 {
			return base + endings[at], true
		}
	}
	return "", false
}

func isRelative(specifier string) bool {
	return strings.HasPrefix(specifier, "./") || strings.HasPrefix(specifier, "../") || specifier == "." || specifier == ".."
}

// modulesFolder is how hooks at Auth0 named a package by its place.
const modulesFolder = "./node_modules/"
