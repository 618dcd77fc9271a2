package runtime_test

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/scripts"
)

// nodeHook is what testdata/harness.js wants to know of a hook.
type nodeHook struct {
	Source   string            `json:"source"`
	Payload  string            `json:"payload"`
	Params   []string          `json:"params"`
	Trigger  scripts.TriggerID `json:"trigger"`
	Falsy    bool              `json:"falsy"`
	Blocking bool              `json:"blocking"`
	Classes  []string          `json:"classes"`
	Secrets  map[string]string `json:"secrets"`
	Meta     map[string]string `json:"meta"`
	Wrap     map[string]string `json:"wrap"`
}

type nodeOutcome struct {
	Outcome scripts.Outcome `json:"outcome"`
	Error   string          `json:"error"`
	Result  string          `json:"result"`
	Console []string        `json:"console"`
}

var place = regexp.MustCompile(` \(hook\.js:\d+:\d+\)$`)

// notInNode are the hooks of testdata/js that Node or the harness cannot express, and why.
var notInNode = map[string]string{
	"action-cache.js":            "the harness has no cache",
	"action-wrong-trigger.js":    "the text of a refusal is ours",
	"console-hangs.js":           "Node has no limit of JavaScript time",
	"create-token.js":            "the harness has no stub of create_token",
	"engine-panic.js":            "a fault of goja",
	"error-hangs.js":             "Node has no limit of JavaScript time",
	"error-throws.js":            "our text for an error whose own code fails",
	"error-without-prototype.js": "our text for an error that has no text",
	"exports-nothing.js":         "the text of a refusal is ours",
	"exports-undefined.js":       "the text of a refusal is ours",
	"process-env.js":             "the environment is that of the test",
	"require-missing.js":         "our text says what to do",
	"result-too-large.js":        "Node has no limit of the result",
	"rules-pipeline-action.js":   "the text of a refusal is ours",
	"storage-get-nothing.js":     "the harness has no storage",
	"timeout-interval.js":        "Node has no limit of wall time",
	"timeout-loop.js":            "Node has no limit of JavaScript time",
	"timeout-promises.js":        "Node has no limit of JavaScript time",
	"timers-too-many.js":         "Node has no limit of timers",
	"webtask.js":                 "lists members that the harness has not",
}

// TestHooksAgreeWithNode runs the hooks of TestHooks in real Node, with a harness of our
// own for what Auth0 put around them, and compares outcome, error, result and console
// with the heads.
func TestHooksAgreeWithNode(t *testing.T) {
	t.Parallel()
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("SKIPPED: hooks are not compared with Node: install Node.js 20 (.ci/run does)")
	}
	names, wants, hooks := expressible(t)
	outcomes := inNode(t, node, hooks)
	require.Len(t, outcomes, len(hooks))
	for i, got := range outcomes {
		want := wants[i]
		require.Equal(t, want.outcome, got.Outcome, "%s: %+v", names[i], got)
		require.Equal(t, place.ReplaceAllString(want.failure, ""), got.Error, names[i])
		if want.result != "" {
			require.JSONEq(t, want.result, got.Result, names[i])
		}
		if len(want.console)+len(got.Console) > 0 {
			require.Equal(t, want.console, got.Console, names[i])
		}
	}
	t.Logf("%d hooks agree with Node", len(hooks))
}

func expressible(t *testing.T) (names []string, wants []expectation, hooks []nodeHook) {
	t.Helper()
	files, err := filepath.Glob("testdata/js/*.js")
	require.NoError(t, err)
	wrap := map[string]string{}
	for name, file := range map[string]string{"rule": "testdata/rule.js", "action": "wrap/action.js", "auth0": "wrap/auth0.js"} {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		wrap[name] = string(text)
	}
	for _, file := range files {
		want := readExpectation(t, file)
		if notInNode[filepath.Base(file)] != "" || want.compile != "" || want.kept != "" || want.document != "" {
			continue // the engine's, or storage
		}
		trigger, err := scripts.FindTrigger(want.trigger)
		require.NoError(t, err)
		names, wants = append(names, filepath.Base(file)), append(wants, want)
		hooks = append(hooks, nodeHook{
			Source: want.source, Payload: string(trigger.Sample()), Params: trigger.Params, Trigger: trigger.ID,
			Falsy: trigger.FalsyResult != nil, Blocking: trigger.Blocking, Wrap: wrap, Classes: trigger.ErrorClasses,
			Secrets: map[string]string{"SLACK_HOOK": "https://slack.example/x", "JSON": "not the object", "api-key": "k"},
			Meta:    map[string]string{"hook-name": "welcome"},
		})
	}
	return names, wants, hooks
}

func inNode(t *testing.T, node string, hooks []nodeHook) (outcomes []nodeOutcome) {
	t.Helper()
	input, err := json.Marshal(hooks)
	require.NoError(t, err)
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, node, "testdata/harness.js")
	cmd.Stdin = bytes.NewReader(input)
	var errors strings.Builder
	cmd.Stderr = &errors
	output, err := cmd.Output()
	require.NoError(t, err, "%s", &errors)
	require.NoError(t, json.Unmarshal(output, &outcomes))
	return outcomes
}
