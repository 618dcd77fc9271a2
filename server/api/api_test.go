package api

import (
	"context"
	"errors"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/auth"
	"github.com/hookline/hookline/server/edge"
)

func TestAuthentication(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for header, says := range map[string]string{
		"":                           "Missing authentication",
		"Basic " + adminToken:        "Missing authentication",
		"Bearer":                     "Invalid token",
		"Bearer wrong":               "Invalid token",
		"Bearer " + adminToken + "x": "Invalid token",
	} {
		for _, path := range []string{"/api/v2/hooks", "/api/v2/nowhere"} {
			r := httptest.NewRequest("GET", path, nil)
			r.Header.Set("Authorization", header)
			answer := w.do(r)
			require.Equal(t, 401, answer.Code)
			require.Equal(t, `{"statusCode":401,"error":"Unauthorized","message":"`+says+`"}`, strings.TrimSpace(answer.Body.String()))
			require.Equal(t, "Bearer", answer.Header().Get("WWW-Authenticate"))
			require.NotEmpty(t, answer.Header().Get("X-RateLimit-Remaining"))
		}
	}
	require.Contains(t, w.of("nobody").want(404, "GET", "/api/v2/hooks", ""), `There is no tenant \"nobody\"`)
	require.Contains(t, w.of("A/B").want(400, "GET", "/api/v2/hooks", ""), auth.TenantHeader)
	require.NotContains(t, w.log.String(), adminToken)
}

// TestTenantIsolation: on every route, what belongs to another tenant is not there.
func TestTenantIsolation(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	acme, rival := w.of("acme"), w.of("rival")
	id := acme.create("hook", `"enabled":true`)
	hook := "/api/v2/hooks/" + id
	acme.want(201, "POST", hook+"/secrets", `{"A":"`+secretText+`"}`)
	acme.opened(id) // now the Runner remembers it
	event, executions := acme.post()

	for route, body := range map[string]string{
		"GET " + hook:                             "",
		"PATCH " + hook:                           `{"name":"mine"}`,
		"DELETE " + hook:                          "",
		"GET " + hook + "/secrets":                "",
		"POST " + hook + "/secrets":               `{"B":"b"}`,
		"PATCH " + hook + "/secrets":              `{"A":"b"}`,
		"DELETE " + hook + "/secrets":             `["A"]`,
		"POST " + hook + "/run":                   sample(scripts.PostUserRegistration),
		"GET /api/v2/events/" + event:             "",
		"GET /api/v2/executions/" + executions[0]: "",
	} {
		method, path, _ := strings.Cut(route, " ")
		rival.want(404, method, path, body)
	}
	require.Equal(t, `[]`, rival.want(200, "GET", "/api/v2/hooks", ""))
	require.Equal(t, `{"executions":[]}`, rival.want(200, "GET", "/api/v2/executions", ""))
	require.Equal(t, `{"executions":[]}`, rival.want(200, "GET", "/api/v2/executions?hook_id="+id, ""))
	_, none := rival.post()
	require.Empty(t, none, "another tenant's hook does not run")
	rival.create("hook", `"enabled":true`) // the name is free here

	require.Contains(t, acme.want(200, "GET", hook, ""), `"name":"hook","script":"module.exports = f","dependencies":{},"enabled":true`)
	require.Equal(t, map[string]string{"A": secretText}, acme.opened(id))
}

func TestRoutes(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, path := range []string{"/", "/api", "/api/v2", "/api/v2/", "/api/v2/hooks/", "/api/v2/nothing", "/hooks"} {
		w.want(404, "GET", path, "")
	}
	for route, allow := range map[string]string{
		"PUT /api/v2/hooks":         "GET, POST",
		"POST /api/v2/hooks/1":      "GET, PATCH, DELETE",
		"GET /api/v2/hooks/1/run":   "POST",
		"DELETE /api/v2/executions": "GET",
		"POST /livez":               "GET",
		"GET " + registrations:      "POST",
	} {
		method, path, _ := strings.Cut(route, " ")
		w.want(405, method, path, "")
		require.Equal(t, allow, w.send(method, path, "").Header().Get("Allow"), route)
	}
}

func TestHeaders(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(c *Config) { c.RequestsPerSecond = 1000 })
	for _, path := range []string{"/api/v2/hooks", "/api/v2/hooks/1", "/api/v2/nowhere"} {
		header := w.send("GET", path, "").Header()
		require.Equal(t, "application/json; charset=utf-8", header.Get("Content-Type"))
		require.Equal(t, "nosniff", header.Get("X-Content-Type-Options"))
		require.Equal(t, "no-store", header.Get("Cache-Control"))
		require.Equal(t, "1000", header.Get("X-RateLimit-Limit"))
		require.Regexp(t, `^\d+$`, header.Get("X-RateLimit-Remaining"))
		reset, err := strconv.ParseInt(header.Get("X-RateLimit-Reset"), 10, 64)
		require.NoError(t, err)
		require.InDelta(t, time.Now().Unix(), reset, 5)
	}
	first, second := w.send("GET", "/livez", ""), w.send("GET", "/livez", "")
	require.NotEqual(t, first.Header().Get("X-Request-Id"), second.Header().Get("X-Request-Id"))
}

func TestRateLimitIsPerTenant(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(c *Config) { c.RequestsPerSecond = 1 })
	acme := w.of("acme")
	// The limit is one in any second, so one of three in a row is refused.
	codes := []int{acme.send("GET", "/api/v2/hooks", "").Code, acme.send("GET", "/api/v2/hooks", "").Code, acme.send("GET", "/api/v2/hooks", "").Code}
	require.Contains(t, codes, 429)
	w.of("rival").want(200, "GET", "/api/v2/hooks", "")
}

func TestBodies(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	path := "/api/v2/hooks/" + w.create("hook")
	large := `{"user":{"a":"` + strings.Repeat("x", edge.MaxBody) + `"}}`
	for route, body := range map[string]string{
		"POST /api/v2/hooks": large, "PATCH " + path: large, "POST " + path + "/run": large, "POST " + registrations: large,
		"POST " + path + "/secrets": large, "PATCH " + path + "/secrets": large, "DELETE " + path + "/secrets": large,
	} {
		method, path, _ := strings.Cut(route, " ")
		require.Contains(t, w.want(413, method, path, body), "1 MiB", route)
		r := httptest.NewRequest(method, path, strings.NewReader("a=b"))
		r.Header.Set("Authorization", "Bearer "+adminToken)
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		require.Equal(t, 415, w.do(r).Code, route)
	}
}

func TestHealth(t *testing.T) {
	t.Parallel()
	draining := make(chan struct{})
	w := newWorld(t, func(c *Config) { c.Draining = draining })
	w.want(200, "GET", "/livez", "")
	w.want(200, "GET", "/readyz", "")
	close(draining)
	require.Contains(t, w.want(503, "GET", "/readyz", ""), "stopping")
	w.want(200, "GET", "/livez", "")
	w.want(200, "GET", "/api/v2/hooks", "")

	w = newWorld(t, func(c *Config) { c.Store = deafStore{c.Store} })
	require.NotContains(t, w.want(503, "GET", "/readyz", ""), "disk")
	require.Contains(t, w.log.String(), "disk")
}

// deafStore fails in ways that are nobody's business outside.
type deafStore struct{ Store }

func (deafStore) Ping(context.Context) error { return errors.New("disk at /var/lib") }
func (deafStore) Hook(context.Context, scripts.TenantID, scripts.HookID) (scripts.Hook, error) {
	return scripts.Hook{}, errors.New("disk at /var/lib")
}

func TestInternalErrorsStayInside(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(c *Config) { c.Store = deafStore{c.Store} })
	require.NotContains(t, w.want(500, "GET", "/api/v2/hooks/1", ""), "/var/lib")
	require.Contains(t, w.log.String(), "disk at /var/lib")
}

func TestNewNeedsItsParts(t *testing.T) {
	t.Parallel()
	_, err := New(Config{})
	require.ErrorContains(t, err, "are required")
}

// FuzzBodies: no body breaks a route: there is always an answer, never a 500, and the
// failures have their shape.
func FuzzBodies(f *testing.F) {
	for _, seed := range []string{`{"name":"n","script":"s","triggerId":"post-user-registration"}`, `{"enabled":"true","dependencies":{"a":"1"}}`,
		`{"A":"b"}`, `["A"]`, `{"script":"s","secrets":{"A":"b"},"user":{},"context":{"connection":{}}}`, "", "null", "{\"a\":\"\\ud800\"}"} {
		f.Add([]byte(seed))
	}
	w := newWorld(f, func(c *Config) { c.RequestsPerSecond = 1 << 30 })
	id := w.create("hook")
	hook := "/api/v2/hooks/" + id
	routes := []string{"POST /api/v2/hooks", "PATCH " + hook, "POST " + hook + "/run", "POST " + hook + "/secrets",
		"PATCH " + hook + "/secrets", "DELETE " + hook + "/secrets", "POST " + registrations}
	f.Fuzz(func(t *testing.T, body []byte) {
		here := *w
		here.t = t
		for _, route := range routes {
			method, path, _ := strings.Cut(route, " ")
			answer := here.send(method, path, string(body))
			require.Less(t, answer.Code, 500, "%s %q", route, body)
			if answer.Code >= 400 {
				here.checkFailure(answer.Code, answer.Body.String())
			}
		}
		here.want(200, "GET", hook, "")
	})
}
