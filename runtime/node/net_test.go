package node

import (
	"context"
	"errors"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/scripts"
)

// docked is a machine in a harbour.
func docked(t *testing.T) (*machine, *harbour) {
	t.Helper()
	h := newHarbour(t)
	m := newMachine(t, nil)
	h.connect(m)
	return m, h
}

func (h *harbour) run(t *testing.T, m *machine, source string) {
	t.Helper()
	m.run(t, h.constants()+prelude+source)
}

func requestsOf(sent []scripts.Request) (lines []string) {
	for _, r := range sent {
		line := r.Method + " " + r.URL
		if r.Error != nil {
			line += " " + *r.Error
		}
		lines = append(lines, line)
	}
	return lines
}

func TestConnectionsAreOnTheRecord(t *testing.T) {
	t.Parallel()
	m, h := docked(t)
	h.run(t, m, `
		const net = require('net');
		net.connect(ECHO, '127.0.0.1').end('hello').resume();
		require('tls').connect({ port: GOOD, host: '127.0.0.1', servername: 'wrong.example' }).on('error', () => {});
		net.connect(CLOSED, '127.0.0.1').on('error', () => {});
		net.connect(SILENT, '127.0.0.1').unref();`)
	m.end()
	require.Empty(t, m.uncaught)
	got := h.mask(strings.Join(requestsOf(m.sent), "\n"))
	require.Contains(t, got, "CONNECT tcp://127.0.0.1:ECHO")
	require.Contains(t, got, "CONNECT tcp://127.0.0.1:CLOSED connect ECONNREFUSED 127.0.0.1:CLOSED")
	require.Contains(t, got, "CONNECT tcp://127.0.0.1:GOOD Hostname/IP does not match")
	require.Contains(t, got, "CONNECT tcp://127.0.0.1:SILENT")
	require.Len(t, m.sent, 4)
	for _, r := range m.sent {
		if strings.HasSuffix(h.mask(r.URL), "ECHO") {
			require.Equal(t, []int64{5, 5}, []int64{r.BytesIn, r.BytesOut})
		}
	}
}

func TestConnectionsAndLookUpsAreCounted(t *testing.T) {
	t.Parallel()
	m, h := docked(t)
	m.realm.MaxRequests = 3
	m.realm.Resolve = func(context.Context, string, string) ([]string, error) { return []string{"192.0.2.1"}, nil }
	h.run(t, m, `
		const failed = (e) => print(e.code);
		const net = require('net');
		for (let i = 0; i < 2000; i++) net.connect(SILENT, '127.0.0.1').on('error', i > 1997 ? failed : () => {}).unref();
		require('dns').lookup('a.example', failed);
		fetch('http://127.0.0.1/').catch((e) => failed(e.cause));`)
	require.ElementsMatch(t, []string{"ERR_LIMIT_REACHED", "ERR_LIMIT_REACHED", "ERR_LIMIT_REACHED", "EACCES"}, strings.Fields(m.printed(t)))
	m.end()
	require.Len(t, m.sent, 3)
}

func TestAFloodEndsAtTheLimit(t *testing.T) {
	t.Parallel()
	m, h := docked(t)
	m.realm.MaxResponseBytes = 1 << 20
	h.run(t, m, `require('net').connect(FLOOD, '127.0.0.1').on('error', (e) => print(e.code)).resume()`)
	require.Equal(t, "ERR_LIMIT_REACHED\n", m.printed(t))
	m.end()
	require.Len(t, m.sent, 1)
	require.Less(t, m.sent[0].BytesIn, int64(2<<20))
}

func TestAPausedSocketReadsNoMoreThanItsBuffer(t *testing.T) {
	t.Parallel()
	m, h := docked(t)
	h.run(t, m, `const s = require('net').connect(FLOOD, '127.0.0.1'); s.on('readable', () => {}); setTimeout(() => { print(s.readableLength > 0 && s.readableLength < 200000); s.destroy(); }, 100);`)
	require.Equal(t, "true\n", m.printed(t))
	m.end()
}

// TestTheEndOfTheRunEndsItsConnections: whatever they are at.
func TestTheEndOfTheRunEndsItsConnections(t *testing.T) {
	t.Parallel()
	for name, script := range map[string]string{
		"reading":    `net.connect(SILENT, '127.0.0.1')`,
		"writing":    `net.connect(HALF, '127.0.0.1').write(Buffer.alloc(50 << 20))`,
		"connecting": `net.connect(1, 'hangs')`,
		"handshake":  `tls.connect(SILENT, '127.0.0.1')`,
		"TLS":        `tls.connect(GOOD, '127.0.0.1')`,
		"upgrading":  `const s = net.connect(SILENT, '127.0.0.1', () => tls.connect({ socket: s }))`,
		"a stream":   `tls.connect({ socket: new (require('stream').Duplex)({ read() {}, write(c, e, done) { done(); } }) })`,
		"looking up": `require('dns').lookup('hangs', () => {})`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m, h := docked(t)
			dial := m.realm.Dial
			m.realm.Dial = func(ctx context.Context, host string, port int) (net.Conn, error) {
				if host != "hangs" {
					return dial(ctx, host, port)
				}
				<-ctx.Done()
				return nil, ctx.Err()
			}
			m.realm.Resolve = func(ctx context.Context, _, _ string) ([]string, error) {
				<-ctx.Done()
				return nil, ctx.Err()
			}
			time.AfterFunc(100*time.Millisecond, m.cancel)
			_, err := m.vm.RunString(h.constants() + "const net = require('net'), tls = require('tls');")
			require.NoError(t, err)
			err = m.loop.Run(m.realm.Context, func() error { _, err := m.vm.RunString(script); return err })
			require.ErrorIs(t, err, context.Canceled)
			m.end()
		})
	}
}

type refusal struct{ code, text string }

func (r refusal) Error() string { return r.text }
func (r refusal) Code() string  { return r.code }

func TestRefusalsAreTold(t *testing.T) {
	t.Parallel()
	m, h := docked(t)
	m.realm.Dial = func(_ context.Context, host string, _ int) (net.Conn, error) {
		if host == "private.example" {
			return nil, refusal{"EACCES", "egress refused: not a public address"}
		}
		return nil, refusal{"ENOTFOUND", "getaddrinfo"}
	}
	m.realm.Insecure = nil
	h.run(t, m, `
		const tell = (e) => print([e.code, e.errno, e.syscall, e.address, e.port, e.hostname, e.message].join(' '));
		const net = require('net');
		net.connect(5432, 'private.example').on('error', tell);
		net.connect(5432, 'nowhere.example').on('error', (e) => setTimeout(tell, 10, e));
		setTimeout(() => require('tls').connect({ port: 1, host: 'private.example', rejectUnauthorized: false }).on('error', tell), 20);`)
	require.Equal(t, []string{
		"EACCES -13 connect private.example 5432  connect EACCES private.example:5432: egress refused: not a public address",
		"ENOTFOUND -3008 getaddrinfo   nowhere.example getaddrinfo ENOTFOUND nowhere.example",
		"EACCES -13 connect private.example 1  connect EACCES private.example:1: egress refused: not a public address",
	}, strings.Split(strings.TrimSpace(m.printed(t)), "\n"))
	m.end()
}

func TestUncheckedTLSNeedsTheOperator(t *testing.T) {
	t.Parallel()
	m, h := docked(t)
	m.realm.Insecure = nil
	h.run(t, m, `
		const tls = require('tls');
		const tell = (e) => print(e.code + ' ' + e.message.slice(0, 36));
		tls.connect({ port: STRANGER, host: '127.0.0.1', rejectUnauthorized: false }).on('error', tell);
		tls.connect({ port: GOOD, host: '127.0.0.1', servername: 'wrong.example', checkServerIdentity: () => undefined }, () => print('secure'))
			.on('error', (e) => setTimeout(tell, 200, e));`)
	require.Equal(t, "EACCES rejectUnauthorized: false is refused\nERR_TLS_CERT_ALTNAME_INVALID Hostname/IP does not match certifica\n", m.printed(t))
	m.end()
}

func TestLookUps(t *testing.T) {
	t.Parallel()
	m := newMachine(t, nil)
	m.realm.Resolve = func(_ context.Context, record, name string) ([]string, error) {
		answers := map[string][]string{
			"A a.example": {"192.0.2.1", "192.0.2.2"}, "AAAA a.example": {"2001:db8::1"}, "A b.example": {"192.0.2.3"},
			"MX a.example": {"10 mail.a.example"}, "SRV _x._tcp.a.example": {"1 2 3 srv.a.example"}, "TXT a.example": {"v=spf1 -all"},
			"CNAME www.a.example": {"a.example"}, "NS a.example": {"ns.a.example"}, "PTR 192.0.2.1": {"a.example"},
		}
		if found := answers[record+" "+name]; found != nil {
			return found, nil
		}
		if name == "broken.example" {
			return nil, errors.New("something of Go")
		}
		return nil, refusal{"ENOTFOUND", ""}
	}
	m.run(t, prelude+`
		const dns = require('dns').promises;
		async function tell(name, p) {
			try { print(name + ' ' + JSON.stringify(await p)); } catch (e) { print([name, e.code, e.errno, e.syscall, e.hostname, e.message].join(' ')); }
		}
		(async () => {
			await tell('lookup', dns.lookup('a.example'));
			await tell('lookup all', dns.lookup('a.example', { all: true }));
			await tell('lookup 6', dns.lookup('a.example', 6));
			await tell('lookup 4', dns.lookup('b.example', { family: 4 }));
			await tell('lookup nothing', dns.lookup('nowhere.example'));
			await tell('lookup broken', dns.lookup('broken.example'));
			await tell('resolve4', dns.resolve4('a.example', { ttl: false }));
			await tell('resolve', dns.resolve('a.example', 'MX'));
			await tell('srv', dns.resolveSrv('_x._tcp.a.example'));
			await tell('txt', dns.resolveTxt('a.example'));
			await tell('cname', dns.resolveCname('www.a.example'));
			await tell('ns', dns.resolveNs('a.example'));
			await tell('reverse', dns.reverse('192.0.2.1'));
			await tell('service', dns.lookupService('192.0.2.1', 443));
			await tell('soa', dns.resolveSoa('a.example'));
			await tell('mx nothing', dns.resolveMx('nowhere.example'));
		})();`)
	m.end()
	require.Equal(t, `lookup {"address":"192.0.2.1","family":4}
lookup all [{"address":"192.0.2.1","family":4},{"address":"192.0.2.2","family":4},{"address":"2001:db8::1","family":6}]
lookup 6 {"address":"2001:db8::1","family":6}
lookup 4 {"address":"192.0.2.3","family":4}
lookup nothing ENOTFOUND -3008 getaddrinfo nowhere.example getaddrinfo ENOTFOUND nowhere.example
lookup broken EAI_AGAIN -3001 getaddrinfo broken.example getaddrinfo EAI_AGAIN broken.example
resolve4 ["192.0.2.1","192.0.2.2"]
resolve [{"exchange":"mail.a.example","priority":10}]
srv [{"name":"srv.a.example","port":3,"priority":1,"weight":2}]
txt [["v=spf1 -all"]]
cname ["a.example"]
ns ["ns.a.example"]
reverse ["a.example"]
service {"hostname":"a.example","service":"https"}
soa ENOTIMP  querySoa a.example querySoa ENOTIMP a.example
mx nothing ENOTFOUND  queryMx nowhere.example queryMx ENOTFOUND nowhere.example
`, m.printed(t))
	require.Contains(t, requestsOf(m.sent), "LOOKUP dns:a.example?type=MX")
	require.Contains(t, requestsOf(m.sent), "LOOKUP dns:nowhere.example?type=A ENOTFOUND")
}

// TestAHandleBearsAnyCall: scripts can reach what a socket keeps from them.
func TestAHandleBearsAnyCall(t *testing.T) {
	t.Parallel()
	m, h := docked(t)
	h.run(t, m, `
		const odd = [undefined, null, 5, 'x', {}, [], () => {}, { length: 1e9 }, { ca: {} }, { ca: { length: 2 }, key: [5] }, { cert: ['x'], key: ['y'] }, Buffer.alloc(3), Symbol('s')];
		const net = require('net');
		let calls = 0;
		function attack(handle) {
			for (const name of Object.keys(handle)) {
				if (name === 'close') continue;
				for (const a of odd) for (const b of [() => {}, a]) {
					calls++;
					try { handle[name](a, b, () => {}); } catch (e) { if (typeof e.message !== 'string') print(name); }
				}
			}
		}
		const s = net.connect(ECHO, '127.0.0.1', () => { attack(s._handle); s.destroy(); attack(handle); print(calls > 500); });
		const handle = s._handle;
		s.on('error', () => {});
		attack(handle);
		const t = net.connect(SILENT, '127.0.0.1', () => { const h = t._handle; for (let i = 0; i < 100; i++) { try { h.write(Buffer.alloc(1 << 20), () => {}); } catch (e) { print(e.message); break; } } t.destroy(); });
`)
	require.ElementsMatch(t, []string{"nothing can be written to this socket now", "true"}, strings.Split(strings.TrimSpace(m.printed(t)), "\n"))
	m.end()
}
