package main

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/scripts"
)

// install makes an enabled hook and returns its id.
func (p *process) install(trigger scripts.TriggerID, name, script string) string {
	p.t.Helper()
	var hook struct{ ID string }
	p.call("POST", "/hooks", map[string]any{"name": name, "triggerId": trigger, "script": script, "enabled": true}, &hook, 201)
	return hook.ID
}

// answer posts a sample and returns what the caller is told.
func (p *process) answer(trigger scripts.TriggerID, wantStatus int) string {
	p.t.Helper()
	t, err := scripts.FindTrigger(trigger)
	require.NoError(p.t, err)
	var out json.RawMessage
	p.call("POST", "/triggers/"+string(trigger)+"/events", json.RawMessage(t.Sample()), &out, wantStatus)
	return string(out)
}

// history waits for the newest execution of a hook.
func (p *process) history(hook string) (e scripts.Execution) {
	p.t.Helper()
	require.Eventually(p.t, func() bool {
		var page struct{ Executions []scripts.Execution }
		p.call("GET", "/executions?hook_id="+hook, nil, &page, 200)
		if len(page.Executions) > 0 {
			e = page.Executions[0]
		}
		return e.State != "" && e.State != scripts.StateReady && e.State != scripts.StateRunning
	}, 30*time.Second, 10*time.Millisecond)
	return e
}

// TestTheStartersOfAllTriggersRun on the real server, and say what they should.
func TestTheStartersOfAllTriggersRun(t *testing.T) {
	t.Parallel()
	p := start(t, t.TempDir())
	for _, trigger := range scripts.Triggers() {
		hook := p.install(trigger.ID, "starter-"+string(trigger.ID), trigger.Starter())
		status := 202
		if trigger.Blocking {
			status = 200
		}
		answer := p.answer(trigger.ID, status)
		switch trigger.ID {
		case scripts.CredentialsExchange:
			require.JSONEq(t, `{"scope":["read:connections"]}`, answer)
		case scripts.PreUserRegistration:
			require.JSONEq(t, `{"user":{"user_metadata":{"hobby":"surfing"},"app_metadata":{"plan":"full"}}}`, answer)
		case scripts.SendPhoneMessage:
			require.JSONEq(t, `{}`, answer)
		case scripts.RulesPipeline:
			require.Contains(t, answer, `"idToken":{}`)
		}
		e := p.history(hook)
		require.Equal(t, scripts.OutcomeReturned, e.Outcome, "%+v", e.Error)
		require.Empty(t, e.Warnings)
		require.Equal(t, scripts.KindOf(trigger.ID, trigger.Starter()), e.Kind)
	}
}

// TestTheCallerIsAnsweredAtOnce: what goes on after the callback is in the record, and is
// waited for when the server stops.
func TestTheCallerIsAnsweredAtOnce(t *testing.T) {
	t.Parallel()
	arrived, goOn := make(chan struct{}), make(chan struct{})
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		close(arrived)
		<-goOn
		w.WriteHeader(http.StatusNoContent)
	}))
	t.Cleanup(web.Close)
	data := t.TempDir()
	p := start(t, data, "--egress-allow", strings.TrimPrefix(web.URL, "http://"))
	hook := p.install(scripts.PreUserRegistration, "goes-on", `module.exports = function (user, context, cb) {
		require('http').get('`+web.URL+`', function (res) {
			res.resume();
			console.log('the request ended with', res.statusCode, 'and the password is', user.password);
			cb(null, {});
			throw new Error('late');
		});
		cb(null, { user: { app_metadata: { 'a.b': 1, kept: true } } });
	};`)
	require.JSONEq(t, `{"user":{"app_metadata":{"kept":true}}}`, p.answer(scripts.PreUserRegistration, 200))
	<-arrived
	require.NoError(t, p.cmd.Process.Signal(syscall.SIGTERM))
	close(goOn)
	require.NoError(t, p.wait())

	p = start(t, data)
	e := p.history(hook)
	require.Equal(t, scripts.OutcomeReturned, e.Outcome)
	require.Len(t, e.Requests, 1)
	require.Equal(t, 204, e.Requests[0].Status)
	require.Equal(t, "the request ended with 204 and the password is [redacted]", e.Console[0].Text)
	require.Len(t, e.Warnings, 3)
	require.Contains(t, e.Warnings[0], "cb was called again")
	require.Contains(t, e.Warnings[1], "after the callback was called: uncaught Error: late")
	require.Contains(t, e.Warnings[2], `the name "a.b" was dropped`)
	require.Less(t, *e.AnsweredMS, e.DurationMS)
}

// TestDocumentsOutliveTheServer, and belong to one hook.
func TestDocumentsOutliveTheServer(t *testing.T) {
	t.Parallel()
	const counts = `module.exports = function (user, context, cb) {
		var storage = context.webtask.storage;
		storage.get(function (err, data) {
			var n = ((data || {}).n || 0) + 1;
			storage.set({ n: n }, function (err) { cb(err, { user: { app_metadata: { n: n } } }); });
		});
	};`
	data := t.TempDir()
	p := start(t, data)
	hook := p.install(scripts.PreUserRegistration, "counts", counts)
	require.JSONEq(t, `{"user":{"app_metadata":{"n":1}}}`, p.answer(scripts.PreUserRegistration, 200))
	p.kill()
	p = start(t, data)
	require.JSONEq(t, `{"user":{"app_metadata":{"n":2}}}`, p.answer(scripts.PreUserRegistration, 200))
	trigger, err := scripts.FindTrigger(scripts.PreUserRegistration)
	require.NoError(t, err)
	var record scripts.Execution
	for range 2 { // the Runner keeps nothing
		p.call("POST", "/hooks/"+hook+"/run", json.RawMessage(trigger.Sample()), &record, 200)
		require.JSONEq(t, `{"user":{"app_metadata":{"n":3}}}`, string(record.Result))
	}
	p.install(scripts.PreUserRegistration, "another", counts)
	require.JSONEq(t, `{"user":{"app_metadata":{"n":1}}}`, p.answer(scripts.PreUserRegistration, 200))
}
