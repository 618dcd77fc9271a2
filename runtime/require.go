package runtime

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/dop251/goja"
)

// requireFunction is the require of the hook's module.
func (r *run) requireFunction() goja.Value {
	require := r.realm.Function("require", func(call goja.FunctionCall) goja.Value {
		value := r.require(call, r.load)
		if specifier := call.Argument(0).String(); len(r.required) < maxNeeds && !slices.Contains(r.required, specifier) {
			r.required = append(r.required, specifier)
		}
		return value
	})
	_ = require.Set("resolve", r.realm.Function("resolve", r.resolve))
	_ = require.Set("cache", r.vm.NewObject())
	return require
}

// require is a call of a require function that loads by load. What load fails with is
// thrown.
func (r *run) require(call goja.FunctionCall, load func(specifier string) (goja.Value, error)) goja.Value {
	if !goja.IsString(call.Argument(0)) {
		r.realm.Throw("TypeError", "ERR_INVALID_ARG_TYPE", "The \"id\" argument must be of type string")
	}
	value, err := load(call.Argument(0).String())
	if err != nil {
		throwOn(r.vm, err)
	}
	return value
}

// load evaluates a module for the hook, if that has not been done: a core module, a
// package of its set, which may have several versions of it, or what comes with the
// runtime. What does not exist is thrown.
func (r *run) load(specifier string) (goja.Value, error) {
	name, version := splitVersion(specifier)
	if r.isCore(name) {
		return r.modules.Require(name)
	}
	for _, name := range []string{strings.TrimPrefix(specifier, modulesFolder), name} {
		value, ok, err := r.loadPackage(name)
		if ok && err == nil {
			r.checkVersion(specifier, name, version)
		}
		if ok || err != nil {
			return value, err
		}
	}
	if !r.engine.modules.Has(name) {
		r.realm.Throw("Error", "MODULE_NOT_FOUND", r.notFound(specifier, name))
	}
	if built := builtInVersions[name]; version != "" && built != version {
		r.realm.Warn(fmt.Sprintf("require(%q): the built-in %s is %s", specifier, name, built))
	}
	return r.modules.Require(name)
}

// loadFromPackage evaluates a module for a package. Those that esbuild found are in the
// bundle; these are core modules, and names that are put together at run time or that
// are not installed.
func (r *run) loadFromPackage(specifier string) (goja.Value, error) {
	if r.isCore(specifier) {
		return r.modules.Require(specifier)
	}
	if value, ok, err := r.loadPackage(specifier); ok || err != nil {
		return value, err
	}
	r.realm.Throw("Error", "MODULE_NOT_FOUND", fmt.Sprintf("Cannot find module '%s': it is not installed, and it is no core module that Hookline has", specifier))
	return nil, nil
}

// isCore reports whether name is a core module, which no package can replace.
func (r *run) isCore(name string) bool {
	return builtInVersions[name] == "" && r.engine.modules.Has(name)
}

// checkVersion throws if a hook names another version than it has: it was written for
// that one.
func (r *run) checkVersion(specifier, name, version string) {
	if has := r.packages.version(name); exact.MatchString(version) && has != "" && has != version {
		r.realm.Throw("Error", "MODULE_NOT_FOUND", fmt.Sprintf(
			"Cannot find module '%s': the hook's dependencies have %s %s; make the two versions equal", specifier, packageName(name), has))
	}
}

// exact are versions that are one version, not a range or a tag.
var exact = regexp.MustCompile(`^\d+\.\d+\.\d+`)

// resolve is require.resolve: there are no paths, so a module's is its name.
func (r *run) resolve(call goja.FunctionCall) goja.Value {
	specifier := call.Argument(0).String()
	name, _ := splitVersion(specifier)
	if r.engine.modules.Has(name) {
		return r.vm.ToValue(name)
	}
	if r.in.Program.packages != nil {
		table, err := r.openPackages()
		if err != nil {
			throwOn(r.vm, err)
		}
		if table.modules.Get(name) != nil {
			return r.vm.ToValue(name)
		}
	}
	r.realm.Throw("Error", "MODULE_NOT_FOUND", r.notFound(specifier, name))
	return nil
}

// builtInVersions are the npm packages that come with the runtime, by the version
// whose behaviour they have.
var builtInVersions = map[string]string{"slack-notify": "0.1.7"}

// splitVersion takes apart what Auth0's sandbox accepted: "name", "name@1.2.3",
// "@scope/name@1.2.3/sub/path", each also behind "./node_modules/".
func splitVersion(specifier string) (name, version string) {
	name = strings.TrimPrefix(specifier, modulesFolder)
	if m := versioned.FindStringSubmatch(name); m != nil {
		return m[1] + m[3], m[2]
	}
	return name, ""
}

const modulesFolder = "./node_modules/"

var versioned = regexp.MustCompile(`^((?:@[^/@]+/)?[^/@]+)@([^/]+)(/.*)?$`)

// notFound names the module and the way to have it.
func (r *run) notFound(specifier, name string) string {
	text := fmt.Sprintf("Cannot find module '%s': ", specifier)
	switch {
	case strings.HasPrefix(name, "."), strings.HasPrefix(name, "/"):
		return text + "the hook has no such file"
	case strings.HasPrefix(name, "node:"):
		return text + "Hookline does not have this core module"
	case r.packages != nil && r.packages.version(name) != "":
		return text + "only what a hook requires by a name in quotes is bundled; write the whole name into a call of require"
	default:
		return text + "add " + packageName(name) + " to the hook's dependencies"
	}
}

// throwOn throws err in the script: an exception as it is, anything else as an Error.
func throwOn(vm *goja.Runtime, err error) {
	var exception *goja.Exception
	if errors.As(err, &exception) {
		panic(exception)
	}
	throwError(vm, err.Error())
}
