package egress_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/netip"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/net/dns/dnsmessage"
	"golang.org/x/sys/unix"

	"github.com/hookline/hookline/runtime"
	"github.com/hookline/hookline/sandbox"
	"github.com/hookline/hookline/sandbox/egress"
	"github.com/hookline/hookline/scripts"
)

// inLab marks the process that TestEgressLab starts in a network namespace of its own.
const inLab = "EGRESS_LAB"

// TestEgressLab runs the table through the whole path, from fetch and http in a worker
// to the connection, where every address of the world is this test's own listener: what
// is not refused arrives and is seen, and nothing leaves the machine.
func TestEgressLab(t *testing.T) {
	t.Parallel()
	if os.Getenv(inLab) != "" {
		t.Skip("this is the lab")
	}
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, "/proc/self/exe", "-test.run=^TestInsideTheLab$", "-test.v", "-test.timeout=170s")
	cmd.Env = append(os.Environ(), inLab+"=1")
	cmd.SysProcAttr = &syscall.SysProcAttr{Cloneflags: unix.CLONE_NEWNET | unix.CLONE_NEWUSER,
		UidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getuid(), Size: 1}},
		GidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getgid(), Size: 1}}}
	if os.Getuid() == 0 {
		cmd.SysProcAttr = &syscall.SysProcAttr{Cloneflags: unix.CLONE_NEWNET}
	}
	out, err := cmd.CombinedOutput()
	if err != nil && cmd.ProcessState == nil {
		t.Skipf("no network namespace here (%v): the table ran against the decision alone, in TestTheTableByDecision", err)
	}
	require.NoError(t, err, "%s", out)
	require.Contains(t, string(out), " 0 wrong")
	t.Log(lastLine(string(out), "wrong"))
}

func lastLine(text, with string) (line string) {
	for l := range strings.SplitSeq(text, "\n") {
		if strings.Contains(l, with) {
			line = strings.TrimSpace(l)
		}
	}
	return line
}

//nolint:paralleltest // it is the only test of its process
func TestInsideTheLab(t *testing.T) {
	if os.Getenv(inLab) == "" {
		t.Skip("started by TestEgressLab")
	}
	w := newWorld(t)
	cases := labTable()
	wrong := 0
	for at := 0; at < len(cases); {
		end := at + 1
		for end < len(cases) && end-at < 40 && sameRules(cases[end], cases[at]) {
			end++
		}
		for i, answer := range w.try(cases[at:end]) {
			if c := cases[at+i]; !c.expects(answer) {
				wrong++
				t.Errorf("%s %q (%v): wants %q, got %+v", c.how, c.what, c.allow, c.reaches, answer)
			}
		}
		at = end
	}
	t.Logf("%d cases through the whole path, %d wrong; %d connections arrived", len(cases), wrong, len(w.arrived))
	require.Greater(t, len(cases), 150)
}

func sameRules(a, b labCase) bool {
	return strings.Join(a.allow, " ") == strings.Join(b.allow, " ") && a.only == b.only && a.nat64 == b.nat64
}

// answer is what a script saw of a case.
type answer struct {
	Reached string // the address that says that it was reached
	Error   string
	// arrived are the addresses that were connected to, as the listener saw it.
	arrived []string
}

// expects: refused means that nothing was reached and nothing arrived, but the site
// that redirects.
func (c labCase) expects(a answer) bool {
	for _, address := range a.arrived {
		if address != c.reaches && !(strings.Contains(c.what, "/to?") && address == publicSite) {
			return false
		}
	}
	if c.reaches == "" {
		return a.Reached == "" && a.Error != "" && !strings.Contains(a.Error, "timeout")
	}
	return a.Reached == c.reaches
}

// world answers at every address.
type world struct {
	t       *testing.T
	mu      sync.Mutex
	arrived []string
	lookups map[string]int
}

var labPorts = []int{80, 443, 8080, 8081}

func newWorld(t *testing.T) *world {
	routeEverythingHere(t)
	w := &world{t: t, lookups: map[string]int{}}
	quiet := log.New(io.Discard, "", 0)
	server := &http.Server{Handler: http.HandlerFunc(w.serve), ErrorLog: quiet, ConnState: w.note}
	server.SetKeepAlivesEnabled(false) // so that every case dials
	for _, port := range labPorts {
		l, err := net.Listen("tcp", fmt.Sprintf("[::]:%d", port))
		require.NoError(t, err)
		go func() { _ = server.Serve(l) }()
	}
	t.Cleanup(func() { server.Close() })
	dns, err := net.ListenPacket("udp", "[::]:53")
	require.NoError(t, err)
	go w.serveDNS(dns)
	t.Cleanup(func() { dns.Close() })
	return w
}

func (w *world) note(conn net.Conn, state http.ConnState) {
	if state != http.StateNew {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.arrived = append(w.arrived, localAddress(conn.LocalAddr()))
}

func localAddress(a net.Addr) string {
	return netip.MustParseAddrPort(a.String()).Addr().Unmap().String()
}

func (w *world) serve(rw http.ResponseWriter, r *http.Request) {
	if r.URL.Path == "/to" {
		rw.Header().Set("Location", strings.ReplaceAll(r.URL.RawQuery, "%5C", `\`))
		rw.WriteHeader(http.StatusFound)
		return
	}
	fmt.Fprintf(rw, "reached %s", localAddress(r.Context().Value(http.LocalAddrContextKey).(net.Addr)))
}

// labHook tries the cases one after the other.
const labHook = `
const http = require('http');
const viaHTTP = (hostname) => new Promise((resolve, reject) => {
	http.get({ hostname, port: 80 }, (res) => {
		let text = '';
		res.on('data', (d) => { text += d; });
		res.on('end', () => resolve(text));
	}).on('error', reject);
});
module.exports = async function (user, context, cb) {
	const out = [];
	for (const c of user.cases) {
		const answer = { Reached: '', Error: '' };
		try {
			const text = c.how === 'http' ? await viaHTTP(c.what) : await (await fetch(c.what)).text();
			answer.Reached = text.replace('reached ', '');
		} catch (e) {
			answer.Error = String(e) + (e.cause ? ' ' + e.cause : '');
		}
		out.push(answer);
		await fetch('http://1.2.3.4:8081/next').catch(() => {}); // a mark between the cases
	}
	cb(null, out);
};`

// try runs cases that share their rules in one run of a worker.
func (w *world) try(cases []labCase) []answer {
	type sent struct {
		How  string `json:"how"`
		What string `json:"what"`
	}
	var list []sent
	for _, c := range cases {
		list = append(list, sent{c.how, c.what})
	}
	payload, err := json.Marshal(map[string]any{"user": map[string]any{"cases": list}, "context": map[string]any{}})
	require.NoError(w.t, err)
	config := sandbox.Config{Spares: -1, StartTimeout: time.Minute, MemoryBytes: 1 << 30, Egress: markAllowed(w.t, labPolicy(w.t, cases[0]), cases[0]), Limits: runtime.Limits{Requests: 1000, Wall: 60 * time.Second}}
	if cases[0].nat64 != "" {
		config.NAT64, err = egress.ParseNAT64([]string{cases[0].nat64})
		require.NoError(w.t, err)
	}
	s, err := sandbox.New(config)
	require.NoError(w.t, err)
	defer s.Close()
	w.mu.Lock()
	from := len(w.arrived)
	w.mu.Unlock()
	got, err := s.Run(w.t.Context(), sandbox.Run{Tenant: "lab", Trigger: scripts.PostUserRegistration, Source: labHook, Payload: payload})
	require.NoError(w.t, err)
	require.Equal(w.t, scripts.OutcomeReturned, got.Outcome, "%+v", got.Error)
	var answers []answer
	require.NoError(w.t, json.Unmarshal(got.Result, &answers))
	require.Len(w.t, answers, len(cases))
	w.mu.Lock()
	defer w.mu.Unlock()
	at := 0
	for _, address := range w.arrived[from:] {
		if address == markAddress {
			at++
			continue
		}
		require.Less(w.t, at, len(answers))
		answers[at].arrived = append(answers[at].arrived, address)
	}
	require.Equal(w.t, len(cases), at, "one mark after each case")
	return answers
}

// markAddress is dialled after each case, so that what arrived can be told apart.
const markAddress = "1.2.3.4"

func markAllowed(t *testing.T, p egress.Policy, c labCase) egress.Policy {
	mark, err := egress.ParsePolicy([]string{markAddress + ":8081"})
	require.NoError(t, err)
	if c.only {
		return mark.With(p).Only()
	}
	return p.With(mark)
}

// serveDNS answers from labNames. The servers of /etc/resolv.conf, whatever they are,
// are this one.
func (w *world) serveDNS(conn net.PacketConn) {
	buffer := make([]byte, 1500)
	for {
		n, from, err := conn.ReadFrom(buffer)
		if err != nil {
			return
		}
		var m dnsmessage.Message
		if m.Unpack(buffer[:n]) != nil || len(m.Questions) != 1 {
			continue
		}
		w.answer(&m)
		if packed, err := m.Pack(); err == nil {
			_, _ = conn.WriteTo(packed, from)
		}
	}
}

func (w *world) answer(m *dnsmessage.Message) {
	m.Response, m.RecursionAvailable, m.Additionals = true, true, nil
	q := m.Questions[0]
	name := strings.ToLower(strings.TrimSuffix(q.Name.String(), "."))
	w.mu.Lock()
	defer w.mu.Unlock()
	for {
		sets := labNames[name]
		if len(sets) == 0 {
			m.RCode = dnsmessage.RCodeNameError
			return
		}
		set := sets[min(w.lookups[name], len(sets)-1)]
		if q.Type == dnsmessage.TypeAAAA && len(sets) > 1 {
			return // these have A records only, and A queries count
		}
		w.lookups[name]++
		alias, ok := strings.CutPrefix(set, "=")
		if !ok {
			addRecords(m, q.Type, name, strings.Fields(set))
			return
		}
		m.Answers = append(m.Answers, dnsmessage.Resource{Header: header(name, dnsmessage.TypeCNAME),
			Body: &dnsmessage.CNAMEResource{CNAME: dnsmessage.MustNewName(alias + ".")}})
		name = alias
	}
}

func header(name string, t dnsmessage.Type) dnsmessage.ResourceHeader {
	return dnsmessage.ResourceHeader{Name: dnsmessage.MustNewName(name + "."), Type: t, Class: dnsmessage.ClassINET}
}

func addRecords(m *dnsmessage.Message, asked dnsmessage.Type, name string, addresses []string) {
	for _, text := range addresses {
		a := netip.MustParseAddr(text)
		switch {
		case a.Is4() && asked == dnsmessage.TypeA:
			m.Answers = append(m.Answers, dnsmessage.Resource{Header: header(name, asked), Body: &dnsmessage.AResource{A: a.As4()}})
		case a.Is6() && asked == dnsmessage.TypeAAAA:
			m.Answers = append(m.Answers, dnsmessage.Resource{Header: header(name, asked), Body: &dnsmessage.AAAAResource{AAAA: a.As16()}})
		}
	}
}
