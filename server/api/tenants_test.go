package api

import (
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/auth"
)

func TestTenants(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	made := w.want(201, "POST", "/api/v2/tenants", `{"id":"new-1"}`)
	require.Equal(t, "new-1", field(t, made, "id"))
	require.Contains(t, made, `"egress_allow":[],"egress_deny_all":false,"no_eval":false,"several_hooks":false,"paused":false,"events_per_second":0,"requests_per_second":0}`)
	require.Equal(t, made, w.want(200, "GET", "/api/v2/tenants/new-1", ""))
	require.Equal(t, "[]", w.of("new-1").want(200, "GET", "/api/v2/hooks", ""), "it can be acted on at once")
	w.want(409, "POST", "/api/v2/tenants", `{"id":"new-1"}`)
	w.want(404, "GET", "/api/v2/tenants/nobody", "")
	w.want(404, "PATCH", "/api/v2/tenants/nobody", `{"no_eval":true}`)

	changed := w.want(200, "PATCH", "/api/v2/tenants/new-1", `{"egress_allow":["10.0.0.0/8:443","crm.internal"],"no_eval":true,"events_per_second":7}`)
	require.Contains(t, changed, `"egress_allow":["10.0.0.0/8:443","crm.internal"],"egress_deny_all":false,"no_eval":true,"several_hooks":false,"paused":false,"events_per_second":7,"requests_per_second":0}`)
	changed = w.want(200, "PATCH", "/api/v2/tenants/new-1", `{"egress_deny_all":true,"no_eval":false}`)
	require.Contains(t, changed, `"egress_deny_all":true,"no_eval":false,"several_hooks":false,"paused":false,"events_per_second":7`)
	require.Equal(t, changed, w.want(200, "PATCH", "/api/v2/tenants/new-1", `{}`))
	list := w.want(200, "GET", "/api/v2/tenants", "")
	require.Contains(t, list, changed)
	require.Equal(t, 4, strings.Count(list, `"id":`))
}

func TestTenantBodiesNameTheField(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for body, says := range map[string]string{
		`{}`: "id", `{"id":"A"}`: "id", `{"id":""}`: "id", `{"id":1}`: "id", `{"id":"a","no_eval":true}`: "no_eval",
		`{"id":"` + strings.Repeat("a", 64) + `"}`: "id", `{"ID":"a"}`: "ID", `{"id":"a","id":"b"}`: "duplicate",
	} {
		require.Contains(t, w.want(400, "POST", "/api/v2/tenants", body), says, body)
	}
	for body, says := range map[string]string{
		`{"egress_allow":"10.0.0.0/8"}`:                                             "egress_allow",
		`{"egress_allow":[1]}`:                                                      "egress_allow",
		`{"egress_allow":["10.0.0.1/8"]}`:                                           `10.0.0.1/8`,
		`{"egress_allow":["localhost"]}`:                                            "127.0.0.0/8",
		`{"egress_allow":["` + strings.Repeat("a", 400) + `"]}`:                     "too long",
		`{"egress_allow":[` + strings.Repeat(`"a.example",`, 100) + `"b.example"]}`: "maximum 100",
		`{"egress_deny_all":1}`:                                                     "egress_deny_all",
		`{"no_eval":null}`:                                                          "no_eval",
		`{"events_per_second":-1}`:                                                  "events_per_second",
		`{"events_per_second":1.5}`:                                                 "events_per_second",
		`{"requests_per_second":"5"}`:                                               "requests_per_second",
		`{"requests_per_second":1e99}`:                                              "requests_per_second",
		`{"id":"other"}`:                                                            "id",
	} {
		require.Contains(t, w.want(400, "PATCH", "/api/v2/tenants/acme", body), says, body)
	}
	require.Contains(t, w.want(200, "GET", "/api/v2/tenants/acme", ""), `"egress_allow":[]`, "nothing was kept")
}

func TestOnlyTheOperatorSeesTenants(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(c *Config) { c.Auth = member{} })
	for route, body := range map[string]string{
		"GET /api/v2/tenants": "", "POST /api/v2/tenants": `{"id":"x"}`,
		"GET /api/v2/tenants/acme": "", "PATCH /api/v2/tenants/acme": `{"egress_allow":["127.0.0.1"]}`,
	} {
		method, path, _ := strings.Cut(route, " ")
		w.want(403, method, path, body)
	}
	w.want(200, "GET", "/api/v2/hooks", "")
}

// member is a token that belongs to one tenant.
type member struct{}

func (member) Authenticate(*http.Request) (auth.Identity, error) {
	return auth.Identity{Tenant: "acme"}, nil
}

// TestLimitsAreTheTenants: settings apply from the next request on, to events and to
// calls apart, and to nobody else.
func TestLimitsAreTheTenants(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	acme, rival := w.of("acme"), w.of("rival")
	acme.create("hook", `"enabled":true`)
	w.want(200, "PATCH", "/api/v2/tenants/acme", `{"events_per_second":1}`)
	var refused *httptest.ResponseRecorder
	for range 3 { // one in any second: of three in a row one is refused
		answer := acme.send("POST", registrations, sample(scripts.PostUserRegistration))
		require.Equal(t, "1", answer.Header().Get("X-RateLimit-Limit"))
		if answer.Code == 429 {
			refused = answer
		}
	}
	require.NotNil(t, refused)
	acme.checkFailure(429, refused.Body.String())
	require.Equal(t, "1", refused.Header().Get("Retry-After"))
	require.Equal(t, "0", refused.Header().Get("X-RateLimit-Remaining"))
	_, err := strconv.ParseInt(refused.Header().Get("X-RateLimit-Reset"), 10, 64)
	require.NoError(t, err)

	require.Equal(t, "20000", acme.send("GET", "/api/v2/hooks", "").Header().Get("X-RateLimit-Limit"), "calls have their own")
	rival.want(202, "POST", registrations, sample(scripts.PostUserRegistration))
	w.want(200, "PATCH", "/api/v2/tenants/acme", `{"events_per_second":0}`)
	acme.want(202, "POST", registrations, sample(scripts.PostUserRegistration))
}

// TestFailuresAreLimitedByAddress: and a right token from there still works.
func TestFailuresAreLimitedByAddress(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	try := func(address, token string) *httptest.ResponseRecorder {
		r := httptest.NewRequest("GET", "/api/v2/hooks", nil)
		r.RemoteAddr = address
		r.Header.Set("Authorization", "Bearer "+token)
		return w.do(r)
	}
	codes := map[int]int{}
	for i := range 2 * failuresPerMinute {
		answer := try("192.0.2.9:"+strconv.Itoa(1000+i), "guess"+strconv.Itoa(i))
		codes[answer.Code]++
		if answer.Code == 429 {
			w.checkFailure(429, answer.Body.String())
			require.Equal(t, "60", answer.Header().Get("Retry-After"))
		}
	}
	require.Equal(t, failuresPerMinute, codes[401])
	require.Equal(t, failuresPerMinute, codes[429])
	require.Equal(t, 401, try("192.0.2.10:1", "guess").Code)
	require.Equal(t, 200, try("192.0.2.9:1", adminToken).Code)
	// Addresses of one IPv6 network are one.
	for i := range failuresPerMinute {
		try("[2001:db8::"+strconv.FormatInt(int64(i+1), 16)+"]:1", "guess")
	}
	require.Equal(t, 429, try("[2001:db8::ffff:1]:1", "guess").Code)
	require.Equal(t, 401, try("[2001:db8:1::1]:1", "guess").Code)
}

// TestNoEvalReachesTheRunner: from the next run on.
func TestNoEvalReachesTheRunner(t *testing.T) {
	t.Parallel()
	w := newWorld(t).of("acme")
	path := "/api/v2/hooks/" + w.create("hook") + "/run"
	w.want(200, "POST", path, sample(scripts.PostUserRegistration))
	require.False(t, w.sandbox.last().NoEval)
	w.want(200, "PATCH", "/api/v2/tenants/acme", `{"no_eval":true}`)
	w.want(200, "POST", path, sample(scripts.PostUserRegistration))
	require.True(t, w.sandbox.last().NoEval)
}

// TestTheBytesThatAreCheckedRun: what passes the check means the same to the hook, since
// it is handed the very bytes, and what could mean two things does not pass.
func TestTheBytesThatAreCheckedRun(t *testing.T) {
	t.Parallel()
	w := newWorld(t).of("acme")
	path := "/api/v2/hooks/" + w.create("hook", `"enabled":true`) + "/run"
	for _, body := range []string{
		`{"user":{},"User":{"id":"x"},"context":{"connection":{}}}`,
		` { "context" : {"connection":{}} ,"\u0075ser":{"id":"\u0041","n":1.0,"z":-0,"big":12345678901234567890} } `,
		`{"user":{"__proto__":{"admin":true},"constructor":1},"context":{"connection":{}},"USER":1}`,
	} {
		w.want(200, "POST", path, body)
		require.Equal(t, body, string(w.sandbox.last().Payload))
		event := field(t, w.want(202, "POST", registrations, body), "id")
		stored, err := w.store.Event(t.Context(), "acme", scripts.EventID(event))
		require.NoError(t, err)
		require.Equal(t, body, string(stored.Payload))
	}
	for _, body := range []string{
		`{"User":{},"context":{"connection":{}}}`,
		`{"USER":{},"Context":{"connection":{}}}`,
		`{"user":{},"user":{"id":"x"},"context":{"connection":{}}}`,
		`{"user":{},"\u0075ser":{"id":"x"},"context":{"connection":{}}}`,
		`{"user":{"id":1,"i\u0064":2},"context":{"connection":{}}}`,
		`{"user":{},"context":{"connection":{}}}{"user":1}`,
		"\ufeff" + `{"user":{},"context":{"connection":{}}}`,
		`{"user":{},"context":{"connection":{}}` + "\x00}",
		`{"user":"\ud800","context":{"connection":{}}}`,
	} {
		w.want(400, "POST", path, body)
		w.want(400, "POST", registrations, body)
	}
}
