package scripts

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func chainOf(t *testing.T, id TriggerID) *Chain {
	t.Helper()
	trigger, err := FindTrigger(id)
	require.NoError(t, err)
	return trigger.Chain(trigger.Sample())
}

func TestResultsAreChecked(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		trigger         TriggerID
		result, answer  string
		remarksContains string // of the only remark, empty for none
	}{
		{CredentialsExchange, ``, `{"scope":["read:connections"]}`, ""},
		{CredentialsExchange, `null`, `{"scope":["read:connections"]}`, ""},
		{CredentialsExchange, `"text"`, `{"scope":["read:connections"]}`, "not an object of claims"},
		{CredentialsExchange, `{}`, `{"scope":[]}`, "has no scope, so the token has none"},
		{CredentialsExchange, `{"scope":null}`, `{"scope":[]}`, "has no scope"},
		{CredentialsExchange, `{"scope":["a","b"]}`, `{"scope":["a","b"]}`, ""},
		{CredentialsExchange, `{"scope":"a b"}`, `{"scope":[]}`, "not an array of strings"},
		{CredentialsExchange, `{"scope":["a",null]}`, `{"scope":[]}`, "not an array of strings"},
		{CredentialsExchange, `{"scope":[],"plan":1}`, `{"scope":[]}`, `the claim "plan" was dropped: its name must be an http:// or https:// URL`},
		{CredentialsExchange, `{"scope":[],"https://x.example/plan":{"a":1}}`, `{"scope":[],"https://x.example/plan":{"a":1}}`, ""},
		{CredentialsExchange, `{"scope":[],"http://x.example":1}`, `{"scope":[],"http://x.example":1}`, ""},
		{CredentialsExchange, `{"scope":[],"https://auth0.com/x":1}`, `{"scope":[]}`, "the host auth0.com is reserved"},
		{CredentialsExchange, `{"scope":[],"https://a.WebTask.io:443/x":1}`, `{"scope":[]}`, "the host webtask.io is reserved"},
		{CredentialsExchange, `{"scope":[],"https://b.webtask.run./x":1}`, `{"scope":[]}`, "the host webtask.run is reserved"},
		{CredentialsExchange, `{"scope":[],"https://notauth0.com/x":1}`, `{"scope":[],"https://notauth0.com/x":1}`, ""},
		{CredentialsExchange, `{"scope":[],"https://x@auth0.com/x":1}`, `{"scope":[]}`, "reserved"},
		{CredentialsExchange, `{"scope":[],"ftp://x.example/x":1}`, `{"scope":[]}`, "URL"},
		{CredentialsExchange, `{"scope":[],"https:///x":1}`, `{"scope":[]}`, "URL"},

		{PreUserRegistration, ``, `{}`, ""},
		{PreUserRegistration, `{}`, `{}`, ""},
		{PreUserRegistration, `[1]`, `{}`, "not an object"},
		{PreUserRegistration, `{"user":null}`, `{}`, ""},
		{PreUserRegistration, `{"user":{"email":"x@y.z","id":"1"}}`, `{}`, ""},
		{PreUserRegistration, `{"user":{"user_metadata":{"a":{"b":[1.5]}},"app_metadata":{}}}`, `{"user":{"user_metadata":{"a":{"b":[1.5]}},"app_metadata":{}}}`, ""},
		{PreUserRegistration, `{"user":{"user_metadata":"x"}}`, `{}`, "user.user_metadata is not an object"},
		{PreUserRegistration, `{"user":{"user_metadata":{"a.b":1,"c":"x.y"}}}`, `{"user":{"user_metadata":{"c":"x.y"}}}`, `"a.b" was dropped`},
		{PreUserRegistration, `{"user":{"app_metadata":{"a":[{"$b":1,"n":12345678901234567890}]}}}`, `{"user":{"app_metadata":{"a":[{"n":12345678901234567890}]}}}`, `"$b" was dropped`},

		{SendPhoneMessage, ``, `null`, ""},
		{SendPhoneMessage, `[1]`, `[1]`, ""},
	} {
		chain := chainOf(t, c.trigger)
		remarks := chain.Add(json.RawMessage(c.result))
		require.JSONEq(t, c.answer, string(chain.Answer()), c.result)
		if c.remarksContains == "" {
			require.Empty(t, remarks, c.result)
			continue
		}
		require.Len(t, remarks, 1, c.result)
		require.Contains(t, remarks[0], c.remarksContains)
	}
}

// TestChainsPassOn: a hook sees what the one before left, and the answer has it all.
func TestChainsPassOn(t *testing.T) {
	t.Parallel()
	claims := chainOf(t, CredentialsExchange)
	claims.Add(json.RawMessage(`{"scope":["a"],"https://x.example/1":1}`))
	require.JSONEq(t, `["a"]`, string(member(claims.Payload(), "scope")))
	claims.Add(json.RawMessage(`{"scope":["a","b"],"https://x.example/2":2}`))
	require.JSONEq(t, `{"scope":["a","b"],"https://x.example/1":1,"https://x.example/2":2}`, string(claims.Answer()))

	metadata := chainOf(t, PreUserRegistration)
	metadata.Add(json.RawMessage(`{"user":{"app_metadata":{"a":1}}}`))
	require.JSONEq(t, `{"a":1}`, string(member(metadata.Payload(), "user.app_metadata")))
	require.JSONEq(t, `"xxxxxxx"`, string(member(metadata.Payload(), "user.password")), "the rest stays")
	metadata.Add(json.RawMessage(`{"user":{"user_metadata":{"b":1}}}`))
	require.JSONEq(t, `{"user":{"app_metadata":{"a":1},"user_metadata":{"b":1}}}`, string(metadata.Answer()))
}

func TestPrivateValuesAreNotKept(t *testing.T) {
	t.Parallel()
	trigger, err := FindTrigger(PreUserRegistration)
	require.NoError(t, err)
	for payload, want := range map[string]string{
		`{"user":{"password":"a\"b" , "x":1},"z":[]}`: `{"user":{"password":"[redacted]" , "x":1},"z":[]}`,
		`{"user":{"password":{"a":1}}}`:               `{"user":{"password":"[redacted]"}}`,
		`{"user":{"password":null}}`:                  `{"user":{"password":null}}`,
		`{"user":{}}`:                                 `{"user":{}}`,
		`7`:                                           `7`,
	} {
		padded := append([]byte(payload), strings.Repeat(" ", 10)...)
		require.Equal(t, want, string(trigger.Redact(padded[:len(payload)])))
	}
	require.Equal(t, []string{`a"b`}, trigger.Private([]byte(`{"user":{"password":"a\"b"}}`)))
	require.Empty(t, trigger.Private([]byte(`{"user":{}}`)))
	trigger, err = FindTrigger(PostUserRegistration)
	require.NoError(t, err)
	require.Equal(t, `{"user":{"password":"x"}}`, string(trigger.Redact([]byte(`{"user":{"password":"x"}}`))))
}
