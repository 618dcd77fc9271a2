package worker

import (
	"context"
	"os"

	"github.com/hookline/hookline/runtime"
	"github.com/hookline/hookline/runtime/loop"
)

// prepare makes a VM for a next run like t while the worker has nothing else to do. The
// packages of the tenant run in it, so it is watched like a run.
func (w *worker) prepare(t *task) {
	ahead := w.beginAhead(t)
	if ahead == nil {
		return
	}
	vm := w.makeAhead(ahead)
	ahead.stop(nil)
	w.mu.Lock()
	defer w.mu.Unlock()
	w.ahead = nil
	if vm != nil {
		w.stock.add(ahead.fit(), vm)
	}
}

// beginAhead registers the preparation. It is nil if there is other work, or enough in
// stock.
func (w *worker) beginAhead(t *task) *task {
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.runs) > 0 || w.ahead != nil || w.stock.count(t.fit()) >= maxPerProgram {
		return nil
	}
	ahead := &task{message: t.message, program: t.program, clock: loop.NewClock()}
	ahead.message.Payload, ahead.message.Secrets, ahead.message.Meta = nil, nil, nil
	ahead.ctx, ahead.stop = context.WithCancelCause(context.Background())
	w.ahead = ahead
	w.watch()
	return ahead
}

func (w *worker) makeAhead(t *task) *runtime.Prepared {
	compiled, err := t.compile()
	if err != nil {
		return nil
	}
	return w.engine.Prepare(t.ctx, compiled, t.message.Limits, t.message.NoEval, t.clock)
}

// fromStock takes a VM that was prepared for a run like t, nil if there is none.
func (w *worker) fromStock(t *task) *runtime.Prepared {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.stock.take(t.fit())
}

// dropAhead gives up what was prepared and what is being prepared, and reports whether
// there was any of it.
func (w *worker) dropAhead() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	had := w.stock.clear()
	if w.ahead != nil && w.ahead.ctx.Err() == nil {
		w.ahead.stop(errAgain)
		had = true
	}
	return had
}

// endHungAhead ends the process if a preparation does not stop: nobody waits for it, so
// nobody else would.
func (w *worker) endHungAhead() {
	w.mu.Lock()
	hung := w.ahead != nil && w.ahead.hangs()
	w.mu.Unlock()
	if hung {
		println("worker: a VM that was being prepared does not stop")
		os.Exit(1)
	}
}
