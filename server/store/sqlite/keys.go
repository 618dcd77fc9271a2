package sqlite

import (
	"sync"
	"time"

	"github.com/hookline/hookline/server/store/codec"
)

// lockedKeys hands out keys to any goroutine: events that were answered get theirs before
// the writer hears of them.
type lockedKeys struct {
	mu sync.Mutex
	codec.Keys
}

// Next is codec.Keys.Next.
func (k *lockedKeys) Next(now time.Time) int64 {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.Keys.Next(now)
}
