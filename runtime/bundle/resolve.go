package bundle

import (
	"path/filepath"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// setup hooks into a build: what cannot be found is left to the runtime, and every file
// is read here.
func (b *builder) setup(build api.PluginBuild) {
	build.OnResolve(api.OnResolveOptions{Filter: `.`}, func(args api.OnResolveArgs) (api.OnResolveResult, error) {
		return b.resolve(build, args), nil
	})
	for _, namespace := range []string{"file", deferredNamespace} {
		build.OnLoad(api.OnLoadOptions{Filter: `.`, Namespace: namespace}, b.load)
	}
}

// resolving marks the questions that resolve asks esbuild itself.
type resolving struct{}

// resolve finds a module as esbuild does. If it cannot, the call of require stays, and
// throws MODULE_NOT_FOUND when the package gets there: that is how optional
// dependencies are done.
func (b *builder) resolve(build api.PluginBuild, args api.OnResolveArgs) api.OnResolveResult {
	if _, ours := args.PluginData.(resolving); ours || args.Kind == api.ResolveEntryPoint {
		return api.OnResolveResult{}
	}
	if found, ok := resolveDeferred(args); ok {
		return found
	}
	if IsCore(args.Path) {
		return api.OnResolveResult{Path: args.Path, External: true}
	}
	if args.Namespace == deferredNamespace {
		args.Namespace = "file"
	}
	for _, kind := range kinds(args.Kind) {
		found := build.Resolve(args.Path, api.ResolveOptions{
			Importer: args.Importer, Namespace: args.Namespace, ResolveDir: args.ResolveDir, Kind: kind, PluginData: resolving{},
		})
		if len(found.Errors) == 0 && b.inside(found) {
			return api.OnResolveResult{Path: found.Path, External: found.External, Namespace: found.Namespace,
				Suffix: found.Suffix, SideEffects: sideEffects(found.SideEffects)}
		}
	}
	if args.Importer == filepath.Join(b.Dir, tableFile) {
		b.mu.Lock() // esbuild asks from several goroutines
		b.missing[args.Path] = true
		b.mu.Unlock()
	}
	return api.OnResolveResult{Path: args.Path, External: true}
}

// kinds are the ways in which a module is looked for: a require also takes a package
// that has its files for import only, which Node 22 does too.
func kinds(kind api.ResolveKind) []api.ResolveKind {
	if kind == api.ResolveJSRequireCall {
		return []api.ResolveKind{kind, api.ResolveJSImportStatement}
	}
	return []api.ResolveKind{kind}
}

// inside keeps what a package names outside of the tree from being read.
func (b *builder) inside(found api.ResolveResult) bool {
	if found.External || found.Namespace != "file" {
		return true
	}
	relative, err := filepath.Rel(b.Dir, found.Path)
	return err == nil && filepath.IsLocal(relative)
}

func sideEffects(has bool) api.SideEffects {
	if has {
		return api.SideEffectsTrue
	}
	return api.SideEffectsFalse
}

func (b *builder) relative(path string) string {
	if relative, err := filepath.Rel(b.Dir, path); err == nil {
		return filepath.ToSlash(relative)
	}
	return path
}

func (b *builder) absolute(file string) string {
	if filepath.IsAbs(file) {
		return file
	}
	return filepath.Join(b.Dir, filepath.FromSlash(file))
}

// IsCore reports whether a specifier means one of Node 20's core modules. A slash at
// the end means a package of the same name.
func IsCore(specifier string) bool {
	return strings.HasPrefix(specifier, "node:") || core[specifier]
}
