package runtime

import (
	"slices"

	"github.com/dop251/goja"

	"github.com/hookline/hookline/runtime/payload"
)

// arguments builds what the hook is called with: the payload's members that the
// trigger names, and the callback.
func (r *run) arguments() ([]goja.Value, error) {
	params := r.trigger.Params
	args := make([]goja.Value, len(params), len(params)+1)
	for i := range args {
		args[i] = goja.Undefined()
	}
	err := payload.Members(r.vm, r.in.Payload,
		func(name string) bool { return slices.Contains(params, name) },
		func(name string, value goja.Value) { args[slices.Index(params, name)] = value })
	if err != nil {
		return nil, err
	}
	for i, param := range params {
		args[i] = r.complete(param, args[i])
	}
	w := &webtask{run: r, args: args}
	if context, ok := args[len(args)-1].(*goja.Object); ok {
		_ = context.Set("webtask", r.vm.NewDynamicObject(w))
	}
	return append(args, r.realm.Function("cb", r.callback)), nil
}

// complete adds the objects that hooks read without looking whether they are there.
func (r *run) complete(param string, value goja.Value) goja.Value {
	switch param {
	case "user":
		if user, ok := value.(*goja.Object); ok {
			r.ensureObject(user, "user_metadata")
			r.ensureObject(user, "app_metadata")
		}
	case "context":
		context, ok := value.(*goja.Object)
		if !ok {
			context = r.vm.NewObject()
		}
		request := r.ensureObject(context, "request")
		r.ensureObject(request, "query")
		r.ensureObject(request, "headers")
		return context
	case "scope":
		if goja.IsNull(value) {
			return goja.Undefined()
		}
	}
	return value
}

// ensureObject returns the member of o, made an empty object if it is absent or null.
func (r *run) ensureObject(o *goja.Object, name string) *goja.Object {
	if have, ok := o.Get(name).(*goja.Object); ok {
		return have
	}
	made := r.vm.NewObject()
	_ = o.Set(name, made)
	return made
}
