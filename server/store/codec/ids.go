package codec

import (
	"crypto/rand"
	"encoding/binary"
	"strings"
	"sync"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/hookline/hookline/scripts"
)

const (
	eventPrefix     = "evt_"
	executionPrefix = "exe_"
	counterBits     = 16
)

// ID identifies an event, an execution or a hook. Written big-endian, one half after the
// other, it is a monotonic ULID: 48 bits of time, 16 bits that count within the
// millisecond, 64 bits of chance. The first half alone is unique and is the row's
// primary key, so that no index over the text of the id is needed; the second half
// makes ids that cannot be guessed.
type ID struct{ Key, Nonce int64 }

// ULID is the id without the prefix of its kind.
func (r ID) ULID() ulid.ULID {
	var u ulid.ULID
	binary.BigEndian.PutUint64(u[:8], uint64(r.Key))
	binary.BigEndian.PutUint64(u[8:], uint64(r.Nonce))
	return u
}

// Event is the id as an event's.
func (r ID) Event() scripts.EventID { return scripts.EventID(eventPrefix + r.ULID().String()) }

// Execution is the id as an execution's.
func (r ID) Execution() scripts.ExecutionID {
	return scripts.ExecutionID(executionPrefix + r.ULID().String())
}

// Hook is the id as a hook's.
func (r ID) Hook() scripts.HookID { return scripts.HookID(r.ULID().String()) }

// Time is when the id was made.
func (r ID) Time() time.Time { return FromMillis(r.Key >> counterBits) }

// ParseEvent reads what Event wrote.
func ParseEvent(id scripts.EventID) (ID, bool) { return parse(eventPrefix, string(id)) }

// ParseExecution reads what Execution wrote.
func ParseExecution(id scripts.ExecutionID) (ID, bool) { return parse(executionPrefix, string(id)) }

func parse(prefix, text string) (ID, bool) {
	text, ok := strings.CutPrefix(text, prefix)
	if !ok {
		return ID{}, false
	}
	u, err := ulid.ParseStrict(text)
	if err != nil {
		return ID{}, false
	}
	return ID{
		Key:   int64(binary.BigEndian.Uint64(u[:8])),
		Nonce: int64(binary.BigEndian.Uint64(u[8:])),
	}, true
}

// NewNonce makes the second half of an id.
func NewNonce() int64 {
	var b [8]byte
	_, _ = rand.Read(b[:]) // never fails, says its documentation
	return int64(binary.BigEndian.Uint64(b[:]))
}

// Keys hands out first halves that grow, also when the clock is set back, to any
// goroutine. Of stores that share a database each has a slot of its own (Share).
type Keys struct {
	mu     sync.Mutex
	last   int64
	slot   int64
	shared bool
}

// SlotBits of a key's counter say which of several stores made it, so that two of them
// never make the same key. What is left counts within the millisecond; a store that makes
// more borrows from the next one.
const (
	SlotBits = 10
	slotMask = 1<<SlotBits - 1
)

// After makes all keys from now on larger than key.
func (k *Keys) After(key int64) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.last = max(k.last, key)
}

// Share makes all keys from now on those of a slot, from 0 to 1<<SlotBits-1.
func (k *Keys) Share(slot int64) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.slot, k.shared = slot&slotMask, true
}

// Next is the next key, at time now.
func (k *Keys) Next(now time.Time) int64 {
	k.mu.Lock()
	defer k.mu.Unlock()
	if !k.shared {
		k.last = max(k.last+1, now.UnixMilli()<<counterBits)
		return k.last
	}
	// The slot is in the lowest bits, so that keys grow with time first, then count.
	count := max(k.last>>SlotBits+1, now.UnixMilli()<<(counterBits-SlotBits))
	k.last = count<<SlotBits | k.slot
	return k.last
}

// FirstKey is the least key of time t.
func FirstKey(t time.Time) int64 { return t.UnixMilli() << counterBits }

// Millis is how a time is stored.
func Millis(t time.Time) int64 { return t.UnixMilli() }

// FromMillis reads what Millis wrote.
func FromMillis(ms int64) time.Time { return time.UnixMilli(ms).UTC() }
