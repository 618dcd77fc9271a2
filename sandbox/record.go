package sandbox

import (
	"encoding/json"
	"fmt"
	"slices"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/hookline/hookline/runtime"
	"github.com/hookline/hookline/sandbox/wire"
	"github.com/hookline/hookline/scripts"
)

// Bounds of a record, above all that an honest worker sends (package runtime has the
// smaller ones). What is beyond them was made by somebody who took the worker over.
const (
	maxRecordWarnings = 100
	maxRecordConsole  = 2000
	maxRecordRequests = 500
	maxRecordText     = 64 << 10
	maxRecordProps    = 200
	maxRecordMS       = 24 * 60 * 60 * 1000
	consoleSlack      = 4 << 10
)

// checkRecord checks what a worker says of a run. Only the last record must have an
// outcome. An error is an ErrProtocol.
func checkRecord(a scripts.Attempted, limits runtime.Limits, last bool) error {
	console := 0
	for _, line := range a.Console {
		console += len(line.Text)
	}
	faults := []struct {
		found bool
		what  string
	}{
		{!slices.Contains(scripts.Outcomes(), a.Outcome) && (last || a.Outcome != ""), "outcome"},
		{a.Kind != "" && !slices.Contains(scripts.Kinds(), a.Kind), "kind"},
		{len(a.Result) > limits.ResultBytes, "result size"},
		{a.Result != nil && !validJSON(a.Result), "result"},
		{len(a.Warnings) > maxRecordWarnings, "number of warnings"},
		{len(a.Console) > maxRecordConsole, "number of console lines"},
		{console > limits.ConsoleBytes+consoleSlack, "console size"},
		{len(a.Requests) > maxRecordRequests, "number of requests"},
		{!validMS(a.DurationMS) || !validMS(a.JSMS), "times"},
		{a.AnsweredMS != nil && !validMS(*a.AnsweredMS), "times"},
		{slices.ContainsFunc(a.Warnings, tooLong), "warning"},
		{slices.ContainsFunc(a.Console, badLine), "console line"},
		{slices.ContainsFunc(a.Requests, badRequest), "request"},
		{a.Error != nil && badError(a.Error), "error"},
	}
	for _, f := range faults {
		if f.found {
			return fmt.Errorf("%w: bad %s in a record", wire.ErrProtocol, f.what)
		}
	}
	return nil
}

func tooLong(s string) bool { return len(s) > maxRecordText }

// validMS is false for NaN too.
func validMS(v float64) bool { return v >= 0 && v <= maxRecordMS }

func badLine(l scripts.ConsoleLine) bool {
	return len(l.Level) > 16 || !validMS(l.AtMS)
}

func badRequest(r scripts.Request) bool {
	return len(r.Method) > 64 || tooLong(r.URL) || r.Status < 0 || r.Status > 999 ||
		!validMS(r.AtMS) || !validMS(r.DurationMS) ||
		r.BytesIn < 0 || r.BytesOut < 0 || (r.Error != nil && tooLong(*r.Error))
}

func badError(e *scripts.ScriptError) bool {
	if tooLong(e.Name) || tooLong(e.Message) || tooLong(e.Stack) || e.Line < 0 || e.Column < 0 || len(e.Props) > maxRecordProps {
		return true
	}
	for name, value := range e.Props {
		if tooLong(name) || !validJSON(value) {
			return true
		}
	}
	return false
}

// validJSON reports whether text is one JSON value in valid UTF-8, not nested too deep.
// Names may repeat: JSON.stringify never does that, and readers survive it.
func validJSON(text json.RawMessage) bool {
	return jsontext.Value(text).IsValid(jsontext.AllowDuplicateNames(true))
}
