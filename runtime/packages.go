package runtime

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/dop251/goja"
	"github.com/dop251/goja/parser"
)

// Packages is a packages script that was split (package bundle). VMs, goroutines and the
// programs of several hooks may share it. A module of it is compiled when it is first
// required in any VM, and then takes about five times the memory of its source.
//
// The built-ins that packages use are not guarded (package guard): every VM would pay
// for every name in a large source.
type Packages struct {
	main  *goja.Program
	units []*unit
}

// PackagesHeader is the first line of the text of Packages, in JSON: how many bytes of
// script follow, and then the sources of which units.
type PackagesHeader struct {
	Main  int    `json:"main"`
	Units []Unit `json:"units"`
}

// Unit is a CommonJS module, which the script calls by its number as
// __unit(0)(…names)(…parameters).
type Unit struct {
	File       string   `json:"file"`
	Names      []string `json:"names"`
	Parameters []string `json:"parameters"`
	Bytes      int      `json:"bytes"`
}

// unit is a module that is compiled once.
type unit struct {
	Unit
	body    string
	once    sync.Once
	program *goja.Program
	err     error
}

// packagesFile is what the script is called in stack traces; a unit has the name of its
// file.
const packagesFile = "packages.js"

var errPackages = errors.New("compile the packages: the text was not made by this program")

// CompilePackages compiles what Split of package bundle has made, or a packages script as
// it is. What is said of Compile holds here too, and whenever a module is required.
func CompilePackages(text string) (*Packages, error) {
	head, rest := PackagesHeader{Main: len(text)}, text
	if strings.HasPrefix(text, `{"main":`) {
		line, after, _ := strings.Cut(text, "\n")
		if err := json.Unmarshal([]byte(line), &head); err != nil {
			return nil, errPackages
		}
		rest = after
	}
	if head.Main < 0 || head.Main > len(rest) {
		return nil, errPackages
	}
	p := &Packages{units: make([]*unit, len(head.Units))}
	script, rest := rest[:head.Main], rest[head.Main:]
	for i, u := range head.Units {
		if u.Bytes < 0 || u.Bytes > len(rest) {
			return nil, errPackages
		}
		p.units[i], rest = &unit{Unit: u, body: rest[:u.Bytes]}, rest[u.Bytes:]
	}
	var err error
	p.main, err = compilePart(packagesFile, "(function (exports, module, require, __unit) {"+script+"\n})")
	return p, err
}

func compilePart(file, source string) (*goja.Program, error) {
	tree, err := goja.Parse(file, source, parser.WithDisableSourceMaps)
	if err != nil {
		return nil, fmt.Errorf("compile the packages: %s: %w", file, err)
	}
	program, err := goja.CompileAST(tree, false)
	if err != nil {
		return nil, fmt.Errorf("compile the packages: %s: %w", file, err)
	}
	return program, nil
}

// compile may panic with the compiler's panic; then it fails at every later call.
func (u *unit) compile() (*goja.Program, error) {
	u.once.Do(func() {
		start := "(function (" + strings.Join(u.Names, ", ") + ") {return function (" + strings.Join(u.Parameters, ", ") + ") {"
		u.program, u.err = compilePart(u.File, start+u.body+"\n}})")
		u.body = ""
	})
	if u.program == nil && u.err == nil {
		return nil, errPackages
	}
	return u.program, u.err
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
	wrapped, err := r.vm.RunProgram(r.in.Program.packages.main)
	if err != nil {
		return nil, err
	}
	body, _ := goja.AssertFunction(wrapped)
	exports, module := r.vm.NewObject(), r.vm.NewObject()
	_ = module.Set("exports", exports)
	require := r.realm.Function("require", func(call goja.FunctionCall) goja.Value { return r.require(call, r.loadFromPackage) })
	if _, err := body(exports, exports, module, require, r.realm.Function("__unit", r.unit)); err != nil {
		return nil, err
	}
	exported := module.Get("exports").ToObject(r.vm)
	r.packages = &packageTable{exported.Get("modules").ToObject(r.vm), exported.Get("versions").ToObject(r.vm)}
	return r.packages, nil
}

// unit is __unit: the function that a unit's source is.
func (r *run) unit(call goja.FunctionCall) goja.Value {
	units, i := r.in.Program.packages.units, call.Argument(0).ToInteger()
	if i < 0 || i >= int64(len(units)) {
		throwError(r.vm, "there is no such unit")
	}
	program, err := units[i].compile()
	if err != nil {
		throwOn(r.vm, err)
	}
	value, err := r.vm.RunProgram(program)
	if err != nil {
		throwOn(r.vm, err)
	}
	return value
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
