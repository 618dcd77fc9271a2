package sandbox

import (
	"errors"
	"time"
)

// keep keeps the spares at their number and retires idle workers, until close.
func (p *pool) keep() {
	tick := time.NewTicker(max(p.config.IdleTimeout/4, time.Millisecond))
	defer tick.Stop()
	retry := time.NewTimer(0)
	defer retry.Stop()
	wait := minRetry
	for {
		select {
		case <-p.done.Done():
			return
		case <-tick.C:
			p.reap()
			continue
		case <-p.fallen:
			retry.Reset(spareDied)
			continue
		case <-p.wake:
		case <-retry.C:
		}
		if err := p.refill(); err != nil && p.done.Err() == nil {
			p.config.Log.Error("no spare worker could be started", keyError, err)
			retry.Reset(wait)
			wait = min(2*wait, maxRetry)
			continue
		}
		wait = minRetry
	}
}

// A worker that does not start is tried again after these times.
const (
	minRetry = 100 * time.Millisecond
	maxRetry = 30 * time.Second
)

// spareDied is how long a spare that died by itself is not replaced. If that is how
// they all end, starting them is all that this machine would do.
const spareDied = time.Second

// signal leaves a value in a channel with room for one.
func signal(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

func (p *pool) refill() error {
	for p.wantsSpare() {
		process, err := p.start()
		if err != nil {
			return err
		}
		p.mu.Lock()
		if p.live[process] {
			p.spares = append(p.spares, process)
		}
		p.mu.Unlock()
	}
	return nil
}

func (p *pool) wantsSpare() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return !p.closed && len(p.spares) < p.config.Spares
}

// reap retires workers that were idle too long.
func (p *pool) reap() {
	p.kills.forgive(time.Now())
	p.mu.Lock()
	defer p.mu.Unlock()
	before := time.Now().Add(-p.config.IdleTimeout)
	for _, s := range p.seats {
		if s.idle() && s.lastUsed.Before(before) {
			p.retire(s)
		}
	}
}

func (p *pool) count(process *process) {
	switch cause := process.killedFor(); {
	case cause == nil:
		p.lost.Add(1)
	case !errors.Is(cause, errRetired):
		p.killed.Add(1)
	}
}

func (p *pool) stats() Stats {
	p.mu.Lock()
	defer p.mu.Unlock()
	s := Stats{
		Workers: len(p.seats), Spares: len(p.spares),
		Started: p.started.Load(), Lost: p.lost.Load(), Killed: p.killed.Load(),
	}
	for process := range p.live {
		s.Running += process.running()
	}
	return s
}
