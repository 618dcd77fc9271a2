package scripts

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestPayloadChecks has the texts of auth0-ext-compilers 6.1.0: each sample with one
// member put away or changed.
func TestPayloadChecks(t *testing.T) {
	t.Parallel()
	const extensibility = " received by extensibility point is not "
	for _, c := range []struct {
		trigger     TriggerID
		path, value string // an empty value takes the member away
		wants       string // an empty text is no complaint
	}{
		{CredentialsExchange, "client", "", "Body .client" + extensibility + "an object"},
		{CredentialsExchange, "client", "[]", "Body .client" + extensibility + "an object"},
		{CredentialsExchange, "scope", `"a"`, "Body .scope received by extensibility point is neither empty nor an array"},
		{CredentialsExchange, "scope", "", ""},
		{CredentialsExchange, "scope", "null", ""},
		{CredentialsExchange, "audience", "1", "Body .audience" + extensibility + "a string"},
		{CredentialsExchange, "context", "", ""},

		{PreUserRegistration, "user", "null", "Body.user" + extensibility + "an object"},
		{PreUserRegistration, "context", "", "Body.context" + extensibility + "an object"},
		{PreUserRegistration, "context.connection", `"x"`, "Body.context.connection" + extensibility + "an object"},
		{PreUserRegistration, "user.email", "", ""},
		{PostUserRegistration, "user", "", "Body.user" + extensibility + "an object"},
		{PostChangePassword, "context.connection", "", "Body.context.connection" + extensibility + "an object"},

		{SendPhoneMessage, "recipient", "", "Body.recipient" + extensibility + "a string"},
		{SendPhoneMessage, "text", "1", "Body.text" + extensibility + "a string"},
		{SendPhoneMessage, "context", "[]", "Body.context" + extensibility + "an object"},
		{SendPhoneMessage, "context.message_type", `"fax"`, "Body.context.message_type" + extensibility + "`sms` or `voice`"},
		{SendPhoneMessage, "context.message_type", `"voice"`, ""},
		{SendPhoneMessage, "context.action", `"other"`, "Body.context.action" + extensibility + "`enrollment` or `second-factor-authentication`"},
		{SendPhoneMessage, "context.action", `"authentication"`, ""},
		{SendPhoneMessage, "context.language", "", "Body.context.language" + extensibility + "a string"},
		{SendPhoneMessage, "context.code", "123", "Body.context.code" + extensibility + "a string"},
		{SendPhoneMessage, "context.ip", "", "Body.context.ip" + extensibility + "a string"},
		{SendPhoneMessage, "context.user_agent", "", "Body.context.user_agent" + extensibility + "a string"},
		{SendPhoneMessage, "context.client", "", ""},
		{SendPhoneMessage, "context.client", "7", "Body.context.client" + extensibility + "an object"},
		{SendPhoneMessage, "context.client.client_id", "", "Body.context.client.client_id" + extensibility + "a string"},
		{SendPhoneMessage, "context.client.name", "", "Body.context.client.name" + extensibility + "a string"},
		{SendPhoneMessage, "context.client.client_metadata", "[]", "Body.context.client.client_metadata" + extensibility + "an object"},
		{SendPhoneMessage, "context.user", "", "Body.context.user" + extensibility + "an object"},
		{SendPhoneMessage, "context.user", "null", ""},

		{RulesPipeline, "user", "", "Body.user" + extensibility + "an object"},
		{RulesPipeline, "context", "1", "Body.context" + extensibility + "an object"},
	} {
		trigger, err := FindTrigger(c.trigger)
		require.NoError(t, err)
		err = trigger.CheckPayload(changed(trigger.Sample(), strings.Split(c.path, "."), c.value))
		if c.wants == "" {
			require.NoError(t, err, "%s %s", c.trigger, c.path)
			continue
		}
		require.EqualError(t, err, c.wants, "%s %s", c.trigger, c.path)
		require.ErrorIs(t, err, ErrInvalid)
	}
	for _, trigger := range Triggers() {
		require.EqualError(t, trigger.CheckPayload([]byte(`[]`)), "Body"+extensibility+"an object")
	}
}

func changed(object []byte, path []string, value string) json.RawMessage {
	m := decode(object)
	switch {
	case len(path) > 1:
		m[path[0]] = changed(m[path[0]], path[1:], value)
	case value == "":
		delete(m, path[0])
	default:
		m[path[0]] = json.RawMessage(value)
	}
	return encode(m)
}
