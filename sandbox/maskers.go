package sandbox

import (
	"hash/maphash"
	"sync"

	"github.com/hookline/hookline/scripts"
)

// maskers remembers the masker of each set of secrets: preparing one costs more than a
// small run does.
type maskers struct {
	seed  maphash.Seed
	mu    sync.Mutex
	known map[uint64]*masker
}

// maxMaskers bounds how many are remembered.
const maxMaskers = 1024

func newMaskers() *maskers {
	return &maskers{seed: maphash.MakeSeed(), known: map[uint64]*masker{}}
}

// of returns the masker of these secrets.
func (c *maskers) of(secrets scripts.Secrets) *masker {
	key := c.key(secrets)
	c.mu.Lock()
	defer c.mu.Unlock()
	if m := c.known[key]; m != nil {
		return m
	}
	if len(c.known) >= maxMaskers {
		clear(c.known)
	}
	m := newMasker(secrets)
	c.known[key] = m
	return m
}

// key stands for the set, in whatever order the map gives it. Its seed is secret, so
// nobody can choose two sets with one key.
func (c *maskers) key(secrets scripts.Secrets) uint64 {
	var key uint64
	for name, secret := range secrets {
		var h maphash.Hash
		h.SetSeed(c.seed)
		maphash.WriteComparable(&h, [2]string{name, secret.Reveal()})
		key += h.Sum64()
	}
	return key
}
