package runtime

import (
	"fmt"
	"strings"

	"github.com/dop251/goja"
	"github.com/dop251/goja/parser"
)

// Packages is a compiled packages script, as package bundle makes it. It is immutable;
// VMs, goroutines and the programs of several hooks may share it. It takes about five
// times the memory of its source.
//
// The built-ins that it uses are not guarded (package guard): that would make every VM
// pay for every name in a large source.
type Packages struct {
	program *goja.Program
}

// packagesFile is what the script is called in stack traces.
const packagesFile = "packages.js"

// CompilePackages compiles a packages script. What is said of Compile holds here too.
func CompilePackages(source string) (*Packages, error) {
	tree, err := goja.Parse(packagesFile, "(function (exports, module, require) {"+source+"\n})", parser.WithDisableSourceMaps)
	if err != nil {
		return nil, fmt.Errorf("compile the packages: %w", err)
	}
	program, err := goja.CompileAST(tree, false)
	if err != nil {
		return nil, fmt.Errorf("compile the packages: %w", err)
	}
	return &Packages{program}, nil
}

// Use gives the hook its packages. Call it before the program is run or shared.
func (p *Program) Use(packages *Packages) { p.packages = packages }

// packageTable is what a packages script exports, in one VM.
type packageTable struct {
	modules  *goja.Object // by specifier, a function that requires it
	versions *goja.Object // by name of a package
}

// openPackages runs the packages script, of which no package runs yet.
func (r *run) openPackages() (*packageTable, error) {
	if r.packages != nil {
		return r.packages, nil
	}
	wrapped, err := r.vm.RunProgram(r.in.Program.packages.program)
	if err != nil {
		return nil, err
	}
	body, _ := goja.AssertFunction(wrapped)
	exports, module := r.vm.NewObject(), r.vm.NewObject()
	_ = module.Set("exports", exports)
	require := r.realm.Function("require", func(call goja.FunctionCall) goja.Value { return r.require(call, r.loadFromPackage) })
	if _, err := body(exports, exports, module, require); err != nil {
		return nil, err
	}
	exported := module.Get("exports").ToObject(r.vm)
	r.packages = &packageTable{exported.Get("modules").ToObject(r.vm), exported.Get("versions").ToObject(r.vm)}
	return r.packages, nil
}

// loadPackage evaluates a module of the packages, if that has not been done. ok is false
// if there is no such module.
func (r *run) loadPackage(name string) (value goja.Value, ok bool, err error) {
	if r.in.Program.packages == nil {
		return nil, false, nil
	}
	table, err := r.openPackages()
	if err != nil {
		return nil, false, err
	}
	load, ok := goja.AssertFunction(table.modules.Get(name))
	if !ok {
		return nil, false, nil
	}
	value, err = load(goja.Undefined())
	return value, true, err
}

// version is that of a package in the set, empty if it is not in it. name may have a
// path behind it.
func (t *packageTable) version(name string) string {
	if v := t.versions.Get(packageName(name)); v != nil {
		return v.String()
	}
	return ""
}

// packageName is "x" of "x/sub/path" and "@scope/x" of "@scope/x/sub/path".
func packageName(specifier string) string {
	parts := strings.SplitN(specifier, "/", 3)
	if strings.HasPrefix(specifier, "@") && len(parts) > 1 {
		return parts[0] + "/" + parts[1]
	}
	return parts[0]
}
