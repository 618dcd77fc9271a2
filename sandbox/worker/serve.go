package worker

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"sync"

	"github.com/hookline/hookline/runtime"
	"github.com/hookline/hookline/runtime/loop"
	"github.com/hookline/hookline/sandbox/wire"
	"github.com/hookline/hookline/scripts"
)

type worker struct {
	reader    *wire.Reader
	writer    *wire.Writer
	engine    *runtime.Engine
	dialer    *dialer
	checked   *transport // set by Configure, as is unchecked
	unchecked *transport // does not check certificates; nil unless allowed
	programs  *programs

	mu    sync.Mutex
	runs  map[uint64]*task
	ahead *task // the VM that is being prepared, nil if none is
	stock stock

	tasks chan *task
	wake  chan struct{} // tells the monitor that a run began

	// The monitor's own.
	memory   *meter
	relieved bool // runs were ended for their memory, which may not be free yet
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
		c, err := wire.ParseConfigure(f)
		if err != nil {
			return err
		}
		w.configure(c)
		runtime.BoundRegexps(c.JS)
	case wire.Run:
		return w.startRun(f)
	case wire.Cancel:
		w.cancel(f.ID)
	case wire.Told:
		return w.tell(f)
	}
	return nil
}

var errCanceled = errors.New("canceled")

func (w *worker) cancel(id uint64) {
	w.mu.Lock()
	t := w.runs[id]
	w.mu.Unlock()
	if t != nil {
		t.stop(errCanceled)
	}
}

// startRun registers the run on the reading goroutine, so that programs arrive and
// cancels find their run in the order of the frames.
func (w *worker) startRun(f wire.Frame) error {
	clock := loop.NewClock()
	m, err := wire.ParseRun(f)
	if err != nil {
		return err
	}
	program := w.programs.of(m)
	if program == nil {
		return w.writer.Write(wire.NeedSource, f.ID)
	}
	m.Source, m.Map, m.PackagesText = "", nil, nil
	t := &task{id: f.ID, message: m, program: program, clock: clock, document: newDocument(w.writer, f.ID)}
	t.ctx, t.stop = context.WithCancelCause(context.Background())
	w.mu.Lock()
	w.runs[t.id] = t
	w.mu.Unlock()
	w.watch()
	w.hand(t)
	return nil
}

// watch wakes the monitor.
func (w *worker) watch() {
	select {
	case w.wake <- struct{}{}:
	default:
	}
}

// task is a run on its way to a goroutine, and on it.
type task struct {
	ctx     context.Context
	stop    context.CancelCauseFunc
	id      uint64
	message wire.RunMessage
	program *program
	clock   *loop.Clock
	stuck   bool // the parent was told; the monitor's

	document *document
}

// hand gives a task to a goroutine that waits, or to a new one. Goroutines are kept
// because their stacks have grown: growing one costs a third of a small run. There
// are as many as the parent has ever had runs here at once.
func (w *worker) hand(t *task) {
	select {
	case w.tasks <- t:
	default:
		go w.work(t)
	}
}

func (w *worker) work(t *task) {
	for {
		w.do(t)
		w.prepare(t)
		t = <-w.tasks // the collector takes the old t meanwhile: nothing reads it any more
	}
}

func (w *worker) do(t *task) {
	done := w.run(t)
	w.mu.Lock()
	delete(w.runs, t.id)
	w.mu.Unlock()
	cause := context.Cause(t.ctx)
	t.stop(nil)
	if errors.Is(cause, errAgain) && done.Outcome == scripts.OutcomeCanceled {
		_ = w.writer.Write(wire.Again, t.id)
		return
	}
	w.report(wire.Done, t.id, done)
}

// run is the edge to the engine: nothing of a script gets past it as a panic.
func (w *worker) run(t *task) (out scripts.Attempted) {
	defer func() {
		if fault := recover(); fault != nil {
			out = crashed(fault)
		}
	}()
	compiled, err := t.compile()
	if err != nil {
		return refused(err)
	}
	m := &t.message
	in := runtime.Input{
		Program: compiled, Trigger: m.Trigger, Payload: m.Payload,
		Secrets: m.Secrets, Meta: m.Meta, RequestID: m.RequestID, Limits: m.Limits, Clock: t.clock, NoEval: m.NoEval,
		Storage: t.document, Prepared: w.fromStock(t),
	}
	if m.WantAnswer {
		in.OnAnswer = func(a scripts.Attempted) { w.report(wire.Answer, t.id, a) }
	}
	return w.engine.Run(t.ctx, in)
}

// compile counts as the run's JavaScript time, but for the packages, which others wrote
// and which may be large.
func (t *task) compile() (*runtime.Program, error) {
	packages, err := t.program.packages.compile()
	if err != nil {
		return nil, err
	}
	t.clock.Enter()
	defer t.clock.Leave()
	return t.program.compile(packages)
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
