package api

import (
	"fmt"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/edge"
)

// The texts follow those of tv4, the validator whose texts Auth0's API answers with.

func badBody(format string, args ...any) error {
	return scripts.Invalid("invalid_body", "Payload validation error: '"+fmt.Sprintf(format, args...)+"'.")
}

func unknownProperty(name string) error {
	return badBody("Additional properties not allowed: %.100s", name)
}

func missingProperty(name string) error { return badBody("Missing required property: %s", name) }

// A property is a member of a body. What it expects ends every complaint about it.
type property struct{ name, expects string }

func (p property) bad(format string, args ...any) error {
	return scripts.Invalid("invalid_body", fmt.Sprintf("Payload validation error: '%s' on property %s (%s).",
		fmt.Sprintf(format, args...), p.name, p.expects))
}

func (p property) wrongType(want string, value []byte) error {
	return p.bad("Expected type %s but found type %s", want, edge.TypeName(value))
}

func (p property) text(value []byte) (string, error) {
	text, ok := edge.Text(value)
	if !ok {
		return "", p.wrongType("string", value)
	}
	return text, nil
}

// flag takes "true" and "false" as strings too: samples in Auth0's documentation send them.
func (p property) flag(value []byte) (bool, error) {
	switch string(value) {
	case `true`, `"true"`:
		return true, nil
	case `false`, `"false"`:
		return false, nil
	default:
		return false, p.wrongType("boolean", value)
	}
}
