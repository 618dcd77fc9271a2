package build

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/hookline/hookline/runtime/bundle"
	"github.com/hookline/hookline/runtime/npm"
	"github.com/hookline/hookline/scripts"
)

// builtIn are the npm packages that come with the runtime, by version. A hook that
// does not depend on one has it all the same.
var builtIn = map[string]string{npm.BuiltIn: "0.1.7"}

// wants is what a hook is to be given.
type wants struct {
	packages map[string]string // to install: the range by name
	needed   []string          // specifiers without which the hook throws
	bundled  []string          // all specifiers that are to be in the bundle
}

// wants finds the packages of a hook: those that its author named, and those that its
// code requires by a name in quotes.
func (b *Builder) wants(requires bundle.Requires, dependencies scripts.Dependencies) (wants, error) {
	w := wants{packages: map[string]string{}}
	for name, versions := range dependencies {
		w.packages[name] = versions
		w.bundled = append(w.bundled, name)
	}
	for _, specifier := range requires.Optional {
		if s, ok := b.want(&w, specifier); ok {
			w.bundled = append(w.bundled, s)
		}
	}
	for _, specifier := range requires.Needed {
		s, ok := b.want(&w, specifier)
		if !ok {
			return wants{}, missing(specifier)
		}
		if s != "" {
			w.needed, w.bundled = append(w.needed, s), append(w.bundled, s)
		}
	}
	return w, nil
}

// want adds the package of a specifier, and returns how the bundle is to call the
// module: empty if the runtime has it. ok is false if nobody has it.
func (b *Builder) want(w *wants, specifier string) (bundled string, ok bool) {
	if bundle.IsCore(specifier) {
		return "", true
	}
	p, ok := parse(specifier)
	if !ok {
		return "", false
	}
	declared, isDeclared := w.packages[p.name]
	switch {
	case p.version != "" && isDeclared && declared == p.version:
		return p.name + p.path, true
	case p.version != "" && (isDeclared || builtIn[p.name] != p.version):
		w.packages[p.name+"@"+p.version] = p.version
		return p.name + "@" + p.version + p.path, true
	case isDeclared:
		return p.name + p.path, true
	case builtIn[p.name] != "" && p.path == "":
		return "", true
	}
	if b.config.Installer == nil {
		return "", false
	}
	version := b.config.Installer.WellKnown(p.name)
	if version == "" {
		return "", false
	}
	w.packages[p.name] = version
	return p.name + p.path, true
}

// specifier is the argument of a require, taken apart: "name", "name@1.2.3",
// "@scope/name@1.2.3/sub/path", each also behind "./node_modules/".
type specifier struct{ name, version, path string }

var specifierParts = regexp.MustCompile(`^((?:@[a-zA-Z0-9._~-]+/)?[a-zA-Z0-9_~-][a-zA-Z0-9._~-]*)(?:@([a-zA-Z0-9._~^+-]+))?(/.*)?$`)

// parse is false for what cannot be a package: files, and odd names.
func parse(text string) (specifier, bool) {
	m := specifierParts.FindStringSubmatch(strings.TrimPrefix(text, "./node_modules/"))
	if m == nil {
		return specifier{}, false
	}
	return specifier{m[1], m[2], m[3]}, true
}

// missing says that nobody has a module, and how to have it.
func missing(text string) error {
	p, isPackage := parse(text)
	if !isPackage {
		return scripts.Invalid("missing_module", fmt.Sprintf("Cannot find module %q: the hook has no such file.", text))
	}
	return scripts.Invalid("missing_module", fmt.Sprintf("Cannot find module %q: add %s to dependencies.", text, p.name))
}
