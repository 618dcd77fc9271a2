package runtime

import (
	"fmt"
	"sync"
	"time"

	"github.com/hookline/hookline/runtime/realm"
	"github.com/hookline/hookline/scripts"
)

// Bounds of the record that no setting changes. What exceeds them is dropped and the
// record says so.
const (
	maxWarnings       = 50
	maxRequests       = 200
	maxConsoleLines   = 1000
	maxWarningBytes   = 1 << 10
	maxErrorTextBytes = 8 << 10
	maxErrorNameBytes = 256
)

// recorder writes the record of a run. Requests may be reported from any goroutine,
// the rest comes from the run's own.
type recorder struct {
	started time.Time
	limits  Limits
	out     scripts.Attempted
	console int // bytes so far
	mu      sync.Mutex
	closed  bool
}

func (rec *recorder) start(at time.Time, limits Limits) {
	rec.started = at
	rec.limits = limits
	rec.out, rec.console = scripts.Attempted{}, 0
}

func (rec *recorder) age() float64 { return realm.Milliseconds(time.Since(rec.started)) }

// print takes what the script printed, until the console is full. The line after the
// last says so.
func (rec *recorder) print(level, text string) {
	if rec.out.ConsoleTruncated {
		return
	}
	room := rec.limits.ConsoleBytes - rec.console
	if len(text) <= room && len(rec.out.Console) < maxConsoleLines {
		rec.addLine(level, text)
		return
	}
	rec.out.ConsoleTruncated = true
	if room > 0 && len(rec.out.Console) < maxConsoleLines {
		rec.addLine(level, shorten(text, room))
	}
	rec.addLine("warn", fmt.Sprintf("the console is full: a run keeps %d bytes in %d lines; what follows was dropped",
		rec.limits.ConsoleBytes, maxConsoleLines))
}

func (rec *recorder) addLine(level, text string) {
	rec.console += len(text)
	rec.out.Console = append(rec.out.Console, scripts.ConsoleLine{AtMS: rec.age(), Level: level, Text: text})
}

func (rec *recorder) sent(request scripts.Request) {
	rec.mu.Lock()
	defer rec.mu.Unlock()
	if !rec.closed && len(rec.out.Requests) < maxRequests {
		rec.out.Requests = append(rec.out.Requests, request)
	}
}

func (rec *recorder) warn(text string) {
	switch n := len(rec.out.Warnings); {
	case n < maxWarnings-1:
		rec.out.Warnings = append(rec.out.Warnings, shorten(text, maxWarningBytes))
	case n == maxWarnings-1:
		rec.out.Warnings = append(rec.out.Warnings, "further warnings were dropped")
	}
}

// set records how the run is going to end, unless a limit ends it first.
func (rec *recorder) set(outcome scripts.Outcome, e *scripts.ScriptError) {
	rec.out.Outcome, rec.out.Error = outcome, e
}

// end closes the record. An empty outcome keeps what was recorded before.
func (rec *recorder) end(outcome scripts.Outcome, e *scripts.ScriptError) scripts.Attempted {
	rec.mu.Lock()
	defer rec.mu.Unlock()
	rec.closed = true
	if outcome != "" {
		rec.set(outcome, e)
	}
	rec.out.DurationMS = rec.age()
	return rec.out
}
