package answer

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/hookline/hookline/sandbox"
	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/store"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// fake is a store and a runner that do what a test says.
type fake struct {
	mu      sync.Mutex
	events  int
	records []store.Answered
	fail    func(store.Answered) bool
	run     func(ctx context.Context, r sandbox.Run) (scripts.Attempted, error)
}

func (f *fake) Begin(executions int) (scripts.EventID, []scripts.ExecutionID) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.events++
	ids := make([]scripts.ExecutionID, executions)
	for i := range ids {
		ids[i] = scripts.ExecutionID(fmt.Sprintf("exe_%d_%d", f.events, i))
	}
	return scripts.EventID(fmt.Sprintf("evt_%d", f.events)), ids
}

func (f *fake) Record(_ context.Context, all []store.Answered) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, a := range all {
		if f.fail != nil && f.fail(a) {
			return errors.New("cannot be stored")
		}
	}
	f.records = append(f.records, all...)
	return nil
}

func (f *fake) Run(ctx context.Context, r sandbox.Run) (scripts.Attempted, error) {
	return f.run(ctx, r)
}

// start runs a service; stop waits until all is recorded.
func start(t *testing.T, f *fake, c Config) (s *Service, stop func()) {
	c.Store, c.Runner = f, f
	s = New(c)
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- s.Run(ctx) }()
	stop = sync.OnceFunc(func() { cancel(); require.NoError(t, <-ended) })
	t.Cleanup(stop)
	return s, stop
}

func event(t *testing.T, names ...string) Event {
	trigger, err := scripts.FindTrigger(scripts.PreUserRegistration)
	require.NoError(t, err)
	e := Event{Tenant: "acme", Trigger: trigger, Payload: trigger.Sample()}
	for _, name := range names {
		e.Hooks = append(e.Hooks, Hook{
			Execution: scripts.Execution{HookName: name},
			Prepare: func(e scripts.Execution, payload json.RawMessage) (sandbox.Run, error) {
				return sandbox.Run{Source: e.HookName, Payload: payload}, nil
			},
		})
	}
	return e
}

func result(text string) scripts.Attempted {
	return scripts.Attempted{Outcome: scripts.OutcomeReturned, Result: json.RawMessage(text)}
}

// TestTheAnswerDoesNotWaitForWorkAfterIt, and the record has all of it.
func TestTheAnswerDoesNotWaitForWorkAfterIt(t *testing.T) {
	t.Parallel()
	goOn := make(chan struct{})
	f := &fake{run: func(_ context.Context, r sandbox.Run) (scripts.Attempted, error) {
		r.OnAnswer(result(`{"user":{"app_metadata":{"a":1}}}`))
		<-goOn
		a := result(`{"user":{"app_metadata":{"a":"[redacted]"}}}`)
		a.Warnings = []string{"after the callback was called: uncaught Error: late"}
		return a, nil
	}}
	s, stop := start(t, f, Config{})
	ctx, leave := context.WithCancel(t.Context())
	answer, err := s.Answer(ctx, event(t, "one"))
	require.NoError(t, err)
	require.JSONEq(t, `{"user":{"app_metadata":{"a":1}}}`, string(answer.Result))
	leave() // does not end what goes on
	close(goOn)
	stop()
	require.Len(t, f.records, 1)
	require.Equal(t, []string{"after the callback was called: uncaught Error: late"}, f.records[0].Executions[0].Warnings)
	require.Equal(t, scripts.StateSucceeded, f.records[0].Executions[0].State)
}

// TestHooksRunInTurn: each is given what the one before left; the first refusal ends it.
func TestHooksRunInTurn(t *testing.T) {
	t.Parallel()
	var given []string
	f := &fake{run: func(_ context.Context, r sandbox.Run) (scripts.Attempted, error) {
		var body struct {
			User struct {
				App json.RawMessage `json:"app_metadata"`
			}
		}
		require.NoError(t, json.Unmarshal(r.Payload, &body))
		given = append(given, r.Source+string(body.User.App))
		if r.Source == "refuses" {
			return scripts.Attempted{Outcome: scripts.OutcomeThrew, Error: &scripts.ScriptError{Name: "PreUserRegistrationError", Message: "no"}}, nil
		}
		return result(`{"user":{"app_metadata":{"by":"` + r.Source + `"}}}`), nil
	}}
	s, stop := start(t, f, Config{})
	answer, err := s.Answer(t.Context(), event(t, "one", "two"))
	require.NoError(t, err)
	require.JSONEq(t, `{"user":{"app_metadata":{"by":"two"}}}`, string(answer.Result))
	answer, err = s.Answer(t.Context(), event(t, "one", "refuses", "never"))
	require.NoError(t, err)
	require.Nil(t, answer.Result)
	require.Equal(t, "no", answer.Failure.Error.Message)
	stop()
	require.Equal(t, []string{`one{"plan": "full"}`, `two{"by":"one"}`, `one{"plan": "full"}`, `refuses{"by":"one"}`}, given)
	require.Len(t, f.records[1].Executions, 2)
}

func TestACallerThatLeavesEndsAHookThatHasNotAnswered(t *testing.T) {
	t.Parallel()
	running := make(chan struct{})
	f := &fake{run: func(ctx context.Context, _ sandbox.Run) (scripts.Attempted, error) {
		close(running)
		<-ctx.Done()
		return scripts.Attempted{Outcome: scripts.OutcomeCanceled}, nil
	}}
	s, stop := start(t, f, Config{})
	ctx, leave := context.WithCancel(t.Context())
	go func() { <-running; leave() }()
	_, err := s.Answer(ctx, event(t, "one"))
	require.ErrorIs(t, err, context.Canceled)
	stop()
	require.Equal(t, scripts.StateCanceled, f.records[0].Executions[0].State)
}

func TestTooManyEventsAreRefused(t *testing.T) {
	t.Parallel()
	f := &fake{run: func(ctx context.Context, r sandbox.Run) (scripts.Attempted, error) {
		r.OnAnswer(result(`{}`))
		<-ctx.Done()
		return result(`{}`), nil
	}}
	s, stop := start(t, f, Config{Pending: 3, PerTenant: 2, Patience: time.Millisecond, DrainTimeout: time.Millisecond})
	e := event(t, "one")
	for range 2 {
		_, err := s.Answer(t.Context(), e)
		require.NoError(t, err)
	}
	_, err := s.Answer(t.Context(), e)
	require.ErrorIs(t, err, scripts.ErrUnavailable)
	e.Tenant = "rival"
	_, err = s.Answer(t.Context(), e)
	require.NoError(t, err, "another tenant has room")
	e.Tenant = "third"
	_, err = s.Answer(t.Context(), e)
	require.ErrorIs(t, err, scripts.ErrUnavailable)
	stop()
	require.Len(t, f.records, 3)
	_, err = s.Answer(t.Context(), e)
	require.ErrorIs(t, err, scripts.ErrUnavailable, "stopped")
	require.Zero(t, s.held)
	require.Empty(t, s.counts)
}

func TestARecordThatCannotBeStoredTakesNoOtherWithIt(t *testing.T) {
	t.Parallel()
	f := &fake{
		run:  func(context.Context, sandbox.Run) (scripts.Attempted, error) { return result(`{}`), nil },
		fail: func(a store.Answered) bool { return a.Event.ID == "evt_2" },
	}
	s, stop := start(t, f, Config{})
	for range 3 {
		_, err := s.Answer(t.Context(), event(t, "one"))
		require.NoError(t, err)
	}
	stop()
	require.Len(t, f.records, 2)
	require.Zero(t, s.held)
}

// TestEventsWaitForTheirTurn: a flood that is faster than the store is slowed down.
func TestEventsWaitForTheirTurn(t *testing.T) {
	t.Parallel()
	f := &fake{run: func(_ context.Context, r sandbox.Run) (scripts.Attempted, error) {
		r.OnAnswer(result(`{}`))
		return result(`{}`), nil
	}}
	s, stop := start(t, f, Config{Pending: 2, PerTenant: 2, Patience: time.Minute})
	e := event(t, "one")
	var flood sync.WaitGroup
	for range 50 {
		flood.Go(func() {
			if _, err := s.Answer(t.Context(), e); err != nil {
				t.Error(err)
			}
		})
	}
	flood.Wait()
	stop()
	require.Len(t, f.records, 50)
}
