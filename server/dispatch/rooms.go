package dispatch

import (
	"sync"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/store"
)

// maxRooms bounds the hooks that are remembered while nothing of them runs. Of one that is
// forgotten too many are claimed once, and given back.
const maxRooms = 1000

// rooms keep hooks to their own concurrency. The zero value knows none.
type rooms struct {
	mu    sync.Mutex
	hooks map[tenantHook]*room
}

type tenantHook struct {
	tenant scripts.TenantID
	hook   scripts.HookID
}

func hookOf(e scripts.Execution) tenantHook { return tenantHook{e.Tenant, e.HookID} }

type room struct{ limit, running int }

// enter says whether one more execution of a hook may run, which is to leave then. limit
// is the hook's setting of now, 0 for none.
func (r *rooms) enter(hook tenantHook, limit int) bool {
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

func (r *rooms) add(hook tenantHook) *room {
	if r.hooks == nil {
		r.hooks = map[tenantHook]*room{}
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
func (r *rooms) leave(hook tenantHook) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if known := r.hooks[hook]; known != nil && known.running > 0 {
		known.running--
	}
}

// left says of each hook that is known how many more of it may run.
func (r *rooms) left() map[scripts.TenantID]store.Rooms {
	r.mu.Lock()
	defer r.mu.Unlock()
	left := map[scripts.TenantID]store.Rooms{}
	for hook, room := range r.hooks {
		if left[hook.tenant] == nil {
			left[hook.tenant] = store.Rooms{}
		}
		left[hook.tenant][hook.hook] = max(0, room.limit-room.running)
	}
	return left
}
