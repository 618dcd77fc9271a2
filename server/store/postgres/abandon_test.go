package postgres

import (
	"context"
	"time"
)

// Freeze stops the store's signs of life, as a stopped process would, for a while.
func (s *Store) Freeze() (thaw func()) {
	s.stop()
	s.working.Wait()
	return func() {
		ctx, stop := context.WithCancel(context.Background())
		s.stop = stop
		s.working.Go(func() { s.live(ctx) })
		s.working.Go(func() { s.listen(ctx) })
		s.working.Go(func() { s.announce(ctx) })
	}
}

// Node is the number of this process among the nodes.
func (s *Store) Node() int64 { return s.node.Load() }

// SetClock makes believe that this machine's clock differs from the database's.
func (s *Store) SetClock(ahead time.Duration) {
	s.clock.ahead.Store(int64(ahead))
}

// Abandon ends the store as a crash does: nothing is given back, nobody is told.
func (s *Store) Abandon() {
	s.closing.Do(func() {
		s.accepts.close()
		s.settles.close()
		s.stop()
		s.working.Wait()
		s.closePools()
	})
}
