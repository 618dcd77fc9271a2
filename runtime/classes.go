package runtime

import (
	"sync"

	"github.com/dop251/goja"
)

// errorClass makes one of the error constructors that a trigger's hooks find by name.
// They are its own in every VM; the program behind them is shared.
func (r *run) errorClass(name string) goja.Value {
	classes, err := r.vm.RunProgram(errorClasses())
	if err != nil {
		panic(err)
	}
	return classes.ToObject(r.vm).Get(name)
}

// The friendly message defaults to the first, as in auth0-ext-compilers 6.1.0.
var errorClasses = sync.OnceValue(func() *goja.Program {
	return goja.MustCompile("hookline:errors", `(function () {
		class ExtensibilityUserError extends Error {
			constructor(message) { super(message); this.name = this.constructor.name; }
		}
		class InvalidScopeError extends ExtensibilityUserError {}
		class InvalidRequestError extends ExtensibilityUserError {}
		class ServerError extends ExtensibilityUserError {}
		class UnauthorizedError extends ExtensibilityUserError {}
		function friendly(name) {
			return class extends Error {
				constructor(message, friendlyMessage) {
					super(message);
					this.name = name;
					this.friendlyMessage = friendlyMessage || message;
				}
				static get name() { return name; }
			};
		}
		return {
			ExtensibilityUserError, InvalidScopeError, InvalidRequestError, ServerError, UnauthorizedError,
			PreUserRegistrationError: friendly('PreUserRegistrationError'),
			SendPhoneMessageError: friendly('SendPhoneMessageError'),
			ValidationError: friendly('ValidationError'),
		};
	})()`, false)
})
