package dispatch

import (
	"sync"

	"github.com/hookline/hookline/scripts"
)

// maxRooms bounds the hooks that are remembered while nothing of them runs. Of one that is
// forgotten too many are claimed once, and given back.
const maxRooms = 1000

// rooms keep hooks to their own concurrency. The zero value knows none.
type rooms struct {
	mu    sync.Mutex
	hooks map[scripts.HookID]*room
}

type room struct{ limit, running int }

// enter says whether one more execution of a hook may run, which is to leave then. limit
// is the hook's setting of now, 0 for none.
func (r *rooms) enter(hook scripts.HookID, limit int) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if limit == 0 {
		delete(r.hooks, hook)
		return true
	}
	known := r.hooks[hook]
	if known == nil {
		known = r.add(hook)
	}
	known.limit = limit
	if known.running >= limit {
		return false
	}
	known.running++
	return true
}

func (r *rooms) add(hook scripts.HookID) *room {
	if r.hooks == nil {
		r.hooks = map[scripts.HookID]*room{}
	}
	if len(r.hooks) >= maxRooms {
		for other, room := range r.hooks {
			if room.running == 0 {
				delete(r.hooks, other)
			}
		}
	}
	added := &room{}
	r.hooks[hook] = added
	return added
}

// leave is for what entered. It may have had no limit then, or have none any more.
func (r *rooms) leave(hook scripts.HookID) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if known := r.hooks[hook]; known != nil && known.running > 0 {
		known.running--
	}
}

// left says of each hook that is known how many more of it may run.
func (r *rooms) left() map[scripts.HookID]int {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.hooks) == 0 {
		return nil
	}
	left := make(map[scripts.HookID]int, len(r.hooks))
	for hook, room := range r.hooks {
		left[hook] = max(0, room.limit-room.running)
	}
	return left
}
