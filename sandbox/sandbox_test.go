package sandbox

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	goruntime "runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/hookline/hookline/runtime"
	"github.com/hookline/hookline/sandbox/worker"
	"github.com/hookline/hookline/scripts"
)

func TestMain(m *testing.M) {
	if worker.IsWorker() {
		os.Exit(worker.Main())
	}
	if behaviour := os.Getenv(fakeVariable); behaviour != "" {
		os.Exit(fakeWorker(behaviour))
	}
	goleak.VerifyTestMain(m)
}

func TestRunReturnsWhatTheHookDid(t *testing.T) {
	t.Parallel()
	s := open(t, Config{})
	var answers []scripts.Attempted
	r := hook(`module.exports = function (user, context, cb) {
		cb(null, {name: user.name, id: context.webtask.id});
	}`)
	r.RequestID = "evt_1"
	r.OnAnswer = func(a scripts.Attempted) { answers = append(answers, a) }

	got, err := s.Run(t.Context(), r)
	require.NoError(t, err)
	require.Equal(t, scripts.OutcomeReturned, got.Outcome, got.Error)
	require.JSONEq(t, `{"name":"Ada","id":"evt_1"}`, string(got.Result))
	require.Len(t, answers, 1)
	require.Equal(t, got.Result, answers[0].Result)
}

func TestThrowIsAnOutcome(t *testing.T) {
	t.Parallel()
	got, err := open(t, Config{}).Run(t.Context(), hook("module.exports = function (user, context, cb) {\n  nope();\n}"))
	require.NoError(t, err)
	require.Equal(t, scripts.OutcomeThrew, got.Outcome)
	require.Equal(t, "ReferenceError", got.Error.Name)
	require.Equal(t, 2, got.Error.Line)
}

func TestWhatDoesNotCompileIsRefused(t *testing.T) {
	t.Parallel()
	s := open(t, Config{})
	got, err := s.Run(t.Context(), hook("module.exports = function () {\n  var = 1;\n}"))
	require.NoError(t, err)
	require.Equal(t, scripts.OutcomeRefused, got.Outcome)
	require.Equal(t, 2, got.Error.Line)

	got, err = s.Run(t.Context(), hook(strings.Repeat("[", 1000)))
	require.NoError(t, err)
	require.Equal(t, scripts.OutcomeRefused, got.Outcome)
	require.Contains(t, got.Error.Message, "500 levels")
}

func TestTenantsNeverShareAProcess(t *testing.T) {
	t.Parallel()
	s := open(t, Config{Spares: -1})
	for _, tenant := range []scripts.TenantID{"a", "b", "a", "b"} {
		r := hook(trivial)
		r.Tenant = tenant
		_, err := s.Run(t.Context(), r)
		require.NoError(t, err)
	}
	stats := s.Stats()
	require.Equal(t, 2, stats.Workers)
	require.EqualValues(t, 2, stats.Started)
	require.NotEqual(t, processOf(s, "a"), processOf(s, "b"))
}

func TestASpareIsUsedAndReplaced(t *testing.T) {
	t.Parallel()
	s := open(t, Config{Spares: 1})
	require.Eventually(t, func() bool { return s.Stats().Spares == 1 }, 10*time.Second, time.Millisecond)
	s.pool.mu.Lock()
	spare := s.pool.spares[0]
	s.pool.mu.Unlock()
	_, err := s.Run(t.Context(), hook(trivial))
	require.NoError(t, err)
	require.Same(t, spare, processOf(s, "t"))
	require.Eventually(t, func() bool { return s.Stats().Spares == 1 }, 10*time.Second, time.Millisecond)
}

func TestIdleWorkersAreReaped(t *testing.T) {
	t.Parallel()
	s := open(t, Config{Spares: -1, IdleTimeout: 20 * time.Millisecond})
	_, err := s.Run(t.Context(), hook(trivial))
	require.NoError(t, err)
	require.Eventually(t, func() bool { return s.Stats().Workers == 0 }, 10*time.Second, time.Millisecond)
	_, err = s.Run(t.Context(), hook(trivial))
	require.NoError(t, err)
}

func TestTheLongestIdleWorkerMakesRoom(t *testing.T) {
	t.Parallel()
	s := open(t, Config{Spares: -1, MaxWorkers: 2})
	for _, tenant := range []scripts.TenantID{"a", "b", "a", "c"} {
		r := hook(trivial)
		r.Tenant = tenant
		_, err := s.Run(t.Context(), r)
		require.NoError(t, err)
	}
	require.Nil(t, processOf(s, "b"))
	require.NotNil(t, processOf(s, "a"))
	require.NotNil(t, processOf(s, "c"))
}

func TestRunsWaitForRoom(t *testing.T) {
	t.Parallel()
	s := open(t, Config{Spares: -1, MaxWorkers: 1, RunsPerWorker: 1})
	var group sync.WaitGroup
	for i := range 6 {
		group.Go(func() {
			r := hook(trivial)
			r.Tenant = scripts.TenantID(fmt.Sprint("t", i%3))
			got, err := s.Run(t.Context(), r)
			require.NoError(t, err)
			require.Equal(t, scripts.OutcomeReturned, got.Outcome)
		})
	}
	group.Wait()
}

func TestSixtyFourRunsAtOnce(t *testing.T) {
	t.Parallel()
	s := open(t, Config{})
	var group sync.WaitGroup
	for i := range 64 {
		group.Go(func() {
			r := hook(`module.exports = function (user, context, cb) { Promise.resolve().then(function () { cb(null, user.n + 1) }) }`)
			r.Payload = fmt.Appendf(nil, `{"user":{"n":%d},"context":{}}`, i)
			got, err := s.Run(t.Context(), r)
			require.NoError(t, err)
			require.Equal(t, fmt.Sprint(i+1), string(got.Result))
		})
	}
	group.Wait()
	require.Equal(t, 1, s.Stats().Workers)
	require.Zero(t, s.Stats().Running)
}

func TestASourceIsSentOnce(t *testing.T) {
	t.Parallel()
	s := open(t, Config{Spares: -1})
	for range 3 {
		_, err := s.Run(t.Context(), hook(trivial))
		require.NoError(t, err)
	}
	p := processOf(s, "t")
	require.Len(t, p.seen, 1)
	// A worker that has forgotten a program asks for it.
	r := hook(trivial + "// other")
	other := &call{run: r, limits: s.config.Limits, mask: newMasker(nil), program: 4711}
	require.True(t, p.learn(4711))
	got, err := p.run(t.Context(), other)
	require.NoError(t, err)
	require.Equal(t, scripts.OutcomeReturned, got.Outcome)
}

func TestSecretsAreMasked(t *testing.T) {
	t.Parallel()
	s := open(t, Config{})
	r := hook(`module.exports = function (user, context, cb) { cb(null, {key: KEY, nested: ["x" + KEY]}); }`)
	r.Secrets = scripts.Secrets{"KEY": scripts.NewSecretValue(`s3cr"t/ü`)}
	var answer scripts.Attempted
	r.OnAnswer = func(a scripts.Attempted) { answer = a }
	got, err := s.Run(t.Context(), r)
	require.NoError(t, err)
	require.Equal(t, scripts.OutcomeReturned, got.Outcome, got.Error)
	require.JSONEq(t, `{"key":"[redacted]","nested":["x[redacted]"]}`, string(got.Result))
	require.JSONEq(t, `{"key":"s3cr\"t/ü","nested":["xs3cr\"t/ü"]}`, string(answer.Result))

	r.Source = `module.exports = function (user, context, cb) { throw new Error("bad key " + KEY); }`
	got, err = s.Run(t.Context(), r)
	require.NoError(t, err)
	require.Equal(t, "bad key [redacted]", got.Error.Message)
	require.NotContains(t, got.Error.Stack, "s3cr")
}

func TestAClosedSandboxSaysSo(t *testing.T) {
	t.Parallel()
	s, err := New(Config{})
	require.NoError(t, err)
	require.NoError(t, s.Close())
	_, err = s.Run(t.Context(), hook(trivial))
	require.ErrorIs(t, err, ErrClosed)
	require.Equal(t, Stats{Started: s.Stats().Started}, s.Stats())
}

func TestInputThatFitsNoFrameIsRefused(t *testing.T) {
	t.Parallel()
	s := open(t, Config{})
	r := hook(trivial)
	r.Payload = make([]byte, maxInputBytes)
	r.RequestID = "x"
	_, err := s.Run(t.Context(), r)
	require.ErrorIs(t, err, scripts.ErrInvalid)
	require.Zero(t, s.Stats().Workers)
}

func TestManyLoopsAtOnceAreStoppedInTime(t *testing.T) {
	t.Parallel()
	s := open(t, Config{Limits: runtime.Limits{Wall: 300 * time.Millisecond}, KillGrace: 10 * time.Second})
	var group sync.WaitGroup
	for range 32 {
		group.Go(func() {
			got, err := s.Run(t.Context(), hook(endless))
			require.NoError(t, err)
			require.Equal(t, scripts.OutcomeTimedOut, got.Outcome)
		})
	}
	group.Wait()
	require.Zero(t, s.Stats().Killed)
}

func TestConfigNamesAllItsFaults(t *testing.T) {
	t.Parallel()
	_, err := New(Config{MaxWorkers: -1, KillGrace: -1, Limits: runtime.Limits{ResultBytes: 1 << 30}})
	require.ErrorContains(t, err, "MaxWorkers")
	require.ErrorContains(t, err, "KillGrace")
	require.ErrorContains(t, err, "ResultBytes")
}

const trivial = `module.exports = function (user, context, cb) { cb(null, user); };`

func hook(source string) Run {
	return Run{
		Tenant: "t", Trigger: scripts.PostUserRegistration, Source: source,
		Payload: json.RawMessage(`{"user":{"name":"Ada"},"context":{"connection":{}}}`),
	}
}

// open opens a sandbox that is closed at the test's end.
func open(t testing.TB, config Config) *Sandbox {
	if raceEnabled && config.MemoryBytes == 0 {
		config.MemoryBytes = 1 << 30
	}
	s, err := New(config)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	return s
}

// needsMemoryLimit skips a test that measures memory where that is not the script's.
func needsMemoryLimit(t *testing.T) {
	if raceEnabled || goruntime.GOOS != "linux" {
		t.Skip("the race detector's memory would count; and only Linux tells it")
	}
}

func processOf(s *Sandbox, tenant scripts.TenantID) *process {
	s.pool.mu.Lock()
	defer s.pool.mu.Unlock()
	if seat := s.pool.seats[place{tenant: tenant}]; seat != nil {
		return seat.process
	}
	return nil
}

// logTo returns a logger and what it wrote.
func logTo() (*slog.Logger, *syncBuffer) {
	b := &syncBuffer{}
	return slog.New(slog.NewTextHandler(b, &slog.HandlerOptions{Level: slog.LevelDebug})), b
}

type syncBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *syncBuffer) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *syncBuffer) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}
