package sandbox

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"github.com/hookline/hookline/sandbox/cgroup"
	"github.com/hookline/hookline/sandbox/egress"
	"github.com/hookline/hookline/scripts"
)

// place is what a worker is for. The runs that are suspected of having killed one have
// workers of their own: a few lanes, in each of which one run goes on at a time.
type place struct {
	tenant  scripts.TenantID
	proving bool
	lane    uint32
}

// provingLanes is how many suspects of a tenant run at a time.
const provingLanes = 4

// seat is a worker at its place, or on its way there.
type seat struct {
	place   place
	process *process      // set once ready is closed, nil if err is set
	err     error         // why there is no worker
	ready   chan struct{} // closed when the above are set
	slots   chan struct{} // one per run that the worker may have

	// Guarded by pool.mu.
	users    int // runs that hold or await a slot
	lastUsed time.Time
}

// pool keeps the workers: at most one per place, and the spares.
type pool struct {
	config Config
	gate   *egress.Gate // from which each tenant's is made
	kills  *kills
	groups *cgroup.Parent // nil where there are none
	wake   chan struct{}  // tells keep that a spare was taken
	fallen chan struct{}  // tells keep that a spare died
	busy   chan struct{}  // tells guard that a worker has work
	stop   context.CancelFunc
	done   context.Context // canceled by close
	owned  sync.WaitGroup  // keep, starts and processes

	started, lost, killed atomic.Int64

	mu     sync.Mutex
	seats  map[place]*seat
	gates  map[scripts.TenantID]*egress.Gate
	spares []*process
	live   map[*process]bool
	freed  chan struct{} // closed and replaced when a seat becomes idle or goes
	closed bool
}

func newPool(config Config, gate *egress.Gate, groups *cgroup.Parent) *pool {
	p := &pool{
		config: config, gate: gate, groups: groups, kills: newKills(config), wake: make(chan struct{}, 1), fallen: make(chan struct{}, 1), busy: make(chan struct{}, 1),
		seats: map[place]*seat{}, gates: map[scripts.TenantID]*egress.Gate{}, live: map[*process]bool{}, freed: make(chan struct{}),
	}
	p.done, p.stop = context.WithCancel(context.Background())
	p.owned.Go(p.keep)
	p.owned.Go(p.guard)
	return p
}

func (p *pool) close() {
	p.mu.Lock()
	p.closed = true
	for process := range p.live {
		process.kill(errRetired)
	}
	p.mu.Unlock()
	p.stop()
	p.owned.Wait()
	if err := p.groups.Close(); err != nil {
		p.config.Log.Warn("the memory group of the workers could not be removed", keyError, err)
	}
}

// acquire returns the seat of the worker at a place, with a slot of it, and starts the
// worker if need be. Pass it to release.
func (p *pool) acquire(ctx context.Context, at place) (*seat, error) {
	for {
		s, err := p.sit(ctx, at)
		if err != nil {
			return nil, err
		}
		select {
		case <-s.ready:
		case <-ctx.Done():
			p.leave(s)
			return nil, context.Cause(ctx)
		}
		if s.err != nil {
			p.leave(s)
			return nil, s.err
		}
		select {
		case s.slots <- struct{}{}:
			return s, nil
		case <-s.process.gone:
			p.leave(s)
		case <-ctx.Done():
			p.leave(s)
			return nil, context.Cause(ctx)
		}
	}
}

func (p *pool) release(s *seat) {
	<-s.slots
	p.leave(s)
}

func (p *pool) leave(s *seat) {
	p.mu.Lock()
	defer p.mu.Unlock()
	s.users--
	s.lastUsed = time.Now()
	if s.users > 0 {
		return
	}
	if s.place.proving && p.seats[s.place] == s && s.idle() {
		p.retire(s)
	}
	p.announce()
}

// announce wakes those who wait for a seat. The caller holds mu.
func (p *pool) announce() {
	close(p.freed)
	p.freed = make(chan struct{})
}

// sit counts the caller as a user of the seat at a place. It makes the seat, and room
// for it, if need be.
func (p *pool) sit(ctx context.Context, at place) (*seat, error) {
	for {
		p.mu.Lock()
		s, err := p.trySit(at)
		freed := p.freed
		p.mu.Unlock()
		if s != nil || err != nil {
			return s, err
		}
		select {
		case <-freed:
		case <-p.done.Done():
		case <-ctx.Done():
			return nil, context.Cause(ctx)
		}
	}
}

// trySit returns nil when there is no room now.
func (p *pool) trySit(at place) (*seat, error) {
	if p.closed {
		return nil, ErrClosed
	}
	if s := p.seats[at]; s != nil {
		s.users++
		return s, nil
	}
	if len(p.seats) >= p.config.MaxWorkers && !p.evict() {
		return nil, nil
	}
	slots := p.config.RunsPerWorker
	if at.proving {
		slots = 1
	}
	s := &seat{place: at, users: 1, ready: make(chan struct{}), slots: make(chan struct{}, slots)}
	p.seats[at] = s
	if n := len(p.spares); n > 0 {
		s.process, p.spares = p.spares[n-1], p.spares[:n-1]
		s.process.adopt(at.tenant, p.gateOf(at.tenant))
		close(s.ready)
		signal(p.wake)
		return s, nil
	}
	p.owned.Go(func() { p.fill(s) })
	return s, nil
}

// gateOf returns the tenant's gate, which outlives its workers: what it remembers of
// refusals is not lost when a script kills its worker. The caller holds mu.
func (p *pool) gateOf(tenant scripts.TenantID) *egress.Gate {
	gate := p.gates[tenant]
	if gate == nil {
		var rules egress.Rules
		if p.config.EgressOf != nil {
			rules = func(ctx context.Context) (egress.Policy, error) { return p.config.EgressOf(ctx, tenant) }
		}
		gate = p.gate.For(p.config.Log.With(keyTenant, string(tenant)), rules)
		p.gates[tenant] = gate
	}
	return gate
}

// evict retires the worker that was idle longest, if one is idle.
func (p *pool) evict() bool {
	var oldest *seat
	for _, s := range p.seats {
		if s.idle() && (oldest == nil || s.lastUsed.Before(oldest.lastUsed)) {
			oldest = s
		}
	}
	if oldest != nil {
		p.retire(oldest)
	}
	return oldest != nil
}

// idle reports whether the seat has a worker that nobody uses. The caller holds mu.
func (s *seat) idle() bool { return s.users == 0 && s.process != nil }

// retire ends an idle worker. The caller holds mu.
func (p *pool) retire(s *seat) {
	delete(p.seats, s.place)
	s.process.kill(errRetired)
}

// fill starts a worker for a seat.
func (p *pool) fill(s *seat) {
	process, err := p.start()
	p.mu.Lock()
	defer p.mu.Unlock()
	defer close(s.ready)
	if err != nil {
		s.err = err
		delete(p.seats, s.place)
		p.announce()
		return
	}
	process.adopt(s.place.tenant, p.gateOf(s.place.tenant))
	s.process = process
	if !p.live[process] { // died already
		delete(p.seats, s.place)
	}
}

// groupSlack is how much more than resident memory the kernel's group counts: page
// tables, socket buffers.
const groupSlack = 16 << 20

// start starts a blank worker.
func (p *pool) start() (*process, error) {
	spawned, err := spawn(p.done, p.config)
	if err != nil {
		return nil, err
	}
	p.started.Add(1)
	process := newProcess(spawned, p.config, p.busy)
	if process.group, err = p.groups.Add(spawned.cmd.Process.Pid, p.config.MemoryBytes+groupSlack); err != nil {
		process.logger.Warn("worker without a memory group", keyError, err)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.live[process] = true
	p.owned.Go(func() {
		process.live()
		p.forget(process)
		close(process.gone)
	})
	if p.closed {
		process.kill(errRetired)
	}
	return process, nil
}

// forget removes a worker that has died.
func (p *pool) forget(process *process) {
	p.count(process)
	if tenant := process.death.guilty; tenant != "" {
		p.kills.add(tenant, time.Now())
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.live, process)
	for at, s := range p.seats {
		if s.process == process {
			delete(p.seats, at)
			p.announce()
		}
	}
	for i, spare := range p.spares {
		if spare == process {
			p.spares = append(p.spares[:i], p.spares[i+1:]...)
			signal(p.fallen)
			break
		}
	}
}
