package api

import (
	"encoding/json"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/store"
)

func decode(t testing.TB, text string, into any) {
	t.Helper()
	require.NoError(t, json.Unmarshal([]byte(text), into), text)
}

// end claims what is ready and settles it.
func (w *world) end(state scripts.State, outcome scripts.Outcome) {
	w.t.Helper()
	claims, err := w.store.Claim(w.t.Context(), store.ClaimRequest{Limit: 1000, PerTenant: 1000})
	require.NoError(w.t, err)
	for _, c := range claims {
		held, err := w.store.Settle(w.t.Context(), c.Lease, store.Settlement{State: state, Attempted: scripts.Attempted{Outcome: outcome}})
		require.NoError(w.t, err)
		require.True(w.t, held)
	}
}

func TestReplayOfOneExecution(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	hook := "/api/v2/hooks/" + w.create("hook", `"enabled":true`)
	_, executions := w.post()
	one := "/api/v2/executions/" + executions[0]
	w.want(409, "POST", one+"/replay", "")
	w.end(scripts.StateFailed, scripts.OutcomeThrew)
	w.want(200, "PATCH", hook, `{"script":"module.exports = g"}`)
	for query, version := range map[string]int{"": 1, "?version=ran": 1, "?version=current": 2} {
		var made replayed
		decode(t, w.want(202, "POST", one+"/replay"+query, ""), &made)
		require.Len(t, made.Executions, 1)
		var e scripts.Execution
		decode(t, w.want(200, "GET", "/api/v2/executions/"+string(made.Executions[0]), ""), &e)
		require.Equal(t, version, e.Version)
		require.Equal(t, executions[0], string(e.ReplayOf))
		require.Equal(t, scripts.StateReady, e.State)
	}
	w.want(400, "POST", one+"/replay?version=newest", "")
	w.of("rival").want(404, "POST", one+"/replay", "")
	w.want(204, "DELETE", hook, "")
	w.want(409, "POST", one+"/replay", "")
}

func TestCancel(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.create("hook", `"enabled":true`)
	_, executions := w.post()
	one := "/api/v2/executions/" + executions[0]
	w.of("rival").want(404, "POST", one+"/cancel", "")
	require.Equal(t, `{"matched":1,"canceled":1}`, w.want(200, "POST", one+"/cancel", ""))
	w.want(409, "POST", one+"/cancel", "")
	require.Equal(t, "canceled", field(t, w.want(200, "GET", one, ""), "state"))
}

// TestDeadLetters are listed, counted, replayed and discarded.
func TestDeadLetters(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.create("hook", `"enabled":true`)
	for range 450 {
		w.post()
	}
	w.end(scripts.StateDead, scripts.OutcomeThrew)
	w.post()
	w.end(scripts.StateSucceeded, scripts.OutcomeReturned)
	const all = "/api/v2/executions"
	require.Equal(t, `{"matched":450,"replayed":0}`, w.want(200, "POST", all+"/replay?state=dead&dry_run=true", ""))
	require.Equal(t, `{"matched":0,"replayed":0}`, w.want(200, "POST", all+"/replay?state=dead&outcome=timed_out", ""))
	require.Equal(t, `{"matched":0,"replayed":0}`, w.want(200, "POST", all+"/replay?state=dead&to=2020-01-01T00:00:00Z", ""))
	require.Equal(t, `{"matched":450,"replayed":450}`, w.want(200, "POST", all+"/replay?state=dead&outcome=threw", ""))
	w.end(scripts.StateDead, scripts.OutcomeTimedOut)
	require.Equal(t, `{"matched":450,"canceled":0}`, w.want(200, "POST", all+"/cancel?state=dead&outcome=threw&dry_run=true", ""))
	require.Equal(t, `{"matched":450,"canceled":450}`, w.want(200, "POST", all+"/cancel?state=dead&outcome=threw", ""))
	require.Equal(t, `{"matched":450,"canceled":0}`, w.want(200, "POST", all+"/cancel?state=dead&dry_run=true", ""))
	require.Equal(t, `{"matched":1,"canceled":0}`, w.want(200, "POST", all+"/cancel?state=succeeded", ""))
	for _, bad := range []string{"/replay", "/cancel", "/replay?hook_id=x", "/replay?state=dead&form=2020", "/replay?state=dead&from=2020", "/cancel?state=dead&version=ran"} {
		w.want(400, "POST", all+bad, "")
	}
}

func TestAHooksRetryAndPause(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	hook := "/api/v2/hooks/" + w.create("hook", `"enabled":true`, `"retry":{"attempts":3,"delays_s":[1.5],"on":["timed_out","threw","threw"]}`)
	require.Contains(t, w.want(200, "GET", hook, ""), `"retry":{"attempts":3,"delays_s":[1.5],"on":["threw","timed_out"]}`)
	require.NotContains(t, w.want(200, "GET", hook+"?fields=id,name", ""), "retry")
	require.Contains(t, w.want(200, "PATCH", hook, `{"retry":{"attempts":7}}`), `"retry":{"attempts":7}}`)
	require.NotContains(t, w.want(200, "PATCH", hook, `{"retry":null}`), "retry")
	for _, bad := range []string{`1`, `{}`, `{"attempts":0}`, `{"attempts":21}`, `{"attempts":2,"delays_s":[-1]}`, `{"attempts":2,"delays_s":[86401]}`,
		`{"attempts":2,"on":["refused"]}`, `{"attempts":2,"more":1}`, `{"attempts":2,"delays_s":[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]}`} {
		require.Contains(t, w.want(400, "PATCH", hook, `{"retry":`+bad+`}`), "property retry")
	}
	require.Contains(t, w.want(200, "PATCH", hook, `{"paused":true}`), `"paused":true`)
	require.Contains(t, w.want(200, "PATCH", hook, `{"concurrency":3}`), `"concurrency":3`)
	require.Contains(t, w.want(400, "PATCH", hook, `{"concurrency":17}`), "from 0 to 16")
	require.NotContains(t, w.want(200, "PATCH", hook, `{"concurrency":0}`), "concurrency")
	_, executions := w.post()
	require.Equal(t, "waiting", field(t, w.want(200, "GET", "/api/v2/executions/"+executions[0], ""), "state"))
	require.NotContains(t, w.want(200, "PATCH", hook, `{"paused":false}`), "paused")
	require.Equal(t, "ready", field(t, w.want(200, "GET", "/api/v2/executions/"+executions[0], ""), "state"))

	require.Contains(t, w.want(200, "PATCH", "/api/v2/tenants/default", `{"paused":true}`), `"paused":true`)
	require.Equal(t, "waiting", field(t, w.want(200, "GET", "/api/v2/executions/"+executions[0], ""), "state"))
}

func TestMetricsAreForTheOperator(t *testing.T) {
	t.Parallel()
	var took time.Duration
	w := newWorld(t, func(c *Config) {
		c.Metrics = http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("m 1")) })
		c.Accepted = func(d time.Duration) { took = d }
	})
	require.Equal(t, "m 1", w.want(200, "GET", "/metrics", ""))
	w.post()
	require.Positive(t, took)
	r, err := http.NewRequest("GET", "/metrics", http.NoBody)
	require.NoError(t, err)
	require.Equal(t, 401, w.do(r).Code)
}
