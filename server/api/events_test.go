package api

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/store"
)

const registrations = "/api/v2/triggers/post-user-registration/events"

func (w *world) post() (event string, executions []string) {
	w.t.Helper()
	answer := w.want(202, "POST", registrations, sample(scripts.PostUserRegistration))
	var got struct {
		ID         string
		Executions []string
	}
	require.NoError(w.t, json.Unmarshal([]byte(answer), &got))
	return got.ID, got.Executions
}

func TestEvent(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	event, executions := w.post()
	require.Regexp(t, "^evt_", event)
	require.Equal(t, []string{}, executions, "no hook is enabled")

	id := w.create("hook", `"enabled":true`)
	event, executions = w.post()
	require.Len(t, executions, 1)

	var got eventView
	require.NoError(t, json.Unmarshal([]byte(w.want(200, "GET", "/api/v2/events/"+event, "")), &got))
	require.JSONEq(t, sample(scripts.PostUserRegistration), string(got.Payload))
	require.Equal(t, scripts.PostUserRegistration, got.Trigger)
	require.Equal(t, scripts.DefaultTenant, got.Tenant)
	require.Len(t, got.Executions, 1)

	execution := w.want(200, "GET", "/api/v2/executions/"+executions[0], "")
	require.Equal(t, id, field(t, execution, "hook_id"))
	require.Equal(t, event, field(t, execution, "event_id"))
	require.Equal(t, "ready", field(t, execution, "state"))
	require.Equal(t, executions[0], field(t, execution, "id"))
}

func TestBadEvents(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for body, says := range map[string]string{
		``:                         "the body is empty",
		`[]`:                       "Expected type object",
		`{"context":{}}`:           "Body.user received by extensibility point is not an object",
		`{"user":{},"context":{}}`: "Body.context.connection received by extensibility point is not an object",
		`{"User":{},"context":{"connection":{}}}`:                                                                "Body.user received",
		`{"user":{"a":1,"a":2},"context":{"connection":{}}}`:                                                     "duplicate name",
		`{"user":{"a":` + strings.Repeat("[", 200) + strings.Repeat("]", 200) + `},"context":{"connection":{}}}`: "nested over 200 levels",
	} {
		require.Contains(t, w.want(400, "POST", registrations, body), says, body)
	}
	require.Contains(t, w.want(404, "POST", "/api/v2/triggers/post-login/events", "{}"), "use one of credentials-exchange")
	w.want(202, "POST", "/api/v2/triggers/post-change-password/events", sample(scripts.PostChangePassword))
	w.want(404, "GET", "/api/v2/events/evt_1", "")
	w.want(404, "GET", "/api/v2/executions/exe_1", "")
}

func TestListExecutions(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.create("hook", `"enabled":true`)
	var all []string // newest first
	for range 3 {
		_, executions := w.post()
		all = append(executions, all...)
	}
	w.settle(all[2])

	page := func(query string) (ids []string, next string) {
		var got executionPage
		require.NoError(t, json.Unmarshal([]byte(w.want(200, "GET", "/api/v2/executions"+query, "")), &got))
		require.NotNil(t, got.Executions)
		for _, e := range got.Executions {
			ids = append(ids, string(e.ID))
		}
		return ids, string(got.Next)
	}
	ids, next := page("")
	require.Equal(t, all, ids)
	require.Empty(t, next)
	ids, next = page("?per_page=2")
	require.Equal(t, all[:2], ids)
	ids, next = page("?per_page=2&before=" + next)
	require.Equal(t, all[2:], ids)
	require.Empty(t, next)
	for query, want := range map[string][]string{
		"?hook_id=" + id:                     all,
		"?hook_id=01OTHER":                   nil,
		"?trigger_id=post-user-registration": all,
		"?trigger_id=post-change-password":   nil,
		"?state=ready":                       all[:2],
		"?state=succeeded&outcome=returned":  all[2:],
		"?outcome=threw":                     nil,
	} {
		ids, _ = page(query)
		require.Equal(t, want, ids, query)
	}
	for query, says := range map[string]string{
		"?state=done":      "on property state (one of waiting, ready, running",
		"?outcome=ok":      "on property outcome (one of returned",
		"?trigger_id=x":    "on property trigger_id",
		"?per_page=0":      "on property per_page (an integer from 1 to 100)",
		"?before=nonsense": "cannot be continued",
		"?hook=x":          "Additional properties not allowed: hook",
	} {
		require.Contains(t, w.want(400, "GET", "/api/v2/executions"+query, ""), says, query)
	}
}

// settle ends the oldest execution as a dispatcher does.
func (w *world) settle(want string) {
	w.t.Helper()
	claims, err := w.store.Claim(w.t.Context(), store.ClaimRequest{Limit: 1, PerTenant: 1})
	require.NoError(w.t, err)
	require.Len(w.t, claims, 1)
	require.Equal(w.t, want, string(claims[0].Execution.ID))
	held, err := w.store.Settle(w.t.Context(), claims[0].Lease, store.Settlement{
		State: scripts.StateSucceeded, StartedAt: time.Now(), Attempted: scripts.Attempted{Outcome: scripts.OutcomeReturned},
	})
	require.NoError(w.t, err)
	require.True(w.t, held)
}
