package dispatch

import (
	"container/list"
	"sync"

	"github.com/hookline/hookline/scripts"
)

type versionKey struct {
	tenant scripts.TenantID
	hook   scripts.HookID
	number int
}

type versionEntry struct {
	key     versionKey
	version scripts.Version
	bytes   int
}

// versionCache keeps the versions that were used last, up to a number of bytes.
type versionCache struct {
	mu      sync.Mutex
	room    int
	entries map[versionKey]*list.Element
	recent  *list.List // of *versionEntry, the most recent first
}

func newVersionCache(bytes int) *versionCache {
	return &versionCache{room: bytes, entries: map[versionKey]*list.Element{}, recent: list.New()}
}

func (c *versionCache) get(key versionKey) (scripts.Version, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	element := c.entries[key]
	if element == nil {
		return scripts.Version{}, false
	}
	c.recent.MoveToFront(element)
	return element.Value.(*versionEntry).version, true
}

func (c *versionCache) add(key versionKey, v scripts.Version) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.entries[key] != nil {
		return
	}
	entry := &versionEntry{key, v, size(v)}
	c.entries[key] = c.recent.PushFront(entry)
	for c.room -= entry.bytes; c.room < 0; {
		oldest := c.recent.Remove(c.recent.Back()).(*versionEntry)
		delete(c.entries, oldest.key)
		c.room += oldest.bytes
	}
}

// size is roughly what a version takes in memory.
func size(v scripts.Version) int {
	bytes := 512 + len(v.Script) + v.Built.Size()
	for name, version := range v.Deps {
		bytes += 64 + len(name) + len(version)
	}
	return bytes
}
