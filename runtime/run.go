package runtime

import (
	"context"
	"errors"
	"math/rand/v2"

	"github.com/dop251/goja"
	"github.com/dop251/goja/parser"

	"github.com/hookline/hookline/runtime/loop"
	"github.com/hookline/hookline/runtime/node"
	"github.com/hookline/hookline/runtime/realm"
	"github.com/hookline/hookline/scripts"
)

// run is one run of one hook: a VM, its realm, and the record that is being written.
type run struct {
	engine  *Engine
	in      Input
	limits  Limits
	trigger scripts.Trigger
	clock   *loop.Clock

	vm      *goja.Runtime
	realm   *realm.Realm
	modules *node.Modules
	globals *globals
	// packages are opened when the hook first requires one, nil until then.
	packages *packageTable

	webtask  *goja.Object
	subjects []goja.Value // a rule's user and context

	record   recorder
	answered bool
	required []string // what require gave, each once
	ahead    bool     // packages were evaluated before the run
}

// Run runs a hook to its end. Whatever the script does is in the result; ctx ends the
// run early, as canceled. It returns when everything that the run started has ended.
func (e *Engine) Run(ctx context.Context, in Input) (out scripts.Attempted) {
	r := e.newRun(in)
	defer func() {
		if fault := recover(); fault != nil {
			out = r.crashed(fault)
		}
	}()
	trigger, err := scripts.FindTrigger(in.Trigger)
	if err != nil {
		return r.record.end(scripts.OutcomeInternal, &scripts.ScriptError{Message: err.Error()})
	}
	r.trigger = trigger
	return r.runIn(ctx)
}

func (e *Engine) newRun(in Input) *run {
	r := &run{engine: e}
	if in.Prepared != nil {
		r = in.Prepared.run
	}
	r.in, r.limits, r.clock = in, in.Limits.WithDefaults(), in.Clock
	if r.clock == nil {
		r.clock = loop.NewClock()
	}
	r.record.start(r.clock.Began(), r.limits)
	return r
}

func (r *run) runIn(parent context.Context) scripts.Attempted {
	ctx, end, release := r.limit(parent)
	defer release()
	if r.vm == nil {
		if err := r.open(ctx); err != nil {
			return r.record.end(scripts.OutcomeInternal, &scripts.ScriptError{Message: err.Error()})
		}
	}
	defer r.modules.Close()
	r.start(ctx)
	defer r.learn()
	stop := context.AfterFunc(ctx, func() { r.vm.Interrupt(context.Cause(ctx)) })
	err := r.realm.Loop.Run(ctx, r.main)
	cause := context.Cause(ctx)
	stop()
	end(nil)
	r.realm.Wait()
	return r.finish(err, cause)
}

// open makes the VM and what surrounds it, without the powers of a run. No code of the
// script runs yet.
func (r *run) open(ctx context.Context) error {
	r.vm = goja.New()
	r.vm.SetMaxCallStackSize(r.limits.CallDepth)
	r.vm.SetParserOptions(parser.WithDisableSourceMaps)
	r.vm.SetRandSource(rand.Float64)
	r.realm = realm.New(ctx, r.vm, r.record.started)
	r.realm.Loop = loop.New(r.vm, r.clock, r.uncaught)
	r.realm.StackPrefix = r.in.Program.prefix
	r.modules = r.engine.modules.Enable(r.realm)
	r.globals = openGlobals(r)
	r.in.Program.guards.Install(r.realm)
	if r.in.NoEval {
		forbidEval(r.vm)
	}
	return r.modules.Supply(r.in.Program.language)
}

// main is the run's first macrotask: evaluate the module, call its function.
func (r *run) main() error {
	args, err := r.arguments()
	if err != nil {
		return err
	}
	hook, err := r.evaluate()
	if err != nil || hook == nil {
		return err
	}
	switch r.record.out.Kind {
	case scripts.KindRule:
		return r.callRule(hook, args)
	case scripts.KindAction:
		return r.callAction(hook, args)
	}
	_, err = hook(goja.Undefined(), append(args, r.realm.Function("cb", r.callback))...)
	return err
}

// evaluate runs the module and returns the function that it exports. It is nil when
// there is none, which the record then says; else the record has its kind.
func (r *run) evaluate() (goja.Callable, error) {
	wrapped, err := r.vm.RunProgram(r.in.Program.program)
	if err != nil {
		return nil, err
	}
	body, _ := goja.AssertFunction(wrapped)
	exports := r.vm.NewObject()
	module := r.vm.NewObject()
	_ = module.Set("exports", exports)
	if r.in.Program.module {
		_ = module.Set("webtask", r.webtask)
	}
	returned, err := body(exports, exports, module)
	if err != nil {
		return nil, err
	}
	if hook, ok := goja.AssertFunction(returned); ok {
		return r.found(hook), nil // "return function …" at the top level
	}
	exported := module.Get("exports")
	if hook, ok := goja.AssertFunction(exported); ok {
		return r.found(hook), nil
	}
	if action, ok := r.actionIn(exported); ok {
		r.record.out.Kind = scripts.KindAction
		return action, nil
	}
	if hook, ok := defaultExport(exported); ok {
		return r.found(hook), nil
	}
	r.record.set(scripts.OutcomeRefused, &scripts.ScriptError{Message: r.refusal(exported)})
	return nil, errRefused
}

// found says what a function that was exported is.
func (r *run) found(hook goja.Callable) goja.Callable {
	r.record.out.Kind = scripts.KindHook
	if r.isRule() {
		r.record.out.Kind = scripts.KindRule
	}
	return hook
}

// defaultExport is the function that an ES module exports by default, after it was
// turned into a CommonJS module (by this program, TypeScript or Babel).
func defaultExport(exported goja.Value) (goja.Callable, bool) {
	o, isObject := exported.(*goja.Object)
	if !isObject {
		return nil, false
	}
	if mark := o.Get("__esModule"); mark == nil || !mark.ToBoolean() {
		return nil, false
	}
	return goja.AssertFunction(o.Get("default"))
}

var errRefused = errors.New("the script exports no function")

func article(v goja.Value) string {
	if v == nil || goja.IsUndefined(v) || goja.IsNull(v) {
		return "not set"
	}
	if _, ok := v.(*goja.Object); ok {
		return "an object"
	}
	return "a " + v.ExportType().String()
}

// uncaught is told of every error that reached the loop. Before the answer it is the
// hook's end; after it, a remark: the caller has got a success already.
func (r *run) uncaught(err error) (stop bool) {
	if err == errRefused { //nolint:errorlint // as in describe
		return true
	}
	fault := r.describe(err)
	if !r.answered {
		r.record.set(scripts.OutcomeThrew, fault)
		return true
	}
	r.record.warn("after the callback was called: uncaught " + summary(fault))
	return false
}

// finish turns the way the loop ended into the outcome. cause is why the context had
// ended by then, nil if it had not.
func (r *run) finish(err, cause error) scripts.Attempted {
	r.record.out.JSMS = realm.Milliseconds(r.realm.Loop.Inside())
	switch {
	case err != nil && cause != nil:
		return r.ended(cause)
	case err == nil && !r.answered:
		return r.unanswered()
	default:
		return r.record.end("", nil)
	}
}

// unanswered ends a run whose loop is idle though the callback was never called. At a
// trigger that somebody waits for that is an error; elsewhere Auth0 waited for 20 s
// unseen, and the hook's work was done.
func (r *run) unanswered() scripts.Attempted {
	text := "the hook ended without calling its callback"
	if r.record.out.Kind == scripts.KindAction {
		text = "the action ended while its promise was not settled"
	}
	if r.trigger.Blocking {
		return r.record.end(scripts.OutcomeThrew, &scripts.ScriptError{Name: "Error", Message: text})
	}
	r.record.warn(text)
	return r.record.end(scripts.OutcomeReturned, nil)
}

// crashed ends a run whose engine panicked. The panic's own text could hold values of
// the script or of Go, so it stays out of the record.
func (r *run) crashed(any) scripts.Attempted {
	return r.record.end(scripts.OutcomeCrashed, &scripts.ScriptError{
		Message: "the script broke the JavaScript engine, and the run was ended"})
}
