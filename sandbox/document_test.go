package sandbox

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/scripts"
)

// memory is a document in memory.
type memory struct {
	mu   sync.Mutex
	now  scripts.Document
	asks int
	err  error
	hold chan struct{} // what Get waits for
}

func (m *memory) Get(ctx context.Context) (scripts.Document, error) {
	if m.hold != nil {
		select {
		case <-m.hold:
		case <-ctx.Done():
			return scripts.Document{}, ctx.Err()
		}
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.asks++
	return m.now, m.err
}

func (m *memory) Set(_ context.Context, change scripts.DocumentChange) (scripts.Document, bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.asks++
	changed := change.Permits(m.now)
	if changed {
		m.now = scripts.Document{Data: change.Data}
	}
	return m.now, changed, m.err
}

const counting = `module.exports = function (user, context, cb) {
	var storage = context.webtask.storage, left = 20;
	(function again() {
		storage.get(function (err, data) {
			if (err) return cb(err);
			storage.set({ n: (data ? data.n : 0) + 1 }, function (err) {
				if (err && !err.conflict) return cb(err);
				if (!err && --left === 0) return cb(null, 'done');
				again();
			});
		});
	})();
};`

// TestRunsShareOneDocument: of runs at the same time no change is lost.
func TestRunsShareOneDocument(t *testing.T) {
	t.Parallel()
	s := open(t, Config{})
	document := &memory{}
	var runs sync.WaitGroup
	for range 3 {
		runs.Go(func() {
			r := hook(counting)
			r.Storage = document
			got, err := s.Run(t.Context(), r)
			if err != nil || got.Outcome != scripts.OutcomeReturned {
				t.Errorf("%v %+v", err, got.Error)
			}
		})
	}
	runs.Wait()
	require.JSONEq(t, `{"n":60}`, string(document.now.Data))
}

func TestStorageIsBounded(t *testing.T) {
	t.Parallel()
	s := open(t, Config{})
	r := hook(`module.exports = function (user, context, cb) {
		(function again() { context.webtask.storage.get(function (err) { err ? cb(err) : again(); }); })();
	};`)
	document := &memory{now: scripts.Document{Data: json.RawMessage(`"` + strings.Repeat("x", 1000) + `"`)}}
	r.Storage = document
	got, err := s.Run(t.Context(), r)
	require.NoError(t, err)
	require.Contains(t, got.Error.Message, "used 200 times in this run, which is the limit")
	require.Equal(t, 200, document.asks)
}

func TestStorageThatFails(t *testing.T) {
	t.Parallel()
	s := open(t, Config{})
	r := hook(`module.exports = function (user, context, cb) { context.webtask.storage.get(cb); };`)
	got, err := s.Run(t.Context(), r)
	require.NoError(t, err)
	require.Equal(t, "context.webtask.storage is not available here", got.Error.Message)
	r.Storage = &memory{err: errors.New("disk of host db7 is full")}
	got, err = s.Run(t.Context(), r)
	require.NoError(t, err)
	require.Equal(t, "context.webtask.storage could not be reached; try again later", got.Error.Message)
}

// TestARunThatEndsDoesNotWaitForItsDocument, nor does the next one get its answer.
func TestARunThatEndsDoesNotWaitForItsDocument(t *testing.T) {
	t.Parallel()
	s := open(t, Config{})
	r := hook(`module.exports = function (user, context, cb) { context.webtask.storage.get(cb); throw new Error('gone'); };`)
	held := &memory{now: scripts.Document{Data: json.RawMessage(`"held"`)}, hold: make(chan struct{})}
	r.Storage = held
	got, err := s.Run(t.Context(), r)
	require.NoError(t, err)
	require.Equal(t, "gone", got.Error.Message)
	close(held.hold)
	r = hook(`module.exports = function (user, context, cb) { context.webtask.storage.get(cb); };`)
	r.Storage = &memory{now: scripts.Document{Data: json.RawMessage(`"own"`)}}
	got, err = s.Run(t.Context(), r)
	require.NoError(t, err)
	require.JSONEq(t, `"own"`, string(got.Result))
	require.Zero(t, s.Stats().Killed)
}

// TestAWorkerReachesTheDocumentsOfItsRunsOnly, one question at a time.
func TestAWorkerReachesTheDocumentsOfItsRunsOnly(t *testing.T) {
	t.Parallel()
	for _, behaviour := range []string{"asks-for-another", "asks-twice", "asks-on", "keeps-no-json", "asks-after-the-end"} {
		log, text := logTo()
		s := open(t, Config{Executable: fake(t, behaviour), Spares: -1, Log: log})
		r := hook(trivial)
		document := &memory{now: scripts.Document{Data: json.RawMessage(`1`)}}
		if behaviour == "asks-twice" {
			document.hold = make(chan struct{})
		}
		r.Storage = document
		_, err := s.Run(t.Context(), r)
		if behaviour != "asks-after-the-end" {
			require.ErrorIs(t, err, ErrWorkerLost, behaviour)
		}
		require.Eventually(t, func() bool { return strings.Contains(text.String(), "protocol violation") }, 10*time.Second, time.Millisecond, behaviour)
		require.NoError(t, s.Close())
		require.JSONEq(t, `1`, string(document.now.Data))
	}
}
