package runtime

import (
	"sync"
	"time"

	"github.com/dop251/goja"

	"github.com/hookline/hookline/scripts"
)

// Bounds of an action's cache, from Auth0's page "Actions Limitations".
const (
	maxCacheEntries    = 20
	maxCacheKeyBytes   = 64
	maxCacheValueBytes = 4 << 10
	maxCacheBytes      = 8 << 10
	defaultCacheTTL    = 15 * time.Minute
	maxCacheTTL        = 24 * time.Hour
)

// cache is api.cache of the actions of one trigger. It lives as long as the engine, which
// is one tenant's: entries go with an idle worker, and each of a tenant's workers has its
// own.
type cache struct {
	mu      sync.Mutex
	entries map[string]cached
	bytes   int
}

type cached struct {
	value   string
	expires time.Time
}

// cacheOf is the trigger's.
func (e *Engine) cacheOf(id scripts.TriggerID) *cache {
	c, _ := e.caches.LoadOrStore(id, &cache{entries: map[string]cached{}})
	return c.(*cache)
}

func (c *cache) get(key string, now time.Time) (cached, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	entry, ok := c.entries[key]
	if ok && !now.Before(entry.expires) {
		c.drop(key)
		return cached{}, false
	}
	return entry, ok
}

func (c *cache) drop(key string) bool {
	entry, ok := c.entries[key]
	if ok {
		c.bytes -= len(key) + len(entry.value)
		delete(c.entries, key)
	}
	return ok
}

// set returns the code of what is wrong, empty if it was kept.
func (c *cache) set(key string, entry cached, now time.Time) string {
	switch {
	case len(key) > maxCacheKeyBytes || key == "":
		return "InvalidKeySize"
	case len(entry.value) > maxCacheValueBytes:
		return "ItemSizeExceeded"
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	for other, e := range c.entries {
		if !now.Before(e.expires) {
			c.drop(other)
		}
	}
	c.drop(key)
	if len(c.entries) == maxCacheEntries || c.bytes+len(key)+len(entry.value) > maxCacheBytes {
		return "CacheSizeExceeded"
	}
	c.entries[key] = entry
	c.bytes += len(key) + len(entry.value)
	return ""
}

// cacheObject is api.cache.
func (r *run) cacheObject() goja.Value {
	c := r.engine.cacheOf(r.trigger.ID)
	return r.realm.Object(map[string]func(goja.FunctionCall) goja.Value{
		"get": func(call goja.FunctionCall) goja.Value {
			entry, ok := c.get(r.cacheText(call, 0, "key"), time.Now())
			if !ok {
				return goja.Undefined()
			}
			o := r.vm.NewObject()
			_ = o.Set("value", entry.value)
			_ = o.Set("expires_at", entry.expires.UnixMilli())
			return o
		},
		"set": func(call goja.FunctionCall) goja.Value {
			now := time.Now()
			key, value := r.cacheText(call, 0, "key"), r.cacheText(call, 1, "value")
			return r.cacheResult(c.set(key, cached{value, cacheExpiry(call.Argument(2), now)}, now))
		},
		"delete": func(call goja.FunctionCall) goja.Value {
			c.mu.Lock()
			defer c.mu.Unlock()
			if !c.drop(r.cacheText(call, 0, "key")) {
				return r.cacheResult("ItemNotFound")
			}
			return r.cacheResult("")
		},
	})
}

func (r *run) cacheText(call goja.FunctionCall, i int, what string) string {
	if !goja.IsString(call.Argument(i)) {
		r.realm.Throw("TypeError", "", "api.cache: the "+what+" must be a string")
	}
	return call.Argument(i).String()
}

// cacheExpiry is the earlier of options.ttl, milliseconds from now, and options.expires_at,
// milliseconds since 1970.
func cacheExpiry(options goja.Value, now time.Time) time.Time {
	o, ok := options.(*goja.Object)
	if !ok {
		return now.Add(defaultCacheTTL)
	}
	expires, given := now.Add(maxCacheTTL), false
	for name, base := range map[string]time.Time{"ttl": now, "expires_at": time.UnixMilli(0)} {
		value := firstOf(o.Get(name))
		if value == nil {
			continue
		}
		given = true
		ms := min(max(value.ToFloat(), 0), 1e14) // NaN stays, and is no time
		if at := base.Add(time.Duration(ms) * time.Millisecond); ms == ms && at.Before(expires) {
			expires = at
		}
	}
	if !given {
		return now.Add(defaultCacheTTL)
	}
	return expires
}

func (r *run) cacheResult(code string) goja.Value {
	o := r.vm.NewObject()
	if code == "" {
		_ = o.Set("type", "success")
		return o
	}
	_ = o.Set("type", "error")
	_ = o.Set("code", code)
	return o
}
