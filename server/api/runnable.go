package api

import (
	"context"
	"sync"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/store"
)

// runnable is what a run needs to know of a hook. It is shared by runs: nobody changes
// it. Its secrets stay sealed, so that they are in the clear only while a run lasts.
type runnable struct {
	name    string
	trigger scripts.Trigger
	version scripts.Version
	sealed  map[string][]byte
}

func (r *runnable) size() int {
	size := 1024 + len(r.version.Script) + r.version.Built.Size()
	for name, value := range r.sealed {
		size += len(name) + len(value)
	}
	return size
}

// loadRunnable reads the hook and its secrets, from memory where it can.
func (a *api) loadRunnable(ctx context.Context, tenant scripts.TenantID, id scripts.HookID) (*runnable, error) {
	return a.runnables.get(runnableKey{tenant, id}, func() (*runnable, error) {
		hook, err := a.Store.Hook(ctx, tenant, id)
		if err != nil {
			return nil, err
		}
		sealed, err := a.Store.Secrets(ctx, tenant, id)
		if err != nil {
			return nil, err
		}
		trigger, err := scripts.FindTrigger(hook.Trigger)
		if err != nil {
			return nil, err
		}
		version, err := a.Store.Version(ctx, tenant, id, hook.Version)
		if err != nil {
			return nil, err
		}
		return &runnable{hook.Name, trigger, version, sealed}, nil
	})
}

// loadEnabled reads the ids of the enabled hooks of a trigger in order, from memory where
// it can.
func (a *api) loadEnabled(ctx context.Context, tenant scripts.TenantID, trigger scripts.TriggerID) ([]scripts.HookID, error) {
	return a.runnables.enabledOf(enabledKey{tenant, trigger}, func() ([]scripts.HookID, error) {
		yes := true
		hooks, _, err := a.Store.ListHooks(ctx, tenant, store.HookFilter{Trigger: trigger, Enabled: &yes, InOrder: true, PerPage: scripts.MaxEnabledHooks})
		ids := make([]scripts.HookID, len(hooks))
		for i, h := range hooks {
			ids[i] = h.ID
		}
		return ids, err
	})
}

type runnableKey struct {
	tenant scripts.TenantID
	hook   scripts.HookID
}

type enabledKey struct {
	tenant  scripts.TenantID
	trigger scripts.TriggerID
}

// maxEnabled bounds the triggers of tenants whose enabled hooks are remembered.
const maxEnabled = 10_000

// maxRunnables bounds what is remembered, in bytes: some hundred of the largest hooks.
const maxRunnables = 16 << 20

// runnables remembers hooks between runs until they are written.
type runnables struct {
	mu      sync.RWMutex
	known   map[runnableKey]*runnable
	size    int
	enabled map[enabledKey][]scripts.HookID
	// writes counts calls of forget. What was read while one happened may be old, and
	// is not remembered.
	writes uint64
	// others counts the writes of other servers, of which seen are taken into account.
	others func() uint64
	seen   uint64
}

func newRunnables(others func() uint64) *runnables {
	return &runnables{known: map[runnableKey]*runnable{}, enabled: map[enabledKey][]scripts.HookID{}, others: others, seen: others()}
}

func (c *runnables) get(key runnableKey, load func() (*runnable, error)) (*runnable, error) {
	others := c.others()
	c.mu.RLock()
	found, writes, current := c.known[key], c.writes, c.seen == others
	c.mu.RUnlock()
	if !current {
		found, writes = nil, c.forgetAll(others)
	}
	if found != nil {
		return found, nil
	}
	loaded, err := load()
	if err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.writes == writes {
		c.remember(key, loaded)
	}
	return loaded, nil
}

func (c *runnables) enabledOf(key enabledKey, load func() ([]scripts.HookID, error)) ([]scripts.HookID, error) {
	others := c.others()
	c.mu.RLock()
	found, known := c.enabled[key]
	writes, current := c.writes, c.seen == others
	c.mu.RUnlock()
	if !current {
		known, writes = false, c.forgetAll(others)
	}
	if known {
		return found, nil
	}
	loaded, err := load()
	if err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.writes == writes {
		if len(c.enabled) >= maxEnabled {
			clear(c.enabled)
		}
		c.enabled[key] = loaded
	}
	return loaded, nil
}

func (c *runnables) forgetAll(others uint64) (writes uint64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.writes++
	c.seen, c.size = others, 0
	clear(c.known)
	clear(c.enabled)
	return c.writes
}

// remember makes room by forgetting everything: the hooks in use are back soon.
func (c *runnables) remember(key runnableKey, r *runnable) {
	c.drop(key)
	if c.size+r.size() > maxRunnables {
		clear(c.known)
		c.size = 0
	}
	c.known[key] = r
	c.size += r.size()
}

func (c *runnables) drop(key runnableKey) {
	if old := c.known[key]; old != nil {
		c.size -= old.size()
		delete(c.known, key)
	}
}

// forget must follow every write of the hook or its secrets, also one that failed: it
// may have been kept all the same.
func (c *runnables) forget(tenant scripts.TenantID, hook scripts.HookID) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.writes++
	c.drop(runnableKey{tenant, hook})
	for key := range c.enabled {
		if key.tenant == tenant {
			delete(c.enabled, key)
		}
	}
}
