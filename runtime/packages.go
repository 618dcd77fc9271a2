package runtime

import (
	"compress/flate"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"

	"github.com/dop251/goja"
	"github.com/dop251/goja/parser"

	"github.com/hookline/hookline/runtime/node"
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

// PackagesHeader is the first line of the text of Packages, in JSON. What it counts
// follows it: the script, and then the sources of the units.
type PackagesHeader struct {
	Main  Packed `json:"main"`
	Units []Unit `json:"units"`
}

// Packed is a text that is compressed (RFC 1951): how long it is so, and how long it was.
type Packed struct {
	Bytes int `json:"bytes"`
	Size  int `json:"size"`
}

// Unit is a CommonJS module, which the script calls by its number as
// __unit(0)(…names)(…parameters).
type Unit struct {
	Packed
	File       string   `json:"file"`
	Names      []string `json:"names"`
	Parameters []string `json:"parameters"`
}

// unit is a module that is compiled once.
type unit struct {
	Unit
	packed   string
	once     sync.Once
	program  *goja.Program
	language node.Needs
	err      error
}

// packagesFile is what the script is called in stack traces; a unit has the name of its
// file.
const packagesFile = "packages.js"

// headerStart tells a text with a header from a script as it is.
const headerStart = `{"main":`

var errPackages = errors.New("compile the packages: the text was not made by this program")

// CompilePackages compiles what Split of package bundle has made, or a packages script as
// it is. What is said of Compile holds here too, and whenever a module is required.
func CompilePackages(text string) (*Packages, error) {
	script, rest, head := text, "", PackagesHeader{}
	if strings.HasPrefix(text, headerStart) {
		line, after, _ := strings.Cut(text, "\n")
		if err := json.Unmarshal([]byte(line), &head); err != nil {
			return nil, errPackages
		}
		var err error
		if script, rest, err = head.Main.cut(after); err == nil {
			script, err = head.Main.unpack(script)
		}
		if err != nil {
			return nil, err
		}
	}
	p := &Packages{units: make([]*unit, len(head.Units))}
	var err error
	for i, u := range head.Units {
		p.units[i] = &unit{Unit: u}
		if p.units[i].packed, rest, err = u.cut(rest); err != nil {
			return nil, err
		}
	}
	p.main, err = compilePart(packagesFile, "(function (exports, module, require, __unit) {"+script+"\n})")
	return p, err
}

// cut takes the packed text from the front of what follows the header.
func (p Packed) cut(text string) (packed, rest string, err error) {
	if p.Bytes < 0 || p.Bytes > len(text) {
		return "", "", errPackages
	}
	return text[:p.Bytes], text[p.Bytes:], nil
}

func (p Packed) unpack(packed string) (string, error) {
	var text strings.Builder
	size, err := io.Copy(&text, io.LimitReader(flate.NewReader(strings.NewReader(packed)), int64(p.Size)+1))
	if err != nil || size != int64(p.Size) {
		return "", errPackages
	}
	return text.String(), nil
}

// compile turns a panic of the compiler into an error, here and at every later call.
func (u *unit) compile() (*goja.Program, error) {
	u.once.Do(func() {
		defer func() { _ = recover() }()
		var body string
		if body, u.err = u.unpack(u.packed); u.err != nil {
			return
		}
		start := "(function (" + strings.Join(u.Names, ", ") + ") {return function (" + strings.Join(u.Parameters, ", ") + ") {"
		u.program, u.err = compilePart(u.File, start+body+"\n}})")
		u.language = node.NeedsOf(body)
		u.packed = ""
	})
	if u.program == nil && u.err == nil {
		return nil, errPackages
	}
	return u.program, u.err
}

func compilePart(file, source string) (*goja.Program, error) {
	tree, err := goja.Parse(file, source, parser.WithDisableSourceMaps)
	if err != nil {
		return nil, fmt.Errorf("compile the packages: %s: %w", file, err)
	}
	program, err := compileTree(tree)
	if err != nil {
		return nil, fmt.Errorf("compile the packages: %s: %w", file, err)
	}
	return program, nil
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

// unit is __unit: the function that a unit's source is. Its compiling, once in a process,
// is no time of this run's JavaScript; the wall time bounds it.
func (r *run) unit(call goja.FunctionCall) goja.Value {
	units, i := r.in.Program.packages.units, call.Argument(0).ToInteger()
	if i < 0 || i >= int64(len(units)) {
		throwError(r.vm, "there is no such unit")
	}
	r.clock.Leave()
	program, err := units[i].compile()
	r.clock.Enter()
	if err != nil {
		throwOn(r.vm, err)
	}
	err = r.modules.Supply(units[i].language)
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
	r.forgetAhead()
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
