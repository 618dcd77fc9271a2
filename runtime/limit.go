package runtime

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/hookline/hookline/scripts"
)

// Why a run's context ends at its limits.
var (
	errWall = errors.New("wall time is over")
	errJS   = errors.New("JavaScript time is over")
)

// MemoryError is the cause with which a run's context is to be canceled because of the
// memory that the run takes: it ends as out_of_memory. Limit is in bytes.
type MemoryError struct{ Limit int64 }

func (e *MemoryError) Error() string {
	return fmt.Sprintf("the hook was stopped because it needed more memory than its worker may have (memory limit of %d MiB)", e.Limit>>20)
}

// limit derives the context that ends with the run's times. release frees what watches
// them.
func (r *run) limit(parent context.Context) (ctx context.Context, end context.CancelCauseFunc, release func()) {
	deadline := r.clock.Began().Add(r.limits.Wall)
	walled, cancel := context.WithDeadlineCause(parent, deadline, errWall)
	ctx, end = context.WithCancelCause(walled)
	stop := r.limitJS(ctx, end)
	return ctx, end, func() {
		stop()
		end(nil)
		cancel()
	}
}

// shortestLook is the least time between two looks at the clock, and so how much a run
// may exceed its JavaScript time.
const shortestLook = 10 * time.Millisecond

// limitJS ends the run when its JavaScript time is over. The timer fires when that can
// be the case at the earliest, which for most runs is never: entering and leaving the
// VM costs no timer. Between its turns, time for which the machine gave the process no
// processor does not count.
func (r *run) limitJS(ctx context.Context, end context.CancelCauseFunc) (stop func() bool) {
	var timer *time.Timer
	timer = time.AfterFunc(time.Hour, func() {
		left := r.limits.JS - r.clock.Computed()
		switch {
		case ctx.Err() != nil:
		case left <= 0:
			end(errJS)
		default:
			timer.Reset(max(left, shortestLook))
		}
	})
	timer.Reset(max(r.limits.JS-r.clock.Inside(), 0)) // only now: the function reads timer
	return timer.Stop
}

// ended is the end of a run whose context ended before it was done.
func (r *run) ended(cause error) scripts.Attempted {
	outcome, message := scripts.OutcomeCanceled, "the run was canceled"
	var memory *MemoryError
	switch {
	case errors.Is(cause, errWall):
		outcome, message = scripts.OutcomeTimedOut, fmt.Sprintf("the hook was stopped after %s (wall time limit)", r.limits.Wall)
	case errors.Is(cause, errJS):
		outcome, message = scripts.OutcomeTimedOut, fmt.Sprintf("the hook was stopped after %s of JavaScript (JavaScript time limit)", r.limits.JS)
	case errors.As(cause, &memory):
		outcome, message = scripts.OutcomeOutOfMemory, memory.Error()
	}
	return r.record.end(outcome, &scripts.ScriptError{Message: message})
}
