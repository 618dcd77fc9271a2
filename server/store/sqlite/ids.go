package sqlite

import (
	"crypto/rand"
	"encoding/binary"
	"strings"
	"sync/atomic"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/hookline/hookline/scripts"
)

const (
	eventPrefix     = "evt_"
	executionPrefix = "exe_"
	counterBits     = 16
)

// rowID identifies an event or an execution. Written big-endian, one half after the
// other, it is a monotonic ULID: 48 bits of time, 16 bits that count within the
// millisecond, 64 bits of chance. The first half alone is unique and is the row's
// primary key, so that no index over the text of the id is needed; the second half
// makes ids that cannot be guessed.
type rowID struct{ key, nonce int64 }

func (r rowID) ulid() ulid.ULID {
	var u ulid.ULID
	binary.BigEndian.PutUint64(u[:8], uint64(r.key))
	binary.BigEndian.PutUint64(u[8:], uint64(r.nonce))
	return u
}

func (r rowID) event() scripts.EventID {
	return scripts.EventID(eventPrefix + r.ulid().String())
}

func (r rowID) execution() scripts.ExecutionID {
	return scripts.ExecutionID(executionPrefix + r.ulid().String())
}

// time is when the id was made.
func (r rowID) time() time.Time { return fromMillis(r.key >> counterBits) }

// parseID reads what event or execution wrote.
func parseID(prefix, text string) (rowID, bool) {
	text, ok := strings.CutPrefix(text, prefix)
	if !ok {
		return rowID{}, false
	}
	u, err := ulid.ParseStrict(text)
	if err != nil {
		return rowID{}, false
	}
	return rowID{
		key:   int64(binary.BigEndian.Uint64(u[:8])),
		nonce: int64(binary.BigEndian.Uint64(u[8:])),
	}, true
}

// keys hands out keys that grow, also when the clock is set back, to any goroutine.
type keys struct{ last atomic.Int64 }

func (k *keys) next(now time.Time) int64 {
	for {
		last := k.last.Load()
		if key := max(last+1, now.UnixMilli()<<counterBits); k.last.CompareAndSwap(last, key) {
			return key
		}
	}
}

func newNonce() int64 {
	var b [8]byte
	_, _ = rand.Read(b[:]) // never fails, says its documentation
	return int64(binary.BigEndian.Uint64(b[:]))
}

func millis(t time.Time) int64      { return t.UnixMilli() }
func fromMillis(ms int64) time.Time { return time.UnixMilli(ms).UTC() }
