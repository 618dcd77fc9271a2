package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/dop251/goja"
	"github.com/dop251/goja/parser"

	"github.com/hookline/hookline/runtime"
	"github.com/hookline/hookline/runtime/bundle"
	"github.com/hookline/hookline/runtime/loop"
	"github.com/hookline/hookline/scripts"
)

// packagesFolder has the packages' node_modules: .ci/packages installs them there.
const packagesFolder = "runtime/packages"

// measuredPackages are what is required, by what it is called in the table.
var measuredPackages = []struct{ name, specifier string }{
	{"no module", ""}, {"lodash", "lodash"}, {"axios 1", "axios"}, {"request", "request"},
	{"slack-notify 0.1.7", "slack-notify-0"}, {"slack-notify 2", "slack-notify"},
}

// measurePackages measures, for hooks that require one package: bundling it, compiling
// it, and a run in a fresh VM, which evaluates it, beside one in a VM that was prepared.
func (b *bench) measurePackages(ctx context.Context) error {
	if _, err := os.Stat(filepath.Join(packagesFolder, "node_modules")); errors.Is(err, fs.ErrNotExist) {
		fmt.Fprintln(os.Stderr, "hookbench: the packages are not installed, and not measured: run .ci/packages")
		return nil
	}
	dir, err := filepath.Abs(packagesFolder)
	if err != nil {
		return err
	}
	for _, p := range measuredPackages {
		if err := b.measurePackage(ctx, dir, p.name, p.specifier); err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
	}
	return nil
}

func (b *bench) measurePackage(ctx context.Context, dir, name, specifier string) error {
	m := packageBench{engine: runtime.New(runtime.Config{}), payload: b.payload, specifier: specifier}
	var bundling, compiling, fresh, prepared, bare []float64
	for range b.rounds {
		for _, step := range []struct {
			measure func(context.Context) error
			into    *[]float64
			repeat  int
		}{
			{func(context.Context) error { return m.bundle(dir) }, &bundling, 1},
			{m.compileAndRun, &compiling, 1},
			{m.run, &fresh, 20},
			{m.bare, &bare, 20},
		} {
			each, err := timeTimes(ctx, step.measure, step.repeat)
			if err != nil {
				return err
			}
			*step.into = append(*step.into, each)
		}
		each, err := m.prepared(ctx, 20)
		if err != nil {
			return err
		}
		prepared = append(prepared, each)
		compiling[len(compiling)-1] -= fresh[len(fresh)-1]
	}
	if specifier != "" {
		b.table.add(row{name: fmt.Sprintf("%s: bundled, %d kB", name, len(m.set.Script)>>10), value: millis(bundling)})
		b.table.add(row{name: name + ": compiled, once in a worker", value: millis(compiling)})
	}
	evaluated := row{name: name + ": run in a fresh VM", value: millis(fresh)}
	if m.fits {
		evaluated.reference, evaluated.ratio = millis(bare)+" bare goja", median(ratios(fresh, bare))
	}
	b.table.add(evaluated)
	b.table.add(row{name: name + ": run in a VM prepared ahead", value: millis(prepared)})
	return nil
}

// timeTimes is the milliseconds of one call.
func timeTimes(ctx context.Context, f func(context.Context) error, times int) (float64, error) {
	began := time.Now()
	for range times {
		if err := f(ctx); err != nil {
			return 0, err
		}
	}
	return float64(time.Since(began).Microseconds()) / 1000 / float64(times), nil
}

func millis(values []float64) string { return fmt.Sprintf("%.2f ms", median(values)) }

// packageBench is a hook that requires one package.
type packageBench struct {
	engine    *runtime.Engine
	payload   []byte
	specifier string
	set       bundle.Set
	text      string // for CompilePackages
	program   *runtime.Program
	plain     *goja.Program // the set, for bare goja
	fits      bool          // bare goja can evaluate it
}

func (m *packageBench) bundle(dir string) (err error) {
	if m.specifier == "" {
		return nil
	}
	if m.set, err = bundle.BundlePackages(bundle.Packages{Dir: dir, Specifiers: []string{m.specifier}}); err != nil {
		return err
	}
	text, err := bundle.Split(m.set.Script)
	m.text = string(text)
	return err
}

// compileAndRun compiles the packages and, because that is when modules are compiled,
// runs the hook for the first time.
func (m *packageBench) compileAndRun(ctx context.Context) error {
	source := trivialHook
	if m.specifier != "" {
		source = fmt.Sprintf("require(%q);", m.specifier) + trivialHook
	}
	var err error
	if m.program, err = runtime.Compile(source); err != nil {
		return err
	}
	if m.specifier != "" {
		packages, err := runtime.CompilePackages(m.text)
		if err != nil {
			return err
		}
		m.program.Use(packages)
	}
	return m.run(ctx)
}

func (m *packageBench) input() runtime.Input {
	return runtime.Input{Program: m.program, Trigger: scripts.PostUserRegistration, Payload: m.payload, Limits: generous}
}

// generous lets a busy machine finish.
var generous = runtime.Limits{JS: 20 * time.Second}

func (m *packageBench) run(ctx context.Context) error { return m.end(ctx, m.input()) }

func (m *packageBench) end(ctx context.Context, in runtime.Input) error {
	if out := m.engine.Run(ctx, in); out.Outcome != scripts.OutcomeReturned {
		return fmt.Errorf("the hook ended as %s: %+v", out.Outcome, out.Error)
	}
	return nil
}

// prepared is the milliseconds of a run in a VM that was prepared, without the preparing.
// What is not worth preparing is run in a fresh one.
func (m *packageBench) prepared(ctx context.Context, times int) (float64, error) {
	var spent time.Duration
	for range times {
		in := m.input()
		in.Prepared = m.engine.Prepare(ctx, m.program, generous, false, loop.NewClock())
		began := time.Now()
		if err := m.end(ctx, in); err != nil {
			return 0, err
		}
		spent += time.Since(began)
	}
	return float64(spent.Microseconds()) / 1000 / float64(times), nil
}

// nothing stands for every core module and global: whatever is asked of it, it is it.
const nothing = `new Proxy(function () {}, {
	get: (f, name) => name === Symbol.toPrimitive ? () => '' : name === 'prototype' ? f.prototype : nothing,
	apply: () => nothing, construct: () => ({}), has: () => true })`

// bare evaluates the same script in goja alone, where the core modules do nothing.
func (m *packageBench) bare(context.Context) error {
	if m.plain == nil {
		var js strings.Builder
		js.WriteString("(function () { var nothing = " + nothing + "; var require = () => nothing, global = globalThis, process = nothing, Buffer = nothing, setTimeout = nothing;\n")
		js.WriteString("var module = { exports: {} }, exports = module.exports; Symbol.asyncIterator ??= Symbol('Symbol.asyncIterator');\n")
		if m.specifier != "" {
			js.Write(m.set.Script)
			fmt.Fprintf(&js, "\nmodule.exports.modules[%q]();", m.specifier)
		}
		js.WriteString("\n})()")
		tree, err := goja.Parse("packages.js", js.String(), parser.WithDisableSourceMaps)
		if err != nil {
			return err
		}
		if m.plain, err = goja.CompileAST(tree, false); err != nil {
			return err
		}
	}
	_, err := goja.New().RunProgram(m.plain)
	m.fits = err == nil
	return nil
}
