// Package node is Node's surface on goja: the core modules that a script requires and
// the globals that it finds.
//
// A module is JavaScript in lib/ (ours) or npm/dist (npm packages, bundled), compiled
// once per process and evaluated per VM when first required. What it needs from Go it
// gets from internalBinding(name), which only these modules see. Nothing here reads
// the host: no file, no environment, no clock but the realm's.
//
// It does not know npm: packages of a hook are joined to it before it runs.
package node

import (
	"embed"
	"errors"
	"fmt"
	"path"
	"sort"
	"strings"
	"sync"

	"github.com/dop251/goja"
	"github.com/dop251/goja/parser"
	"github.com/dop251/goja_nodejs/require"

	"github.com/hookline/hookline/runtime/mend"
	"github.com/hookline/hookline/runtime/realm"
)

//go:embed lib npm/dist
var sources embed.FS

// A Binding makes the Go side of a module for one realm.
type Binding func(*realm.Realm) *goja.Object

// Registry is the root of the modules, made once per process and safe for concurrent
// use: it keeps the compiled programs.
type Registry struct {
	require *require.Registry
	modules map[string]*module
	realms  sync.Map // *goja.Runtime → *Modules, for the loaders
	// patterns are shared by the realms.
	patterns patterns
}

// module is the source of one core module, compiled when first required. A native one
// has no source: it is the binding of its name.
type module struct {
	name, file string
	native     bool
	once       sync.Once
	program    *goja.Program
	err        error
}

// Modules are the modules of one realm.
type Modules struct {
	registry *Registry
	realm    *realm.Realm
	require  *require.RequireModule
	bindings map[string]*goja.Object
	// supplied are the native parts of the language that the realm has.
	supplied []string
}

// NewRegistry lists the modules. It compiles none.
func NewRegistry() *Registry {
	r := &Registry{modules: map[string]*module{}}
	r.require = require.NewRegistry(require.WithLoader(noFiles), require.WithPathResolver(resolve))
	for _, dir := range []string{"lib", "npm/dist"} {
		r.addSources(dir, "")
	}
	for _, name := range native {
		r.modules[name] = &module{name: name, native: true}
	}
	for name, m := range r.modules {
		r.require.RegisterNativeModule(name, r.loader(m))
	}
	return r
}

func (r *Registry) addSources(dir, prefix string) {
	entries, err := sources.ReadDir(dir)
	if err != nil {
		panic(err) // embedded
	}
	for _, e := range entries {
		file := dir + "/" + e.Name()
		if e.IsDir() {
			r.addSources(file, prefix+e.Name()+"/")
			continue
		}
		if name, ok := strings.CutSuffix(e.Name(), ".js"); ok {
			r.modules[prefix+name] = &module{name: prefix + name, file: file}
		}
	}
}

// resolve keeps goja_nodejs from asking the file system about links.
func resolve(base, name string) string { return path.Join(base, name) }

// noFiles is the loader for everything that is not a core module: nothing.
func noFiles(string) ([]byte, error) { return nil, require.ModuleFileDoesNotExistError }

// Enable gives a realm its modules. Call Close when the realm is done.
func (r *Registry) Enable(rm *realm.Realm) *Modules {
	m := &Modules{registry: r, realm: rm}
	rm.Require = m.load
	return m
}

// Close forgets the realm.
func (m *Modules) Close() {
	if m.require != nil {
		m.registry.realms.Delete(m.realm.VM)
	}
}

// Has reports whether scripts may require name, with or without "node:".
func (r *Registry) Has(name string) bool {
	name = strings.TrimPrefix(name, require.NodePrefix)
	return r.modules[name] != nil && !strings.HasPrefix(name, "internal/")
}

// Names lists the modules that scripts may require, sorted.
func (r *Registry) Names() []string {
	var names []string
	for name := range r.modules {
		if r.Has(name) {
			names = append(names, name)
		}
	}
	sort.Strings(names)
	return names
}

// Require loads a module that Has knows.
func (m *Modules) Require(name string) (goja.Value, error) {
	return m.load(strings.TrimPrefix(name, require.NodePrefix))
}

// load requires any module, internal ones too.
func (m *Modules) load(name string) (goja.Value, error) {
	if mod := m.registry.modules[name]; mod != nil && mod.native {
		return m.binding(name), nil
	}
	if m.require == nil {
		m.registry.realms.Store(m.realm.VM, m)
		m.enable()
	}
	value, err := m.require.Require(name)
	if errors.Is(err, require.InvalidModuleError) {
		return nil, fmt.Errorf("core module %q does not exist", name)
	}
	return value, err
}

// enable keeps goja_nodejs from making require a global: a script's is its own.
func (m *Modules) enable() {
	global := m.realm.VM.GlobalObject()
	before := global.Get("require")
	m.require = m.registry.require.Enable(m.realm.VM)
	if before == nil {
		_ = global.Delete("require")
		return
	}
	_ = global.Set("require", before)
}

// loader evaluates mod in the VM that requires it.
func (r *Registry) loader(mod *module) require.ModuleLoader {
	return func(vm *goja.Runtime, object *goja.Object) {
		value, ok := r.realms.Load(vm)
		if !ok {
			panic("node: a module was required in a VM that has no realm")
		}
		if err := value.(*Modules).evaluate(mod, object); err != nil {
			panic(err) // an exception of the module goes on in the script
		}
	}
}

const wrapper = "(function (exports, require, module, internalBinding) {"

func (mod *module) compile() (*goja.Program, error) {
	mod.once.Do(func() {
		source, err := sources.ReadFile(mod.file)
		if err != nil {
			mod.err = err
			return
		}
		ast, err := goja.Parse("node:"+mod.name, wrapper+string(source)+"\n})", parser.WithDisableSourceMaps)
		if err != nil {
			mod.err = err
			return
		}
		mend.Tree(ast)
		mod.program, mod.err = goja.CompileAST(ast, false)
	})
	return mod.program, mod.err
}

func (m *Modules) evaluate(mod *module, object *goja.Object) error {
	program, err := mod.compile()
	if err != nil {
		return fmt.Errorf("core module %q: %w", mod.name, err)
	}
	vm := m.realm.VM
	value, err := vm.RunProgram(program)
	if err != nil {
		return err
	}
	body, _ := goja.AssertFunction(value)
	exports := object.Get("exports")
	_, err = body(exports, exports, m.realm.Function("require", m.requireFromModule), object,
		m.realm.Function("internalBinding", m.internalBinding))
	return err
}

func (m *Modules) requireFromModule(call goja.FunctionCall) goja.Value {
	value, err := m.load(strings.TrimPrefix(call.Argument(0).String(), require.NodePrefix))
	if err != nil {
		panic(m.realm.VM.ToValue(err.Error()))
	}
	return value
}

// internalBinding gives a module its Go side, made once per realm.
func (m *Modules) internalBinding(call goja.FunctionCall) goja.Value {
	return m.binding(call.Argument(0).String())
}

func (m *Modules) binding(name string) *goja.Object {
	if b := m.bindings[name]; b != nil {
		return b
	}
	if m.bindings == nil {
		m.bindings = map[string]*goja.Object{}
	}
	m.bindings[name] = m.makeBinding(name)
	return m.bindings[name]
}

func (m *Modules) makeBinding(name string) *goja.Object {
	if name == "regexp" {
		return m.regexpBinding() // the one that needs the registry
	}
	make_, ok := bindings[name]
	if !ok {
		panic(m.realm.VM.ToValue("no internal binding " + name))
	}
	return make_(m.realm)
}
