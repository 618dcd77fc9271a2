package sandbox

import (
	"errors"
	"fmt"
	"time"

	"github.com/hookline/hookline/sandbox/wire"
)

var (
	errMemory = errors.New("it took more memory than it may have")
	errSilent = errors.New("it gave no sign of life")
)

// guardEvery is the time between two looks at the workers that have work. A worker that
// fills memory as fast as the machine can stays within 64 MiB of its limit then.
const guardEvery = 5 * time.Millisecond

// guard kills the workers that take too much memory or hang, until close. It must live
// in this process: in the worker, native code can keep every other goroutine from
// running.
func (p *pool) guard() {
	tick := time.NewTicker(guardEvery)
	tick.Stop()
	for {
		select {
		case <-p.done.Done():
			return
		case <-p.busy:
		}
		tick.Reset(guardEvery)
		for p.inspect(time.Now()) {
			select {
			case <-p.done.Done():
				return
			case <-tick.C:
			}
		}
		tick.Stop()
	}
}

// inspect looks at every worker that may be computing, and reports whether there is one.
func (p *pool) inspect(now time.Time) bool {
	var busy []*process
	p.mu.Lock()
	for process := range p.live {
		if process.active(now) {
			busy = append(busy, process)
		}
	}
	p.mu.Unlock()
	for _, process := range busy {
		switch {
		case process.memory.resident() > p.config.MemoryBytes:
			process.kill(errMemory)
		case process.silent(now):
			process.kill(errSilent)
		}
	}
	return len(busy) > 0
}

// leastSilence is how long a worker may be silent at least: on a busy machine, its
// goroutines may have to wait.
const leastSilence = 2 * time.Second

func (c Config) silence() time.Duration { return max(c.Limits.JS, leastSilence) + c.KillGrace }

// active reports whether the worker has a run, or had one so lately that it may be
// preparing a VM for the next.
func (p *process) active(now time.Time) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.exchanges) > 0 || now.Sub(p.heard) <= p.config.silence()
}

// silent reports whether a worker that has runs gave no sign of life for longer than a
// run may compute.
func (p *process) silent(now time.Time) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if now.Sub(p.heard) <= p.config.silence() {
		return false
	}
	for _, x := range p.exchanges {
		if x.expects != 0 {
			return true
		}
	}
	return false
}

// pulse takes a sign of life. More of them than an honest worker can have sent are a
// flood. The caller holds mu.
func (p *process) pulse() error {
	now := time.Now()
	p.pulses++
	if most := 10 + int(2*now.Sub(p.born)/wire.PulseEvery); p.pulses > most {
		return fmt.Errorf("%w: %d pulses", wire.ErrProtocol, p.pulses)
	}
	p.heard = now
	return nil
}
