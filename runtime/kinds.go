package runtime

import (
	"embed"
	"fmt"
	"strings"
	"sync"

	"github.com/dop251/goja"

	"github.com/hookline/hookline/scripts"
)

// What actions are called with, and the auth0 of rules, is made by JavaScript of ours,
// which is compiled when first needed.
//
//go:embed wrap
var wrapFiles embed.FS

func wrapper(name string) func() *goja.Program {
	return sync.OnceValue(func() *goja.Program {
		text, err := wrapFiles.ReadFile("wrap/" + name + ".js")
		if err != nil {
			panic(err) // embedded
		}
		return goja.MustCompile("hookline:"+name, string(text), false)
	})
}

var actionProgram, auth0Program = wrapper("action"), wrapper("auth0")

// wrap calls the function that one of these programs is.
func (r *run) wrap(program *goja.Program, args ...goja.Value) (goja.Value, error) {
	function, err := r.vm.RunProgram(program)
	if err != nil {
		return nil, err
	}
	call, _ := goja.AssertFunction(function)
	return call(goja.Undefined(), args...)
}

// isRule says that the run's function is a rule: always in a pipeline of them, and after
// a registration if it looks like one.
func (r *run) isRule() bool {
	return r.trigger.Pipeline || r.in.Program.rule && r.trigger.ID == scripts.PostUserRegistration
}

// ruleResult is what a rule of a pipeline hands on. One that gives no user or no context
// hands on those that it was given, with its changes.
func (r *run) ruleResult(call goja.FunctionCall) goja.Value {
	result := r.vm.NewObject()
	for i, name := range r.trigger.Params {
		value := call.Argument(i + 1)
		if _, ok := value.(*goja.Object); !ok {
			value = r.subjects[i]
		}
		_ = result.Set(name, value)
	}
	return result
}

// ruleGlobal is what rules alone find by its name, nil for nothing.
func (r *run) ruleGlobal(name string) goja.Value {
	switch name {
	case "UnauthorizedError":
		return r.errorClass(name)
	case "auth0":
		return r.auth0()
	}
	return nil
}

// auth0 is the object of that name which rules find; other scripts have none.
func (r *run) auth0() goja.Value {
	value, err := r.wrap(auth0Program(), r.secretsObject())
	if err != nil {
		throwOn(r.vm, err)
	}
	return value
}

const actionPrefix = "onExecute"

// actionIn is the function that an action exports for the trigger.
func (r *run) actionIn(exported goja.Value) (goja.Callable, bool) {
	o, isObject := exported.(*goja.Object)
	if name := r.trigger.ActionExport(); isObject && name != "" {
		return goja.AssertFunction(o.Get(name))
	}
	return nil, false
}

// callAction calls (event, api). Its promise answers.
func (r *run) callAction(action goja.Callable, args []goja.Value) error {
	named := r.vm.NewObject()
	for i, name := range r.trigger.Params {
		_ = named.Set(name, args[i])
	}
	handler := r.realm.Function("handler", func(call goja.FunctionCall) goja.Value {
		value, err := action(goja.Undefined(), call.Arguments...)
		if err != nil {
			throwOn(r.vm, err)
		}
		return value
	})
	_, err := r.wrap(actionProgram(), r.vm.ToValue(string(r.trigger.ID)), named, r.secretsObject(), r.cacheObject(),
		r.realm.Function("newError", r.newRefusal), handler, r.realm.Function("answer", r.callback))
	return err
}

// newRefusal makes an error of one of the classes that hooks have.
func (r *run) newRefusal(call goja.FunctionCall) goja.Value {
	class := r.errorClass(call.Argument(0).String())
	made, err := r.vm.New(class, call.Arguments[1:]...)
	if err != nil {
		throwOn(r.vm, err)
	}
	return made
}

// refusal says why nothing can be called.
func (r *run) refusal(exported goja.Value) string {
	if o, ok := exported.(*goja.Object); ok {
		for _, name := range o.GetOwnPropertyNames() {
			if strings.HasPrefix(name, actionPrefix) {
				return r.wrongAction(name)
			}
		}
	}
	return fmt.Sprintf("module.exports is %s; set it to a %s", article(exported), r.trigger.Signature())
}

func (r *run) wrongAction(name string) string {
	name = shorten(name, maxErrorNameBytes)
	if want := r.trigger.ActionExport(); want != "" {
		return fmt.Sprintf("the action exports %s; trigger %s calls %s", name, r.trigger.ID, want)
	}
	return fmt.Sprintf("the action exports %s; trigger %s runs rules only", name, r.trigger.ID)
}
