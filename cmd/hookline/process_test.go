package main

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/auth"
)

// process is a hookline server in a process of its own.
type process struct {
	t      *testing.T
	cmd    *exec.Cmd
	api    string
	stderr *bytes.Buffer
	exited chan error
	tenant string // on which it acts; empty is the default
}

// as is the same server for the calls of another tenant.
func (p *process) as(tenant string) *process {
	other := *p
	other.tenant = tenant
	return &other
}

const testToken = "a-token-for-the-tests"

// start runs "hookline serve" on a free port until the test ends.
func start(t *testing.T, data string, flags ...string) *process {
	t.Helper()
	return startCommand(t, hookline(append([]string{"serve", "--listen", "127.0.0.1:0", "--data", data}, flags...)...))
}

// startCommand runs a command that is a server.
func startCommand(t *testing.T, cmd *exec.Cmd) *process {
	t.Helper()
	p := &process{t: t, exited: make(chan error, 1), cmd: cmd, stderr: &bytes.Buffer{}}
	p.cmd.Stderr = p.stderr
	out, err := p.cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, p.cmd.Start())
	lines := bufio.NewScanner(out)
	if !lines.Scan() {
		require.Fail(t, "the server did not start", "%v %s", p.cmd.Wait(), p.stderr)
	}
	p.api = strings.TrimPrefix(lines.Text(), "Hookline listens on ") + "/api/v2"
	go func() {
		_, _ = io.Copy(io.Discard, out)
		p.exited <- p.cmd.Wait()
	}()
	t.Cleanup(p.kill)
	return p
}

// hookline is this test binary as hookline, with an environment that leads nowhere.
func hookline(args ...string) *exec.Cmd {
	cmd := exec.Command(os.Args[0], args...)
	cmd.Env = []string{asHookline + "=1", "HOOKLINE_ADMIN_TOKEN=" + testToken, "NO_COLOR=1"}
	return cmd
}

// kill ends the server as a power cut would.
func (p *process) kill() {
	_ = p.cmd.Process.Kill()
	_ = p.wait() // it was killed
}

func (p *process) wait() error {
	select {
	case err := <-p.exited:
		p.exited <- err // for whoever asks next
		return err
	case <-time.After(30 * time.Second):
		require.Fail(p.t, "the server did not end", "%s", p.stderr)
		return nil
	}
}

// killWorkers kills all worker processes of the server.
func (p *process) killWorkers() {
	var children []byte
	for _, file := range workerLists(p.t, p.cmd.Process.Pid) {
		text, _ := os.ReadFile(file) // threads come and go
		children = append(children, text...)
	}
	for _, pid := range strings.Fields(string(children)) {
		n, err := strconv.Atoi(pid)
		require.NoError(p.t, err)
		_ = syscall.Kill(n, syscall.SIGKILL)
	}
}

// call sends a request of the API and decodes the answer into out, unless that is nil.
func (p *process) call(method, path string, in, out any, wantStatus int) {
	p.t.Helper()
	body, err := json.Marshal(in)
	require.NoError(p.t, err)
	r, err := http.NewRequest(method, p.api+path, bytes.NewReader(body))
	require.NoError(p.t, err)
	r.Header.Set("Authorization", "Bearer "+testToken)
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set(auth.TenantHeader, cmp.Or(p.tenant, string(scripts.DefaultTenant)))
	answer, err := http.DefaultClient.Do(r)
	require.NoError(p.t, err)
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	require.NoError(p.t, err)
	require.Equal(p.t, wantStatus, answer.StatusCode, "%s %s: %s", method, path, text)
	if out != nil {
		require.NoError(p.t, json.Unmarshal(text, out))
	}
}

// createHook stores an enabled hook with the secret URL.
func (p *process) createHook(name, script, url string) {
	p.t.Helper()
	var hook struct{ ID string }
	p.call("POST", "/hooks", map[string]any{"name": name, "triggerId": "post-user-registration", "script": script}, &hook, 201)
	p.call("POST", "/hooks/"+hook.ID+"/secrets", map[string]string{"URL": url}, nil, 201)
	p.call("PATCH", "/hooks/"+hook.ID, map[string]any{"enabled": true}, nil, 200)
}

// post posts a registration and returns its one execution.
func (p *process) post(user string) scripts.ExecutionID {
	p.t.Helper()
	var accepted struct{ Executions []scripts.ExecutionID }
	p.call("POST", "/triggers/post-user-registration/events", map[string]any{
		"user":    map[string]string{"id": user},
		"context": map[string]any{"connection": map[string]string{}},
	}, &accepted, 202)
	require.Len(p.t, accepted.Executions, 1)
	return accepted.Executions[0]
}

// ended waits until an execution has ended.
func (p *process) ended(id scripts.ExecutionID) scripts.Execution {
	p.t.Helper()
	return p.endedWithin(id, 30*time.Second)
}

// endedWithin is ended behind a long queue.
func (p *process) endedWithin(id scripts.ExecutionID, limit time.Duration) (record scripts.Execution) {
	p.t.Helper()
	require.Eventually(p.t, func() bool {
		p.call("GET", "/executions/"+string(id), nil, &record, 200)
		return record.State.Ended()
	}, limit, 10*time.Millisecond, "%s", id)
	return record
}
