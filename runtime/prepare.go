package runtime

import (
	"context"
	"slices"

	"github.com/hookline/hookline/runtime/loop"
)

// Prepared is a VM made ahead of its run, in which the modules and globals that earlier
// runs of the program asked for are evaluated already. None of the hook's own code has
// run in it. It is good for one run.
type Prepared struct{ run *run }

// Prepare makes a VM for a later run of program with the same limits and the same
// NoEval; set it as that run's Input.Prepared. It is nil if that would save nothing: if
// no run has shown yet what the program needs, or if what it needs does more, when it is
// evaluated, than could have been done in the run itself (it prints, starts a timer, asks
// for the network, or throws).
//
// The code of npm packages runs in it, so it needs the process and the bounds of a run:
// clock counts its JavaScript time, and ctx ends it.
func (e *Engine) Prepare(ctx context.Context, program *Program, limits Limits, noEval bool, clock *loop.Clock) (p *Prepared) {
	needs := program.needs.Load()
	if needs == nil {
		return nil
	}
	defer func() {
		if recover() != nil {
			p = nil
		}
	}()
	r := &run{engine: e, in: Input{Program: program, NoEval: noEval}, limits: limits.WithDefaults(), clock: clock}
	r.record.start(clock.Began(), r.limits)
	ctx, _, release := r.limit(ctx)
	defer release()
	if err := r.open(ctx); err != nil {
		return nil
	}
	spoiled := r.forbidEffects()
	stop := context.AfterFunc(ctx, func() { r.vm.Interrupt(context.Cause(ctx)) })
	err := r.realm.Loop.Settle(func() error { return r.evaluateAhead(needs) })
	if !stop() || err != nil || *spoiled {
		r.modules.Close()
		return nil
	}
	r.ahead = true
	return &Prepared{r}
}

// Close frees a VM that is not going to be used.
func (p *Prepared) Close() { p.run.modules.Close() }

// forbidEffects makes the realm one in which nothing can be done that would show outside.
// It reports what tries.
func (r *run) forbidEffects() (spoiled *bool) {
	spoiled = new(bool)
	r.realm.Spoil = func() { *spoiled = true }
	r.realm.Console = func(string, string) { *spoiled = true }
	r.realm.Warn = func(string) { *spoiled = true }
	return spoiled
}

// evaluateAhead evaluates what earlier runs needed, in their order.
func (r *run) evaluateAhead(needs *needs) error {
	for _, name := range needs.globals {
		r.globals.Get(name)
	}
	for _, specifier := range needs.modules {
		if _, err := r.load(specifier); err != nil {
			return err
		}
	}
	return nil
}

// forgetAhead has packages evaluated anew that were evaluated ahead, if the script has
// changed process.env since: packages such as aws-sdk read it when they are loaded.
func (r *run) forgetAhead() {
	if r.ahead && r.realm.EnvChanged {
		r.packages, r.ahead = nil, false
	}
}

// start makes the realm that of a run that begins: from here on it has the run's powers.
func (r *run) start(ctx context.Context) {
	r.realm.Begin(ctx, r.record.started)
	r.realm.Loop.SetClock(r.clock)
	r.realm.Transport = r.engine.transport()
	r.realm.Insecure = r.engine.insecure()
	r.realm.Dial, r.realm.Resolve, r.realm.Roots = r.engine.config.Dial, r.engine.config.Resolve, r.engine.config.Roots
	r.realm.MaxRequests, r.realm.MaxResponseBytes = r.limits.Requests, r.limits.ResponseBytes
	r.realm.Console = r.record.print
	r.realm.Sent = r.record.sent
	r.realm.Warn = r.record.warn
	r.realm.EnvChanged = false
	r.realm.Spoil = nil
	r.globals.warnOfTakenNames()
}

// maxNeeds bounds the modules that are evaluated ahead.
const maxNeeds = 50

// needs are what a run asked for that costs time to evaluate and is the same in every run.
type needs struct {
	globals, modules []string
}

// learn keeps what the run needed for VMs that are prepared for the next ones.
func (r *run) learn() {
	n := needs{globals: r.globals.needed(), modules: r.required}
	if len(n.globals)+len(n.modules) == 0 {
		return
	}
	if old := r.in.Program.needs.Load(); old == nil || !slices.Equal(old.globals, n.globals) || !slices.Equal(old.modules, n.modules) {
		r.in.Program.needs.Store(&n)
	}
}
