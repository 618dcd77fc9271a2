package sandbox

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/runtime"
	"github.com/hookline/hookline/sandbox/egress"
	"github.com/hookline/hookline/scripts"
)

const grows = `module.exports = function () { var s = 'x', all = []; for (;;) { s += s + s; all.push(s, {}); } };`

// innocents are runs that are under way, and have answered, while others misbehave.
type innocents struct {
	s       *Sandbox
	calls   atomic.Int64
	arrived chan struct{}
	open    chan struct{} // closed: they may end
	once    sync.Once
	ended   chan innocent
	n       int
}

// innocent is how one of them ended.
type innocent struct {
	scripts.Attempted
	err     error
	answers int
}

// newInnocents starts n runs in one worker and returns when all of them run.
func newInnocents(t *testing.T, n int, config Config) *innocents {
	t.Helper()
	in := &innocents{arrived: make(chan struct{}, 100), open: make(chan struct{}), ended: make(chan innocent, n), n: n}
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		in.calls.Add(1)
		in.arrived <- struct{}{}
		select {
		case <-in.open:
		case <-r.Context().Done():
		}
	}))
	t.Cleanup(web.Close)
	t.Cleanup(in.let)
	var err error
	config.Egress, err = egress.ParsePolicy([]string{web.Listener.Addr().String()})
	require.NoError(t, err)
	in.s = open(t, config)
	for range n {
		go func() { // ends before the sandbox is closed
			r := hook(`module.exports = function (user, context, cb) {
				cb(null, 1);
				require('http').get(user.url, function (res) { res.resume(); });
			};`)
			r.Payload = []byte(`{"user":{"url":"` + web.URL + `"},"context":{}}`)
			var one innocent
			r.OnAnswer = func(scripts.Attempted) { one.answers++ }
			one.Attempted, one.err = in.s.Run(context.Background(), r)
			in.ended <- one
		}()
	}
	for range n {
		<-in.arrived
	}
	return in
}

// end lets them end, and sees that they do as if nothing had happened.
func (in *innocents) end(t *testing.T) {
	t.Helper()
	in.let()
	for range in.n {
		one := <-in.ended
		require.NoError(t, one.err)
		require.Equal(t, scripts.OutcomeReturned, one.Outcome, one.Error)
		require.Equal(t, 1, one.answers)
		require.Len(t, one.Requests, 1)
		require.Nil(t, one.Requests[0].Error)
	}
}

func (in *innocents) let() { in.once.Do(func() { close(in.open) }) }

// TestNeighbours: whatever a run does to its worker, it gets its own outcome, and the
// runs beside it end well.
func TestNeighbours(t *testing.T) {
	t.Parallel()
	for name, bomb := range map[string]struct {
		script, message string
		outcome         scripts.Outcome
	}{
		"stack":       {`module.exports = function () { function* g() { yield* g() } [...g()] };`, "overflowed the stack", scripts.OutcomeCrashed},
		"native hang": {native, "JavaScript time of 3s", scripts.OutcomeTimedOut},
		"growth":      {grows, "memory limit of 128 MiB", scripts.OutcomeOutOfMemory},
		"allocation":  {`module.exports = function () { return new global['Uint8' + 'Array'](8e9).fill(1); };`, "memory limit of 128 MiB", scripts.OutcomeOutOfMemory},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if bomb.outcome == scripts.OutcomeOutOfMemory {
				needsMemoryLimit(t)
			}
			limit := 15 * time.Second // a busy machine is no reason to fail
			if bomb.outcome == scripts.OutcomeTimedOut {
				limit = 3 * time.Second
			}
			in := newInnocents(t, 3, Config{Limits: runtime.Limits{JS: limit}})
			got, err := in.s.Run(t.Context(), hook(bomb.script))
			require.NoError(t, err)
			require.Equal(t, bomb.outcome, got.Outcome, got.Error)
			require.Contains(t, got.Error.Message, bomb.message)
			in.end(t)
			require.Greater(t, in.calls.Load(), int64(3), "they ran again")
		})
	}
}

// TestACanceledHangHarmsNoNeighbour: the run that is known to be guilty is not run
// again, the others are.
func TestACanceledHangHarmsNoNeighbour(t *testing.T) {
	t.Parallel()
	in := newInnocents(t, 2, Config{KillGrace: 50 * time.Millisecond})
	ctx, hang := context.WithCancel(t.Context())
	guilty := hook(`module.exports = function (user, context, cb) { cb(null, 1); []['index' + 'Of'].call({ length: 2**53-1 }, 1); };`)
	guilty.OnAnswer = func(scripts.Attempted) { hang() }
	got, err := in.s.Run(ctx, guilty)
	require.NoError(t, err)
	require.Equal(t, scripts.OutcomeCanceled, got.Outcome)
	in.end(t)
}

// TestAnotherTenantNoticesNothing: a bomb is met by nobody else.
func TestAnotherTenantNoticesNothing(t *testing.T) {
	needsMemoryLimit(t)
	t.Parallel()
	in := newInnocents(t, 3, Config{Limits: runtime.Limits{JS: 15 * time.Second}})
	r := hook(grows)
	r.Tenant = "bomber"
	got, err := in.s.Run(t.Context(), r)
	require.NoError(t, err)
	require.Equal(t, scripts.OutcomeOutOfMemory, got.Outcome, got.Error)
	in.end(t)
	require.EqualValues(t, 3, in.calls.Load())
}

// TestProvingWorkersDoNotStay: the worker that a suspect had for itself ends with it.
func TestProvingWorkersDoNotStay(t *testing.T) {
	t.Parallel()
	in := newInnocents(t, 5, Config{Spares: -1, Limits: runtime.Limits{JS: 2 * time.Second}})
	got, err := in.s.Run(t.Context(), hook(native))
	require.NoError(t, err)
	require.Equal(t, scripts.OutcomeTimedOut, got.Outcome)
	in.end(t)
	require.Zero(t, in.s.Stats().Workers)
}

func TestATenantThatKillsWorkersIsPaused(t *testing.T) {
	t.Parallel()
	log, text := logTo()
	s := open(t, Config{Log: log, Limits: runtime.Limits{JS: 15 * time.Second}})
	overflow := hook(`module.exports = function () { function* g() { yield* g() } [...g()] };`)
	for range 3 {
		got, err := s.Run(t.Context(), overflow)
		require.NoError(t, err)
		require.Equal(t, scripts.OutcomeCrashed, got.Outcome)
	}
	_, err := s.Run(t.Context(), hook(trivial))
	var pause *PausedError
	require.ErrorAs(t, err, &pause)
	require.ErrorIs(t, err, scripts.ErrUnavailable)
	require.ErrorContains(t, err, "killed 3 worker processes")
	require.WithinDuration(t, time.Now().Add(firstPause), pause.Until, firstPause)
	require.Equal(t, 1, strings.Count(text.String(), "tenant paused"))

	other := hook(trivial)
	other.Tenant = "other"
	got, err := s.Run(t.Context(), other)
	require.NoError(t, err)
	require.Equal(t, scripts.OutcomeReturned, got.Outcome)
}

func TestPausesGrowAndAreForgiven(t *testing.T) {
	t.Parallel()
	k := newKills(mustDefaults(t, Config{}))
	now := time.Now()
	kill := func() time.Duration {
		for range 3 {
			k.add("t", now)
		}
		return k.paused("t", now).Until.Sub(now)
	}
	require.Nil(t, k.paused("t", now))
	require.Equal(t, firstPause, kill())
	require.Equal(t, 2*firstPause, kill())
	for range 20 {
		kill()
	}
	require.Equal(t, longestWait, kill())
	require.Nil(t, k.paused("other", now))

	now = now.Add(longestWait + forgiven + time.Second)
	k.forgive(now)
	require.Nil(t, k.paused("t", now))
	require.Empty(t, k.tenants)

	for range 10 { // slowly
		now = now.Add(killWindow)
		k.add("t", now)
	}
	require.Nil(t, k.paused("t", now))
}

func mustDefaults(t *testing.T, config Config) Config {
	config, err := config.withDefaults()
	require.NoError(t, err)
	return config
}
