package node

import (
	"crypto/tls"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func textAnswer(text string) roundTripper {
	return func(*http.Request) (*http.Response, error) {
		return &http.Response{StatusCode: 200, Status: "200 OK", ProtoMajor: 1, ProtoMinor: 1, Header: http.Header{},
			ContentLength: int64(len(text)), Body: io.NopCloser(strings.NewReader(text))}, nil
	}
}

var broken = roundTripper(func(*http.Request) (*http.Response, error) { return nil, io.EOF })

func TestHTTPErrorWithoutListenerIsUncaught(t *testing.T) {
	t.Parallel()
	m := newMachine(t, broken)
	defer m.end()
	m.run(t, `require('http').get('http://a.example/')`)
	require.Len(t, m.uncaught, 1)
	require.ErrorContains(t, m.uncaught[0], "socket hang up")
	require.Len(t, m.sent, 1)
}

func TestFetchFailureUnhandledIsARejection(t *testing.T) {
	t.Parallel()
	m := newMachine(t, broken)
	defer m.end()
	m.run(t, `fetch('http://a.example/')`)
	require.Len(t, m.uncaught, 1)
	require.Len(t, m.sent, 1)
}

func TestResponseLeftUnreadDoesNotHoldTheRun(t *testing.T) {
	t.Parallel()
	m := newMachine(t, textAnswer("unread"))
	m.run(t, `require('http').get('http://a.example/', () => {})`)
	m.end()
	require.Empty(t, m.uncaught)
	require.Len(t, m.sent, 1)
	require.Nil(t, m.sent[0].Error)
}

func TestResponseWithoutListenerIsRead(t *testing.T) {
	t.Parallel()
	m := newMachine(t, textAnswer("dumped"))
	defer m.end()
	m.run(t, `require('http').get('http://a.example/').on('NOSUCH', () => {})`)
	require.Empty(t, m.uncaught)
	require.Len(t, m.sent, 1)
	require.Equal(t, int64(6), m.sent[0].BytesIn)
}

func TestUnknownAuthority(t *testing.T) {
	t.Parallel()
	server := httptest.NewUnstartedServer(http.NotFoundHandler())
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	defer server.Close()
	transport := &http.Transport{TLSClientConfig: &tls.Config{MinVersion: tls.VersionTLS12}}
	defer transport.CloseIdleConnections()
	m := newMachine(t, transport)
	defer m.end()
	m.run(t, prelude+`require('https').get('`+server.URL+`').on('error', (e) => print(e.code + ' ' + e.message))`)
	require.Equal(t, "DEPTH_ZERO_SELF_SIGNED_CERT self-signed certificate\n", m.printed(t))
}

func TestWhatHTTPCannotDo(t *testing.T) {
	t.Parallel()
	tests := map[string]string{
		`require('http').createServer().listen(80)`:                               "a hook cannot listen",
		`require('https').createServer({}).listen(443)`:                           "a hook cannot listen",
		`require('net').createServer().listen()`:                                  "a hook cannot listen",
		`require('tls').createServer().listen()`:                                  "a hook cannot listen",
		`require('http2').connect('https://a.example')`:                           "http2.connect is not available in this runtime",
		`require('http').get({ socketPath: '/x' }).on('error', e => { throw e })`: "EACCES",
	}
	for script, want := range tests {
		t.Run(script, func(t *testing.T) {
			t.Parallel()
			m := newMachine(t, textAnswer(""))
			defer m.end()
			m.run(t, script)
			require.Len(t, m.uncaught, 1)
			require.ErrorContains(t, m.uncaught[0], want)
		})
	}
}

// TestUncheckedCertificatesNeedTheOperator: what asks for no check fails loudly, or goes
// out on a transport of its own.
func TestUncheckedCertificatesNeedTheOperator(t *testing.T) {
	t.Parallel()
	for options, unchecked := range map[string]bool{
		`{ rejectUnauthorized: false }`:                                                                    true,
		`{ agent: new (require('https').Agent)({ rejectUnauthorized: false }) }`:                           true,
		`{ agent: new (require('https').Agent)({ rejectUnauthorized: false }), rejectUnauthorized: true }`: false,
		`{ rejectUnauthorized: undefined }`:                                                                false,
		`{ rejectUnauthorized: 0 }`:                                                                        false,
		`{}`:                                                                                               false,
	} {
		script := `require('https').get('https://a.example/', ` + options + `, (res) => print('answered')).on('error', (e) => print(e.code + ' ' + e.message.slice(0, 36)))`
		m := newMachine(t, textAnswer(""))
		m.run(t, prelude+script)
		want := "answered\n"
		if unchecked {
			want = "EACCES rejectUnauthorized: false is refused\n"
		}
		require.Equal(t, want, m.printed(t), options)
		m.end()
		if !unchecked {
			continue
		}
		m = newMachine(t, nil)
		m.realm.Insecure = textAnswer("")
		m.run(t, prelude+script)
		require.Equal(t, "answered\n", m.printed(t), options)
		m.end()
	}
	m := newMachine(t, textAnswer(""))
	defer m.end()
	m.run(t, prelude+`require('http').get('http://a.example/', { rejectUnauthorized: false }, (res) => print('answered'))`)
	require.Equal(t, "answered\n", m.printed(t), "there is no certificate")
}

// TestHeadersOfOneOriginStayThere: a redirect to another origin takes only what says
// nothing of the first.
func TestHeadersOfOneOriginStayThere(t *testing.T) {
	t.Parallel()
	var got http.Header
	m := newMachine(t, roundTripper(func(r *http.Request) (*http.Response, error) {
		if r.URL.Host == "a.example:80" {
			answer, _ := textAnswer("").RoundTrip(r)
			answer.StatusCode, answer.Header = 307, http.Header{"Location": {"http://b.example/"}}
			return answer, nil
		}
		got = r.Header
		return textAnswer("").RoundTrip(r)
	}))
	defer m.end()
	m.run(t, `fetch('http://a.example/', { method: 'POST', body: 'x', headers: { authorization: 'a', cookie: 'b', 'x-api-key': 'c',
		'x-my-own-secret': 'd', accept: 'text/plain', 'content-type': 'text/x', 'user-agent': 'me' } })`)
	require.NotNil(t, got)
	var names []string
	for name := range got {
		names = append(names, strings.ToLower(name))
	}
	for _, name := range []string{"authorization", "cookie", "x-api-key", "x-my-own-secret"} {
		require.NotContains(t, names, name)
	}
	for _, name := range []string{"accept", "content-type", "user-agent"} {
		require.Contains(t, names, name)
	}
}

func TestSlackNotifyWithoutURL(t *testing.T) {
	t.Parallel()
	m := newMachine(t, nil)
	defer m.end()
	m.run(t, prelude+`print(String(require('slack-notify')().request({})))`)
	require.Equal(t, "false\n", m.printed(t))
	require.Equal(t, []string{"No Slack URL configured."}, m.console)
}
