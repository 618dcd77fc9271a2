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

// Check says whether a source can be run: nil, or a scripts.Fault of kind ErrInvalid
// that says where it is not JavaScript. Nothing of it is run. It uses a worker of the
// tenant that runs no hooks, so a source that kills its worker harms no run.
func (s *Sandbox) Check(ctx context.Context, tenant scripts.TenantID, source string) error {
	if err := checkSource(source, s.config.MaxSourceBytes); err != nil {
		return err
	}
	if err := checkNesting(source); err != nil {
		return err
	}
	for range maxStarts {
		seat, err := s.pool.acquire(ctx, place{tenant: tenant, purpose: toCheck})
		if err != nil {
			return err
		}
		err = seat.process.check(ctx, source)
		s.pool.release(seat)
		if !errors.Is(err, errNotStarted) {
			return err
		}
	}
	return fmt.Errorf("%d workers died before the check: %w", maxStarts, ErrWorkerLost)
}

func (p *process) check(ctx context.Context, source string) error {
	x, err := p.begin(newMasker(nil), wire.TypesOf(wire.Checked))
	if err != nil {
		return err
	}
	watchdog := time.AfterFunc(p.config.CheckTimeout, func() { p.end(x, verdict{outcome: scripts.OutcomeTimedOut}) })
	defer watchdog.Stop()
	stop := context.AfterFunc(ctx, func() { p.end(x, verdict{outcome: scripts.OutcomeCanceled}) })
	defer stop()
	if err := p.writer.Write(wire.Check, x.id, []byte(source)); err != nil {
		p.kill(fmt.Errorf("send a check: %w", err))
	}
	f, alive := p.next(x)
	if !alive {
		return p.checkFailed(ctx, x)
	}
	fault, err := wire.ParseChecked(f)
	if err != nil {
		p.kill(err)
		return errors.Join(ErrWorkerLost, err)
	}
	p.settle(x)
	if fault == nil {
		return nil
	}
	return scripts.Invalid("invalid_script", describe(fault))
}

// checkFailed is the answer to a check whose worker is gone.
func (p *process) checkFailed(ctx context.Context, x *exchange) error {
	p.mu.Lock()
	ended := x.ended.outcome
	p.mu.Unlock()
	switch {
	case ended == scripts.OutcomeTimedOut:
		return scripts.Invalid("invalid_script", fmt.Sprintf(
			"The script takes too long to compile: more than %v. Nest it less deeply.", p.config.CheckTimeout))
	case ended == scripts.OutcomeCanceled:
		return context.Cause(ctx)
	case p.death.alone && p.death.verdict.outcome != "":
		return scripts.Invalid("invalid_script", "The script cannot be compiled: "+p.death.verdict.message+".")
	}
	return errors.Join(ErrWorkerLost, p.death.cause)
}

// maxFaultText bounds each text of a compile error.
const maxFaultText = 1 << 10

// describe words a compile error for its author.
func describe(e *runtime.CompileError) string {
	text := "The script does not compile: " + clip(e.Message, maxFaultText)
	if e.Line <= 0 {
		return text
	}
	text += fmt.Sprintf(" (line %d, column %d)", e.Line, e.Column)
	if e.Text != "" {
		text += "\n" + clip(e.Text, maxFaultText)
	}
	return text
}
