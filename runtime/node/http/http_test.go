package http

import (
	"bytes"
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/hookline/hookline/runtime/loop"
	"github.com/hookline/hookline/runtime/realm"
	"github.com/hookline/hookline/scripts"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// machine runs scripts that have the binding as the global http, and say(…).
type machine struct {
	realm *realm.Realm
	end   context.CancelFunc
	said  []string
	sent  []scripts.Request
	vm    *goja.Runtime
}

const maxRequests, maxResponse = 50, 10 << 20

func newMachine(t *testing.T, transport http.RoundTripper) *machine {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	m := &machine{vm: goja.New(), end: cancel}
	m.realm = realm.New(ctx, m.vm, time.Now())
	m.realm.Transport = transport
	m.realm.MaxRequests, m.realm.MaxResponseBytes = maxRequests, maxResponse
	m.realm.Sent = func(r scripts.Request) { m.sent = append(m.sent, r) }
	m.realm.Loop = loop.New(m.vm, loop.NewClock(), func(err error) bool {
		m.said = append(m.said, "uncaught "+err.Error())
		return false
	})
	require.NoError(t, m.vm.Set("http", Binding(m.realm)))
	require.NoError(t, m.vm.Set("say", m.realm.Function("say", func(call goja.FunctionCall) goja.Value {
		words := make([]string, len(call.Arguments))
		for i, a := range call.Arguments {
			words[i] = a.String()
		}
		m.said = append(m.said, strings.Join(words, " "))
		return nil
	})))
	return m
}

// run waits until nothing is left to do, and then ends the run.
func (m *machine) run(t *testing.T, script string) {
	t.Helper()
	defer m.finish()
	require.NoError(t, m.realm.Loop.Run(m.realm.Context, func() error {
		_, err := m.vm.RunString(helpers + script)
		return err
	}))
}

func (m *machine) finish() {
	m.end()
	m.realm.Wait()
}

const helpers = `
function open(method, path, body, onHead, headers) {
  return http.open(method, 'http', 'host.example', 80, path, headers || [], body, onHead);
}
function readAll(x, done, total) {
  total = total || 0;
  x.read((err, piece, last) => {
    if (err) return done(err);
    total += piece.byteLength;
    if (last) done(null, total);
    else readAll(x, done, total);
  });
}
`

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func respond(status int, body io.Reader) (*http.Response, error) {
	return &http.Response{StatusCode: status, Status: fmt.Sprint(status, " ", http.StatusText(status)), ProtoMajor: 1, ProtoMinor: 1,
		Header: http.Header{}, Body: io.NopCloser(body), ContentLength: -1}, nil
}

func answer(body string) roundTripper {
	return func(*http.Request) (*http.Response, error) { return respond(200, strings.NewReader(body)) }
}

func TestRequestIsReportedOnce(t *testing.T) {
	t.Parallel()
	endless := roundTripper(func(r *http.Request) (*http.Response, error) {
		<-r.Context().Done()
		return nil, r.Context().Err()
	})
	stalled := roundTripper(func(r *http.Request) (*http.Response, error) {
		body, w := io.Pipe()
		context.AfterFunc(r.Context(), func() { _ = w.CloseWithError(r.Context().Err()) })
		return respond(200, body)
	})
	tests := map[string]struct {
		transport http.RoundTripper
		script    string
		wantError string
	}{
		"complete":       {answer("body"), `const x = open('GET', '/', undefined, () => readAll(x, () => {}))`, ""},
		"sent":           {answer("body"), `http.postForm('http://host.example/', 'x', 'y', () => {})`, ""},
		"left unread":    {answer("body"), `open('GET', '/', undefined, () => {})`, ""},
		"failed":         {roundTripper(func(*http.Request) (*http.Response, error) { return nil, io.EOF }), `open('GET', '/', undefined, () => {})`, "socket hang up"},
		"aborted":        {endless, `open('GET', '/', undefined, () => say('called')).abort()`, "aborted by the script"},
		"aborted twice":  {endless, `const x = open('GET', '/', undefined, () => say('called')); x.abort(); x.abort()`, "aborted by the script"},
		"body aborted":   {stalled, `const x = open('GET', '/', undefined, () => { x.read(() => say('called')); x.abort(); })`, "aborted by the script"},
		"upload aborted": {endless, `const x = open('POST', '/', true, () => say('called')); x.write(new Uint8Array(5), () => say('called')); x.abort()`, "aborted by the script"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := newMachine(t, test.transport)
			m.run(t, test.script)
			require.Empty(t, m.said)
			require.Len(t, m.sent, 1)
			if test.wantError == "" {
				require.Nil(t, m.sent[0].Error)
				require.Equal(t, 200, m.sent[0].Status)
			} else {
				require.Equal(t, test.wantError, *m.sent[0].Error)
			}
		})
	}
}

func TestRunThatEndsReportsWhatItCutOff(t *testing.T) {
	t.Parallel()
	started := make(chan struct{})
	m := newMachine(t, roundTripper(func(r *http.Request) (*http.Response, error) {
		close(started)
		<-r.Context().Done()
		return nil, r.Context().Err()
	}))
	go func() {
		<-started
		m.end()
	}()
	err := m.realm.Loop.Run(m.realm.Context, func() error {
		_, err := m.vm.RunString(helpers + `open('GET', '/', undefined, () => say('called'))`)
		return err
	})
	require.ErrorIs(t, err, context.Canceled)
	m.finish()
	require.Len(t, m.sent, 1)
	require.Equal(t, "the run ended before the response did", *m.sent[0].Error)
}

func TestRecordKeepsNoSecret(t *testing.T) {
	t.Parallel()
	m := newMachine(t, answer("12345"))
	m.run(t, `
		http.postForm('https://user:password@host.example:8443/path?key=secret#fragment', 'a', 'b', () => {});
		open('GET', '/p?token=secret', undefined, () => {});
	`)
	require.Len(t, m.sent, 2)
	for _, r := range m.sent {
		if r.Method == "GET" {
			require.Equal(t, "http://host.example/p", r.URL)
			continue
		}
		require.Equal(t, "https://host.example:8443/path", r.URL)
		require.Equal(t, int64(3), r.BytesOut)
		require.Equal(t, int64(5), r.BytesIn)
		require.Equal(t, 200, r.Status)
	}
}

func TestLimits(t *testing.T) {
	t.Parallel()
	big := roundTripper(func(*http.Request) (*http.Response, error) {
		return respond(200, bytes.NewReader(make([]byte, maxResponse+1)))
	})
	exact := roundTripper(func(*http.Request) (*http.Response, error) {
		return respond(200, bytes.NewReader(make([]byte, maxResponse)))
	})
	manyHeaders := roundTripper(func(*http.Request) (*http.Response, error) {
		r, _ := respond(200, http.NoBody)
		r.Header["X"] = make([]string, MaxHeaders+1)
		return r, nil
	})
	tests := map[string]struct {
		transport    http.RoundTripper
		script, want string
	}{
		"requests": {answer("ok"), `
			let refused = 0, message;
			for (let i = 0; i < 53; i++) open('GET', '/', undefined, (err) => { if (err) { refused++; message = err.code + ' ' + err.message; } if (refused === 3) { refused = 0; say(message); } });`,
			"ERR_LIMIT_REACHED the run has sent 50 requests, and more are not allowed"},
		"response":         {big, `const x = open('GET', '/', undefined, () => readAll(x, (err) => say(err.code, err.message)))`, "ERR_LIMIT_REACHED the response is larger than 10485760 bytes"},
		"largest response": {exact, `const x = open('GET', '/', undefined, () => readAll(x, (err, n) => say(err, n)))`, "null 10485760"},
		"sent response":    {big, `http.postForm('http://a/', 'a', 'b', (err) => say(err.code, err.message))`, "ERR_LIMIT_REACHED the response is larger than 10485760 bytes"},
		"request headers":  {answer("ok"), `open('GET', '/', undefined, (err) => say(err.code, err.message), Array(1000).fill('x'))`, "ERR_LIMIT_REACHED a request has more than 200 headers"},
		"header size":      {answer("ok"), `open('GET', '/', undefined, (err) => say(err.code, err.message), ['a', 'x'.repeat(70000)])`, "ERR_LIMIT_REACHED the headers of a request are larger than 65536 bytes"},
		"path":             {answer("ok"), `open('GET', '/' + 'x'.repeat(70000), undefined, (err) => say(err.code, err.message))`, "ERR_LIMIT_REACHED the path of a request is longer than 65536 bytes"},
		"response headers": {manyHeaders, `open('GET', '/', undefined, (err) => say(err.code, err.message))`, "HPE_HEADER_OVERFLOW Parse Error: Header overflow"},
		"no network":       {nil, `open('GET', '/', undefined, (err) => say(err.code, err.message))`, "EACCES this run has no network"},
		"smuggled path":    {answer("ok"), `open('GET', '/ HTTP/1.1\r\nX: y', undefined, (err) => say(err.code))`, "ERR_UNESCAPED_CHARACTERS"},
		"connect":          {answer("ok"), `open('CONNECT', '/', undefined, (err) => say(err.code))`, "ERR_METHOD_NOT_IMPLEMENTED"},
		"bad length":       {answer("ok"), `open('POST', '/', 'abc', (err) => say(err.code), ['content-length', '5'])`, "ERR_HTTP_CONTENT_LENGTH_MISMATCH"},
		"switching":        {roundTripper(func(*http.Request) (*http.Response, error) { return respond(101, http.NoBody) }), `open('GET', '/', undefined, (err) => say(err.code))`, "ECONNRESET"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := newMachine(t, test.transport)
			m.run(t, test.script)
			require.Equal(t, []string{test.want}, m.said)
			require.LessOrEqual(t, len(m.sent), maxRequests)
		})
	}
}

// counting is a body without end that counts what was taken from it.
type counting struct{ taken int }

func (c *counting) Read(p []byte) (int, error) {
	c.taken += len(p)
	return len(p), nil
}

func TestResponseIsReadOnDemand(t *testing.T) {
	t.Parallel()
	body := &counting{}
	m := newMachine(t, roundTripper(func(*http.Request) (*http.Response, error) { return respond(200, body) }))
	m.run(t, `const x = open('GET', '/', undefined, () => x.read(() => x.read((err, piece) => say(piece.byteLength))))`)
	require.Equal(t, []string{"65536"}, m.said)
	require.Equal(t, 2*readAhead, body.taken)
}

func TestUploadWaitsForTheServer(t *testing.T) {
	t.Parallel()
	proceed := make(chan struct{})
	m := newMachine(t, roundTripper(func(r *http.Request) (*http.Response, error) {
		<-proceed
		data, err := io.ReadAll(r.Body)
		if err != nil {
			return nil, err
		}
		return respond(200, bytes.NewReader(data))
	}))
	require.NoError(t, m.vm.Set("proceed", m.realm.Function("proceed", func(goja.FunctionCall) goja.Value {
		close(proceed)
		return nil
	})))
	m.run(t, `
		const x = open('POST', '/', true, () => readAll(x, (err, n) => say('answer', n)));
		let taken = false;
		x.write(new Uint8Array(100000), () => { taken = true; x.end(); });
		Promise.resolve().then(() => { say('taken', taken); proceed(); });
	`)
	require.Equal(t, []string{"taken false", "answer 100000"}, m.said)
	require.Equal(t, int64(100000), m.sent[0].BytesOut)
}

// coded is what the sandbox's dialer returns.
type coded struct{ code, text string }

func (c coded) Error() string { return c.text }
func (c coded) Code() string  { return c.code }

func TestErrorsAreNodes(t *testing.T) {
	t.Parallel()
	dial := func(err error) error {
		return &net.OpError{Op: "dial", Net: "tcp", Addr: &net.TCPAddr{IP: net.IPv4(10, 0, 0, 1), Port: 80}, Err: err}
	}
	tests := []struct {
		err  error
		want string
	}{
		{dial(syscall.ECONNREFUSED), "ECONNREFUSED connect ECONNREFUSED host.example:80 connect"},
		{dial(syscall.EHOSTUNREACH), "EHOSTUNREACH connect EHOSTUNREACH host.example:80 connect"},
		{dial(context.DeadlineExceeded), "ECONNRESET the run ended before the response did undefined"},
		{dial(timeout{}), "ETIMEDOUT connect ETIMEDOUT host.example:80 connect"},
		{dial(&net.DNSError{Err: "no such host", Name: "host.example", IsNotFound: true}), "ENOTFOUND getaddrinfo ENOTFOUND host.example getaddrinfo"},
		{dial(&net.DNSError{Err: "server misbehaving", IsTemporary: true}), "EAI_AGAIN getaddrinfo EAI_AGAIN host.example getaddrinfo"},
		{dial(coded{"EACCES", "egress refused: not a public address"}), "EACCES connect EACCES host.example:80: egress refused: not a public address connect"},
		{coded{"ENOTFOUND", "x"}, "ENOTFOUND getaddrinfo ENOTFOUND host.example getaddrinfo"},
		{&net.OpError{Op: "read", Err: syscall.ECONNRESET}, "ECONNRESET read ECONNRESET read"},
		{io.ErrUnexpectedEOF, "ECONNRESET socket hang up undefined"},
		{errors.New(`net/http: HTTP/1.x transport connection broken: malformed HTTP response "x"`), "HPE_INVALID_CONSTANT Parse Error: Expected HTTP/ undefined"},
		{errors.New("dial tcp 10.0.0.1:80: something of Go"), "ECONNRESET socket hang up undefined"},
		{x509.HostnameError{Certificate: &x509.Certificate{}, Host: "host.example"}, "ERR_TLS_CERT_ALTNAME_INVALID Hostname/IP does not match certificate's altnames: Host: host.example. is not in the cert's altnames undefined"},
		{x509.CertificateInvalidError{Reason: x509.Expired}, "CERT_HAS_EXPIRED certificate has expired undefined"},
		{x509.UnknownAuthorityError{}, "UNABLE_TO_VERIFY_LEAF_SIGNATURE unable to verify the first certificate undefined"},
	}
	for _, test := range tests {
		t.Run(test.want, func(t *testing.T) {
			t.Parallel()
			m := newMachine(t, roundTripper(func(*http.Request) (*http.Response, error) { return nil, test.err }))
			m.run(t, `open('GET', '/', undefined, (err) => say(err.code, err.message, err.syscall))`)
			require.Equal(t, []string{test.want}, m.said)
		})
	}
}

type timeout struct{}

func (timeout) Error() string   { return "i/o timeout" }
func (timeout) Timeout() bool   { return true }
func (timeout) Temporary() bool { return true }

func TestExceptionInACallbackIsUncaught(t *testing.T) {
	t.Parallel()
	m := newMachine(t, answer("ok"))
	m.run(t, `http.postForm('http://host.example/', 'a', 'b', () => { throw new Error('mine'); })`)
	require.Len(t, m.said, 1)
	require.Contains(t, m.said[0], "uncaught Error: mine")
}
