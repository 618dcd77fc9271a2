package api

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/go-chi/chi/v5"
	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/sandbox"
	"github.com/hookline/hookline/scripts"
)

func TestRun(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.create("hook", `"dependencies":{"axios":"1"}`)
	answered := 1.5
	w.sandbox.answer = scripts.Attempted{Outcome: scripts.OutcomeReturned, Result: json.RawMessage(`null`), AnsweredMS: &answered, DurationMS: 2,
		Console: []scripts.ConsoleLine{{AtMS: 1, Level: "log", Text: "a<b"}}}

	body := strings.Replace(sample(scripts.PostUserRegistration), "{", `{ "\u0064":1.0e0 ,`, 1)
	answer := w.want(200, "POST", "/api/v2/hooks/"+id+"/run", body)
	require.Regexp(t, `^{"tenant":"default","hook_id":"`+id+`","hook_name":"hook","version":1,"trigger_id":"post-user-registration","attempt":1,`+
		`"created_at":"[^"]+Z","started_at":"[^"]+Z","outcome":"returned","result":null,"console":\[{"at_ms":1,"level":"log","text":"a<b"}\],`+
		`"answered_ms":1.5,"duration_ms":2,"js_ms":0}$`, answer)

	ran := w.sandbox.last()
	require.Equal(t, body, string(ran.Payload), "the posted bytes")
	require.Equal(t, "module.exports = f", ran.Source)
	require.Equal(t, scripts.DefaultTenant, ran.Tenant)
	require.Equal(t, scripts.PostUserRegistration, ran.Trigger)
	require.Regexp(t, "^req_", ran.RequestID)
	require.Equal(t, "hook", ran.Meta["hook-name"])
	require.Equal(t, `{"axios":"1"}`, ran.Meta["wt-node-dependencies"])
	require.Equal(t, `{"executions":[]}`, w.want(200, "GET", "/api/v2/executions", ""), "nothing is saved")
}

func TestRunUnsaved(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.create("hook")
	path := "/api/v2/hooks/" + id + "/run"
	w.want(201, "POST", "/api/v2/hooks/"+id+"/secrets", `{"A":"saved","B":"saved"}`)

	answer := w.want(200, "POST", path, `{"scr\u0069pt":"unsaved","user":{"a":[1, 2]},"secrets":{"A":"unsaved","B":"_VALUE_NOT_SHOWN_","C":"`+secretText+`"},"context":{"connection":{}}}`)
	require.NotContains(t, answer, `"version"`)
	require.NotContains(t, answer, secretText)
	ran := w.sandbox.last()
	require.Equal(t, "unsaved", ran.Source)
	require.Equal(t, `{"user":{"a":[1, 2]},"context":{"connection":{}}}`, string(ran.Payload))
	open := map[string]string{}
	for name, value := range ran.Secrets {
		open[name] = value.Reveal()
	}
	require.Equal(t, map[string]string{"A": "unsaved", "B": "saved", "C": secretText}, open)

	require.Equal(t, map[string]string{"A": "saved", "B": "saved"}, w.opened(id), "nothing is saved")
	require.Equal(t, "module.exports = f", w.sandbox.last().Source)
	require.NotContains(t, w.log.String(), secretText)
}

func TestBadRuns(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	path := "/api/v2/hooks/" + w.create("hook") + "/run"
	with := func(member string) string {
		return strings.Replace(sample(scripts.PostUserRegistration), "{", "{"+member+",", 1)
	}
	for body, says := range map[string]string{
		`[]`:                                   "Expected type object",
		`{"user":{}}`:                          "Body.context received by extensibility point is not an object",
		`{"script":"s"}`:                       "Body.user received by extensibility point is not an object",
		with(`"script":"let broken"`):          `hook.js:1:8: Unexpected token\nlet broken`,
		with(`"script":""`):                    "on property script",
		with(`"script":null`):                  "on property script",
		with(`"secrets":[]`):                   "Expected type object but found type array",
		with(`"secrets":{"A":1}`):              "on property A",
		with(`"secrets":{"A":"` + Mask + `"}`): "is what is shown",
		with(`"user":1`):                       "duplicate name",
	} {
		require.Contains(t, w.want(400, "POST", path, body), says, body)
	}
	require.Empty(t, w.sandbox.ran)
}

// TestRunnerFails: what the platform could not do is no outcome of the hook.
func TestRunnerFails(t *testing.T) {
	t.Parallel()
	for want, err := range map[int]error{
		500: errors.New("inner text"),
		503: sandbox.ErrWorkerLost,
	} {
		w := newWorld(t)
		id := w.create("hook")
		w.sandbox.err = err
		require.NotContains(t, w.want(want, "POST", "/api/v2/hooks/"+id+"/run", sample(scripts.PostUserRegistration)), "inner text")
	}
}

// TestRecordWithoutJSON: the worker that made the record is not trusted.
func TestRecordWithoutJSON(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.create("hook")
	w.sandbox.answer.Result = json.RawMessage(`{"a":`)
	w.want(500, "POST", "/api/v2/hooks/"+id+"/run", sample(scripts.PostUserRegistration))
}

// TestRunSeesEveryWrite: what is remembered for the Runner never outlives a write.
func TestRunSeesEveryWrite(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.create("hook")
	require.Empty(t, w.opened(id))
	hook := "/api/v2/hooks/" + id
	for _, c := range []struct{ method, path, body, source, name string }{
		{"PATCH", "", `{"script":"two"}`, "two", "hook"},
		{"PATCH", "", `{"name":"renamed"}`, "two", "renamed"},
	} {
		w.send(c.method, hook+c.path, c.body)
		w.opened(id)
		require.Equal(t, c.source, w.sandbox.last().Source)
		require.Equal(t, c.name, w.sandbox.last().Meta["hook-name"])
	}
	w.want(201, "POST", hook+"/secrets", `{"A":"1"}`)
	require.Equal(t, "1", w.opened(id)["A"])
	w.want(201, "PATCH", hook+"/secrets", `{"A":"2"}`)
	require.Equal(t, "2", w.opened(id)["A"])
	w.want(204, "DELETE", hook+"/secrets", `["A"]`)
	require.Empty(t, w.opened(id))
	w.want(204, "DELETE", hook, "")
	w.want(404, "POST", hook+"/run", sample(scripts.PostUserRegistration))
}

func TestRunnablesForgetWhatWasReadDuringAWrite(t *testing.T) {
	t.Parallel()
	others := uint64(0)
	c := newRunnables(func() uint64 { return others })
	key := runnableKey{"default", "1"}
	loads := 0
	get := func(meanwhile func()) *runnable {
		r, err := c.get(key, func() (*runnable, error) {
			loads++
			meanwhile()
			return &runnable{version: scripts.Version{Number: loads}}, nil
		})
		require.NoError(t, err)
		return r
	}
	require.Equal(t, 1, get(func() { c.forget(key.tenant, key.hook) }).version.Number)
	require.Equal(t, 2, get(func() {}).version.Number, "the first was not kept")
	require.Equal(t, 2, get(func() {}).version.Number)
	c.forget(key.tenant, key.hook)
	require.Zero(t, c.size)
	require.Equal(t, 3, get(func() {}).version.Number)
	others++
	require.Equal(t, 4, get(func() {}).version.Number, "another server wrote")
	require.Equal(t, 4, get(func() {}).version.Number)
	others++
	require.Equal(t, 5, get(func() { others++ }).version.Number, "and one more meanwhile")
	require.Equal(t, 6, get(func() {}).version.Number)
}

func TestRunnablesAreBounded(t *testing.T) {
	t.Parallel()
	c := newRunnables(func() uint64 { return 0 })
	big := &runnable{version: scripts.Version{Script: strings.Repeat("x", maxRunnables/3)}}
	for _, hook := range []scripts.HookID{"1", "2", "2", "3", "4"} {
		_, err := c.get(runnableKey{"default", hook}, func() (*runnable, error) { return big, nil })
		require.NoError(t, err)
		require.LessOrEqual(t, c.size, maxRunnables)
		require.Equal(t, len(c.known)*big.size(), c.size)
	}
}

// BenchmarkRun measures all of a run but the sandbox, beside a handler that only reads
// and answers.
func BenchmarkRun(b *testing.B) {
	w := newWorld(b, func(c *Config) {
		c.RequestsPerSecond = 1 << 30
		c.Log = slog.New(slog.DiscardHandler)
	})
	id := w.create("hook")
	w.want(201, "POST", "/api/v2/hooks/"+id+"/secrets", `{"SLACK_HOOK":"https://hooks.example/T0/B0"}`)
	bare := chi.NewRouter()
	bare.Post("/api/v2/hooks/{id}/run", func(w http.ResponseWriter, r *http.Request) {
		if _, err := io.ReadAll(r.Body); err == nil {
			fmt.Fprint(w, chi.URLParam(r, "id"))
		}
	})
	body := sample(scripts.PostUserRegistration)
	for name, handler := range map[string]http.Handler{"hookline": w.handler, "bare chi": bare} {
		b.Run(name, func(b *testing.B) {
			answer := discard{make(http.Header)}
			b.ReportAllocs()
			for b.Loop() {
				w.sandbox.ran = w.sandbox.ran[:0]
				r := httptest.NewRequest("POST", "/api/v2/hooks/"+id+"/run", strings.NewReader(body))
				r.Header.Set("Authorization", "Bearer "+adminToken)
				r.Header.Set("Content-Type", "application/json")
				handler.ServeHTTP(answer, r)
			}
		})
	}
}

type discard struct{ header http.Header }

func (d discard) Header() http.Header         { return d.header }
func (d discard) Write(p []byte) (int, error) { return len(p), nil }
func (d discard) WriteHeader(int)             {}
