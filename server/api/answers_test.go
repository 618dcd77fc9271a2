package api

import (
	"encoding/json"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/sandbox"
	"github.com/hookline/hookline/scripts"
)

func path(trigger scripts.TriggerID) string { return "/api/v2/triggers/" + string(trigger) + "/events" }

func (w *world) createFor(trigger scripts.TriggerID) string {
	w.t.Helper()
	return field(w.t, w.want(201, "POST", "/api/v2/hooks", `{"name":"the-`+string(trigger)+`","script":"module.exports = f","enabled":true,"triggerId":"`+string(trigger)+`"}`), "id")
}

func returns(result string) scripts.Attempted {
	a := scripts.Attempted{Outcome: scripts.OutcomeReturned}
	if result != "" {
		a.Result = json.RawMessage(result)
	}
	return a
}

func throws(name, message string, friendly ...string) scripts.Attempted {
	e := &scripts.ScriptError{Name: name, Message: message, Stack: name + ": " + message}
	if len(friendly) > 0 {
		text, _ := json.Marshal(friendly[0])
		e.Props = map[string]json.RawMessage{"friendlyMessage": text}
	}
	return scripts.Attempted{Outcome: scripts.OutcomeThrew, Error: e}
}

// TestAnswers is Auth0's tables: what a hook does, and what its caller is told.
func TestAnswers(t *testing.T) {
	t.Parallel()
	const generic = "Something went wrong; please try again later."
	for _, c := range []struct {
		trigger scripts.TriggerID
		hook    scripts.Attempted
		status  int
		answer  string
	}{
		{scripts.CredentialsExchange, returns(``), 200, `{"scope":["read:connections"]}`},
		{scripts.CredentialsExchange, returns(`{"scope":["a"],"https://x.example/plan":"full","plan":1}`), 200, `{"scope":["a"],"https://x.example/plan":"full"}`},
		{scripts.CredentialsExchange, returns(`{}`), 200, `{"scope":[]}`},
		{scripts.CredentialsExchange, throws("InvalidScopeError", "no"), 400, `{"error":"invalid_scope","error_description":"no"}`},
		{scripts.CredentialsExchange, throws("InvalidRequestError", "no"), 400, `{"error":"invalid_request","error_description":"no"}`},
		{scripts.CredentialsExchange, throws("ServerError", "down"), 500, `{"error":"server_error","error_description":"down"}`},
		{scripts.CredentialsExchange, throws("TypeError", "x is undefined"), 500, `{"error":"server_error","error_description":"x is undefined"}`},
		{scripts.CredentialsExchange, scripts.Attempted{Outcome: scripts.OutcomeTimedOut, Error: &scripts.ScriptError{Message: "too long"}}, 500, `{"error":"server_error","error_description":"too long"}`},

		{scripts.PreUserRegistration, returns(`{}`), 200, `{}`},
		{scripts.PreUserRegistration, returns(`{"user":{"email":"other@foo.com","user_metadata":{"a":1},"app_metadata":{"b.c":1,"d":2}}}`), 200, `{"user":{"user_metadata":{"a":1},"app_metadata":{"d":2}}}`},
		{scripts.PreUserRegistration, throws("PreUserRegistrationError", "denied", "Use your company address."), 400,
			`{"error":"extensibility_error","error_description":"Use your company address.","message":"denied"}`},
		{scripts.PreUserRegistration, throws("PreUserRegistrationError", "denied", "denied"), 400, `{"error":"extensibility_error","error_description":"denied"}`},
		{scripts.PreUserRegistration, throws("Error", "database password wrong"), 400, `{"error":"extensibility_error","error_description":"` + generic + `","message":"database password wrong"}`},

		{scripts.SendPhoneMessage, returns(``), 200, `null`},
		{scripts.SendPhoneMessage, returns(`{"MessageID":"1"}`), 200, `{"MessageID":"1"}`},
		{scripts.SendPhoneMessage, throws("SendPhoneMessageError", "quota", "Try again tomorrow."), 400, `{"error":"extensibility_error","error_description":"Try again tomorrow.","message":"quota"}`},
	} {
		w := newWorld(t)
		w.createFor(c.trigger)
		w.sandbox.answer = c.hook
		answer := w.send("POST", path(c.trigger), sample(c.trigger))
		require.Equal(t, c.status, answer.Code, "%s", answer.Body)
		require.JSONEq(t, c.answer, answer.Body.String())
		require.Regexp(t, "^evt_", answer.Header().Get(eventHeader))
	}
}

// TestEnvelopes has the bytes that the container of auth0-ext-compilers 6.1.0 answered.
func TestEnvelopes(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		hook   scripts.Attempted
		answer string
	}{
		{returns(``), `{"statusCode":200,"headers":{},"status":"success"}`},
		{returns(`{"plan":1}`), `{"statusCode":200,"headers":{},"status":"success","data":{"plan":1}}`},
		{throws("Error", "boom"), `{"status":"error","data":{"message":"boom","stack":"Error: boom"}}`},
		{throws("InvalidScopeError", "no", "friend"), `{"status":"error","data":{"friendlyMessage":"friend","message":"no","name":"InvalidScopeError","stack":"InvalidScopeError: no"}}`},
	} {
		w := newWorld(t)
		w.createFor(scripts.CredentialsExchange)
		w.sandbox.answer = c.hook
		require.Equal(t, c.answer, w.want(200, "POST", path(scripts.CredentialsExchange)+"?envelope=auth0-ext", sample(scripts.CredentialsExchange)))
	}
	w := newWorld(t)
	require.JSONEq(t, `{"status":"error","data":{"message":"Body .client received by extensibility point is not an object","stack":"Error: Body .client received by extensibility point is not an object"}}`,
		w.want(200, "POST", path(scripts.CredentialsExchange)+"?envelope=auth0-ext", `{}`))
	require.Contains(t, w.want(400, "POST", path(scripts.CredentialsExchange), `{}`), "Body .client received by extensibility point is not an object")
	require.Contains(t, w.want(400, "POST", path(scripts.CredentialsExchange)+"?envelope=other", `{}`), "one of auth0-ext")
}

func TestBlockingTriggersWithoutHooksChangeNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	require.JSONEq(t, `{"scope":["read:connections"]}`, w.want(200, "POST", path(scripts.CredentialsExchange), sample(scripts.CredentialsExchange)))
	require.JSONEq(t, `{}`, w.want(200, "POST", path(scripts.PreUserRegistration), sample(scripts.PreUserRegistration)))
	id := w.createFor(scripts.PreUserRegistration)
	w.sandbox.answer = returns(`{"user":{"app_metadata":{"a":1}}}`)
	require.Contains(t, w.want(200, "POST", path(scripts.PreUserRegistration), sample(scripts.PreUserRegistration)), "app_metadata", "a new hook is found at once")
	w.want(200, "PATCH", "/api/v2/hooks/"+id, `{"enabled":false}`)
	require.JSONEq(t, `{}`, w.want(200, "POST", path(scripts.PreUserRegistration), sample(scripts.PreUserRegistration)))
}

// TestAnswersAreHistory: what was dropped from a result is remarked, and the password is
// nowhere.
func TestAnswersAreHistory(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.createFor(scripts.PreUserRegistration)
	w.sandbox.answer = returns(`{"user":{"password":"xxxxxxx","user_metadata":{"$a":1}}}`)
	answer := w.send("POST", path(scripts.PreUserRegistration), sample(scripts.PreUserRegistration))
	require.Equal(t, http.StatusOK, answer.Code)
	run := w.sandbox.last()
	require.Equal(t, []string{"xxxxxxx"}, run.Hide)
	require.Equal(t, answer.Header().Get(eventHeader), run.Meta["hookline-event-id"])
	w.record()

	listed := w.want(200, "GET", "/api/v2/executions?hook_id="+id, "")
	require.Contains(t, listed, `"state":"succeeded"`)
	require.Contains(t, listed, `user.user_metadata: the name \"$a\" was dropped`)
	require.Contains(t, listed, run.Meta["hookline-execution-id"])
	event := w.want(200, "GET", "/api/v2/events/"+answer.Header().Get(eventHeader), "")
	require.Contains(t, event, `"password":"[redacted]"`)
	require.NotContains(t, listed+event, `"xxxxxxx"`)
}

func TestThePlatformsFailuresAreNotTheHooks(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.createFor(scripts.PreUserRegistration)
	w.sandbox.err = sandbox.ErrWorkerLost
	require.Contains(t, w.want(503, "POST", path(scripts.PreUserRegistration), sample(scripts.PreUserRegistration)), "worker_lost")
	w.record()
	require.Contains(t, w.want(200, "GET", "/api/v2/executions", ""), `"outcome":"internal"`)
	w.want(503, "POST", path(scripts.PreUserRegistration), sample(scripts.PreUserRegistration)) // is stopping
}

// TestTheRunnerRemarksOnResults too, as the answer of an event would be checked.
func TestTheRunnerRemarksOnResults(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.createFor(scripts.PreUserRegistration)
	w.sandbox.answer = returns(`{"user":{"password":"abc","user_metadata":[]}}`)
	record := w.want(200, "POST", "/api/v2/hooks/"+id+"/run", sample(scripts.PreUserRegistration))
	require.Contains(t, record, "user.user_metadata is not an object and was dropped")
	require.Contains(t, record, `"password":"[redacted]"`)
	require.Equal(t, []string{"xxxxxxx"}, w.sandbox.last().Hide)
}

// TestRulesAreAPipeline: several are enabled without any setting, each goes on where the
// one before ended, and the first refusal ends it.
func TestRulesAreAPipeline(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for i, name := range []string{"second", "first"} {
		w.want(201, "POST", "/api/v2/hooks", `{"name":"`+name+`","script":"function (user, context, callback) {}","enabled":true,"triggerId":"rules","order":`+string(rune('2'-i))+`}`)
	}
	w.sandbox.answers = []scripts.Attempted{
		returns(`{"user":{"email":"a@b.c","n":1},"context":{"tenant":"t","idToken":{"https://x.example/a":1,"plan":2}}}`),
		returns(`{"user":{"email":"a@b.c","n":2},"context":{"tenant":"t","idToken":{"https://x.example/a":1,"https://x.example/b":2}}}`),
	}
	require.JSONEq(t, `{"user":{"email":"a@b.c","n":2},"context":{"tenant":"t","idToken":{"https://x.example/a":1,"https://x.example/b":2}}}`,
		w.want(200, "POST", path(scripts.RulesPipeline), sample(scripts.RulesPipeline)))
	require.Equal(t, "first", w.sandbox.ran[0].Meta["hook-name"])
	require.Contains(t, string(w.sandbox.ran[1].Payload), `"n":1`)
	require.NotContains(t, string(w.sandbox.ran[1].Payload), `"plan":2`, "claims without a URL do not get on")

	for hook, answer := range map[string]string{
		"UnauthorizedError": `{"error":"unauthorized","error_description":"no"}`,
		"Error":             `{"error":"access_denied","error_description":"no"}`,
	} {
		w.sandbox.answers = []scripts.Attempted{throws(hook, "no")}
		got := w.send("POST", path(scripts.RulesPipeline), sample(scripts.RulesPipeline))
		require.Equal(t, 403, got.Code)
		require.JSONEq(t, answer, got.Body.String())
	}
	w.record()
	require.Contains(t, w.want(200, "GET", "/api/v2/executions?trigger_id=rules", ""), `the claim \"plan\" of context.idToken was dropped`)
}

func TestSeveralHooksByTheTenantsSetting(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.createFor(scripts.PreUserRegistration)
	w.want(200, "PATCH", "/api/v2/tenants/default", `{"several_hooks":true}`)
	second := w.want(201, "POST", "/api/v2/hooks", `{"name":"second","script":"exports.onExecutePreUserRegistration = f","enabled":true,"triggerId":"pre-user-registration","order":3}`)
	require.Contains(t, second, `"enabled":true,"order":3,"kind":"action"}`)
	w.want(201, "POST", "/api/v2/hooks", `{"name":"third","kind":"hook","script":"x","triggerId":"pre-user-registration"}`)
	w.want(400, "POST", "/api/v2/hooks", `{"name":"fourth","kind":"x","script":"x","triggerId":"pre-user-registration"}`)
	w.want(400, "POST", "/api/v2/hooks", `{"name":"fourth","order":-1,"script":"x","triggerId":"pre-user-registration"}`)
	w.sandbox.answers = []scripts.Attempted{returns(`{"user":{"app_metadata":{"a":1}}}`), returns(`{"user":{"user_metadata":{"b":2}}}`)}
	require.JSONEq(t, `{"user":{"app_metadata":{"a":1},"user_metadata":{"b":2}}}`,
		w.want(200, "POST", path(scripts.PreUserRegistration), sample(scripts.PreUserRegistration)))
	require.Contains(t, w.want(409, "PATCH", "/api/v2/tenants/default", `{"several_hooks":false}`), "disable all but one")
}
