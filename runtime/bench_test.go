package runtime_test

import (
	"context"
	"testing"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/runtime"
	"github.com/hookline/hookline/runtime/payload"
	"github.com/hookline/hookline/scripts"
)

const trivialHook = `module.exports = function (user, context, cb) { cb(null, { id: user.id }); };`

// BenchmarkRun compares a trivial hook with bare goja. "bare" is a new VM, the same
// compiled program and one call with no arguments but a callback; "bare with payload"
// has the payload too, once by JSON.parse as one would write it, once by our builder.
func BenchmarkRun(b *testing.B) {
	program, err := runtime.Compile(trivialHook)
	require.NoError(b, err)
	engine := runtime.New(runtime.Config{})
	text := sample(b, scripts.PostUserRegistration)
	b.Run("hookline", func(b *testing.B) {
		b.ReportAllocs()
		in := runtime.Input{Program: program, Trigger: scripts.PostUserRegistration, Payload: text}
		for b.Loop() {
			if out := engine.Run(context.Background(), in); out.Outcome != scripts.OutcomeReturned {
				b.Fatal(out.Outcome)
			}
		}
	})
	bare := goja.MustCompile("hook.js", "(function (exports, require, module) {"+trivialHook+"\n})", false)
	for name, arguments := range map[string]func(vm *goja.Runtime) (user, context goja.Value){
		"bare":              func(vm *goja.Runtime) (goja.Value, goja.Value) { return vm.NewObject(), vm.NewObject() },
		"bare, JSON.parse":  func(vm *goja.Runtime) (goja.Value, goja.Value) { return members(vm, parse(b, vm, text)) },
		"bare, our builder": func(vm *goja.Runtime) (goja.Value, goja.Value) { return members(vm, build(b, vm, text)) },
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				runBare(b, bare, arguments)
			}
		})
	}
}

// BenchmarkSeed is Auth0's own sample for Slack with its request stubbed: what a module,
// a secret and a result of some size cost, in a new VM and in one that was prepared.
func BenchmarkSeed(b *testing.B) {
	program, err := runtime.Compile(`module.exports = function (user, context, cb) {
		var slack = require('slack-notify')(SLACK_HOOK);
		slack.request = function (data, done) {};
		var message = 'New User: ' + (user.name || user.email) + ' (' + user.email + ')';
		slack.success({ text: message, channel: '#some_channel' });
		cb(null, user, context);
	};`)
	require.NoError(b, err)
	engine := runtime.New(runtime.Config{})
	in := input(b, program, "")
	run := func(b *testing.B) {
		b.Helper()
		if out := engine.Run(context.Background(), in); out.Outcome != scripts.OutcomeReturned {
			b.Fatal(out.Outcome)
		}
	}
	b.Run("fresh", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			run(b)
		}
	})
	b.Run("prepared", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			b.StopTimer()
			in.Prepared = prepare(engine, program)
			b.StartTimer()
			run(b)
		}
	})
}

func runBare(b *testing.B, program *goja.Program, arguments func(*goja.Runtime) (goja.Value, goja.Value)) {
	vm := goja.New()
	wrapped, err := vm.RunProgram(program)
	require.NoError(b, err)
	body, _ := goja.AssertFunction(wrapped)
	module, exports := vm.NewObject(), vm.NewObject()
	_ = module.Set("exports", exports)
	_, err = body(exports, exports, goja.Undefined(), module)
	require.NoError(b, err)
	hook, _ := goja.AssertFunction(module.Get("exports"))
	user, ctx := arguments(vm)
	_, err = hook(goja.Undefined(), user, ctx, vm.ToValue(func(goja.FunctionCall) goja.Value { return nil }))
	require.NoError(b, err)
}

func parse(b *testing.B, vm *goja.Runtime, text []byte) *goja.Object {
	call, _ := goja.AssertFunction(vm.Get("JSON").ToObject(vm).Get("parse"))
	value, err := call(goja.Undefined(), vm.ToValue(string(text)))
	require.NoError(b, err)
	return value.ToObject(vm)
}

func build(b *testing.B, vm *goja.Runtime, text []byte) *goja.Object {
	value, err := payload.Value(vm, text)
	require.NoError(b, err)
	return value.ToObject(vm)
}

func members(_ *goja.Runtime, body *goja.Object) (goja.Value, goja.Value) {
	return body.Get("user"), body.Get("context")
}
