package dispatch_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/hookline/hookline/sandbox"
	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/dispatch"
	"github.com/hookline/hookline/server/store"
	"github.com/hookline/hookline/server/store/sqlite"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const trigger = scripts.PostUserRegistration

func noSettings(context.Context, scripts.TenantID) (scripts.Settings, error) {
	return scripts.Settings{}, nil
}

// runner is a function that stands for the sandbox.
type runner func(context.Context, sandbox.Run) (scripts.Attempted, error)

func (f runner) Run(ctx context.Context, r sandbox.Run) (scripts.Attempted, error) { return f(ctx, r) }

func returned(context.Context, sandbox.Run) (scripts.Attempted, error) {
	return scripts.Attempted{Outcome: scripts.OutcomeReturned}, nil
}

// fixture is a store, and tells of every settlement.
type fixture struct {
	store.Store
	t       *testing.T
	settled chan settled
}

type settled struct {
	lease      store.Lease
	settlement store.Settlement
	held       bool
}

func newFixture(t *testing.T) *fixture {
	s, err := sqlite.Open(t.Context(), sqlite.Config{Path: filepath.Join(t.TempDir(), "hookline.db")})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	return &fixture{Store: s, t: t, settled: make(chan settled, 10_000)}
}

func (f *fixture) Settle(ctx context.Context, lease store.Lease, s store.Settlement) (bool, error) {
	held, err := f.Store.Settle(ctx, lease, s)
	f.settled <- settled{lease, s, held}
	return held, err
}

// start runs a dispatcher and returns how to stop it.
func (f *fixture) start(run runner, c dispatch.Config) (stop func()) {
	c.Queue, c.Runner = f, run
	c.Loader = dispatch.NewLoader(f, f.secrets, noSettings)
	ctx, cancel := context.WithCancel(f.t.Context())
	done := make(chan error, 1)
	go func() { done <- dispatch.New(c).Run(ctx) }()
	stop = func() {
		cancel()
		if err, ok := <-done; ok {
			close(done)
			require.NoError(f.t, err)
		}
	}
	f.t.Cleanup(stop)
	return stop
}

func (f *fixture) secrets(ctx context.Context, tenant scripts.TenantID, hook scripts.HookID) (scripts.Secrets, error) {
	sealed, err := f.Secrets(ctx, tenant, hook)
	open := scripts.Secrets{}
	for name, value := range sealed {
		open[name] = scripts.NewSecretValue(string(value))
	}
	return open, err
}

func (f *fixture) hook(tenant scripts.TenantID) scripts.Hook {
	if tenant != scripts.DefaultTenant {
		_, err := f.CreateTenant(f.t.Context(), tenant)
		require.NoError(f.t, err)
	}
	h, err := f.CreateHook(f.t.Context(), scripts.Hook{Tenant: tenant, Name: "welcome", Trigger: trigger, Enabled: true,
		Script: "code", Deps: scripts.Dependencies{"got": "9"}})
	require.NoError(f.t, err)
	return h
}

func (f *fixture) accept(tenant scripts.TenantID) (scripts.Event, scripts.ExecutionID) {
	e, executions, err := f.Accept(f.t.Context(), scripts.Event{Tenant: tenant, Trigger: trigger, Payload: json.RawMessage(`{"user":{}}`)})
	require.NoError(f.t, err)
	require.Len(f.t, executions, 1)
	return e, executions[0]
}

func (f *fixture) execution(id scripts.ExecutionID) scripts.Execution {
	e, err := f.Execution(f.t.Context(), scripts.DefaultTenant, id)
	require.NoError(f.t, err)
	return e
}

func TestRunsWhatWasAccepted(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	h := f.hook(scripts.DefaultTenant)
	require.NoError(t, f.AddSecrets(t.Context(), h.Tenant, h.ID, map[string][]byte{"SLACK_HOOK": []byte("s3")}))
	runs := make(chan sandbox.Run, 1)
	f.start(func(_ context.Context, r sandbox.Run) (scripts.Attempted, error) {
		runs <- r
		return scripts.Attempted{Outcome: scripts.OutcomeThrew, Error: &scripts.ScriptError{Message: "no"}}, nil
	}, dispatch.Config{Poll: time.Hour})

	event, id := f.accept(scripts.DefaultTenant)
	require.Equal(t, sandbox.Run{
		Tenant: scripts.DefaultTenant, Trigger: trigger, Source: "code", Payload: json.RawMessage(`{"user":{}}`),
		Secrets: scripts.Secrets{"SLACK_HOOK": scripts.NewSecretValue("s3")}, RequestID: string(id),
		Meta: map[string]string{"hook-name": "welcome", "auth0-extension": "runtime", "auth0-extension-name": string(trigger),
			"wt-node-dependencies": `{"got":"9"}`, "hookline-event-id": string(event.ID),
			"hookline-execution-id": string(id), "hookline-attempt": "1"},
	}, <-runs)
	require.True(t, (<-f.settled).held)
	e := f.execution(id)
	require.Equal(t, scripts.StateFailed, e.State)
	require.Equal(t, scripts.OutcomeThrew, e.Outcome)
	require.Equal(t, "no", e.Error.Message)
	require.NotNil(t, e.StartedAt)
}

func TestOutcomesLeadToStates(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.hook(scripts.DefaultTenant)
	outcomes := make(chan scripts.Outcome, 1)
	f.start(func(context.Context, sandbox.Run) (scripts.Attempted, error) {
		return scripts.Attempted{Outcome: <-outcomes}, nil
	}, dispatch.Config{Poll: time.Hour}) // so it is the queue that wakes it
	for _, outcome := range append(scripts.Outcomes(), "made up") {
		want := scripts.StateFailed
		switch outcome {
		case scripts.OutcomeReturned:
			want = scripts.StateSucceeded
		case scripts.OutcomeCanceled:
			want = scripts.StateCanceled
		}
		outcomes <- outcome
		_, id := f.accept(scripts.DefaultTenant)
		<-f.settled
		e := f.execution(id)
		require.Equal(t, want, e.State, outcome)
		require.Contains(t, scripts.Outcomes(), e.Outcome)
	}
}

func TestLostWorkersAreReplacedUntilTheBound(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.hook(scripts.DefaultTenant)
	var tries atomic.Int64
	f.start(func(context.Context, sandbox.Run) (scripts.Attempted, error) {
		tries.Add(1)
		return scripts.Attempted{}, fmt.Errorf("run: %w", sandbox.ErrWorkerLost)
	}, dispatch.Config{Backoff: time.Millisecond})
	_, id := f.accept(scripts.DefaultTenant)
	settled := map[scripts.State]int{} // news of two settles may overtake each other
	for range 2 {
		settled[(<-f.settled).settlement.State]++
	}
	require.Equal(t, map[scripts.State]int{scripts.StateReady: 1, scripts.StateDead: 1}, settled)
	e := f.execution(id)
	require.Equal(t, scripts.StateDead, e.State)
	require.Equal(t, scripts.OutcomeCrashed, e.Outcome)
	require.Contains(t, e.Error.Message, "2 times")
	require.Equal(t, 1, e.Attempt, "the platform's failures are not the hook's attempts")
	require.EqualValues(t, 2, tries.Load())
}

// TestAHookThatWantsMoreIsTriedAgain: with its attempt's number, until that is enough.
func TestAHookThatWantsMoreIsTriedAgain(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	h := f.hook(scripts.DefaultTenant)
	_, err := f.UpdateHook(t.Context(), h.Tenant, h.ID, store.HookPatch{Retry: &scripts.Retry{Attempts: 3, DelaysS: []float64{0.001}}})
	require.NoError(t, err)
	attempts := make(chan string, 10)
	f.start(func(_ context.Context, r sandbox.Run) (scripts.Attempted, error) {
		attempts <- r.Meta["hookline-attempt"]
		return scripts.Attempted{Outcome: scripts.OutcomeThrew}, nil
	}, dispatch.Config{Poll: 20 * time.Millisecond})
	_, id := f.accept(scripts.DefaultTenant)
	for _, want := range []scripts.State{scripts.StateWaiting, scripts.StateWaiting, scripts.StateDead} {
		require.Equal(t, want, (<-f.settled).settlement.State)
	}
	for _, want := range []string{"1", "2", "3"} {
		require.Equal(t, want, <-attempts)
	}
	e := f.execution(id)
	require.Equal(t, scripts.StateDead, e.State)
	require.Equal(t, 3, e.Attempt)
	require.Len(t, e.Earlier, 2)
}

// TestAPausedHookIsNotRun, whatever brought its execution back into the queue.
func TestAPausedHookIsNotRun(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	h := f.hook(scripts.DefaultTenant)
	began, fail := make(chan struct{}), make(chan struct{})
	f.start(func(context.Context, sandbox.Run) (scripts.Attempted, error) {
		began <- struct{}{}
		<-fail
		return scripts.Attempted{}, errors.New("broken")
	}, dispatch.Config{Backoff: time.Millisecond, Poll: 20 * time.Millisecond})
	_, id := f.accept(scripts.DefaultTenant)
	<-began
	yes := true
	_, err := f.UpdateHook(t.Context(), h.Tenant, h.ID, store.HookPatch{Paused: &yes})
	require.NoError(t, err)
	close(fail)
	require.Equal(t, scripts.StateReady, (<-f.settled).settlement.State)
	require.True(t, (<-f.settled).settlement.Held)
	require.Equal(t, scripts.StateWaiting, f.execution(id).State)
}

func TestABrokenPlatformLosesNothing(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.hook(scripts.DefaultTenant)
	var tries atomic.Int64
	f.start(func(ctx context.Context, r sandbox.Run) (scripts.Attempted, error) {
		if tries.Add(1) <= 5 {
			return scripts.Attempted{}, errors.New("no worker can be started")
		}
		return returned(ctx, r)
	}, dispatch.Config{Backoff: time.Microsecond})
	_, id := f.accept(scripts.DefaultTenant)
	for range 6 {
		<-f.settled
	}
	require.Equal(t, scripts.StateSucceeded, f.execution(id).State)
}

func TestADeletedHookIsCanceled(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	h := f.hook(scripts.DefaultTenant)
	var tries atomic.Int64
	entered, lose := make(chan struct{}), make(chan struct{})
	f.start(func(context.Context, sandbox.Run) (scripts.Attempted, error) {
		if tries.Add(1) == 1 {
			entered <- struct{}{}
			<-lose
		}
		return scripts.Attempted{}, sandbox.ErrWorkerLost
	}, dispatch.Config{Backoff: time.Millisecond})
	_, id := f.accept(scripts.DefaultTenant)
	<-entered // its code is in the cache now
	require.NoError(t, f.DeleteHook(t.Context(), h.Tenant, h.ID))
	close(lose)
	require.Equal(t, scripts.StateReady, (<-f.settled).settlement.State)
	<-f.settled
	e := f.execution(id)
	require.Equal(t, scripts.StateCanceled, e.State)
	require.Equal(t, scripts.OutcomeCanceled, e.Outcome)
	require.Contains(t, e.Error.Message, "deleted")
	require.EqualValues(t, 1, tries.Load())
}

func TestStoppingGivesBackWhatDoesNotFinish(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.hook(scripts.DefaultTenant)
	entered := make(chan struct{})
	stop := f.start(func(ctx context.Context, _ sandbox.Run) (scripts.Attempted, error) {
		entered <- struct{}{}
		<-ctx.Done()
		return scripts.Attempted{Outcome: scripts.OutcomeCanceled}, nil
	}, dispatch.Config{DrainTimeout: time.Millisecond, Backoff: time.Hour})
	_, id := f.accept(scripts.DefaultTenant)
	<-entered
	stop()
	late := <-f.settled
	require.Equal(t, scripts.StateReady, late.settlement.State)
	require.Equal(t, scripts.StateReady, f.execution(id).State)

	f.start(returned, dispatch.Config{})
	require.True(t, (<-f.settled).held)
	held, err := f.Store.Settle(t.Context(), late.lease, store.Settlement{State: scripts.StateFailed})
	require.NoError(t, err)
	require.False(t, held, "a late settle changed something")
	require.Equal(t, scripts.StateSucceeded, f.execution(id).State)
}

func TestAnExecutionOfALostProcessRunsAgain(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.hook(scripts.DefaultTenant)
	_, id := f.accept(scripts.DefaultTenant)
	lost, err := f.Claim(t.Context(), store.ClaimRequest{Limit: 1, PerTenant: 1})
	require.NoError(t, err)
	require.Len(t, lost, 1)
	f.start(returned, dispatch.Config{Poll: time.Hour})
	<-f.settled
	require.Equal(t, scripts.StateSucceeded, f.execution(id).State)
}

// TestAHookHasItsOwnLimit, also where more was claimed before that was known.
func TestAHookHasItsOwnLimit(t *testing.T) {
	t.Parallel()
	const events = 30
	f := newFixture(t)
	h := f.hook(scripts.DefaultTenant)
	_, err := f.UpdateHook(t.Context(), h.Tenant, h.ID, store.HookPatch{Concurrency: new(2)})
	require.NoError(t, err)
	for range events {
		f.accept(h.Tenant)
	}
	var running, most atomic.Int64
	two := make(chan struct{})
	f.start(func(ctx context.Context, r sandbox.Run) (scripts.Attempted, error) {
		n := running.Add(1)
		defer running.Add(-1)
		if n == 2 && most.Swap(2) < 2 {
			close(two)
		} else if n > 2 {
			most.Store(n)
		}
		<-two
		return returned(ctx, r)
	}, dispatch.Config{Poll: time.Hour})
	givenBack := 0
	for ended := 0; ended < events; {
		if s := <-f.settled; s.settlement.State == scripts.StateReady {
			givenBack++
		} else {
			ended++
		}
	}
	require.EqualValues(t, 2, most.Load())
	require.Equal(t, 14, givenBack, "of the 16 of a tenant, once")
}

func TestLimits(t *testing.T) {
	t.Parallel()
	const perTenant, events = 2, 10
	for concurrency, want := range map[int]int{6: 6, 20: 4 * perTenant} {
		t.Run(fmt.Sprint(concurrency), func(t *testing.T) {
			t.Parallel()
			f := newFixture(t)
			var all atomic.Int64
			running := map[scripts.TenantID]*atomic.Int64{}
			for _, tenant := range []scripts.TenantID{"a", "b", "c", "d"} {
				f.hook(tenant)
				running[tenant] = new(atomic.Int64)
				for range events {
					f.accept(tenant)
				}
			}
			entered, release := make(chan struct{}, 4*events), make(chan struct{})
			f.start(func(ctx context.Context, r sandbox.Run) (scripts.Attempted, error) {
				if all.Add(1) > int64(concurrency) || running[r.Tenant].Add(1) > perTenant {
					t.Error("a limit was exceeded")
				}
				defer all.Add(-1)
				defer running[r.Tenant].Add(-1)
				entered <- struct{}{}
				<-release
				return returned(ctx, r)
			}, dispatch.Config{Concurrency: concurrency, PerTenant: perTenant, Poll: time.Hour})
			for range want {
				<-entered
			}
			close(release)
			for range 4 * events {
				<-f.settled
			}
		})
	}
}
