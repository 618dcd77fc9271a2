package codec_test

import (
	"testing"
	"time"

	"github.com/oklog/ulid/v2"
	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/server/store/codec"
)

func TestIDsAreMonotonicULIDs(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 11, 18, 0, 0, 0, 7e6, time.UTC)
	for slot := range int64(3) {
		var k codec.Keys
		if slot > 0 {
			k.Share(slot * 511)
		}
		var last string
		for _, now := range []time.Time{at, at, at.Add(-time.Hour), at.Add(time.Millisecond)} {
			id := codec.ID{Key: k.Next(now), Nonce: codec.NewNonce()}
			u, err := ulid.ParseStrict(string(id.Event())[4:])
			require.NoError(t, err)
			require.Equal(t, id.Time(), u.Timestamp().UTC())
			require.False(t, id.Time().Before(at))
			require.Greater(t, u.String(), last)
			last = u.String()
			parsed, ok := codec.ParseExecution(id.Execution())
			require.True(t, ok)
			require.Equal(t, id, parsed)
		}
	}
}

// TestStoresThatShareADatabaseNeverMakeTheSameKey: within a millisecond each makes more
// than its part of it has room for.
func TestStoresThatShareADatabaseNeverMakeTheSameKey(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 11, 18, 0, 0, 0, 0, time.UTC)
	made := map[int64]bool{}
	for slot := range int64(3) {
		var k codec.Keys
		k.Share(slot)
		for range 1000 {
			made[k.Next(at)] = true
		}
	}
	require.Len(t, made, 3000)
}
