package runtime

import (
	"maps"
	"slices"

	"github.com/dop251/goja"

	"github.com/hookline/hookline/runtime/payload"
)

// webtask is context.webtask, the object that the container of Auth0's hooks added to
// the context. Its members are made when first read, and then stay.
//
// Unlike the original it holds no secret in its headers, and no cycle.
type webtask struct {
	run     *run
	args    []goja.Value // by the trigger's params
	members map[string]goja.Value
	deleted map[string]bool
}

var webtaskMembers = map[string]func(*webtask) goja.Value{
	"data":             (*webtask).data,
	"secrets":          func(w *webtask) goja.Value { return w.run.secretsObject() },
	"headers":          (*webtask).empty,
	"query":            (*webtask).empty,
	"params":           (*webtask).empty,
	"meta":             (*webtask).meta,
	"id":               func(w *webtask) goja.Value { return w.run.vm.ToValue(w.run.in.RequestID) },
	"body":             (*webtask).body,
	"body_raw":         func(w *webtask) goja.Value { return w.run.vm.ToValue(string(w.run.in.Payload)) },
	"storage":          (*webtask).storage,
	"token":            func(w *webtask) goja.Value { return w.run.vm.ToValue("") },
	"create_token":     func(w *webtask) goja.Value { return w.unsupported("create_token") },
	"create_token_url": func(w *webtask) goja.Value { return w.unsupported("create_token_url") },
}

// webtaskKeys is the order in which the original listed its members.
var webtaskKeys = []string{"data", "headers", "id", "params", "query", "secrets", "meta",
	"storage", "token", "body_raw", "body", "create_token", "create_token_url"}

// Get implements goja.DynamicObject.
func (w *webtask) Get(name string) goja.Value {
	if v, ok := w.members[name]; ok {
		return v
	}
	makeMember, ok := webtaskMembers[name]
	if !ok || w.deleted[name] {
		return nil
	}
	v := makeMember(w)
	w.Set(name, v)
	return v
}

// Set implements goja.DynamicObject.
func (w *webtask) Set(name string, v goja.Value) bool {
	if w.members == nil {
		w.members = map[string]goja.Value{}
	}
	w.members[name] = v
	return true
}

// Has implements goja.DynamicObject.
func (w *webtask) Has(name string) bool {
	_, own := w.members[name]
	return own || (webtaskMembers[name] != nil && !w.deleted[name])
}

// Delete implements goja.DynamicObject.
func (w *webtask) Delete(name string) bool {
	delete(w.members, name)
	if w.deleted == nil {
		w.deleted = map[string]bool{}
	}
	w.deleted[name] = true
	return true
}

// Keys implements goja.DynamicObject.
func (w *webtask) Keys() []string {
	keys := slices.DeleteFunc(slices.Clone(webtaskKeys), func(name string) bool { return !w.Has(name) })
	for _, name := range slices.Sorted(maps.Keys(w.members)) {
		if webtaskMembers[name] == nil {
			keys = append(keys, name)
		}
	}
	return keys
}

func (w *webtask) empty() goja.Value { return w.run.vm.NewObject() }

func (w *webtask) meta() goja.Value { return w.run.stringsObject(w.run.in.Meta) }

// data merges query, params and secrets; the first two are always empty here.
func (w *webtask) data() goja.Value { return w.run.secretsObject() }

// body is the payload with the very objects that the hook was called with, except for
// the context, which would make a cycle.
func (w *webtask) body() goja.Value {
	params := w.run.trigger.Params
	body := w.run.vm.NewObject()
	for i, name := range params {
		if name != "context" && !goja.IsUndefined(w.args[i]) {
			_ = payload.Set(body, name, w.args[i])
		}
	}
	err := payload.Members(w.run.vm, w.run.in.Payload,
		func(name string) bool { return name == "context" || !slices.Contains(params, name) },
		func(name string, value goja.Value) { _ = payload.Set(body, name, value) })
	if err != nil {
		panic(w.run.vm.NewTypeError(err.Error()))
	}
	return body
}

func (w *webtask) unsupported(name string) goja.Value {
	return w.run.realm.Function(name, func(goja.FunctionCall) goja.Value {
		return throwError(w.run.vm, "The '"+name+"' method is not supported in this environment")
	})
}

func throwError(vm *goja.Runtime, message string) goja.Value {
	failure, err := vm.New(vm.GlobalObject().Get("Error"), vm.ToValue(message))
	if err != nil {
		panic(err)
	}
	panic(failure)
}

func (r *run) secretsObject() goja.Value { return r.stringsObject(r.in.Secrets) }

// stringsObject makes a new plain object; its keys are sorted.
func (r *run) stringsObject(values map[string]string) goja.Value {
	o := r.vm.NewObject()
	for _, name := range slices.Sorted(maps.Keys(values)) {
		_ = payload.Set(o, name, r.vm.ToValue(values[name]))
	}
	return o
}
