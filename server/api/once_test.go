package api

import (
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/auth"
)

// postWithKey posts an event under an Idempotency-Key and returns the answer's status, the event's
// id, and whether it is said to be a repetition.
func (w *world) postWithKey(key, body string) (status int, id string, repeated bool) {
	w.t.Helper()
	r := httptest.NewRequest("POST", registrations, strings.NewReader(body))
	r.Header.Set("Authorization", "Bearer "+adminToken)
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set(auth.TenantHeader, "acme")
	r.Header.Set("Idempotency-Key", key)
	answer := w.do(r)
	if answer.Code >= 400 {
		w.checkFailure(answer.Code, answer.Body.String())
		return answer.Code, "", false
	}
	return answer.Code, field(w.t, answer.Body.String(), "id"), answer.Header().Get("Idempotent-Replayed") == "true"
}

func TestAKeyMakesAPostSafeToRepeat(t *testing.T) {
	t.Parallel()
	w := newWorld(t).of("acme")
	w.create("hook", `"enabled":true`)
	body := sample(scripts.PostUserRegistration)
	status, first, repeated := w.postWithKey("k", body)
	require.Equal(t, 202, status)
	require.False(t, repeated)
	status, again, repeated := w.postWithKey("k", body)
	require.Equal(t, 202, status)
	require.True(t, repeated)
	require.Equal(t, first, again)
	status, _, _ = w.postWithKey("k", strings.Replace(body, "{", "{ ", 1))
	require.Equal(t, 409, status)
	_, other, repeated := w.postWithKey("k2", body)
	require.False(t, repeated)
	require.NotEqual(t, first, other)
	for _, bad := range []string{"", strings.Repeat("k", 256)} {
		status, _, _ = w.postWithKey(bad, body)
		require.Equal(t, 400, status)
	}
	var page executionPage
	decode(t, w.want(200, "GET", "/api/v2/executions", ""), &page)
	require.Len(t, page.Executions, 2)
}

// TestAnEventsIDIsItsKey where the header gives none.
func TestAnEventsIDIsItsKey(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	with := func(id string) string {
		return strings.Replace(sample(scripts.PostUserRegistration), "{", `{"id":`+id+`,`, 1)
	}
	seen := map[string]bool{}
	for _, id := range []string{`"a"`, `"b"`, `7`} {
		first := field(t, w.want(202, "POST", registrations, with(id)), "id")
		require.Equal(t, first, field(t, w.want(202, "POST", registrations, with(id)), "id"))
		seen[first] = true
	}
	require.Len(t, seen, 3)
	for range 2 {
		seen[field(t, w.want(202, "POST", registrations, with("null")), "id")] = true
	}
	require.Len(t, seen, 5, "null is no id")
	w.want(400, "POST", registrations, with("{}"))
	w.want(400, "POST", registrations, with(`"`+strings.Repeat("x", 300)+`"`))
}

func TestAKeyIsForgottenAfterItsWindow(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(c *Config) { c.KeyWindow = time.Nanosecond })
	_, first, _ := w.postWithKey("k", sample(scripts.PostUserRegistration))
	require.Eventually(t, func() bool {
		_, second, repeated := w.postWithKey("k", sample(scripts.PostUserRegistration))
		return !repeated && second != first
	}, 10*time.Second, 5*time.Millisecond)
}

func TestAFullQueueTakesNothingIn(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(c *Config) {
		c.Full = func() error {
			return &scripts.Fault{Kind: scripts.ErrUnavailable, Code: "queue_full", Message: "Full.", RetryAfter: 10 * time.Second}
		}
	})
	answer := w.send("POST", registrations, sample(scripts.PostUserRegistration))
	require.Equal(t, 503, answer.Code)
	require.Equal(t, "10", answer.Header().Get("Retry-After"))
	require.Contains(t, answer.Body.String(), "queue_full")
}
