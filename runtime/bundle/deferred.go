package bundle

import (
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// deferred are packages that convert a large table when they are loaded and that most
// hooks never call: they come with others. Such a package is evaluated when the first of
// its exports is read. Nothing else about it changes, because its evaluation has no
// effect outside and its users read its exports inside functions.
var deferred = []string{"mime-types", "psl", "tr46"}

// deferredNamespace holds the files of which the build has seen the stand-in.
const deferredNamespace = "deferred"

// standIn is the text of a module that loads file, one of a deferred package, when an
// export of it is read. It is false if the file does not name its exports.
func standIn(file, source string) (string, bool) {
	if !isDeferred(file) {
		return "", false
	}
	var names []string
	for _, m := range exported.FindAllStringSubmatch(source, -1) {
		names = append(names, m[1])
	}
	if len(names) == 0 || strings.Contains(source, "module.exports =") {
		return "", false
	}
	slices.Sort(names)
	var js strings.Builder
	if strings.Contains(source, "__esModule") {
		js.WriteString("Object.defineProperty(exports, '__esModule', { value: true });\n")
	}
	for _, name := range slices.Compact(names) {
		fmt.Fprintf(&js, "Object.defineProperty(exports, %q, { enumerable: true, configurable: true,\n"+
			"  get: () => require(%q)[%[1]q],\n"+
			"  set: (value) => { Object.defineProperty(exports, %[1]q, { value, writable: true, enumerable: true, configurable: true }); } });\n",
			name, deferredNamespace+":"+filepath.ToSlash(file))
	}
	return js.String(), true
}

// exported finds the names that a CommonJS file assigns to.
var exported = regexp.MustCompile(`\bexports\.([A-Za-z_$][\w$]*)\s*=`)

// isDeferred reports whether file is the main file of a deferred package.
func isDeferred(file string) bool {
	dir := filepath.ToSlash(filepath.Dir(file))
	return slices.ContainsFunc(deferred, func(name string) bool {
		return strings.HasSuffix(strings.TrimSuffix(dir, "/dist"), "/node_modules/"+name) &&
			slices.Contains([]string{"index.js", name + ".cjs"}, filepath.Base(file))
	})
}

// resolveDeferred finds what a stand-in requires.
func resolveDeferred(args api.OnResolveArgs) (api.OnResolveResult, bool) {
	path, ok := strings.CutPrefix(args.Path, deferredNamespace+":")
	if !ok || !isDeferred(args.Importer) {
		return api.OnResolveResult{}, false
	}
	return api.OnResolveResult{Path: filepath.FromSlash(path), Namespace: deferredNamespace}, true
}
