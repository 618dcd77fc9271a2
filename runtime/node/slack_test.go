package node

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/require"
)

// slackStub answers as Slack does, without a network.
type slackStub struct {
	status   int
	answer   string
	requests []*http.Request
	bodies   []string
}

func (s *slackStub) RoundTrip(r *http.Request) (*http.Response, error) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	s.requests, s.bodies = append(s.requests, r), append(s.bodies, string(body))
	w := httptest.NewRecorder()
	w.WriteHeader(s.status)
	_, _ = w.WriteString(s.answer)
	return w.Result(), nil
}

// payload is the JSON that the stub was sent last.
func (s *slackStub) payload(t *testing.T) string {
	t.Helper()
	require.NotEmpty(t, s.bodies)
	form, err := url.ParseQuery(s.bodies[len(s.bodies)-1])
	require.NoError(t, err)
	require.Len(t, form, 1)
	return form.Get("payload")
}

func TestSlackNotifyPayloads(t *testing.T) {
	t.Parallel()
	// What slack-notify 0.1.7 with request 2.88.2 sends on Node 20.
	tests := map[string]string{
		`s.success('hi')`: `{"channel":"#alerts","icon_emoji":":trophy:","username":"Hoorah","text":"hi"}`,
		`s.send({text: 'x', icon_url: 'http://i'})`: `{"username":"Robot","text":"x","icon_url":"http://i"}`,
		`s.send('plain')`: `{"username":"Robot","text":"plain","icon_emoji":":bell:"}`,
	}
	for script, want := range tests {
		t.Run(script, func(t *testing.T) {
			t.Parallel()
			stub := &slackStub{status: 200, answer: "ok"}
			m := newMachine(t, stub)
			defer m.end()
			m.run(t, `const s = require('slack-notify')('https://hooks.slack.com/services/T/B/x');`+script)
			require.Empty(t, m.uncaught)
			require.JSONEq(t, want, stub.payload(t))
			require.Len(t, m.sent, 1)
			require.Equal(t, "https://hooks.slack.com/services/T/B/x", m.sent[0].URL)
			require.Equal(t, 200, m.sent[0].Status)
			require.Nil(t, m.sent[0].Error)
			require.Equal(t, int64(2), m.sent[0].BytesIn)
		})
	}
}

// seedHook is the path that decides how many events a worker runs.
const seedHook = `
(function (user, context, cb) {
  const slack = require('slack-notify')('https://hooks.slack.com/services/T/B/x');
  slack.success({ text: 'New user: ' + user.email, channel: '#some_channel', fields: { id: user.id } });
  cb(null, {});
})({ email: 'a@b.c', id: 'auth0|1' }, {}, () => {});
`

func BenchmarkSlackHook(b *testing.B) {
	stub := roundTripper(func(r *http.Request) (*http.Response, error) {
		return &http.Response{StatusCode: 200, Status: "200 OK", Header: http.Header{}, ContentLength: 2,
			Body: io.NopCloser(strings.NewReader("ok"))}, nil
	})
	hook := goja.MustCompile("hook.js", seedHook, false)
	b.ReportAllocs()
	for b.Loop() {
		m := newMachine(b, stub)
		_ = m.runProgram(hook)
		m.end()
		if len(m.sent) != 1 {
			b.Fatal(m.uncaught)
		}
	}
}

func BenchmarkSlackLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		m := newMachine(b, nil)
		if _, err := m.modules.Require("slack-notify"); err != nil {
			b.Fatal(err)
		}
		m.end()
	}
}

func BenchmarkMachine(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		newMachine(b, nil).end()
	}
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }
