package answer

import (
	"context"
	"errors"
	"sync/atomic"
	"time"

	"github.com/hookline/hookline/sandbox"
	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/store"
)

// call is one event that is being answered. Its parts are the caller and each run; the
// last of them to end hands over the record.
type call struct {
	service *Service
	event   Event
	chain   *scripts.Chain
	id      scripts.EventID
	ids     []scripts.ExecutionID
	parts   atomic.Int32
	steps   []*step // appended to by the caller only
}

// step is one hook of the chain.
type step struct {
	execution scripts.Execution
	answered  chan scripts.Attempted // what the caller acts on
	ended     chan struct{}          // closed when execution and err are final
	err       error                  // the platform's
}

// answer runs the hooks one after the other.
func (c *call) answer(ctx context.Context) (Answer, error) {
	answer := Answer{Event: c.id}
	for i := range c.event.Hooks {
		attempted, err := c.run(ctx, i)
		if err != nil {
			return Answer{Event: c.id}, err
		}
		answer.Given = attempted.Result
		if !attempted.Outcome.Succeeded() {
			answer.Failure = &Failure{attempted.Outcome, attempted.Error}
			return answer, nil
		}
		c.chain.Add(attempted.Result)
	}
	answer.Result = c.chain.Answer()
	return answer, nil
}

// run starts a hook and returns when it has answered, or ended without an answer.
func (c *call) run(ctx context.Context, i int) (scripts.Attempted, error) {
	hook := c.event.Hooks[i]
	e := hook.Execution
	e.ID, e.EventID, e.Tenant, e.Trigger, e.Attempt = c.ids[i], c.id, c.event.Tenant, c.event.Trigger.ID, 1
	payload := c.chain.Payload()
	run, err := hook.Prepare(e, payload)
	if err != nil {
		return scripts.Attempted{}, err
	}
	now := time.Now().UTC().Truncate(time.Millisecond)
	e.StartedAt = &now
	s := &step{execution: e, answered: make(chan scripts.Attempted, 1), ended: make(chan struct{})}
	c.steps = append(c.steps, s)
	run.Hide = c.event.Trigger.Private(payload)
	run.OnAnswer = func(a scripts.Attempted) { s.answered <- a }

	running, cancel := context.WithCancel(c.service.runs)
	stop := context.AfterFunc(ctx, cancel) // until it has answered
	c.parts.Add(1)
	remarks := c.event.Trigger.Chain(payload)
	go func() {
		defer c.end()
		defer cancel()
		defer close(s.ended)
		s.finish(c.event.Trigger, remarks, func() (scripts.Attempted, error) { return c.service.config.Runner.Run(running, run) })
	}()
	defer stop()
	return s.wait(ctx)
}

// wait prefers what was answered over how the run ended.
func (s *step) wait(ctx context.Context) (scripts.Attempted, error) {
	select {
	case a := <-s.answered:
		return a, nil
	case <-s.ended:
	}
	select {
	case a := <-s.answered:
		return a, nil
	default:
	}
	switch {
	case s.err != nil:
		return scripts.Attempted{}, s.err
	case s.execution.Outcome == scripts.OutcomeCanceled && ctx.Err() != nil:
		return scripts.Attempted{}, context.Cause(ctx)
	}
	return s.execution.Attempted, nil
}

// finish makes the record of a run. The remarks on its result come from the masked one,
// so that they hold no secret.
func (s *step) finish(trigger scripts.Trigger, chain *scripts.Chain, run func() (scripts.Attempted, error)) {
	attempted, err := run()
	if err != nil {
		s.err = err
		attempted = scripts.Attempted{Outcome: scripts.OutcomeInternal, Error: &scripts.ScriptError{Message: platformFailure(err)}}
	}
	if attempted.Outcome.Succeeded() {
		attempted.Warnings = append(attempted.Warnings, chain.Add(attempted.Result)...)
	}
	if attempted.Result != nil {
		attempted.Result = trigger.Redact(attempted.Result)
	}
	s.execution.Attempted = attempted
	s.execution.State = stateOf(attempted.Outcome)
}

func platformFailure(err error) string {
	var paused *sandbox.PausedError
	switch {
	case errors.As(err, &paused):
		return paused.Error()
	case errors.Is(err, sandbox.ErrWorkerLost):
		return "the worker process was lost while it ran this hook"
	}
	return "the platform could not run this hook"
}

// stateOf is where an outcome leads. There is no second attempt: the caller has gone.
func stateOf(o scripts.Outcome) scripts.State {
	switch {
	case o.Succeeded():
		return scripts.StateSucceeded
	case o == scripts.OutcomeCanceled:
		return scripts.StateCanceled
	}
	return scripts.StateFailed
}

// end hands over the record when the last part has ended.
func (c *call) end() {
	if c.parts.Add(-1) > 0 {
		return
	}
	defer c.service.events.Done()
	event := scripts.Event{ID: c.id, Tenant: c.event.Tenant, Trigger: c.event.Trigger.ID,
		Payload: c.event.Trigger.Redact(c.event.Payload)}
	record := store.Answered{Event: event}
	for _, s := range c.steps {
		record.Executions = append(record.Executions, s.execution)
	}
	c.service.records <- record // has room for all that hold a slot
}
