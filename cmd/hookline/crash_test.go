package main

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/scripts"
)

// sendHook tells the test's server whom it runs for, and ends when that has answered.
const sendHook = `module.exports = function (user, context, cb) {
	require('http').get(URL_OF_TEST + '/' + user.id, function (res) { res.resume(); cb(); });
};`

// gate is a server that says who called and lets the callers wait.
type gate struct {
	*httptest.Server
	calls chan string
	open  chan struct{} // closed: everybody is answered at once
}

func newGate(t *testing.T) *gate {
	t.Helper()
	g := &gate{calls: make(chan string, 1000), open: make(chan struct{})}
	g.Server = newServer(t, func(w http.ResponseWriter, r *http.Request) {
		g.calls <- strings.TrimPrefix(r.URL.Path, "/")
		select {
		case <-g.open:
		case <-r.Context().Done():
		}
		_, _ = io.WriteString(w, "ok")
	})
	return g
}

func newServer(t *testing.T, answer http.HandlerFunc) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(answer)
	t.Cleanup(s.Close)
	return s
}

func (g *gate) address() string { return strings.TrimPrefix(g.URL, "http://") }

func (g *gate) start(t *testing.T, data string, flags ...string) *process {
	t.Helper()
	return start(t, data, append(flags, "--egress-allow", g.address())...)
}

func (p *process) createSendHook(g *gate) {
	p.createHook("send", strings.ReplaceAll(sendHook, "URL_OF_TEST", "context.webtask.secrets.URL"), g.URL)
}

// TestKilledServer: what was answered with 202 runs, although the server was killed at
// once, and what ran when it was killed runs again.
func TestKilledServer(t *testing.T) {
	t.Parallel()
	data, g := t.TempDir(), newGate(t)
	first := g.start(t, data)
	first.createSendHook(g)
	var accepted []scripts.ExecutionID
	for i := range 20 {
		accepted = append(accepted, first.post(fmt.Sprint("user", i)))
	}
	<-g.calls // one runs at least
	first.kill()
	close(g.open)
	for len(g.calls) > 0 {
		<-g.calls
	}

	second := g.start(t, data)
	ran := map[string]bool{}
	for _, id := range accepted {
		record := second.ended(id)
		require.Equal(t, scripts.StateSucceeded, record.State)
		require.Equal(t, 1, record.Attempt)
	}
	for len(g.calls) > 0 {
		ran[<-g.calls] = true
	}
	require.Len(t, ran, len(accepted), "all of them ran after the restart")
}

// TestKilledWorker: an execution whose worker was killed runs again, and the kill is
// not counted as an attempt of the hook.
func TestKilledWorker(t *testing.T) {
	t.Parallel()
	requireChildren(t)
	g := newGate(t)
	p := g.start(t, t.TempDir())
	p.createSendHook(g)
	id := p.post("ada")
	require.Equal(t, "ada", <-g.calls)
	p.killWorkers()
	require.Equal(t, "ada", <-g.calls, "it runs again")
	close(g.open)
	record := p.ended(id)
	require.Equal(t, scripts.StateSucceeded, record.State)
	require.Equal(t, 1, record.Attempt)
}

// TestWorkerKilledAgainAndAgain: an execution that loses every worker is given up.
func TestWorkerKilledAgainAndAgain(t *testing.T) {
	t.Parallel()
	requireChildren(t)
	g := newGate(t)
	p := g.start(t, t.TempDir())
	p.createSendHook(g)
	id := p.post("ada")
	for range 2 {
		<-g.calls
		p.killWorkers()
	}
	record := p.ended(id)
	require.Equal(t, scripts.StateDead, record.State)
	require.Equal(t, scripts.OutcomeCrashed, record.Outcome)
	require.Contains(t, record.Error.Message, "lost 2 times")
}

// TestStop: a server that is told to stop lets what runs finish, and keeps its record.
func TestStop(t *testing.T) {
	t.Parallel()
	data, g := t.TempDir(), newGate(t)
	p := g.start(t, data)
	p.createSendHook(g)
	id := p.post("ada")
	<-g.calls
	require.NoError(t, p.cmd.Process.Signal(syscall.SIGTERM))
	close(g.open)
	require.NoError(t, p.wait(), "exit status 0")

	record := g.start(t, data).ended(id)
	require.Equal(t, scripts.StateSucceeded, record.State)
	require.Empty(t, g.calls, "it ran once")
}

func TestDataHasOneServer(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	start(t, data)
	out, err := hookline("serve", "--listen", "127.0.0.1:0", "--data", data).CombinedOutput()
	require.Error(t, err)
	require.Contains(t, strings.ToLower(string(out)), filepath.Base(data))
}

func TestBadFlags(t *testing.T) {
	t.Parallel()
	for name, args := range map[string][]string{
		"10.0.0.0/99":   {"serve", "--egress-allow", "10.0.0.0/99"},
		"unknown flag":  {"serve", "--secret", "x"},
		"no-such-file":  {"serve", "--ca-file", "/no-such-file.pem"},
		"unknown comma": {"sreve"},
	} {
		cmd := hookline(append(args, "--help=false")...)
		cmd.Dir = t.TempDir()
		out, err := cmd.CombinedOutput()
		require.Error(t, err, name)
		require.Contains(t, strings.ToLower(string(out)), name)
	}
}
