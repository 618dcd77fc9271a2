// Package dispatch takes executions from the queue, has them run, and writes down how
// that ended.
//
// It promises that every ready execution is run at least once, that its end is
// recorded at most once, and that one tenant's flood does not delay another's event.
// It does not promise exactly once: an execution whose worker or server was lost runs
// again. Hooks read their event's id to tell (see Assemble).
//
// It knows neither SQL nor HTTP nor how a hook is run.
package dispatch

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/hookline/hookline/sandbox"
	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/store"
)

// Queue is what the dispatcher needs of the store; package store has the promises.
type Queue interface {
	Claim(context.Context, store.ClaimRequest) ([]store.Claim, error)
	Settle(context.Context, store.Lease, store.Settlement) (bool, error)
	Recover(context.Context) (int, error)
	Ready() <-chan struct{}
}

// Runner runs a hook. An error says that the platform failed, sandbox.ErrWorkerLost
// that the hook may have been the reason, a sandbox.PausedError that nothing of the
// tenant is to be run for a while. It returns soon after its context ends.
type Runner interface {
	Run(context.Context, sandbox.Run) (scripts.Attempted, error)
}

// Config wires a Dispatcher. Queue, Runner and Loader are required; a zero field of
// the others means its default.
type Config struct {
	Queue  Queue
	Runner Runner
	Loader *Loader
	// Concurrency is the number of executions that run at a time. Default 64.
	Concurrency int
	// PerTenant bounds those of one tenant. Default scripts.MaxConcurrency.
	PerTenant int
	// MaxLosses is how often an execution may lose its worker before it is dead.
	// Default 2: one that kills its worker again is the reason.
	MaxLosses int
	// DrainTimeout is how long Run waits for running executions when it is to end.
	// Default 30 s, which lets hooks at their limit of 20 s finish.
	DrainTimeout time.Duration
	// Poll is the longest time between two looks at the queue; they follow a signal of
	// the queue within milliseconds otherwise. Default 1 s.
	Poll time.Duration
	// Backoff is the first pause before an execution that the platform could not run
	// is given back; each loss doubles it. Default 100 ms.
	Backoff time.Duration
	// Ended, if set, is told how each attempt ended that was settled.
	Ended func(state scripts.State, outcome scripts.Outcome, waited, ran time.Duration)
	// Logger is silent if nil.
	Logger *slog.Logger
}

// Dispatcher is to be made with New and run once.
type Dispatcher struct {
	config  Config
	running sync.WaitGroup
	pauses  pauses
	rooms   rooms
	ended   chan struct{} // a value for each execution that has ended
}

// New makes a dispatcher.
func New(c Config) *Dispatcher {
	c.Concurrency = cmp.Or(c.Concurrency, 64)
	c.PerTenant = cmp.Or(c.PerTenant, scripts.MaxConcurrency)
	c.MaxLosses = cmp.Or(c.MaxLosses, 2)
	c.DrainTimeout = cmp.Or(c.DrainTimeout, 30*time.Second)
	c.Poll = cmp.Or(c.Poll, time.Second)
	c.Backoff = cmp.Or(c.Backoff, 100*time.Millisecond)
	if c.Ended == nil {
		c.Ended = func(scripts.State, scripts.Outcome, time.Duration, time.Duration) {}
	}
	c.Logger = cmp.Or(c.Logger, slog.New(slog.DiscardHandler))
	return &Dispatcher{config: c, ended: make(chan struct{}, c.Concurrency)}
}

// Run dispatches until ctx ends. It then claims no more, lets what runs finish for
// DrainTimeout, cancels the rest and gives it back, and returns nil when all of it has
// ended. It fails only if the queue cannot be recovered at its start.
func (d *Dispatcher) Run(ctx context.Context) error {
	recovered, err := d.config.Queue.Recover(ctx)
	if err != nil {
		return fmt.Errorf("dispatch: %w", err)
	}
	if recovered > 0 {
		d.config.Logger.Info("executions of the process before run again", keyCount, recovered)
	}
	runs, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	d.serve(ctx, runs)
	d.drain(cancel)
	return nil
}

// serve claims whenever something may have become claimable: an execution is ready, or
// a slot is free.
func (d *Dispatcher) serve(ctx, runs context.Context) {
	poll := time.NewTicker(d.config.Poll)
	defer poll.Stop()
	free := d.config.Concurrency
	for ctx.Err() == nil {
		free -= d.start(ctx, runs, free)
		select {
		case <-ctx.Done():
		case <-d.config.Queue.Ready():
		case <-poll.C:
		case <-d.ended:
			free++
		}
		for ; len(d.ended) > 0; free++ {
			<-d.ended
		}
	}
}

// start claims for the free slots and says how many it filled.
func (d *Dispatcher) start(ctx, runs context.Context, free int) int {
	if free == 0 {
		return 0
	}
	claims, err := d.config.Queue.Claim(runs, store.ClaimRequest{Limit: free, PerTenant: d.config.PerTenant,
		Except: d.pauses.current(time.Now()), Rooms: d.rooms.left()})
	if err != nil {
		d.config.Logger.Error("executions cannot be claimed", keyError, err) // the next wake-up tries again
		return 0
	}
	for _, c := range claims {
		entered := d.rooms.enter(hookOf(c.Execution), c.Concurrency)
		d.running.Go(func() {
			defer func() { d.ended <- struct{}{} }()
			if !entered { // more than its hook may run was claimed before that was known
				d.settle(ctx, c, store.Settlement{State: scripts.StateReady})
				return
			}
			defer d.rooms.leave(hookOf(c.Execution))
			d.execute(ctx, runs, c)
		})
	}
	return len(claims)
}

func (d *Dispatcher) drain(cancel context.CancelFunc) {
	timeout := time.AfterFunc(d.config.DrainTimeout, cancel)
	defer timeout.Stop()
	d.running.Wait()
}
