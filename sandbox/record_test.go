package sandbox

import (
	"encoding/json"
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/runtime"
	"github.com/hookline/hookline/sandbox/wire"
	"github.com/hookline/hookline/scripts"
)

func TestRecordsAreChecked(t *testing.T) {
	t.Parallel()
	limits := runtime.Limits{ResultBytes: 100, ConsoleBytes: 100}
	fine := func() scripts.Attempted {
		at := 1.0
		return scripts.Attempted{Outcome: scripts.OutcomeThrew, Result: json.RawMessage(`{}`), AnsweredMS: &at,
			Error: &scripts.ScriptError{Message: "m"}}
	}
	require.NoError(t, checkRecord(fine(), limits, true))

	long := strings.Repeat("x", maxRecordText+1)
	minus := -1.0
	for name, spoil := range map[string]func(*scripts.Attempted){
		"outcome":       func(a *scripts.Attempted) { a.Outcome = "splendid" },
		"no outcome":    func(a *scripts.Attempted) { a.Outcome = "" },
		"result":        func(a *scripts.Attempted) { a.Result = json.RawMessage(`{`) },
		"two results":   func(a *scripts.Attempted) { a.Result = json.RawMessage(`1 2`) },
		"result size":   func(a *scripts.Attempted) { a.Result = json.RawMessage(`"` + strings.Repeat("x", 99) + `"`) },
		"warnings":      func(a *scripts.Attempted) { a.Warnings = make([]string, maxRecordWarnings+1) },
		"long warning":  func(a *scripts.Attempted) { a.Warnings = []string{long} },
		"console lines": func(a *scripts.Attempted) { a.Console = make([]scripts.ConsoleLine, maxRecordConsole+1) },
		"console size":  func(a *scripts.Attempted) { a.Console = []scripts.ConsoleLine{{Text: long}} },
		"level":         func(a *scripts.Attempted) { a.Console = []scripts.ConsoleLine{{Level: long}} },
		"requests":      func(a *scripts.Attempted) { a.Requests = make([]scripts.Request, maxRecordRequests+1) },
		"status":        func(a *scripts.Attempted) { a.Requests = []scripts.Request{{Status: 1000}} },
		"bytes":         func(a *scripts.Attempted) { a.Requests = []scripts.Request{{BytesIn: -1}} },
		"duration":      func(a *scripts.Attempted) { a.DurationMS = math.Inf(1) },
		"not a time":    func(a *scripts.Attempted) { a.JSMS = math.NaN() },
		"answered":      func(a *scripts.Attempted) { a.AnsweredMS = &minus },
		"message":       func(a *scripts.Attempted) { a.Error.Message = long },
		"line":          func(a *scripts.Attempted) { a.Error.Line = -1 },
		"prop": func(a *scripts.Attempted) {
			a.Error.Props = map[string]json.RawMessage{"x": json.RawMessage(`}`)}
		},
	} {
		a := fine()
		spoil(&a)
		require.ErrorIs(t, checkRecord(a, limits, true), wire.ErrProtocol, name)
	}
	answer := fine()
	answer.Outcome = ""
	require.NoError(t, checkRecord(answer, limits, false))
}

func TestNestingIsBounded(t *testing.T) {
	t.Parallel()
	for _, source := range []string{
		trivial,
		strings.Repeat("(", 500) + strings.Repeat(")", 500),
		strings.Repeat("f('(');", 1000),
		strings.Repeat("// ((((\n", 1000),
		strings.Repeat("/* (((( */", 1000),
		strings.Repeat("function f() { return /[(]/ }\n", 1000),
		strings.Repeat("function f() { return /'/ }\n", 1000),
		strings.Repeat("function f(){return a/b/(c)}x=[/\\//,/[/(]/];", 1000),
		`"` + strings.Repeat(`\"(`, 1000) + `"`,
		`'`, `"\`, "/", "/*", "//", "}", ")]}",
	} {
		require.NoError(t, checkNesting(source), "%.40q", source)
	}
	for _, source := range []string{strings.Repeat("(", 501), strings.Repeat("{a:", 8000), strings.Repeat("([{", 200)} {
		require.ErrorIs(t, checkNesting(source), scripts.ErrInvalid)
	}
}

func FuzzNesting(f *testing.F) {
	f.Add(`a("\"'//") /* ` + "`${b}`")
	f.Fuzz(func(t *testing.T, source string) { _ = checkNesting(source) })
}

func TestDiagnosis(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]scripts.Outcome{
		"fatal error: runtime: out of memory":               scripts.OutcomeOutOfMemory,
		"runtime: goroutine stack exceeds 33554432-byte":    scripts.OutcomeCrashed,
		"fatal error: runtime: cannot allocate memory":      scripts.OutcomeOutOfMemory,
		"SIGSEGV … runtime.(*spanQueue).get":                scripts.OutcomeOutOfMemory,
		"panic: runtime error: invalid memory address or …": scripts.OutcomeCrashed,
	} {
		got := (&process{}).fatal(text, "unexplained")
		require.Equal(t, want, got.outcome, text)
		require.NotEmpty(t, got.message)
	}
}

func TestExcerptKeepsBothEnds(t *testing.T) {
	t.Parallel()
	var e excerpt
	e.readAll(strings.NewReader("first\n" + strings.Repeat("x", 100_000) + "\nlast\xff"))
	require.True(t, strings.HasPrefix(e.String(), "first\n"))
	require.True(t, strings.HasSuffix(e.String(), "\nlast�"))
	require.Less(t, len(e.String()), 3*excerptPart)
	var short excerpt
	short.readAll(strings.NewReader("all of it"))
	require.Equal(t, "all of it", short.String())
}
