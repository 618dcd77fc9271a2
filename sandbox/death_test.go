package sandbox

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/runtime"
	"github.com/hookline/hookline/sandbox/egress"
	"github.com/hookline/hookline/scripts"
)

const (
	// endless can be interrupted, native cannot: it is one call of a built-in, by a name
	// that the guards do not see.
	endless = `module.exports = function () { for (;;) {} };`
	native  = `module.exports = function () { []['index' + 'Of'].call({ length: 2**53-1 }, 1); };`
	// waits answers and stays busy, so that a test knows when it runs.
	waits = `module.exports = function (user, context, cb) { cb(null, 1); for (;;) {} };`
)

func TestAKilledWorkerIsLostAndReplaced(t *testing.T) {
	t.Parallel()
	s := open(t, Config{})
	r := hook(waits)
	r.OnAnswer = func(scripts.Attempted) {
		require.NoError(t, syscall.Kill(processOf(s, "t").cmd.Process.Pid, syscall.SIGKILL))
	}
	_, err := s.Run(t.Context(), r)
	require.ErrorIs(t, err, ErrWorkerLost)
	require.EqualValues(t, 1, s.Stats().Lost)

	got, err := s.Run(t.Context(), hook(trivial))
	require.NoError(t, err)
	require.Equal(t, scripts.OutcomeReturned, got.Outcome)
}

func TestALoopTimesOutAndItsWorkerLives(t *testing.T) {
	t.Parallel()
	s := open(t, Config{Limits: runtime.Limits{Wall: 100 * time.Millisecond}, KillGrace: 5 * time.Second})
	got, err := s.Run(t.Context(), hook(endless))
	require.NoError(t, err)
	require.Equal(t, scripts.OutcomeTimedOut, got.Outcome)
	require.NotNil(t, processOf(s, "t"))
	require.Zero(t, s.Stats().Killed)
}

func TestANativeHangIsKilled(t *testing.T) {
	t.Parallel()
	s := open(t, Config{Limits: runtime.Limits{Wall: 300 * time.Millisecond}, KillGrace: 100 * time.Millisecond})
	_, err := s.Run(t.Context(), hook(trivial)) // the start of the worker does not count
	require.NoError(t, err)

	began := time.Now()
	got, err := s.Run(t.Context(), hook(native))
	require.NoError(t, err)
	require.Equal(t, scripts.OutcomeTimedOut, got.Outcome)
	require.Contains(t, got.Error.Message, "wall time of 300ms")
	require.GreaterOrEqual(t, got.DurationMS, 300.0)
	require.Less(t, time.Since(began), 2*time.Second)
	require.EqualValues(t, 1, s.Stats().Killed)
}

func TestACanceledRunEnds(t *testing.T) {
	t.Parallel()
	s := open(t, Config{KillGrace: 5 * time.Second})
	ctx, cancel := context.WithCancel(t.Context())
	r := hook(waits)
	r.OnAnswer = func(scripts.Attempted) { cancel() }
	got, err := s.Run(ctx, r)
	require.NoError(t, err)
	require.Equal(t, scripts.OutcomeCanceled, got.Outcome)
	require.NotNil(t, processOf(s, "t"))

	got, err = s.Run(ctx, hook(trivial))
	require.NoError(t, err)
	require.Equal(t, scripts.OutcomeCanceled, got.Outcome)
}

func TestTheOnlySuspectIsToBlame(t *testing.T) {
	t.Parallel()
	log, text := logTo()
	s := open(t, Config{Log: log})
	got, err := s.Run(t.Context(), hook(`module.exports = function () { function* g() { yield* g() } [...g()] };`))
	require.NoError(t, err)
	require.Equal(t, scripts.OutcomeCrashed, got.Outcome)
	require.Contains(t, got.Error.Message, "overflowed the stack")
	require.Contains(t, text.String(), "stack overflow") // what the worker said last
}

func TestClosingTheStreamEndsAWorker(t *testing.T) {
	t.Parallel()
	s := open(t, Config{})
	r := hook(`module.exports = function (user, context, cb) { cb(null, 1); []['index' + 'Of'].call({ length: 2**53-1 }, 1); };`)
	r.OnAnswer = func(scripts.Attempted) {
		require.NoError(t, processOf(s, "t").stream.CloseWrite())
	}
	_, err := s.Run(t.Context(), r)
	require.NoError(t, err) // the worker left by itself: its run is the suspect
	require.EqualValues(t, 1, s.Stats().Lost)
}

func TestAWorkerThatIsTakenOverIsKilled(t *testing.T) {
	t.Parallel()
	for _, behaviour := range []string{"garbage", "other", "answer", "outcome", "result", "flood", "pulses"} {
		t.Run(behaviour, func(t *testing.T) {
			t.Parallel()
			log, text := logTo()
			s := open(t, Config{Executable: fake(t, behaviour), Spares: -1, Log: log})
			_, err := s.Run(t.Context(), hook(trivial))
			require.ErrorIs(t, err, ErrWorkerLost)
			require.EqualValues(t, 1, s.Stats().Killed)
			require.Contains(t, text.String(), "protocol violation")
			require.Contains(t, text.String(), "level=ERROR")
		})
	}
}

// TestASilentWorkerIsKilled: one that neither ends its run nor shows that it lives hangs
// in native code, in which it cannot say so.
func TestASilentWorkerIsKilled(t *testing.T) {
	t.Parallel()
	s := open(t, Config{Executable: fake(t, "mute"), Spares: -1, KillGrace: 10 * time.Millisecond})
	began := time.Now()
	got, err := s.Run(t.Context(), hook(trivial))
	require.NoError(t, err)
	require.Equal(t, scripts.OutcomeTimedOut, got.Outcome)
	require.Contains(t, got.Error.Message, "JavaScript time of 2s")
	require.Less(t, time.Since(began), 15*time.Second)
}

// TestAWorkerCannotHaveARunAgainForEver: one that says of every run that another may be
// to blame is caught where there is no other.
func TestAWorkerCannotHaveARunAgainForEver(t *testing.T) {
	t.Parallel()
	s := open(t, Config{Executable: fake(t, "again"), Spares: -1})
	_, err := s.Run(t.Context(), hook(trivial))
	require.ErrorIs(t, err, ErrWorkerLost)
	require.EqualValues(t, 1, s.Stats().Killed)
}

func TestABlankWorkerThatSpeaksIsKilled(t *testing.T) {
	t.Parallel()
	for _, behaviour := range []string{"chatty", "dials"} {
		log, text := logTo()
		s := open(t, Config{Executable: fake(t, behaviour), Spares: 1, Log: log})
		require.Eventually(t, func() bool { return s.Stats().Killed > 0 }, 10*time.Second, time.Millisecond)
		require.Contains(t, text.String(), "protocol violation", behaviour)
		require.Less(t, s.Stats().Started, int64(3), "spares that die are not replaced at once")
	}
}

func TestAWorkerThatLeavesIsLost(t *testing.T) {
	t.Parallel()
	for _, behaviour := range []string{"exit", "close"} {
		s := open(t, Config{Executable: fake(t, behaviour), Spares: -1})
		got, err := s.Run(t.Context(), hook(trivial))
		if behaviour == "exit" {
			require.NoError(t, err)
			require.Equal(t, scripts.OutcomeCrashed, got.Outcome)
			continue
		}
		require.ErrorIs(t, err, ErrWorkerLost)
	}
}

func TestAWorkerThatDoesNotComeUpIsAnError(t *testing.T) {
	t.Parallel()
	for _, behaviour := range []string{"stranger", "silent"} {
		s := open(t, Config{Executable: fake(t, behaviour), Spares: -1, StartTimeout: 500 * time.Millisecond})
		_, err := s.Run(t.Context(), hook(trivial))
		require.ErrorContains(t, err, "start a worker", behaviour)
	}
	s := open(t, Config{Executable: "/nowhere/hookline", Spares: -1})
	_, err := s.Run(t.Context(), hook(trivial))
	require.ErrorIs(t, err, os.ErrNotExist)
}

func TestCloseEndsWhatRuns(t *testing.T) {
	t.Parallel()
	s, err := New(Config{})
	require.NoError(t, err)
	r := hook(`module.exports = function (user, context, cb) { cb(null, 1); []['index' + 'Of'].call({ length: 2**53-1 }, 1); };`)
	pid := 0
	var group sync.WaitGroup
	r.OnAnswer = func(scripts.Attempted) {
		pid = processOf(s, "t").cmd.Process.Pid
		group.Go(func() { require.NoError(t, s.Close()) })
	}
	_, err = s.Run(t.Context(), r)
	require.ErrorIs(t, err, ErrWorkerLost)
	group.Wait()
	require.ErrorIs(t, syscall.Kill(pid, 0), syscall.ESRCH)
}

const get = `module.exports = function (user, context, cb) {
	require('http').get(user.url, function (res) { cb(null, res.statusCode); res.resume(); }).on('error', cb);
};`

func TestTheNetworkIsReachedThroughTheGate(t *testing.T) {
	t.Parallel()
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(204) }))
	t.Cleanup(web.Close)
	r := hook(get)
	r.Payload = []byte(`{"user":{"url":"` + web.URL + `/x?secret=1"},"context":{}}`)

	got, err := open(t, Config{}).Run(t.Context(), r)
	require.NoError(t, err)
	require.Equal(t, scripts.OutcomeThrew, got.Outcome)
	require.Contains(t, got.Error.Message, "egress refused: not a public address")
	require.Equal(t, `"EACCES"`, string(got.Error.Props["code"]))

	policy, err := egress.ParsePolicy([]string{web.Listener.Addr().(*net.TCPAddr).String()})
	require.NoError(t, err)
	s := open(t, Config{Egress: policy})
	for range 3 { // kept connections serve later runs
		got, err = s.Run(t.Context(), r)
		require.NoError(t, err)
		require.Equal(t, scripts.OutcomeReturned, got.Outcome, got.Error)
		require.Equal(t, "204", string(got.Result))
		require.Len(t, got.Requests, 1)
	}
}
