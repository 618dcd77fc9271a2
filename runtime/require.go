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
	return r.realm.Function("require", func(call goja.FunctionCall) goja.Value {
		if !goja.IsString(call.Argument(0)) {
			r.realm.Throw("TypeError", "ERR_INVALID_ARG_TYPE", "The \"id\" argument must be of type string")
		}
		specifier := call.Argument(0).String()
		value, err := r.load(specifier)
		if err != nil {
			throwOn(r.vm, err)
		}
		if len(r.required) < maxNeeds && !slices.Contains(r.required, specifier) {
			r.required = append(r.required, specifier)
		}
		return value
	})
}

// load evaluates a module, if that has not been done. What does not exist is thrown.
func (r *run) load(specifier string) (goja.Value, error) {
	name, version := splitVersion(specifier)
	if !r.engine.modules.Has(name) {
		r.realm.Throw("Error", "MODULE_NOT_FOUND", notFound(specifier, name))
	}
	if built := builtInVersions[name]; version != "" && built != version {
		r.realm.Warn(fmt.Sprintf("require(%q): the built-in %s is %s", specifier, name, built))
	}
	return r.modules.Require(name)
}

// builtInVersions are the npm packages that come with the runtime, by the version
// whose behaviour they have.
var builtInVersions = map[string]string{"slack-notify": "0.1.7"}

// splitVersion takes apart what Auth0's sandbox accepted: "name", "name@1.2.3",
// "@scope/name@1.2.3/sub/path", each also behind "./node_modules/".
func splitVersion(specifier string) (name, version string) {
	name = strings.TrimPrefix(specifier, "./node_modules/")
	if m := versioned.FindStringSubmatch(name); m != nil {
		return m[1] + m[3], m[2]
	}
	return name, ""
}

var versioned = regexp.MustCompile(`^((?:@[^/@]+/)?[^/@]+)@([^/]+)(/.*)?$`)

func notFound(specifier, name string) string {
	switch {
	case strings.HasPrefix(name, "."), strings.HasPrefix(name, "/"):
		return fmt.Sprintf("Cannot find module '%s': a hook is one file and has no files beside it", specifier)
	case strings.HasPrefix(name, "node:"):
		return fmt.Sprintf("Cannot find module '%s': Hookline does not have this core module", specifier)
	default:
		return fmt.Sprintf("Cannot find module '%s': it is not built in, and this version of Hookline does not install npm packages yet", specifier)
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
