package main

import (
	"bufio"
	"encoding/json"
	"encoding/pem"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/scripts"
)

// TestReadme executes the README as it stands: its first command starts the server, and
// the lines of "Your first hook in five minutes" run in a shell. Where they go is set by
// the variables that the README names; Slack is an HTTPS server of the test.
func TestReadme(t *testing.T) {
	t.Parallel()
	for _, program := range []string{"bash", "curl", "sed"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skipf("the README's lines need %s, which is not installed; .ci/run installs it", program)
		}
	}
	blocks := shellBlocks(t)
	slack, posts := startSlack(t)
	dir := t.TempDir()
	env := append(os.Environ(),
		"HOOKLINE_LISTEN="+freeAddress(t),
		"HOOKLINE_DATA="+filepath.Join(dir, "data"),
		"HOOKLINE_EGRESS_ALLOW="+strings.TrimPrefix(slack.URL, "https://"),
		"HOOKLINE_ADMIN_TOKEN=",
		"SSL_CERT_FILE="+writeRoot(t, slack),
		"SLACK_HOOK="+slack.URL+"/services/T0/B0/secret-path",
	)
	require.Equal(t, "go run ./cmd/hookline serve\n", blocks[0])
	require.Equal(t, "make test\n", blocks[1])
	startLine(t, strings.TrimSpace(blocks[0]), env)

	lines := strings.Join(blocks[2:len(blocks)-1], "")
	shell := exec.CommandContext(t.Context(), "bash", "-euo", "pipefail", "-c", lines+`
		echo; echo "API $API"; echo "TOKEN $TOKEN"; echo "EXECUTION $EXECUTION"; echo "HOOK $HOOK"`)
	shell.Env, shell.Dir, shell.Stderr = env, dir, os.Stderr
	out, err := shell.Output()
	require.NoError(t, err, "%s", out)

	// The Runner's run and the event's each sent the message that slack-notify 0.1.7 sends.
	for range 2 {
		post := <-posts
		require.Equal(t, "application/x-www-form-urlencoded", post.contentType)
		require.JSONEq(t, `{"username":"Hoorah","text":"New User: ada@example.com (ada@example.com)",
			"icon_emoji":":trophy:","channel":"#some_channel"}`, post.payload)
	}
	value := func(name string) string {
		m := regexp.MustCompile(`(?m)^` + name + ` (\S+)$`).FindSubmatch(out)
		require.NotNil(t, m, "%s in %s", name, out)
		return string(m[1])
	}
	record := settled(t, value("API")+"/executions/"+value("EXECUTION"), value("TOKEN"))
	require.Equal(t, scripts.StateSucceeded, record.State)
	require.Equal(t, scripts.OutcomeReturned, record.Outcome)
	require.Equal(t, "welcome", record.HookName)
	require.Len(t, record.Requests, 1)
	sent := record.Requests[0]
	require.Equal(t, "POST", sent.Method)
	require.Equal(t, 200, sent.Status)
	require.Equal(t, slack.URL+"/[redacted]", sent.URL)
	require.NotNil(t, record.AnsweredMS)
	require.Less(t, *record.AnsweredMS, sent.AtMS+sent.DurationMS, "cb came before Slack's answer")
	require.NotContains(t, string(out), "secret-path", "a secret came out of the API")
}

// shellBlocks returns the README's sh blocks in order.
func shellBlocks(t *testing.T) []string {
	t.Helper()
	text, err := os.ReadFile("../../README.md")
	require.NoError(t, err)
	var blocks []string
	for _, m := range regexp.MustCompile("(?s)```sh\n(.*?)```").FindAllSubmatch(text, -1) {
		blocks = append(blocks, string(m[1]))
	}
	require.Greater(t, len(blocks), 5)
	return blocks
}

type post struct{ contentType, payload string }

// startSlack answers as Slack does, over HTTPS, and hands on what it got.
func startSlack(t *testing.T) (*httptest.Server, <-chan post) {
	t.Helper()
	posts := make(chan post, 10)
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		form, _ := url.ParseQuery(string(body))
		posts <- post{r.Header.Get("Content-Type"), form.Get("payload")}
		_, _ = io.WriteString(w, "ok")
	}))
	t.Cleanup(server.Close)
	return server, posts
}

func writeRoot(t *testing.T, server *httptest.Server) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "root.pem")
	text := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw})
	require.NoError(t, os.WriteFile(file, text, 0o600))
	return file
}

func freeAddress(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer listener.Close()
	return listener.Addr().String()
}

// startLine runs a command line in the repository until the test ends, and returns when
// the server says that it listens.
func startLine(t *testing.T, line string, env []string) {
	t.Helper()
	words := strings.Fields(line)
	cmd := exec.Command(words[0], words[1:]...)
	cmd.Dir, cmd.Env, cmd.Stderr = "../..", env, os.Stderr
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // "go run" has the server as child
	out, err := cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	t.Cleanup(func() {
		_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGINT)
		_, _ = io.Copy(io.Discard, out)
		_ = cmd.Wait()
	})
	lines := bufio.NewScanner(out)
	require.True(t, lines.Scan(), "the server said nothing")
	require.Contains(t, lines.Text(), "Hookline listens on http://127.0.0.1:")
	require.True(t, lines.Scan())
	require.Contains(t, lines.Text(), "admin-token")
}

// settled asks for the execution until it has ended.
func settled(t *testing.T, address, token string) (record scripts.Execution) {
	t.Helper()
	require.Eventually(t, func() bool {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
		require.NoError(t, err)
		request.Header.Set("Authorization", "Bearer "+token)
		answer, err := http.DefaultClient.Do(request)
		require.NoError(t, err)
		defer answer.Body.Close()
		require.NoError(t, json.NewDecoder(answer.Body).Decode(&record))
		return record.State != scripts.StateReady && record.State != scripts.StateRunning
	}, 30*time.Second, 20*time.Millisecond)
	return record
}
