package scripts

import "strings"

// A field is a member of what a hook is given or gives. The fields are the one source of
// the JSON schemas and the typings.
type field struct {
	name string
	// kind is a type of TypeScript: string, boolean, number, string[], object for one
	// with any members, any, or the name of a type in the typings' preamble; empty for
	// one with the members in fields.
	kind     string
	doc      string
	optional bool
	// ensured says that a hook finds the member in any case.
	ensured bool
	enum    []string
	fields  []field
}

// f makes a field; a name that ends in ? is that of an optional one.
func f(name, kind, doc string) field {
	name, optional := strings.CutSuffix(name, "?")
	return field{name: name, kind: kind, doc: doc, optional: optional, ensured: kind == "object"}
}

// of gives a field members.
func (f field) of(fields ...field) field {
	f.kind, f.fields = "", fields
	return f
}

// always marks a field as ensured.
func (f field) always() field {
	f.ensured = true
	return f
}

// oneOf bounds a string.
func (f field) oneOf(values ...string) field {
	f.enum = values
	return f
}

func connection() field {
	return f("connection", "", "where the user is kept").of(
		f("id?", "string", "id of the connection"),
		f("name?", "string", "name of the connection"),
		f("tenant?", "string", "name of the tenant"),
	)
}

// registrationUser are the members that pre- and post-user-registration share.
func registrationUser(first ...field) []field {
	return append(first,
		f("tenant?", "string", "name of the tenant"),
		f("username?", "string", "present if the connection has user names"),
		f("email?", "string", ""),
		f("emailVerified?", "boolean", ""),
		f("phoneNumber?", "string", ""),
		f("phoneNumberVerified?", "boolean", ""),
		f("user_metadata?", "object", "what the user may read and change; always an object in the hook"),
		f("app_metadata?", "object", "what only applications may change; always an object in the hook"),
	)
}

func registrationContext() field {
	return f("context", "", "how the user came").of(
		connection(),
		f("requestLanguage?", "string", "Accept-Language of the caller"),
		f("renderLanguage?", "string", "language in which the page was shown"),
		f("request?", "", "the request that led here").of(
			f("ip?", "string", ""), f("language?", "string", ""), f("query?", "object", ""), f("headers?", "object", "")).always(),
	)
}

var claimsShape = []field{
	f("client", "", "the application that asks for a token").of(
		f("id?", "string", "client_id"), f("name?", "string", ""), f("tenant?", "string", "name of the tenant"),
		f("metadata?", "object", "metadata of the application")),
	f("scope?", "string[]", "the scopes that the token is going to have"),
	f("audience", "string", "identifier of the API that the token is for"),
	f("context?", "", "").of(),
}

var preRegistrationShape = []field{
	f("user", "", "the user who is about to be created").of(
		registrationUser(f("password?", "string", "in the clear; never stored or shown"))...),
	registrationContext(),
}

var postRegistrationShape = []field{
	f("user", "", "the user who was created").of(
		registrationUser(f("id?", "string", "without the prefix auth0|"))...),
	registrationContext(),
}

var changePasswordShape = []field{
	f("user", "", "the user whose password was changed").of(
		f("id?", "string", "without the prefix auth0|"), f("username?", "string", ""), f("email?", "string", ""),
		f("last_password_reset?", "string", "ISO 8601"),
		f("user_metadata?", "object", "always an object in the hook"),
		f("app_metadata?", "object", "always an object in the hook")),
	registrationContext(),
}

var phoneShape = []field{
	f("recipient", "string", "the phone number"),
	f("text", "string", "the message, with the code in it"),
	f("context", "", "").of(
		f("message_type", "string", "").oneOf("sms", "voice"),
		f("action", "string", "").oneOf("enrollment", "second-factor-authentication", "authentication"),
		f("language", "string", ""), f("code", "string", "the one-time code"),
		f("ip", "string", ""), f("user_agent", "string", ""),
		f("client?", "", "the application that the user signs in to").of(
			f("client_id", "string", ""), f("name", "string", ""), f("client_metadata", "object", "")),
		f("user?", "", "the user").of(
			f("user_id?", "string", "with its prefix"), f("name?", "string", ""), f("email?", "string", ""),
			f("app_metadata?", "object", ""), f("user_metadata?", "object", ""))),
}

// What hooks may give their callbacks.
var (
	claimsResult = []field{
		f("scope?", "string[]", "the token's scope; a result without it takes all scopes away"),
	}
	metadataResult = []field{
		f("user?", "", "").of(f("user_metadata?", "object", "kept with the new user"), f("app_metadata?", "object", "kept with the new user")),
	}
)
