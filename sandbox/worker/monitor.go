package worker

import (
	"errors"
	"time"

	"github.com/hookline/hookline/runtime"
	"github.com/hookline/hookline/sandbox/wire"
)

// lookEvery is the time between two looks of the monitor while there are runs.
const lookEvery = 10 * time.Millisecond

// errAgain ends runs one of which takes too much memory.
var errAgain = errors.New("another run may be the reason")

// monitor watches the runs while there are any. It ends what takes too much memory, in
// time for the worker to live, and tells the parent which runs do not stop. It is a
// courtesy: native code can keep it from running, so its silence tells the parent too.
func (w *worker) monitor() {
	tick := time.NewTicker(lookEvery)
	tick.Stop()
	for range w.wake {
		tick.Reset(lookEvery)
		for pulse := time.Now(); w.working(); <-tick.C {
			w.relieve()
			w.reportStuck()
			w.endHungAhead()
			if time.Since(pulse) >= wire.PulseEvery {
				pulse = time.Now()
				_ = w.writer.Write(wire.Pulse, 0)
			}
		}
		tick.Stop()
		w.collects()
	}
}

func (w *worker) working() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.runs) > 0 || w.ahead != nil
}

// reportStuck names the runs that are inside the VM for longer than they may be.
func (w *worker) reportStuck() {
	for _, t := range w.stuck() {
		_ = w.writer.Write(wire.Stuck, t.id)
	}
}

func (w *worker) stuck() (found []*task) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, t := range w.runs {
		if !t.stuck && t.hangs() {
			t.stuck = true
			found = append(found, t)
		}
	}
	return found
}

// hangs reports whether t is inside the VM for longer than it may be.
func (t *task) hangs() bool {
	return t.clock.IsInside() && t.clock.Computed() > t.message.Limits.JS+t.message.Grace
}

// relieve gives up what was prepared when the worker's memory is nearly used up, and
// then ends the runs. Which of several takes it cannot be told: none of them is charged,
// and the parent runs each alone.
func (w *worker) relieve() {
	if !w.memory.high() || w.endsRuns() {
		return
	}
	if w.dropAhead() {
		w.memory.free()
		if !w.memory.high() {
			return
		}
	}
	if w.collects() {
		return
	}
	w.memory.collectLess()
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, t := range w.runs {
		if len(w.runs) == 1 {
			t.stop(&runtime.MemoryError{Limit: w.memory.limit})
		} else {
			t.stop(errAgain)
		}
	}
	w.relieved = true
}

// endsRuns reports whether a run was told to end and has not done so yet. It takes its
// memory with it; if it does not listen, the parent sees to it.
func (w *worker) endsRuns() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, t := range w.runs {
		if t.ctx.Err() != nil {
			return true
		}
	}
	return false
}

// collects frees what runs have left that were ended for their memory, and reports
// whether that was enough. Else a run that comes after them could be taken for them.
func (w *worker) collects() bool {
	if !w.relieved {
		return false
	}
	w.memory.free()
	w.relieved = w.memory.high()
	return !w.relieved
}
