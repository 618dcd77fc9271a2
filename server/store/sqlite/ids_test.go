package sqlite

import (
	"testing"
	"time"

	"github.com/oklog/ulid/v2"
	"github.com/stretchr/testify/require"
)

func TestIDsAreMonotonicULIDs(t *testing.T) {
	t.Parallel()
	k := keys{}
	at := time.Date(2026, 11, 18, 0, 0, 0, 7e6, time.UTC)
	var last string
	for _, now := range []time.Time{at, at, at.Add(-time.Hour), at.Add(time.Millisecond)} {
		id := rowID{k.next(now), newNonce()}
		u, err := ulid.ParseStrict(string(id.event())[4:])
		require.NoError(t, err)
		require.Equal(t, id.time(), u.Timestamp().UTC())
		require.False(t, id.time().Before(at))
		require.Greater(t, u.String(), last)
		last = u.String()
		parsed, ok := parseID(executionPrefix, string(id.execution()))
		require.True(t, ok)
		require.Equal(t, id, parsed)
	}
}
