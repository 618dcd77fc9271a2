package scripts

import (
	"encoding/json"
	"slices"
)

// Refusal is what the caller of a blocking trigger is told when a hook did not succeed.
type Refusal struct {
	// Code is OAuth's error, or extensibility_error.
	Code string
	// Description is for the person who waits. Log is what the hook said, for the
	// tenant's own eyes.
	Description, Log string
}

// The codes of refusals.
const (
	CodeInvalidScope   = "invalid_scope"
	CodeInvalidRequest = "invalid_request"
	CodeServerError    = "server_error"
	CodeExtensibility  = "extensibility_error"
	CodeUnauthorized   = "unauthorized"
	CodeAccessDenied   = "access_denied"
)

// Refuse words the failure of a hook of this trigger. A hook tells its callers what it
// means by the name of its error, which is how Auth0's platform told, too.
func (t Trigger) Refuse(e *ScriptError) Refusal {
	if e == nil {
		e = &ScriptError{Message: "the hook failed"}
	}
	if t.refuse == nil {
		return Refusal{CodeExtensibility, genericDescription, e.Message}
	}
	return t.refuse(t, e)
}

// genericDescription is shown where the hook gave no text for people.
const genericDescription = "Something went wrong; please try again later."

// refuseToken is Auth0's table for /oauth/token.
func refuseToken(_ Trigger, e *ScriptError) Refusal {
	codes := map[string]string{"InvalidScopeError": CodeInvalidScope, "InvalidRequestError": CodeInvalidRequest}
	if code, ok := codes[e.Name]; ok {
		return Refusal{code, e.Message, e.Message}
	}
	return Refusal{CodeServerError, e.Message, e.Message}
}

// validationError is the name of what api.validation.error of an action makes.
const validationError = "ValidationError"

// refuseFriendly shows the friendly message of the trigger's own error class, and of
// no other error any text.
func refuseFriendly(t Trigger, e *ScriptError) Refusal {
	r := Refusal{CodeExtensibility, genericDescription, e.Message}
	var friendly string
	own := slices.Contains(t.ErrorClasses, e.Name) || e.Name == validationError
	if own && json.Unmarshal(e.Props["friendlyMessage"], &friendly) == nil && friendly != "" {
		r.Description = friendly
	}
	return r
}
