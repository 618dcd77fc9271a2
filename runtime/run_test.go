package runtime_test

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/runtime"
	"github.com/hookline/hookline/scripts"
)

// Every file in testdata/js is one hook. Its head says how the run must end:
//
//	// trigger: pre-user-registration   (default post-user-registration)
//	// kind: rule                       (not checked by default)
//	// outcome: threw                   (default returned)
//	// error: TypeError: text (hook.js:3:8)
//	// result: {"a":1}
//	// console: log: a line             (in order; all lines must be listed)
//	// warning: part of the text        (in order; all warnings must be listed)
//	// document: {"n":1}               (what context.webtask.storage has before)
//	// kept: {"n":2}                   (and after the run; "nothing" for nothing)
//	// compile: 2:5 part of the message (the file does not compile)
//	// raw                              (the head is cut off before compiling)
func TestHooks(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/js/*.js")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	engine := runtime.New(runtime.Config{})
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".js"), func(t *testing.T) {
			t.Parallel()
			want := readExpectation(t, file)
			program, err := runtime.Compile(want.source)
			if want.compile != "" {
				var fault *runtime.CompileError
				require.ErrorAs(t, err, &fault)
				require.Contains(t, fmt.Sprintf("%d:%d %s", fault.Line, fault.Column, fault.Message), want.compile)
				return
			}
			require.NoError(t, err)
			document := &memory{}
			if want.document != "" {
				document.Data = json.RawMessage(want.document)
			}
			got := engine.Run(t.Context(), runtime.Input{
				Storage: document,
				Program: program,
				Trigger: want.trigger,
				Payload: sample(t, want.trigger),
				Secrets: map[string]string{"SLACK_HOOK": "https://slack.example/x", "JSON": "not the object", "api-key": "k"},
				Meta:    map[string]string{"hook-name": "welcome"},
				Limits:  runtime.Limits{Wall: 2 * time.Second, JS: time.Second, ResultBytes: 1000, ConsoleBytes: 2000},
			})
			want.check(t, got)
			if want.kept != "" {
				require.Equal(t, want.kept, cmp.Or(string(document.Data), "nothing"))
			}
		})
	}
}

type expectation struct {
	source, compile, failure, result string
	document, kept, kind             string
	trigger                          scripts.TriggerID
	outcome                          scripts.Outcome
	console, warnings                []string
}

func readExpectation(t *testing.T, file string) expectation {
	t.Helper()
	data, err := os.ReadFile(file)
	require.NoError(t, err)
	e := expectation{source: string(data), trigger: scripts.PostUserRegistration, outcome: scripts.OutcomeReturned}
	lines := bufio.NewScanner(strings.NewReader(e.source))
	head, raw := 0, false
	for lines.Scan() {
		line, ok := strings.CutPrefix(lines.Text(), "// ")
		if !ok {
			break
		}
		head += len(lines.Text()) + 1
		key, value, _ := strings.Cut(line+" ", ": ")
		key, value = strings.TrimSpace(key), strings.TrimSpace(value)
		switch key {
		case "trigger":
			e.trigger = scripts.TriggerID(value)
		case "outcome":
			e.outcome = scripts.Outcome(value)
		case "error":
			e.failure = value
		case "result":
			e.result = value
		case "console":
			e.console = append(e.console, value)
		case "warning":
			e.warnings = append(e.warnings, value)
		case "compile":
			e.compile = value
		case "kind":
			e.kind = value
		case "document":
			e.document = value
		case "kept":
			e.kept = value
		case "raw":
			raw = true
		default:
			t.Fatalf("%s: unknown head %q", file, line)
		}
	}
	if raw {
		e.source = e.source[head:]
	}
	return e
}

func (e expectation) check(t *testing.T, got scripts.Attempted) {
	t.Helper()
	record, err := json.MarshalIndent(got, "", "  ")
	require.NoError(t, err)
	require.Equal(t, e.outcome, got.Outcome, "%s", record)
	if e.kind != "" {
		require.Equal(t, e.kind, string(got.Kind), "%s", record)
	}
	require.Equal(t, e.failure, failure(got.Error), "%s", record)
	if e.result != "" {
		require.JSONEq(t, e.result, string(got.Result), "%s", record)
	}
	var console []string
	for _, line := range got.Console {
		console = append(console, line.Level+": "+line.Text)
	}
	require.Equal(t, e.console, console, "%s", record)
	// The secret named JSON is in every run, and so is its warning.
	require.Len(t, got.Warnings, len(e.warnings)+1, "%s", record)
	require.Contains(t, got.Warnings[0], `the secret "JSON" has the name of a global`)
	for i, warning := range e.warnings {
		require.Contains(t, got.Warnings[i+1], warning)
	}
}

// failure writes an error as the heads do.
func failure(e *scripts.ScriptError) string {
	if e == nil {
		return ""
	}
	text := e.Message
	if e.Name != "" {
		text = e.Name + ": " + text
	}
	if e.Line > 0 {
		text += fmt.Sprintf(" (hook.js:%d:%d)", e.Line, e.Column)
	}
	return text
}

func sample(t testing.TB, id scripts.TriggerID) []byte {
	t.Helper()
	trigger, err := scripts.FindTrigger(id)
	require.NoError(t, err)
	return trigger.Sample()
}

// memory is a document in memory.
type memory struct {
	mu sync.Mutex
	scripts.Document
}

func (m *memory) Get(context.Context) (scripts.Document, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.Document, nil
}

func (m *memory) Set(_ context.Context, change scripts.DocumentChange) (scripts.Document, bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	changed := change.Permits(m.Document)
	if changed {
		m.Document = scripts.Document{Data: change.Data}
	}
	return m.Document, changed, nil
}
