package sandbox

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/hookline/hookline/runtime"
	"github.com/hookline/hookline/sandbox/wire"
	"github.com/hookline/hookline/scripts"
)

// call is one run on its way to a worker.
type call struct {
	run     Run
	limits  runtime.Limits
	program uint64
	mask    *masker
}

var errUnexpected = fmt.Errorf("%w: a frame that nobody asked for", wire.ErrProtocol)

// run has the worker run c. It returns errNotStarted if the worker was gone already.
func (p *process) run(ctx context.Context, c *call) (scripts.Attempted, error) {
	if !p.knows(c.program) {
		if err := checkNesting(c.run.Source); err != nil {
			return refusedSource(err), nil
		}
	}
	x, err := p.begin(c.mask, c.expects())
	if err != nil {
		return scripts.Attempted{}, err
	}
	// The clock runs while the frame is written, too: a worker that hangs does not read.
	watchdog := time.AfterFunc(c.limits.Wall+p.config.KillGrace, func() { p.end(x, scripts.OutcomeTimedOut) })
	defer watchdog.Stop()
	stop := context.AfterFunc(ctx, func() { p.cancel(x) })
	defer stop()
	p.send(x, c, p.learn(c.program))
	return p.follow(x, c)
}

func (c *call) expects() wire.Types {
	if c.run.OnAnswer == nil {
		return wire.TypesOf(wire.NeedSource, wire.Done)
	}
	return wire.TypesOf(wire.NeedSource, wire.Answer, wire.Done)
}

// follow takes the frames of a run as they come, to the last.
func (p *process) follow(x *exchange, c *call) (scripts.Attempted, error) {
	for {
		f, alive := p.next(x)
		if !alive {
			return p.obituary(x, c)
		}
		if f.Type == wire.NeedSource {
			p.send(x, c, true)
			continue
		}
		attempted, err := c.accept(f)
		if err != nil {
			p.kill(err)
			<-p.gone
			return p.obituary(x, c)
		}
		result := attempted.Result
		c.mask.attempted(&attempted)
		if f.Type == wire.Done {
			return attempted, nil
		}
		attempted.Result = result
		c.run.OnAnswer(attempted)
	}
}

// accept reads a record and checks it as what it is: the word of a stranger.
func (c *call) accept(f wire.Frame) (scripts.Attempted, error) {
	attempted, err := wire.ParseRecord(f)
	if err == nil {
		err = checkRecord(attempted, c.limits, f.Type == wire.Done)
	}
	return attempted, err
}

// send writes the run. What fails here ends the worker, and the run with it.
func (p *process) send(x *exchange, c *call, withSource bool) {
	err := p.writer.WriteRun(x.id, wire.RunMessage{
		Program: c.program, Source: c.run.Source, WithSource: withSource,
		Payload: c.run.Payload, Secrets: reveal(c.run.Secrets), Meta: c.run.Meta,
		Trigger: c.run.Trigger, RequestID: c.run.RequestID, Limits: c.limits,
		WantAnswer: c.run.OnAnswer != nil, NoEval: c.run.NoEval,
	})
	if err != nil {
		p.kill(fmt.Errorf("send a run: %w", err))
	}
}

func reveal(secrets scripts.Secrets) map[string]string {
	if len(secrets) == 0 {
		return nil
	}
	values := make(map[string]string, len(secrets))
	for name, s := range secrets {
		values[name] = s.Reveal()
	}
	return values
}

// cancel asks the worker to end the run, and sees that it does.
func (p *process) cancel(x *exchange) {
	time.AfterFunc(p.config.KillGrace, func() { p.end(x, scripts.OutcomeCanceled) })
	_ = p.writer.Write(wire.Cancel, x.id)
}

// maxSeen bounds how many programs the parent remembers of a worker.
const maxSeen = 4096

// knows reports whether the worker was sent the program before.
func (p *process) knows(program uint64) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.seen[program]
}

// learn notes that the worker is being sent a program, and reports whether it is new to
// it. The worker may forget; it asks again then.
func (p *process) learn(program uint64) (isNew bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.seen[program] {
		return false
	}
	if len(p.seen) >= maxSeen {
		clear(p.seen)
	}
	p.seen[program] = true
	return true
}

// obituary is what becomes of a run whose worker is gone.
func (p *process) obituary(x *exchange, c *call) (scripts.Attempted, error) {
	p.mu.Lock()
	ended := x.ended
	p.mu.Unlock()
	switch {
	case ended == scripts.OutcomeTimedOut:
		return died(ended, fmt.Sprintf("the script ran longer than its wall time of %v and could not be stopped; its worker was ended", c.limits.Wall)), nil
	case ended == scripts.OutcomeCanceled:
		return canceled(), nil
	case p.death.only == x:
		return died(p.death.outcome, p.death.message), nil
	}
	return scripts.Attempted{}, errors.Join(ErrWorkerLost, p.death.cause)
}

func died(outcome scripts.Outcome, message string) scripts.Attempted {
	return scripts.Attempted{Outcome: outcome, Error: &scripts.ScriptError{Message: message}}
}
