package worker

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"sync"
	"time"

	"github.com/hookline/hookline/runtime"
	"github.com/hookline/hookline/sandbox/wire"
	"github.com/hookline/hookline/scripts"
)

type worker struct {
	reader    *wire.Reader
	writer    *wire.Writer
	engine    *runtime.Engine
	transport *transport
	programs  *programs

	mu   sync.Mutex
	runs map[uint64]func(error) // cancels a run
}

// serve reads frames until the parent closes the stream. Its caller then ends the
// process, and with it what still runs.
func (w *worker) serve() error {
	if err := w.writer.WriteHello(wire.Build()); err != nil {
		return err
	}
	for {
		f, err := w.reader.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := w.handle(f); err != nil {
			return err
		}
	}
}

func (w *worker) handle(f wire.Frame) error {
	switch f.Type {
	case wire.Configure:
		w.transport.trust(f.Sections[0])
	case wire.Run:
		return w.startRun(f)
	case wire.Cancel:
		w.cancel(f.ID)
	case wire.Check:
		go w.check(f)
	}
	return nil
}

var errCanceled = errors.New("canceled")

func (w *worker) cancel(id uint64) {
	w.mu.Lock()
	stop := w.runs[id]
	w.mu.Unlock()
	if stop != nil {
		stop(errCanceled)
	}
}

// startRun registers the run on the reading goroutine, so that programs arrive and
// cancels find their run in the order of the frames.
func (w *worker) startRun(f wire.Frame) error {
	began := time.Now()
	m, err := wire.ParseRun(f)
	if err != nil {
		return err
	}
	program := w.programs.get(m.Program)
	if program == nil {
		if !m.WithSource {
			return w.writer.Write(wire.NeedSource, f.ID)
		}
		program = w.programs.add(m.Program, m.Source)
	}
	ctx, stop := context.WithCancelCause(context.Background())
	w.mu.Lock()
	w.runs[f.ID] = stop
	w.mu.Unlock()
	go func() {
		done := w.run(ctx, f.ID, m, program, began)
		w.mu.Lock()
		delete(w.runs, f.ID)
		w.mu.Unlock()
		stop(nil)
		w.report(wire.Done, f.ID, done)
	}()
	return nil
}

// run is the edge to the engine: nothing of a script gets past it as a panic.
func (w *worker) run(ctx context.Context, id uint64, m wire.RunMessage, p *program, began time.Time) (out scripts.Attempted) {
	defer func() {
		if fault := recover(); fault != nil {
			out = crashed(fault)
		}
	}()
	compiled, err := p.compile()
	if err != nil {
		return refused(err)
	}
	m.Limits.Wall -= time.Since(began) // compiling counts
	in := runtime.Input{
		Program: compiled, Trigger: m.Trigger, Payload: m.Payload,
		Secrets: m.Secrets, Meta: m.Meta, RequestID: m.RequestID, Limits: m.Limits,
	}
	if in.Limits.Wall <= 0 {
		in.Limits.Wall = 1
	}
	if m.WantAnswer {
		in.OnAnswer = func(a scripts.Attempted) { w.report(wire.Answer, id, a) }
	}
	return w.engine.Run(ctx, in)
}

func refused(err error) scripts.Attempted {
	e := &scripts.ScriptError{Name: "SyntaxError", Message: err.Error()}
	var at *runtime.CompileError
	if errors.As(err, &at) {
		e.Line, e.Column = at.Line, at.Column
	}
	return scripts.Attempted{Outcome: scripts.OutcomeRefused, Error: e}
}

// crashed says what broke the engine. The stack is the platform's: it goes to standard
// error, which the parent keeps.
func crashed(fault any) scripts.Attempted {
	println("worker: panic in a run:", fmt.Sprint(fault))
	debug.PrintStack()
	return scripts.Attempted{Outcome: scripts.OutcomeCrashed, Error: &scripts.ScriptError{
		Message: "the script broke the JavaScript engine"}}
}

// report sends a record. One that does not fit or cannot be encoded is replaced.
func (w *worker) report(t wire.Type, id uint64, a scripts.Attempted) {
	err := w.writer.WriteRecord(t, id, a)
	if err == nil || t == wire.Answer {
		return // a broken stream ends the process in serve
	}
	_ = w.writer.WriteRecord(t, id, scripts.Attempted{
		Outcome:    scripts.OutcomeOutputTooLarge,
		Error:      &scripts.ScriptError{Message: "the record of the run could not be sent: " + err.Error()},
		DurationMS: a.DurationMS, AnsweredMS: a.AnsweredMS, JSMS: a.JSMS,
	})
}

// check compiles and nothing more.
func (w *worker) check(f wire.Frame) {
	fault := (&runtime.CompileError{Message: "the script broke the compiler"})
	func() {
		defer func() { _ = recover() }()
		_, err := runtime.Compile(string(f.Sections[0]))
		if !errors.As(err, &fault) {
			fault = nil
		}
	}()
	_ = w.writer.WriteChecked(f.ID, fault)
}

// warm runs one hook, so that what the engine and Go's runtime set up lazily is there
// before hello: timers, pollers, threads, the first collection's structures.
func (w *worker) warm() {
	defer func() { _ = recover() }()
	p, err := runtime.Compile(`module.exports = function (user, context, cb) { setTimeout(cb, 1); };`)
	if err != nil {
		return
	}
	w.engine.Run(context.Background(), runtime.Input{
		Program: p, Trigger: scripts.PostUserRegistration,
		Payload: []byte(`{"user":{},"context":{}}`),
	})
}
