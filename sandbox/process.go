package sandbox

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"github.com/hookline/hookline/runtime"
	"github.com/hookline/hookline/sandbox/cgroup"
	"github.com/hookline/hookline/sandbox/egress"
	"github.com/hookline/hookline/sandbox/wire"
	"github.com/hookline/hookline/scripts"
)

// process is a worker that runs. Its goroutines end with it; gone tells when.
type process struct {
	*spawned
	config Config
	gate   atomic.Pointer[egress.Gate] // nil while the worker is blank
	stderr excerpt                     // owned by drain until gone
	busy   chan struct{}               // tells the guard that there is a run
	memory *gauge
	alive  context.Context // ends when the process has died
	died   context.CancelFunc
	group  *cgroup.Group // nil where there are none

	mu        sync.Mutex
	logger    *slog.Logger
	tenant    scripts.TenantID
	heard     time.Time // when it last gave a sign of life, or got its only run
	pulses    int
	born      time.Time
	asks      sync.WaitGroup // answers to Ask that are on their way
	exchanges map[uint64]*exchange
	lastID    uint64
	seen      map[uint64]bool // programs whose source was sent
	cause     error           // why we ended it, nil while we did not

	gone  chan struct{} // closed when the process was reaped and all was told
	death death         // set before gone is closed
}

// exchange is one run that the worker has.
type exchange struct {
	id     uint64
	mask   *masker
	frames chan wire.Frame // has room for all that may come
	// expects are the frames that may still come, each once; none after the last.
	expects wire.Types
	// storage is the run's document, nil for none. asked counts, asking says that one
	// waits; both guarded by process.mu.
	storage runtime.Storage
	asked   int
	asking  bool
	// ended is what the worker was killed for, if for this exchange; guarded by
	// process.mu.
	ended verdict
}

// verdict is how a run ended that its worker cannot speak of. The zero value is none.
type verdict struct {
	outcome scripts.Outcome
	message string
}

var (
	// errNotStarted says that the worker never heard of the run.
	errNotStarted = errors.New("worker gone before the run")
	// errRetired is the cause of an orderly end.
	errRetired = errors.New("retired")
	errHung    = errors.New("a run did not stop at its limit")
)

func newProcess(s *spawned, config Config, busy chan struct{}) *process {
	alive, died := context.WithCancel(context.Background())
	return &process{
		alive: alive, died: died,
		spawned: s, config: config, logger: config.Log.With(keyWorker, s.cmd.Process.Pid),
		busy: busy, memory: openGauge(s.cmd.Process.Pid), born: time.Now(),
		exchanges: map[uint64]*exchange{}, seen: map[uint64]bool{}, gone: make(chan struct{}),
	}
}

// adopt gives the worker to a tenant, for good.
func (p *process) adopt(tenant scripts.TenantID, gate *egress.Gate) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.tenant = tenant
	p.logger = p.logger.With(keyTenant, string(tenant))
	p.gate.Store(gate)
}

// lastWords is how long what a dead worker has written may take to read.
const lastWords = time.Second

// live returns when the process has died and everything around it has ended.
func (p *process) live() {
	var drains, dials sync.WaitGroup
	drains.Go(func() { p.stderr.readAll(p.spawned.stderr) })
	drains.Go(p.read)
	dials.Go(func() { p.serveDials(p.alive) })
	_ = p.cmd.Wait()
	p.died()
	_ = p.dials.Close()
	deadline := time.Now().Add(lastWords)
	_ = p.stream.SetReadDeadline(deadline)
	_ = p.spawned.stderr.SetReadDeadline(deadline)
	drains.Wait()
	p.asks.Wait()
	_ = p.stream.Close()
	_ = p.spawned.stderr.Close()
	dials.Wait()
	p.memory.close()
	p.bury()
	if err := p.group.Close(); err != nil {
		p.logger.Warn("the memory group of a worker could not be removed", keyError, err)
	}
}

// kill ends the process. The first cause counts.
func (p *process) kill(cause error) {
	p.mu.Lock()
	if p.cause == nil {
		p.cause = cause
	}
	p.mu.Unlock()
	_ = p.cmd.Process.Kill()
}

// read hands frames to their exchanges until the stream ends.
func (p *process) read() {
	for {
		f, err := p.reader.Read()
		if err == nil {
			err = p.deliver(f)
		}
		switch {
		case err == nil:
		case errors.Is(err, wire.ErrProtocol):
			p.kill(err)
			return
		default:
			// It died or closed the stream: whatever Wait says is the cause.
			_ = p.cmd.Process.Kill()
			_, _ = io.Copy(io.Discard, p.stream)
			return
		}
	}
}

func (p *process) deliver(f wire.Frame) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if f.Type == wire.Pulse {
		return p.pulse()
	}
	p.heard = time.Now()
	x := p.exchanges[f.ID]
	if f.Type == wire.Ask {
		return p.admitAsk(x, f)
	}
	if x == nil || !x.expects.Has(f.Type) {
		return errUnexpected
	}
	x.expects = x.expects.Without(f.Type)
	if last.Has(f.Type) {
		x.expects = 0
	}
	x.frames <- f
	return nil
}

// last are the frames that end an exchange.
var last = wire.TypesOf(wire.Done, wire.Again)

// begin registers an exchange that may get the given frames.
func (p *process) begin(mask *masker, expects wire.Types) (*exchange, error) {
	x := &exchange{mask: mask, frames: make(chan wire.Frame, expects.Len()), expects: expects}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.exchanges == nil || p.cause != nil {
		return nil, errNotStarted
	}
	if len(p.exchanges) == 0 {
		p.heard = time.Now()
		signal(p.busy)
	}
	p.lastID++
	x.id = p.lastID
	p.exchanges[x.id] = x
	return x, nil
}

// settle ends an exchange whose last frame was in order.
func (p *process) settle(x *exchange) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.exchanges, x.id)
}

// end kills the worker because x must not go on, if it still does. The verdict becomes
// that of x; the worker's other runs are lost.
func (p *process) end(x *exchange, v verdict) {
	p.mu.Lock()
	running := p.exchanges[x.id] == x && x.expects != 0
	if running && x.ended == (verdict{}) {
		x.ended = v
	}
	p.mu.Unlock()
	if running {
		p.kill(errHung)
	}
}

// next waits for the next frame of x; false means that the worker is gone.
func (p *process) next(x *exchange) (wire.Frame, bool) {
	select {
	case f := <-x.frames:
		return f, true
	case <-p.gone:
	}
	select { // what it said before it died counts
	case f := <-x.frames:
		return f, true
	default:
		return wire.Frame{}, false
	}
}

// running is how many exchanges the worker has.
func (p *process) running() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.exchanges)
}

// killedFor is why we ended the process, nil if we did not.
func (p *process) killedFor() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.cause
}
