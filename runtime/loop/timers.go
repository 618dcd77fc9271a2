package loop

import (
	"container/heap"
	"time"
)

// Timer is a pending timeout or interval.
type Timer struct {
	f     func() error
	at    time.Time
	every time.Duration // 0: once
	seq   uint64        // timers due at the same time fire in the order they were set
	index int           // in the heap, -1 when not pending
	unref bool
}

// MaxTimerDelay is the longest delay that Node accepts; longer ones become MinTimerDelay.
const (
	MaxTimerDelay = (1<<31 - 1) * time.Millisecond
	MinTimerDelay = time.Millisecond
)

// SetTimer calls f after delay, again and again if repeat is set. Delays outside
// MinTimerDelay..MaxTimerDelay become MinTimerDelay, as in Node.
func (l *Loop) SetTimer(delay time.Duration, repeat bool, f func() error) *Timer {
	if delay < MinTimerDelay || delay > MaxTimerDelay {
		delay = MinTimerDelay
	}
	t := &Timer{f: l.in(l.context, f), index: -1}
	if repeat {
		t.every = delay
	}
	l.timers.add(t, time.Now().Add(delay))
	return t
}

// ClearTimer drops t. It may be called any number of times.
func (l *Loop) ClearTimer(t *Timer) {
	t.every = 0
	l.timers.remove(t)
}

// SetRef says whether t keeps the loop alive, which it does from the start.
func (l *Loop) SetRef(t *Timer, ref bool) {
	if t.unref == ref && t.index >= 0 {
		if ref {
			l.timers.refs++
		} else {
			l.timers.refs--
		}
	}
	t.unref = !ref
}

// timers is the heap of pending timers, soonest first.
type timers struct {
	heap timerHeap
	seq  uint64
	refs int // pending timers that keep the loop alive
}

func (ts *timers) first() *Timer {
	if len(ts.heap) == 0 {
		return nil
	}
	return ts.heap[0]
}

// due removes and returns the first timer whose time has come, or nil. An interval
// is put back for its next time.
func (ts *timers) due(now time.Time) *Timer {
	t := ts.first()
	if t == nil || t.at.After(now) {
		return nil
	}
	ts.remove(t)
	if t.every > 0 {
		ts.add(t, now.Add(t.every))
	}
	return t
}

func (ts *timers) add(t *Timer, at time.Time) {
	t.at = at
	ts.seq++
	t.seq = ts.seq
	heap.Push(&ts.heap, t)
	if !t.unref {
		ts.refs++
	}
}

func (ts *timers) remove(t *Timer) {
	if t.index < 0 {
		return
	}
	heap.Remove(&ts.heap, t.index)
	if !t.unref {
		ts.refs--
	}
}

type timerHeap []*Timer

func (h timerHeap) Len() int { return len(h) }
func (h timerHeap) Less(i, j int) bool {
	if h[i].at.Equal(h[j].at) {
		return h[i].seq < h[j].seq
	}
	return h[i].at.Before(h[j].at)
}
func (h timerHeap) Swap(i, j int) {
	h[i], h[j] = h[j], h[i]
	h[i].index, h[j].index = i, j
}
func (h *timerHeap) Push(x any) {
	t := x.(*Timer)
	t.index = len(*h)
	*h = append(*h, t)
}
func (h *timerHeap) Pop() any {
	old := *h
	t := old[len(old)-1]
	old[len(old)-1] = nil
	t.index = -1
	*h = old[:len(old)-1]
	return t
}
