package runtime

import (
	"strings"

	"github.com/dop251/goja"
)

// callRule calls (user, context, callback). User and context of a hook become those of a
// rule first.
func (r *run) callRule(rule goja.Callable, args []goja.Value) error {
	r.subjects = args
	user, _ := args[0].(*goja.Object)
	context, _ := args[1].(*goja.Object)
	if user != nil && context != nil { // which the payload's checks saw to
		r.completeRule(user, context)
	}
	_, err := rule(goja.Undefined(), append(args, r.realm.Function("callback", r.callback))...)
	return err
}

// completeRule makes the objects that rules change own members, so that they are handed
// on; whatever else rules may read stands behind, and is not seen when they are printed.
func (r *run) completeRule(user, context *goja.Object) {
	connection, _ := context.Get("connection").(*goja.Object)
	if connection == nil {
		connection = r.vm.NewObject()
	} else if !r.trigger.Pipeline {
		_ = context.Set("connection", firstOr(connection.Get("name"), goja.Undefined()))
	}
	r.ensureObject(user, "user_metadata")
	r.ensureObject(user, "app_metadata")
	r.ensureObject(context, "idToken")
	r.ensureObject(context, "accessToken")
	request := r.ensureObject(context, "request")
	r.ensureObject(request, "query")
	r.ensureObject(request, "body")
	_ = user.SetPrototype(r.vm.NewDynamicObject(&behind{o: user, make: func(name string) goja.Value { return r.userMember(user, context, name) }}))
	_ = context.SetPrototype(r.vm.NewDynamicObject(&behind{o: context, make: func(name string) goja.Value { return r.contextMember(user, connection, name) }}))
}

// otherSpelling pairs the names that hooks and rules have for the same.
var otherSpelling = map[string]string{
	"email_verified": "emailVerified", "emailVerified": "email_verified",
	"phone_number": "phoneNumber", "phoneNumber": "phone_number",
	"phone_verified": "phoneNumberVerified", "phoneNumberVerified": "phone_verified",
}

// userMember makes what a rule's user has and this one has not, nil for nothing.
func (r *run) userMember(user, context *goja.Object, name string) goja.Value {
	switch name {
	case "user_id":
		return r.prefixed(user.Get("id"))
	case "id":
		if id := user.Get("user_id"); id != nil && goja.IsString(id) {
			return r.vm.ToValue(strings.TrimPrefix(id.String(), "auth0|"))
		}
	case "name":
		return user.Get("email")
	case "identities":
		identity := r.vm.NewObject()
		_ = identity.Set("connection", context.Get("connection"))
		_ = identity.Set("user_id", user.Get("id"))
		_ = identity.Set("provider", "auth0")
		_ = identity.Set("isSocial", false)
		return r.vm.NewArray(identity)
	}
	if other := otherSpelling[name]; other != "" {
		return user.Get(other)
	}
	return nil
}

// prefixed is a user's id with the prefix of its provider.
func (r *run) prefixed(id goja.Value) goja.Value {
	if id == nil || !goja.IsString(id) || strings.Contains(id.String(), "|") {
		return id
	}
	return r.vm.ToValue("auth0|" + id.String())
}

// contextMember makes what a rule's context has and this one has not, nil for nothing.
func (r *run) contextMember(user, connection *goja.Object, name string) goja.Value {
	switch name {
	case "connectionID":
		return connection.Get("id")
	case "tenant":
		return firstOr(connection.Get("tenant"), user.Get("tenant"))
	case "connectionStrategy":
		return r.vm.ToValue("auth0")
	case "clientMetadata":
		return r.vm.NewObject()
	case "stats":
		return r.with("loginsCount", r.vm.ToValue(1))
	case "sso":
		return r.with("current_clients", r.vm.NewArray())
	case "authentication":
		return r.with("methods", r.vm.NewArray())
	case "authorization":
		return r.with("roles", r.vm.NewArray())
	}
	return nil
}

func (r *run) with(name string, value goja.Value) goja.Value {
	o := r.vm.NewObject()
	_ = o.Set(name, value)
	return o
}

// firstOr is the value, or other where it is not there.
func firstOr(value, other goja.Value) goja.Value {
	if found := firstOf(value); found != nil {
		return found
	}
	return other
}

// behind is the prototype of an object that has more to it than it shows. Members are made
// when first read, and then stay.
type behind struct {
	o     *goja.Object
	make  func(name string) goja.Value
	made  map[string]goja.Value
	asked int // members that are being made: one may ask for another, but not for itself
}

// Get implements goja.DynamicObject.
func (b *behind) Get(name string) goja.Value {
	if v, ok := b.made[name]; ok {
		return v
	}
	if b.asked > 1 {
		return nil
	}
	b.asked++
	defer func() { b.asked-- }()
	v := b.make(name)
	if v != nil {
		if b.made == nil {
			b.made = map[string]goja.Value{}
		}
		b.made[name] = v
	}
	return v
}

// Has implements goja.DynamicObject.
func (b *behind) Has(name string) bool { return b.Get(name) != nil }

// Set implements goja.DynamicObject. It is reached only through the object itself.
func (b *behind) Set(string, goja.Value) bool { return false }

// Delete implements goja.DynamicObject.
func (b *behind) Delete(string) bool { return false }

// Keys implements goja.DynamicObject: nothing here is enumerable.
func (b *behind) Keys() []string { return nil }
