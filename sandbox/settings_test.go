package sandbox

import (
	"context"
	"encoding/pem"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/runtime"
	"github.com/hookline/hookline/sandbox/egress"
	"github.com/hookline/hookline/scripts"
)

// asking is a hook that says what became of a request on a connection of its own.
func asking(url, options string) string {
	return `module.exports = function (user, context, cb) {
		const client = require('` + url[:strings.Index(url, ":")] + `');
		client.get('` + url + `', Object.assign({ headers: { connection: 'close' } }, ` + options + `), (res) => {
			res.resume();
			res.on('end', () => cb(null, 'status ' + res.statusCode));
		}).on('error', (e) => cb(null, e.code + ' ' + e.message));
	};`
}

func result(t *testing.T, s *Sandbox, r Run) string {
	got, err := s.Run(t.Context(), r)
	require.NoError(t, err)
	require.Equal(t, scripts.OutcomeReturned, got.Outcome, got.Error)
	return string(got.Result)
}

// TestEgressRulesAreThoseOfNow: a change applies to the next connection of a worker that
// runs, and to its tenant alone.
func TestEgressRulesAreThoseOfNow(t *testing.T) {
	t.Parallel()
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "hi") }))
	t.Cleanup(web.Close)
	loopback, err := egress.ParsePolicy([]string{"127.0.0.1"})
	require.NoError(t, err)
	var now atomic.Pointer[egress.Policy]
	now.Store(&egress.Policy{})
	s := open(t, Config{Spares: -1, EgressOf: func(_ context.Context, tenant scripts.TenantID) (egress.Policy, error) {
		if tenant == "t" {
			return *now.Load(), nil
		}
		return egress.Policy{}, nil
	}})
	run := hook(asking(web.URL, "{}"))
	require.Contains(t, result(t, s, run), "egress refused: not a public address")
	worker := processOf(s, "t")
	now.Store(&loopback)
	require.Equal(t, `"status 200"`, result(t, s, run))
	rival := run
	rival.Tenant = "rival"
	require.Contains(t, result(t, s, rival), "egress refused: not a public address")
	now.Store(&egress.Policy{})
	require.Contains(t, result(t, s, run), "egress refused: not a public address")
	require.Same(t, worker, processOf(s, "t"), "all of it in one worker")
}

// TestCertificatesAreChecked: a script can turn that off only where the operator allows
// it, and then for its own request only.
func TestCertificatesAreChecked(t *testing.T) {
	t.Parallel()
	web := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "hi") }))
	web.Config.ErrorLog = log.New(io.Discard, "", 0)
	t.Cleanup(web.Close)
	loopback, err := egress.ParsePolicy([]string{"127.0.0.1"})
	require.NoError(t, err)
	url := web.URL
	plain, insecure := hook(asking(url, "{}")), hook(asking(url, "{ rejectUnauthorized: false, headers: {} }"))

	strict := open(t, Config{Spares: -1, Egress: loopback})
	require.Contains(t, result(t, strict, plain), "certificate")
	require.Contains(t, result(t, strict, insecure), "EACCES rejectUnauthorized: false is refused")

	lax := open(t, Config{Spares: -1, Egress: loopback, InsecureTLS: true})
	require.Equal(t, `"status 200"`, result(t, lax, insecure))
	require.Contains(t, result(t, lax, plain), "certificate", "nor over the connection that is kept from before")

	root := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: web.Certificate().Raw})
	trusting := open(t, Config{Spares: -1, Egress: loopback, RootsPEM: root})
	require.Equal(t, `"status 200"`, result(t, trusting, plain))
}

// TestRequestLimitsAreSettings: of number and of size.
func TestRequestLimitsAreSettings(t *testing.T) {
	t.Parallel()
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(make([]byte, 1000)) }))
	t.Cleanup(web.Close)
	loopback, err := egress.ParsePolicy([]string{"127.0.0.1"})
	require.NoError(t, err)
	source := `module.exports = async function (user, context, cb) {
		let n = 0;
		try { for (;;) { await (await fetch('` + web.URL + `')).text(); n++; } } catch (e) { cb(null, n + ' ' + e.cause.message); }
	};`
	few := open(t, Config{Spares: -1, Egress: loopback, Limits: runtime.Limits{Requests: 3}})
	require.Equal(t, `"3 the run has sent 3 requests, and more are not allowed"`, result(t, few, hook(source)))
	short := open(t, Config{Spares: -1, Egress: loopback, Limits: runtime.Limits{ResponseBytes: 999}})
	require.Equal(t, `"0 the response is larger than 999 bytes"`, result(t, short, hook(source)))
}
