package dispatch

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/hookline/hookline/sandbox"
	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/store"
)

// maxFailures bounds how often an execution is tried that the platform cannot run, for
// reasons other than a lost worker. With the pauses that is more than five minutes.
const maxFailures = 20

// longestPause is where the doubling of Backoff ends.
const longestPause = 30 * time.Second

// execute runs a claimed execution and settles it. ctx ends when the dispatcher is to
// end; runs ends later, when it has waited long enough for what runs.
func (d *Dispatcher) execute(ctx, runs context.Context, c store.Claim) {
	started := time.Now()
	if c.Paused { // it was given back, or retried, after its hook was paused
		d.settle(ctx, c, store.Settlement{State: scripts.StateWaiting, Held: true})
		return
	}
	attempted, err := d.attempt(runs, c)
	settlement := d.judge(c, attempted, err, runs.Err() != nil)
	settlement.StartedAt = started
	ran := time.Since(started)
	d.notice(c.Execution, err)
	if settlement.Lost {
		pause(ctx, d.backoff(c.Losses))
	}
	d.settle(ctx, c, settlement)
	d.config.Ended(settlement.State, settlement.Attempted.Outcome, started.Sub(c.Execution.CreatedAt), ran)
}

// notice takes note of a failure of the platform, before the execution is given back: of
// a tenant that is paused nothing is to be claimed again meanwhile.
func (d *Dispatcher) notice(e scripts.Execution, err error) {
	var paused *sandbox.PausedError
	switch {
	case err == nil:
	case errors.As(err, &paused):
		d.pauses.add(e.Tenant, paused.Until)
	default:
		about(d.config.Logger, e).Warn("the platform failed an execution", keyError, err)
	}
}

func (d *Dispatcher) attempt(ctx context.Context, c store.Claim) (scripts.Attempted, error) {
	run, err := d.config.Loader.Load(ctx, c.Execution, c.Payload)
	if errors.Is(err, scripts.ErrNotFound) {
		return failure(scripts.OutcomeCanceled, "The hook or its version was deleted before it could run."), nil
	}
	if err != nil {
		return scripts.Attempted{}, err
	}
	return d.config.Runner.Run(ctx, run)
}

// judge decides how a claim ends. stopped says that the dispatcher cut the run short,
// which is nobody's failure.
func (d *Dispatcher) judge(c store.Claim, attempted scripts.Attempted, err error, stopped bool) store.Settlement {
	losses := c.Losses + 1
	var paused *sandbox.PausedError
	switch {
	case errors.As(err, &paused): // which is no loss
		return store.Settlement{State: scripts.StateReady}
	case stopped && (err != nil || attempted.Outcome == scripts.OutcomeCanceled):
		return store.Settlement{State: scripts.StateReady}
	case err == nil:
		return next(attempted, c.Retry, c.Execution.Attempt, rand.Float64()) //nolint:gosec // jitter
	case errors.Is(err, sandbox.ErrWorkerLost) && losses >= d.config.MaxLosses:
		return dead(scripts.OutcomeCrashed, fmt.Sprintf("The worker process was lost %d times while it ran this execution; "+
			"it will not be run again.", losses))
	case losses >= maxFailures:
		return dead(scripts.OutcomeInternal, fmt.Sprintf("The platform failed to run this execution %d times; "+
			"it will not be run again.", losses))
	default:
		return store.Settlement{State: scripts.StateReady, Lost: true}
	}
}

func dead(outcome scripts.Outcome, message string) store.Settlement {
	return store.Settlement{State: scripts.StateDead, Attempted: failure(outcome, message)}
}

func failure(outcome scripts.Outcome, message string) scripts.Attempted {
	return scripts.Attempted{Outcome: outcome, Error: &scripts.ScriptError{Message: message}}
}

// settle tries until the store takes it, and holds the slot meanwhile: a store that
// cannot write is to be given no more work. At the end of ctx it gives up after one
// more try; the execution then runs again when the queue is recovered.
func (d *Dispatcher) settle(ctx context.Context, c store.Claim, s store.Settlement) {
	logger := about(d.config.Logger, c.Execution)
	for {
		last := ctx.Err() != nil
		held, err := d.config.Queue.Settle(context.WithoutCancel(ctx), c.Lease, s)
		if err == nil && !held {
			logger.Warn("the end of an execution came too late and was dropped")
		}
		if err == nil {
			return
		}
		logger.Error("the end of an execution cannot be stored", keyError, err)
		if last {
			return
		}
		pause(ctx, d.config.Poll)
	}
}

// backoff is how long a slot is held after a failure of the platform, so that a broken
// one does not spin. Only the slots of those who meet it are held.
func (d *Dispatcher) backoff(losses int) time.Duration {
	return min(d.config.Backoff<<min(losses, maxFailures), longestPause)
}

// pause ends early with ctx.
func pause(ctx context.Context, length time.Duration) {
	timer := time.NewTimer(length)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}
