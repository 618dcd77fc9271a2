package api

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/hookline/hookline/sandbox"
	"github.com/hookline/hookline/sandbox/build"
	"github.com/hookline/hookline/sandbox/egress"
	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/answer"
	"github.com/hookline/hookline/server/auth"
	"github.com/hookline/hookline/server/store/sqlite"
	"github.com/hookline/hookline/server/tenants"
	"github.com/hookline/hookline/server/vault"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const adminToken = "hk_adm_for-the-tests"

// world is the API on a real store, with a sandbox that does what it is told.
type world struct {
	t       testing.TB
	handler http.Handler
	store   *sqlite.Store
	sandbox *fakeSandbox
	log     *lockedBuffer
	record  func() // waits until all answers are in the history; no event is answered after it
	tenant  string // of the calls; empty is none
}

func newWorld(t testing.TB, change ...func(*Config)) *world {
	t.Helper()
	dir := t.TempDir()
	store, err := sqlite.Open(t.Context(), sqlite.Config{Path: filepath.Join(dir, "hookline.db")})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, store.Close()) })
	for _, id := range []scripts.TenantID{"acme", "rival"} {
		_, err = store.CreateTenant(t.Context(), id)
		require.NoError(t, err)
	}
	keys, err := vault.Open(dir)
	require.NoError(t, err)
	w := &world{t: t, store: store, sandbox: &fakeSandbox{}, log: &lockedBuffer{}}
	answers := answer.New(answer.Config{Store: store, Runner: w.sandbox})
	ctx, stop := context.WithCancel(context.Background())
	recorded := make(chan error, 1)
	go func() { recorded <- answers.Run(ctx) }()
	w.record = sync.OnceFunc(func() { stop(); require.NoError(t, <-recorded) })
	t.Cleanup(w.record)
	c := Config{
		Store: store, Answers: answers, Tenants: tenants.New(store, egress.Policy{}), Vault: keys, Builder: w.sandbox, Runner: w.sandbox,
		Auth: auth.NewAdmin(scripts.NewSecretValue(adminToken), store),
		Log:  slog.New(slog.NewJSONHandler(w.log, &slog.HandlerOptions{Level: slog.LevelDebug})),
	}
	for _, f := range change {
		f(&c)
	}
	w.handler, err = New(c)
	require.NoError(t, err)
	return w
}

// of is the same world seen by another tenant.
func (w *world) of(tenant string) *world {
	other := *w
	other.tenant = tenant
	return &other
}

// send makes a request as a client of the API would.
func (w *world) send(method, path, body string) *httptest.ResponseRecorder {
	var reader io.Reader
	if body != "" {
		reader = strings.NewReader(body)
	}
	r := httptest.NewRequest(method, path, reader)
	r.Header.Set("Authorization", "Bearer "+adminToken)
	if body != "" {
		r.Header.Set("Content-Type", "application/json; charset=utf-8")
	}
	if w.tenant != "" {
		r.Header.Set(auth.TenantHeader, w.tenant)
	}
	return w.do(r)
}

func (w *world) do(r *http.Request) *httptest.ResponseRecorder {
	answer := httptest.NewRecorder()
	w.handler.ServeHTTP(answer, r)
	return answer
}

// want sends and expects the status; it returns the body.
func (w *world) want(status int, method, path, body string) string {
	w.t.Helper()
	answer := w.send(method, path, body)
	text := strings.TrimSuffix(answer.Body.String(), "\n")
	require.Equal(w.t, status, answer.Code, "%s %s %.200s: %s", method, path, body, text)
	if status >= 400 {
		w.checkFailure(status, text)
	}
	return text
}

// checkFailure expects Auth0's shape and nothing else.
func (w *world) checkFailure(status int, text string) {
	w.t.Helper()
	var f struct {
		StatusCode                int
		Error, Message, ErrorCode string
	}
	d := json.NewDecoder(strings.NewReader(text))
	d.DisallowUnknownFields()
	require.NoError(w.t, d.Decode(&f), text)
	require.Equal(w.t, status, f.StatusCode)
	require.Equal(w.t, http.StatusText(status), f.Error)
	require.NotEmpty(w.t, f.Message)
}

// create makes a hook and returns its id.
func (w *world) create(name string, more ...string) string {
	w.t.Helper()
	extra := strings.Join(append([]string{""}, more...), ",")
	body := w.want(201, "POST", "/api/v2/hooks",
		`{"name":"`+name+`","script":"module.exports = f","triggerId":"post-user-registration"`+extra+`}`)
	return field(w.t, body, "id")
}

// field is a string member of a JSON object.
func field(t testing.TB, object, name string) string {
	t.Helper()
	var members map[string]json.RawMessage
	require.NoError(t, json.Unmarshal([]byte(object), &members), object)
	var text string
	require.NoError(t, json.Unmarshal(members[name], &text), "%s of %s", name, object)
	return text
}

func sample(id scripts.TriggerID) string {
	trigger, err := scripts.FindTrigger(id)
	if err != nil {
		panic(err)
	}
	return string(trigger.Sample())
}

// fakeSandbox refuses code with "broken" in it, and remembers what it ran.
type fakeSandbox struct {
	mu  sync.Mutex
	ran []sandbox.Run
	// answers are given one after the other, then answer.
	answers []scripts.Attempted
	answer  scripts.Attempted
	err     error
}

func (s *fakeSandbox) Build(_ context.Context, h build.Hook) (scripts.Built, error) {
	if strings.Contains(h.Script, "broken") {
		return scripts.Built{}, scripts.Invalid("invalid_body", "hook.js:1:8: Unexpected token\n"+h.Script)
	}
	if len(h.Dependencies) == 0 {
		return scripts.Built{}, nil
	}
	return scripts.Built{Packages: fmt.Sprint(h.Dependencies), Wanted: h.Dependencies, Lock: []byte(fmt.Sprint("after ", h.Previous.Packages))}, nil
}

func (s *fakeSandbox) Run(_ context.Context, r sandbox.Run) (scripts.Attempted, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.ran = append(s.ran, r)
	answer := s.answer
	if len(s.answers) > 0 {
		answer, s.answers = s.answers[0], s.answers[1:]
	}
	if r.OnAnswer != nil && s.err == nil {
		r.OnAnswer(answer)
	}
	return answer, s.err
}

func (s *fakeSandbox) last() sandbox.Run {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.ran[len(s.ran)-1]
}

type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}
