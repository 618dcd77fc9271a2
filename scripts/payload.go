package scripts

import (
	"bytes"
	"encoding/json"
)

// CheckPayload says whether body is what the trigger's hooks may be given. The
// messages are those of auth0-ext-compilers 6.1.0, so that callers who match on them
// keep working. It returns a Fault of kind ErrInvalid.
//
// body must be valid JSON: the caller has parsed it at the edge.
func (t Trigger) CheckPayload(body []byte) error {
	if kindOf(body) != '{' {
		return invalidPayload("Body received by extensibility point is not an object")
	}
	for _, c := range t.checks {
		value := member(body, c.path)
		if !c.accepts(value) {
			return invalidPayload(c.message)
		}
	}
	return nil
}

func invalidPayload(message string) error { return Invalid("invalid_body", message) }

// A check looks at one member of the payload, named by a dotted path.
type check struct {
	path    string
	accepts func(value []byte) bool // value is nil where the member is absent
	message string
}

func object(path, message string) check { return check{path, isObject, message} }
func text(path, message string) check   { return check{path, isString, message} }

// emptyOr accepts an absent or null member too.
func emptyOr(accepts func([]byte) bool, path, message string) check {
	return check{path, func(v []byte) bool { return isAbsent(v) || accepts(v) }, message}
}

func isAbsent(v []byte) bool { return kindOf(v) == 0 || kindOf(v) == 'n' }
func isObject(v []byte) bool { return kindOf(v) == '{' }
func isString(v []byte) bool { return kindOf(v) == '"' }
func array(v []byte) bool    { return kindOf(v) == '[' }

// isObjectOrNull mirrors a typeof check, which null passes.
func isObjectOrNull(v []byte) bool { return isObject(v) || kindOf(v) == 'n' }

func oneOf(path, message string, allowed ...string) check {
	return check{path, func(v []byte) bool {
		var s string
		if !isString(v) || json.Unmarshal(v, &s) != nil {
			return false
		}
		for _, a := range allowed {
			if s == a {
				return true
			}
		}
		return false
	}, message}
}

// kindOf is the first byte of a JSON value, which tells its type; 0 for no value.
func kindOf(v []byte) byte {
	v = bytes.TrimLeft(v, " \t\r\n")
	if len(v) == 0 {
		return 0
	}
	return v[0]
}

// ofClient checks a member of the optional object context.client.
func ofClient(name string, accepts func([]byte) bool, message string) check {
	return check{"context.client", func(client []byte) bool {
		return client == nil || accepts(member(client, name))
	}, message}
}

var registrationChecks = []check{
	object("user", "Body.user received by extensibility point is not an object"),
	object("context", "Body.context received by extensibility point is not an object"),
	object("context.connection", "Body.context.connection received by extensibility point is not an object"),
}

var phoneChecks = []check{
	text("recipient", "Body.recipient received by extensibility point is not a string"),
	text("text", "Body.text received by extensibility point is not a string"),
	object("context", "Body.context received by extensibility point is not an object"),
	oneOf("context.message_type", "Body.context.message_type received by extensibility point is not `sms` or `voice`", "sms", "voice"),
	// "authentication" is what early hooks test for, so callers may still send it.
	oneOf("context.action", "Body.context.action received by extensibility point is not `enrollment` or `second-factor-authentication`",
		"enrollment", "second-factor-authentication", "authentication"),
	text("context.language", "Body.context.language received by extensibility point is not a string"),
	text("context.code", "Body.context.code received by extensibility point is not a string"),
	text("context.ip", "Body.context.ip received by extensibility point is not a string"),
	text("context.user_agent", "Body.context.user_agent received by extensibility point is not a string"),
	{"context.client", func(v []byte) bool { return v == nil || isObject(v) }, "Body.context.client received by extensibility point is not an object"},
	ofClient("client_id", isString, "Body.context.client.client_id received by extensibility point is not a string"),
	ofClient("name", isString, "Body.context.client.name received by extensibility point is not a string"),
	ofClient("client_metadata", isObject, "Body.context.client.client_metadata received by extensibility point is not an object"),
	{"context.user", isObjectOrNull, "Body.context.user received by extensibility point is not an object"},
}
