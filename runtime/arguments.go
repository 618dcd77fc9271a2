package runtime

import (
	"slices"
	"strings"

	"github.com/dop251/goja"

	"github.com/hookline/hookline/runtime/payload"
	"github.com/hookline/hookline/scripts"
)

// arguments builds what the hook is called with before the callback: the payload's
// members that the trigger names.
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
	if r.trigger.Pipeline {
		return args, nil // a context that is handed on must not have secrets in it
	}
	r.webtask = r.vm.NewDynamicObject(&webtask{run: r, args: args})
	if context, ok := args[len(args)-1].(*goja.Object); ok {
		_ = context.Set("webtask", r.webtask)
	}
	return args, nil
}

// complete adds what hooks read without looking whether it is there.
func (r *run) complete(param string, value goja.Value) goja.Value {
	switch param {
	case "user":
		if user, ok := value.(*goja.Object); ok {
			r.completeUser(user)
		}
	case "context":
		context, ok := value.(*goja.Object)
		if !ok {
			context = r.vm.NewObject()
		}
		if !r.trigger.Pipeline {
			r.completeContext(context)
		}
		return context
	case "scope":
		if goja.IsNull(value) {
			return goja.Undefined()
		}
	}
	return value
}

// completeUser makes the metadata objects, and takes the connection's prefix from the
// id: hooks put it there themselves, to call the Management API (auth0/docs#8281).
func (r *run) completeUser(user *goja.Object) {
	r.ensureObject(user, "user_metadata")
	r.ensureObject(user, "app_metadata")
	if id := user.Get("id"); id != nil && goja.IsString(id) {
		if bare, prefixed := strings.CutPrefix(id.String(), "auth0|"); prefixed {
			_ = user.Set("id", bare)
		}
	}
}

// completeContext gives every generation of hooks its name for the language, and the
// objects that public hooks read unguarded.
func (r *run) completeContext(context *goja.Object) {
	request := r.ensureObject(context, "request")
	r.ensureObject(request, "query")
	r.ensureObject(request, "headers")
	switch r.trigger.ID {
	case scripts.CredentialsExchange:
		r.ensureObject(context, "body")
	case scripts.SendPhoneMessage:
		if user, ok := context.Get("user").(*goja.Object); ok {
			r.ensureObject(user, "user_metadata")
			r.ensureObject(user, "app_metadata")
		}
	default:
		language := firstOf(context.Get("requestLanguage"), request.Get("language"))
		if language == nil {
			return
		}
		ensure(context, "requestLanguage", language)
		ensure(context, "renderLanguage", language)
		ensure(request, "language", language)
	}
}

// firstOf is the first value that is there, nil for none.
func firstOf(values ...goja.Value) goja.Value {
	for _, v := range values {
		if v != nil && !goja.IsUndefined(v) && !goja.IsNull(v) {
			return v
		}
	}
	return nil
}

func ensure(o *goja.Object, name string, value goja.Value) {
	if firstOf(o.Get(name)) == nil {
		_ = o.Set(name, value)
	}
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
