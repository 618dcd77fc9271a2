package loop

import (
	"sync/atomic"
	"time"
)

// Clock counts the JavaScript time of one run: the time inside its VM, not waiting.
// Who does work for the run elsewhere, such as compiling, may put that on it too.
// One goroutine enters and leaves; any may read.
type Clock struct {
	began   time.Time
	process time.Duration // the process's processor time then
	spent   atomic.Int64  // nanoseconds of the visits that ended
	entered atomic.Int64  // when the visit began that goes on: nanoseconds since began, 0 if none does
}

// NewClock makes a clock for a run that begins now.
func NewClock() *Clock { return &Clock{began: time.Now(), process: processTime()} }

// Began is when the run began.
func (c *Clock) Began() time.Time { return c.began }

// Enter begins a visit. Visits do not nest.
func (c *Clock) Enter() { c.entered.Store(max(int64(time.Since(c.began)), 1)) }

// Leave ends the visit.
func (c *Clock) Leave() {
	visit := int64(time.Since(c.began)) - c.entered.Load()
	c.entered.Store(0) // before it is added: a reader must never count a visit twice
	c.spent.Add(visit)
}

// Inside is the time of all visits, the present one included.
func (c *Clock) Inside() time.Duration {
	inside, _ := c.read()
	return inside
}

func (c *Clock) read() (inside, visit time.Duration) {
	inside = time.Duration(c.spent.Load())
	if entered := c.entered.Load(); entered > 0 {
		visit = time.Since(c.began) - time.Duration(entered)
	}
	return inside + visit, visit
}

// Computed is how long the run has computed: the time inside, but no more than the
// processor time that the whole process had meanwhile. On a machine with more work than
// processors the time inside is mostly waiting for one, and no fault of the run.
//
// A visit that goes on counts in full: a match of a regular expression is bounded by the
// time that passes, and its run must be over before it ends that way.
func (c *Clock) Computed() time.Duration {
	inside, visit := c.read()
	return max(visit, min(inside, processTime()-c.process))
}

// IsInside reports whether a visit goes on.
func (c *Clock) IsInside() bool { return c.entered.Load() > 0 }
