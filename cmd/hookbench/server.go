package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// server is the real binary, built and started for the measurement.
type server struct {
	cmd     *exec.Cmd
	address string
	token   string
	tenant  string // whom calls are about; empty for the default one
	// installed is the hook that install made or found last.
	installed string
	http      *http.Client
}

// binary builds cmd/hookline once.
func (b *bench) binary(ctx context.Context) (string, error) {
	path := filepath.Join(b.dir, "hookline")
	if _, err := os.Stat(path); err == nil {
		return path, nil
	}
	build := exec.CommandContext(ctx, "go", "build", "-o", path, "github.com/hookline/hookline/cmd/hookline")
	build.Stderr = os.Stderr
	build.Env = append(os.Environ(), "CGO_ENABLED=0") // as it is released
	return path, build.Run()
}

const adminToken = "hookbench-hookbench-hookbench-hookbench"

// unlimited are flags of a server that takes all that a load can send.
var unlimited = []string{"--events-per-second", "1000000", "--requests-per-second", "1000000"}

// startServer starts the binary on a free port with an empty data directory.
func (b *bench) startServer(ctx context.Context, flags ...string) (*server, error) {
	path, err := b.binary(ctx)
	if err != nil {
		return nil, err
	}
	data, err := os.MkdirTemp(b.dir, "data")
	if err != nil {
		return nil, err
	}
	args := append([]string{"serve", "--listen", "127.0.0.1:0", "--data", data, "--log-level", "warn"}, flags...)
	cmd := exec.CommandContext(ctx, path, args...)
	cmd.Env = append(os.Environ(), "HOOKLINE_ADMIN_TOKEN="+adminToken)
	cmd.Stderr = os.Stderr
	address, err := startAndReadAddress(cmd)
	if err != nil {
		return nil, err
	}
	return &server{cmd: cmd, address: address, token: adminToken, http: &http.Client{Timeout: 30 * time.Second}}, nil
}

// startAndReadAddress starts a process that prints where it listens in its first line.
func startAndReadAddress(cmd *exec.Cmd) (string, error) {
	out, err := cmd.StdoutPipe()
	if err != nil {
		return "", err
	}
	if err := cmd.Start(); err != nil {
		return "", err
	}
	lines := bufio.NewScanner(out)
	if !lines.Scan() {
		return "", errors.Join(fmt.Errorf("%s printed no address", cmd.Path), cmd.Wait())
	}
	go func() { _, _ = io.Copy(io.Discard, out) }()
	address := lines.Text()
	if i := strings.LastIndex(address, "http://"); i >= 0 {
		address = address[i+len("http://"):]
	}
	return strings.TrimSpace(address), nil
}

func stopProcess(cmd *exec.Cmd) {
	_ = cmd.Process.Signal(syscall.SIGTERM)
	_ = cmd.Wait()
}

func (s *server) stop() { stopProcess(s.cmd) }

// of is the same server for the calls of a tenant, which is made.
func (s *server) of(ctx context.Context, tenant string) (*server, error) {
	if err := s.call(ctx, "POST", "/api/v2/tenants", map[string]string{"id": tenant}, nil); err != nil {
		return nil, err
	}
	its := *s
	its.tenant = tenant
	return &its, nil
}

// header is that of every request.
func (s *server) header() http.Header {
	h := http.Header{"Authorization": {"Bearer " + s.token}, "Content-Type": {"application/json"}}
	if s.tenant != "" {
		h.Set("Hookline-Tenant", s.tenant)
	}
	return h
}

// call sends a JSON request of the API and decodes the answer into out, if that is not nil.
func (s *server) call(ctx context.Context, method, path string, in, out any) error {
	body, err := json.Marshal(in)
	if err != nil {
		return err
	}
	r, err := http.NewRequestWithContext(ctx, method, "http://"+s.address+path, bytes.NewReader(body))
	if err != nil {
		return err
	}
	r.Header = s.header()
	answer, err := s.http.Do(r)
	if err != nil {
		return err
	}
	defer func() { _ = answer.Body.Close() }()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		return err
	}
	if answer.StatusCode >= 300 {
		return fmt.Errorf("%s %s: %d %s", method, path, answer.StatusCode, text)
	}
	if out == nil {
		return nil
	}
	return json.Unmarshal(text, out)
}

// createHook stores an enabled hook with the secret SLACK_HOOK and returns its id.
func (s *server) createHook(ctx context.Context, name, script, slack string) (string, error) {
	var hook struct{ ID string }
	err := s.call(ctx, "POST", "/api/v2/hooks", map[string]any{"name": name, "script": script, "triggerId": "post-user-registration"}, &hook)
	if err != nil {
		return "", err
	}
	err = s.call(ctx, "POST", "/api/v2/hooks/"+hook.ID+"/secrets", map[string]string{"SLACK_HOOK": slack}, nil)
	if err != nil {
		return "", err
	}
	return hook.ID, s.call(ctx, "PATCH", "/api/v2/hooks/"+hook.ID, map[string]any{"enabled": true}, nil)
}
