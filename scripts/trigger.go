package scripts

import (
	"embed"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// TriggerID names an extensibility point by Auth0's id.
type TriggerID string

// The five triggers of Auth0's hooks, and the pipeline of rules that a login passes.
const (
	CredentialsExchange  TriggerID = "credentials-exchange"
	PreUserRegistration  TriggerID = "pre-user-registration"
	PostUserRegistration TriggerID = "post-user-registration"
	PostChangePassword   TriggerID = "post-change-password"
	SendPhoneMessage     TriggerID = "send-phone-message"
	RulesPipeline        TriggerID = "rules"
)

// Trigger is what Hookline knows of an extensibility point.
type Trigger struct {
	ID TriggerID
	// Params are the payload's members that become the hook's arguments, in order.
	// The callback follows them.
	Params []string
	// Blocking triggers answer the caller with the hook's result; the others are
	// queued and their result is only recorded.
	Blocking bool
	// Pipeline triggers may always have several enabled hooks.
	Pipeline bool
	// FalsyResult is what a hook's falsy result stands for, as JSON; nil keeps it.
	FalsyResult []byte
	// ErrorClasses are the error constructors that a hook finds by name.
	ErrorClasses []string
	checks       []check
	// shape are the members of the payload, result those of a result; nil is anything.
	shape, result []field
	// private is the path of the member that is not to be kept, empty for none.
	private string
	// How a Chain of a blocking trigger works, and how a failure is worded.
	begin  func(*Chain)
	add    func(*Chain, json.RawMessage) (remarks []string)
	end    func(*Chain) json.RawMessage
	refuse func(Trigger, *ScriptError) Refusal
}

var registrationErrors = []string{"PreUserRegistrationError"}

var triggers = []Trigger{
	{
		ID:           CredentialsExchange,
		Params:       []string{"client", "scope", "audience", "context"},
		Blocking:     true,
		ErrorClasses: []string{"InvalidScopeError", "InvalidRequestError", "ServerError"},
		checks: []check{
			object("client", "Body .client received by extensibility point is not an object"),
			emptyOr(array, "scope", "Body .scope received by extensibility point is neither empty nor an array"),
			text("audience", "Body .audience received by extensibility point is not a string"),
		},
		shape: claimsShape, result: claimsResult,
		begin: beginClaims, add: addClaims, refuse: refuseToken,
	},
	{
		ID:           PreUserRegistration,
		Params:       []string{"user", "context"},
		Blocking:     true,
		FalsyResult:  []byte("{}"),
		ErrorClasses: registrationErrors,
		checks:       registrationChecks,
		shape:        preRegistrationShape,
		result:       metadataResult,
		private:      "user.password",
		add:          addMetadata, end: endMetadata, refuse: refuseFriendly,
	},
	{
		ID:           PostUserRegistration,
		Params:       []string{"user", "context"},
		FalsyResult:  []byte("{}"),
		ErrorClasses: registrationErrors,
		checks:       registrationChecks,
		shape:        postRegistrationShape,
	},
	{
		ID:           PostChangePassword,
		Params:       []string{"user", "context"},
		FalsyResult:  []byte("{}"),
		ErrorClasses: registrationErrors,
		checks:       registrationChecks,
		shape:        changePasswordShape,
	},
	{
		ID:           SendPhoneMessage,
		Params:       []string{"recipient", "text", "context"},
		Blocking:     true,
		ErrorClasses: []string{"SendPhoneMessageError"},
		checks:       phoneChecks,
		shape:        phoneShape,
		add:          addAnything, end: endAnything, refuse: refuseFriendly,
	},
	{
		ID:           RulesPipeline,
		Params:       []string{"user", "context"},
		Blocking:     true,
		Pipeline:     true,
		ErrorClasses: []string{"UnauthorizedError"},
		checks: []check{
			object("user", "Body.user received by extensibility point is not an object"),
			object("context", "Body.context received by extensibility point is not an object"),
		},
		shape: rulesShape,
		add:   addRule, end: endRules, refuse: refuseLogin,
	},
}

// ActionExport is the name under which an action exports its function; empty where there
// are no actions.
func (t Trigger) ActionExport() string {
	if t.Pipeline {
		return ""
	}
	return "onExecute" + t.typeName()
}

// Signature is the head of a hook's function.
func (t Trigger) Signature() string {
	if t.Pipeline {
		return "function (user, context, callback)"
	}
	return "function (" + strings.Join(append(slices.Clone(t.Params), "cb"), ", ") + ")"
}

// Triggers lists the triggers.
func Triggers() []Trigger { return slices.Clone(triggers) }

// FindTrigger returns the trigger of that id, or a Fault that lists the known ones.
func FindTrigger(id TriggerID) (Trigger, error) {
	for _, t := range triggers {
		if t.ID == id {
			return t, nil
		}
	}
	known := make([]string, len(triggers))
	for i, t := range triggers {
		known[i] = string(t.ID)
	}
	return Trigger{}, &Fault{Kind: ErrNotFound, Code: "TriggerDoesNotExist",
		Message: fmt.Sprintf("There is no trigger %q; use one of %s.", id, strings.Join(known, ", "))}
}

//go:embed starters samples examples typings/preamble.d.ts
var files embed.FS

// Starter is the code a new hook of this trigger begins with.
func (t Trigger) Starter() string { return t.file("starters", ".js") }

// Sample is a payload such as an identity server posts, as a JSON object.
func (t Trigger) Sample() []byte { return []byte(t.file("samples", ".json")) }

func (t Trigger) file(dir, ext string) string {
	data, err := files.ReadFile(dir + "/" + string(t.ID) + ext)
	if err != nil {
		panic(err) // a trigger without its embedded files is a bug; a test reads them all
	}
	return string(data)
}
