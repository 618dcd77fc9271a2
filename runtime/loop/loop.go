// Package loop is the event loop of one VM: timers, immediates, next ticks, promise
// jobs, and callbacks from other goroutines.
//
// One goroutine owns the VM, the one inside Run. Every method is to be called on it,
// except RegisterCallback's result, which may be called from anywhere.
//
// The loop promises the order that Node promises: next ticks before promise jobs,
// both before the next macrotask; timers, then callbacks, then immediates. It knows
// no limits: the context ends it, and Interrupt on the VM ends what runs inside.
package loop

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/dop251/goja"
)

// Loop is an event loop. Make one with New.
type Loop struct {
	vm         *goja.Runtime
	onUncaught func(error) bool
	enter      goja.Callable // calls l.runBody from a JavaScript frame, see turn
	native     goja.Value    // l.runBody
	body       func() error
	ended      error // why runBody wants the loop to end
	clock      *Clock

	ticks      queue
	immediates queue
	timers     timers
	rejected   []*goja.Promise
	context    goja.Value // see Context

	mu      sync.Mutex // guards the fields below
	inbox   []func() error
	pending int // registered callbacks that have not been delivered, and holds
	wake    chan struct{}
}

// Rejection is the error of a promise that was rejected while nobody handled it.
type Rejection struct{ Value goja.Value }

func (r *Rejection) Error() string { return "unhandled promise rejection" }

// New makes the loop of vm. onUncaught is told, on the loop, of every exception that
// reached it and of every unhandled rejection (a *Rejection); if it returns true the
// loop ends and Run returns that error. The time inside the VM goes on clock.
func New(vm *goja.Runtime, clock *Clock, onUncaught func(error) (stop bool)) *Loop {
	l := &Loop{vm: vm, clock: clock, onUncaught: onUncaught, wake: make(chan struct{}, 1)}
	vm.SetPromiseRejectionTracker(l.trackRejection)
	native := vm.ToValue(l.runBody).(*goja.Object)
	_ = native.DefineDataProperty("name", vm.ToValue("hookline:turn"), goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE)
	l.native = native
	frame, err := vm.RunProgram(frameProgram())
	if err != nil {
		panic(err) // the program is ours
	}
	l.enter, _ = goja.AssertFunction(frame)
	return l
}

// frameProgram makes the JavaScript frame around every turn.
var frameProgram = sync.OnceValue(func() *goja.Program {
	return goja.MustCompile("hookline:turn", "(function (body) { body(); })", false)
})

// Run calls main and then everything that main started, until nothing is left to
// wait for. It returns nil then; the error for which onUncaught stopped it; a
// *goja.InterruptedError; or the context's cause.
func (l *Loop) Run(ctx context.Context, main func() error) error {
	if err := l.turn(main); err != nil {
		return err
	}
	for {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if err := l.iterate(); err != nil {
			return err
		}
		ready, until, idle := l.next()
		if idle {
			return nil
		}
		if !ready {
			l.wait(ctx, until)
		}
	}
}

// ErrUnsettled says that what Settle called left something to wait for.
var ErrUnsettled = errors.New("something is left to wait for")

// Settle is Run for code that must not wait: it ends when nothing can be done at once,
// and fails with ErrUnsettled if something is left that keeps the loop alive. The loop
// may be run afterwards.
func (l *Loop) Settle(main func() error) error {
	if err := l.turn(main); err != nil {
		return err
	}
	for {
		ready, _, idle := l.next()
		switch {
		case idle:
			return nil
		case !ready:
			return ErrUnsettled
		}
		if err := l.iterate(); err != nil {
			return err
		}
	}
}

// SetClock puts the time inside the VM on another clock. Call it between two runs.
func (l *Loop) SetClock(clock *Clock) { l.clock = clock }

// Inside is the time spent in the VM so far, without waiting.
func (l *Loop) Inside() time.Duration { return l.clock.Inside() }

// RegisterCallback keeps the loop alive until the returned function has been called,
// exactly once, from any goroutine, with what is to be done on the loop. The contract
// is that of k6's event loop.
func (l *Loop) RegisterCallback() func(func() error) {
	l.mu.Lock()
	l.pending++
	l.mu.Unlock()
	called := false
	context := l.context
	return func(f func() error) {
		l.mu.Lock()
		if called {
			l.mu.Unlock()
			panic("loop: a registered callback was called twice")
		}
		called = true
		l.pending--
		l.inbox = append(l.inbox, l.in(context, f))
		l.mu.Unlock()
		select {
		case l.wake <- struct{}{}:
		default:
		}
	}
}

// Hold keeps the loop alive until release is called on it. Calling release again does
// nothing.
func (l *Loop) Hold() (release func()) {
	l.count(1)
	return sync.OnceFunc(func() { l.count(-1) })
}

func (l *Loop) count(n int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.pending += n
}

// Deliver has f called on the loop if it still runs then. It may be called from any
// goroutine and, unlike a registered callback, keeps nothing alive: see Hold.
func (l *Loop) Deliver(f func() error) {
	l.mu.Lock()
	l.inbox = append(l.inbox, f)
	l.mu.Unlock()
	select {
	case l.wake <- struct{}{}:
	default:
	}
}

// NextTick queues f before all promise jobs.
func (l *Loop) NextTick(f func() error) { l.ticks.push(l.in(l.context, f)) }

// SetImmediate queues f for after the current round of callbacks. Calling cancel
// before it ran drops it.
func (l *Loop) SetImmediate(f func() error) (cancel func()) {
	dropped := false
	f = l.in(l.context, f)
	l.immediates.push(func() error {
		if dropped {
			return nil
		}
		return f()
	})
	return func() { dropped = true }
}

// iterate runs one round: due timers, delivered callbacks, immediates.
func (l *Loop) iterate() error {
	for t := l.timers.due(time.Now()); t != nil; t = l.timers.due(time.Now()) {
		if err := l.turn(t.f); err != nil {
			return err
		}
	}
	l.mu.Lock()
	inbox := l.inbox
	l.inbox = nil
	l.mu.Unlock()
	for _, f := range inbox {
		if err := l.turn(f); err != nil {
			return err
		}
	}
	for n := l.immediates.len(); n > 0; n-- {
		if err := l.turn(l.immediates.pop()); err != nil {
			return err
		}
	}
	return nil
}

// next says whether work is ready, else until when to wait (zero: for a callback).
func (l *Loop) next() (ready bool, until time.Time, idle bool) {
	l.mu.Lock()
	delivered, pending := len(l.inbox) > 0, l.pending > 0
	l.mu.Unlock()
	if delivered || l.immediates.len() > 0 {
		return true, time.Time{}, false
	}
	if t := l.timers.first(); t != nil && (pending || l.timers.refs > 0) {
		return false, t.at, false
	}
	return false, time.Time{}, !pending
}

func (l *Loop) wait(ctx context.Context, until time.Time) {
	var due <-chan time.Time
	if !until.IsZero() {
		timer := time.NewTimer(time.Until(until))
		defer timer.Stop()
		due = timer.C
	}
	select {
	case <-l.wake:
	case <-due:
	case <-ctx.Done():
	}
}

// turn runs one macrotask, the next ticks and promise jobs that follow from it, and
// reports what nobody caught.
//
// goja runs promise jobs when the outermost call ends, and natives called from Go are
// no call to it. Next ticks come before promise jobs, so the macrotask runs inside one
// more JavaScript frame, which ends with the ticks.
//
// All of it is time inside the VM: reading what nobody caught runs code of the script.
func (l *Loop) turn(f func() error) error {
	l.clock.Enter()
	defer l.clock.Leave()
	for {
		l.body, l.ended = f, nil
		_, err := l.enter(goja.Undefined(), l.native)
		if l.ended != nil {
			return l.ended
		}
		if err != nil && l.ends(err) {
			return err
		}
		if err := l.reportRejections(); err != nil {
			return err
		}
		if l.ticks.len() == 0 {
			return nil
		}
		f = nothing // promise jobs made further ticks
	}
}

func nothing() error { return nil }

// runBody is the native call of turn. An error that ends the loop goes by a field: as
// an exception it would meet the script's promise jobs first.
func (l *Loop) runBody(goja.FunctionCall) goja.Value {
	for f := l.body; ; f = l.ticks.pop() {
		l.context = nil
		if err := f(); err != nil && l.ends(err) {
			l.ended = err
			l.ticks = queue{}
			return nil
		}
		if l.ticks.len() == 0 {
			l.context = nil
			return nil
		}
	}
}

// ends reports an error and says whether it ends the loop. Interrupts do, whatever the
// owner says. What the VM returns is not wrapped, and must not be unwrapped: that calls
// code of the script, and copies arrays that it made.
func (l *Loop) ends(err error) bool {
	_, interrupted := err.(*goja.InterruptedError) //nolint:errorlint // see above
	return interrupted || l.onUncaught(err)
}

func (l *Loop) trackRejection(p *goja.Promise, op goja.PromiseRejectionOperation) {
	if op == goja.PromiseRejectionReject {
		l.rejected = append(l.rejected, p)
		return
	}
	for i, r := range l.rejected {
		if r == p {
			l.rejected = append(l.rejected[:i], l.rejected[i+1:]...)
			return
		}
	}
}

func (l *Loop) reportRejections() error {
	for len(l.rejected) > 0 {
		p := l.rejected[0]
		l.rejected = l.rejected[1:]
		if err := (&Rejection{p.Result()}); l.ends(err) {
			return err
		}
	}
	return nil
}

// queue is a first-in first-out list of callbacks.
type queue struct{ items []func() error }

func (q *queue) len() int              { return len(q.items) }
func (q *queue) push(f func() error)   { q.items = append(q.items, f) }
func (q *queue) pop() (f func() error) { f, q.items = q.items[0], q.items[1:]; return f }
