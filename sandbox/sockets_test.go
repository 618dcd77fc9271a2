package sandbox

import (
	"crypto/tls"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"io"
	"net"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/sandbox/egress"
	"github.com/hookline/hookline/scripts"
)

// TestSocketsOfAHook opens sockets from a locked worker: plain, with TLS, upgraded, to an
// address that is allowed and to others that are not, and looks names up.
func TestSocketsOfAHook(t *testing.T) {
	t.Parallel()
	certified := httptest.NewUnstartedServer(nil)
	certified.StartTLS() // for its certificate, which is good for 127.0.0.1 and example.com
	certificate, config := certified.Certificate(), certified.TLS
	certified.Close()
	plain, secure := echoServer(t, nil), echoServer(t, config)
	policy, err := egress.ParsePolicy([]string{plain, secure})
	require.NoError(t, err)
	s := open(t, Config{Egress: policy, RootsPEM: pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: certificate.Raw})})
	_, plainPort, _ := net.SplitHostPort(plain)
	_, securePort, _ := net.SplitHostPort(secure)
	r := hook(fmt.Sprintf(`module.exports = function (user, context, cb) {
		const net = require('net'), tls = require('tls'), dns = require('dns').promises;
		const told = {};
		const talk = (name, socket) => new Promise((resolve) => {
			let text = '';
			socket.on('data', (d) => text += d);
			socket.on('error', (e) => { told[name] = [e.code, e.message]; });
			socket.on('close', () => { told[name] = told[name] || [text, Boolean(socket.authorized)]; resolve(); });
		});
		(async () => {
			await talk('plain', net.connect(%[1]s, '127.0.0.1').setKeepAlive(true).setNoDelay().end('plain'));
			await talk('tls', tls.connect({ port: %[2]s, host: '127.0.0.1', servername: 'example.com' }).end('secret'));
			await talk('upgrade', tls.connect({ socket: net.connect(%[2]s, '127.0.0.1'), host: '127.0.0.1' }).end('upgraded'));
			await talk('refused', net.connect(5432, '127.0.0.1'));
			await talk('metadata', net.connect(80, '169.254.169.254'));
			await talk('insecure', tls.connect({ port: %[2]s, host: '127.0.0.1', rejectUnauthorized: false }));
			for (const name of ['localhost', '127.0.0.1']) {
				told['lookup ' + name] = await dns.lookup(name).then((a) => [a.address], (e) => [e.code, e.message]);
			}
			cb(null, told);
		})();
	}`, plainPort, securePort))
	got, err := s.Run(t.Context(), r)
	require.NoError(t, err)
	require.Equal(t, scripts.OutcomeReturned, got.Outcome, got.Error)
	var told map[string][]any
	require.NoError(t, json.Unmarshal(got.Result, &told))
	require.Equal(t, map[string][]any{
		"plain":            {"plain", false},
		"tls":              {"secret", true},
		"upgrade":          {"upgraded", true},
		"refused":          {"EACCES", "connect EACCES 127.0.0.1:5432: egress refused: not a public address"},
		"metadata":         {"EACCES", "connect EACCES 169.254.169.254:80: egress refused: not a public address"},
		"insecure":         told["insecure"],
		"lookup localhost": {"127.0.0.1"}, // which the rules open
		"lookup 127.0.0.1": {"127.0.0.1"},
	}, told)
	require.Equal(t, "EACCES", told["insecure"][0])
	require.Len(t, got.Requests, 8, "six connections and two look-ups: %v", got.Requests)
	require.Equal(t, "CONNECT", got.Requests[0].Method)
	require.Equal(t, "tcp://"+plain, got.Requests[0].URL)
}

// echoServer answers with what it gets, over TLS if there is a configuration.
func echoServer(t *testing.T, config *tls.Config) (address string) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	if config != nil {
		l = tls.NewListener(l, config)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer conn.Close()
				_, _ = io.Copy(conn, conn)
			}()
		}
	}()
	return l.Addr().String()
}
