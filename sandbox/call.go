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
	// packages are those of the program, 0 for none.
	packages uint64
	mask     *masker
	alone    bool // no other run is in the worker
}

var errUnexpected = fmt.Errorf("%w: a frame that nobody asked for", wire.ErrProtocol)

// run has the worker run c. It returns errNotStarted if the worker was gone already.
func (p *process) run(ctx context.Context, c *call) (scripts.Attempted, error) {
	if !p.knows(c.program) {
		if err := checkNesting(c.run.Source); err != nil {
			return refusedSource(err), nil
		}
	}
	withSource, packages, err := p.unknown(ctx, c)
	if err != nil {
		return scripts.Attempted{}, err
	}
	x, err := p.begin(c.mask, c.expects())
	if err != nil {
		return scripts.Attempted{}, err
	}
	p.mu.Lock()
	x.storage = c.run.Storage
	p.mu.Unlock()
	// The clock runs while the frame is written, too: a worker that hangs does not read.
	watchdog := time.AfterFunc(c.limits.Wall+p.config.KillGrace, func() { p.end(x, overdue(c.limits)) })
	defer watchdog.Stop()
	stop := context.AfterFunc(ctx, func() { p.cancel(x) })
	defer stop()
	began := time.Now()
	p.send(x, c, withSource, packages)
	attempted, err := p.follow(ctx, x, c)
	if err == nil && attempted.DurationMS == 0 { // the worker did not live to say it
		attempted.DurationMS = float64(time.Since(began).Microseconds()) / 1000
	}
	return attempted, err
}

func (c *call) expects() wire.Types {
	types := []wire.Type{wire.NeedSource, wire.Stuck, wire.Done}
	if c.run.OnAnswer != nil {
		types = append(types, wire.Answer)
	}
	if !c.alone {
		types = append(types, wire.Again)
	}
	return wire.TypesOf(types...)
}

// follow takes the frames of a run as they come, to the last.
func (p *process) follow(ctx context.Context, x *exchange, c *call) (scripts.Attempted, error) {
	for {
		f, alive := p.next(x)
		if !alive {
			return p.obituary(x)
		}
		switch f.Type {
		case wire.NeedSource:
			packages, err := p.readPackages(ctx, c)
			if err != nil {
				p.settle(x)
				return scripts.Attempted{}, err
			}
			p.send(x, c, true, packages)
			continue
		case wire.Stuck:
			p.end(x, stuck(c.limits))
			continue
		case wire.Again:
			p.settle(x)
			return scripts.Attempted{}, errSuspect
		}
		attempted, err := c.accept(f)
		if err != nil {
			p.kill(err)
			<-p.gone
			return p.obituary(x)
		}
		if f.Type == wire.Done {
			p.settle(x)
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
func (p *process) send(x *exchange, c *call, withSource bool, packages []byte) {
	err := p.writer.WriteRun(x.id, wire.RunMessage{
		Program: c.program, Source: c.run.Source, Map: c.run.Map, WithSource: withSource,
		Packages: c.packages, PackagesText: packages, WithPackages: packages != nil,
		Payload: c.run.Payload, Secrets: reveal(c.run.Secrets), Meta: c.run.Meta,
		Trigger: c.run.Trigger, RequestID: c.run.RequestID, Limits: c.limits, Grace: p.config.KillGrace,
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
	time.AfterFunc(p.config.KillGrace, func() { p.end(x, verdict{outcome: scripts.OutcomeCanceled}) })
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

// unknown is what has to be sent with the run because the worker was not sent it before:
// the source, and the packages, nil if it has them.
func (p *process) unknown(ctx context.Context, c *call) (source bool, packages []byte, err error) {
	if c.packages != 0 && !p.knows(c.packages) {
		if packages, err = p.readPackages(ctx, c); err != nil {
			return false, nil, err
		}
		p.learn(c.packages)
	}
	return p.learn(c.program), packages, nil
}

// readPackages is nil for a hook that has none.
func (p *process) readPackages(ctx context.Context, c *call) ([]byte, error) {
	if c.packages == 0 {
		return nil, nil
	}
	if p.config.Packages == nil {
		return nil, errors.New("the hook needs packages, and nobody has them")
	}
	packages, err := p.config.Packages(ctx, c.run.Packages)
	if err != nil {
		return nil, fmt.Errorf("read the packages of a hook: %w", err)
	}
	return packages, nil
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

// errSuspect says that the run may be why its worker died, or that another run of it is.
var errSuspect = fmt.Errorf("%w with several runs", ErrWorkerLost)

// obituary is what becomes of a run whose worker is gone.
func (p *process) obituary(x *exchange) (scripts.Attempted, error) {
	p.mu.Lock()
	ended := x.ended
	p.mu.Unlock()
	switch {
	case ended.outcome == scripts.OutcomeCanceled:
		return canceled(), nil
	case ended != verdict{}:
		return died(ended), nil
	case errors.Is(p.death.cause, errRetired):
	case !p.death.alone:
		return scripts.Attempted{}, errors.Join(errSuspect, p.death.cause)
	case p.death.verdict != verdict{}:
		return died(p.death.verdict), nil
	}
	return scripts.Attempted{}, errors.Join(ErrWorkerLost, p.death.cause)
}

// overdue is the verdict on a run that went on after its wall time.
func overdue(limits runtime.Limits) verdict {
	return verdict{scripts.OutcomeTimedOut, fmt.Sprintf(
		"the script ran longer than its wall time of %v and could not be stopped; its worker was ended", limits.Wall)}
}

// stuck is the verdict on a run that went on after its JavaScript time.
func stuck(limits runtime.Limits) verdict {
	return verdict{scripts.OutcomeTimedOut, fmt.Sprintf(
		"the script ran longer than its JavaScript time of %v and could not be stopped; its worker was ended", limits.JS)}
}

func died(v verdict) scripts.Attempted {
	return scripts.Attempted{Outcome: v.outcome, Error: &scripts.ScriptError{Message: v.message}}
}
