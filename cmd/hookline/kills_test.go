package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/auth"
	"github.com/hookline/hookline/server/store/storetest"
)

// Steps at which the test kills.
const (
	midRun       = "mid-run"
	afterRequest = "after the hook's request"
)

var steps = []string{beforeCommit, afterCommit, afterClaim, midRun, afterRequest, beforeSettle, afterSettle}

// killsVariable is how often each engine's server is killed. The long run has 100.
const killsVariable = "HOOKLINE_TEST_KILLS"

func kills(t *testing.T) int {
	n, err := strconv.Atoi(os.Getenv(killsVariable))
	if err != nil {
		n = 2 * len(steps)
	}
	t.Logf("%d kills; set %s for more", n, killsVariable)
	return n
}

// engines are the places where a server keeps its store.
var engines = map[string]func(t *testing.T) (flags, environment []string){
	"sqlite": func(*testing.T) ([]string, []string) { return nil, nil },
	"postgres": func(t *testing.T) ([]string, []string) {
		address := storetest.Postgres(t)
		return []string{"--database", address, "--lease", "2s"}, []string{"HOOKLINE_DATABASE=" + address}
	},
}

// TestKillsAtEveryStep kills the server at each step of the life of an event while events
// come in, and once its workers. What was answered with 202 runs; what runs twice was in
// flight when something was killed.
func TestKillsAtEveryStep(t *testing.T) {
	t.Parallel()
	requireChildren(t)
	for name, engine := range engines {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			flags, environment := engine(t)
			flags = append(flags, "--js-limit", patientJS.String())
			l := &lives{t: t, data: t.TempDir(), ledger: newLedger(), environment: environment, flags: flags}
			l.gate = newCountingGate(t, l.ledger)
			l.first()
			n := kills(t)
			for i := range n {
				l.live(steps[i%len(steps)])
			}
			l.last(n)
		})
	}
}

// lives are those of a server that is killed and started again.
type lives struct {
	t                  *testing.T
	data               string
	flags, environment []string
	ledger             *ledger
	gate               *countingGate
	users              atomic.Int64
	inFlight           int // what the kills may have interrupted
}

// first makes the hook, and kills the workers while events run.
func (l *lives) first() {
	p := l.gate.start(l.t, l.data, l.flags...)
	p.createSendHook(&l.gate.gate)
	stop := l.load(p)
	l.ledger.await(l.t, 5)
	p.killWorkers()
	l.ledger.await(l.t, 5)
	p.kill()
	l.inFlight += 2 * perTenant
	stop()
}

// perTenant is the number of executions of a tenant that run at a time, by default.
const perTenant = 16

// live starts a server, which ends at the step.
func (l *lives) live(step string) {
	passes := rand.IntN(20)
	var p *process
	switch step {
	case midRun, afterRequest:
		p = l.gate.start(l.t, l.data, l.flags...)
	default:
		cmd := hookline()
		cmd.Args = cmd.Args[:1]
		cmd.Env = append([]string{killAt + "=" + step + ":" + strconv.Itoa(passes), "NO_COLOR=1", "HOOKLINE_DATA=" + l.data,
			"HOOKLINE_EGRESS_ALLOW=" + l.gate.address()}, l.environment...)
		p = startCommand(l.t, cmd)
	}
	stop := l.load(p)
	switch step {
	case midRun:
		l.gate.holding.Store(true)
		l.ledger.await(l.t, 1)
		p.kill()
		l.gate.holding.Store(false)
	case afterRequest:
		l.ledger.await(l.t, passes+1)
		p.kill()
	}
	require.Error(l.t, p.wait(), "it was not killed %s", step)
	l.inFlight += perTenant
	stop()
}

// backlog is how long all that was acknowledged may take to run.
const backlog = 10 * time.Minute

// last runs what is left, and counts.
func (l *lives) last(kills int) {
	p := l.gate.start(l.t, l.data, l.flags...)
	lost, repeats := 0, 0
	for user, id := range l.ledger.accepted() {
		record := p.endedWithin(id, backlog)
		require.Equal(l.t, scripts.StateSucceeded, record.State, "%s: %+v", id, record)
		require.Equal(l.t, 1, record.Attempt, "a kill is no attempt of the hook's")
		ran := l.ledger.ran(user)
		if ran == 0 {
			lost++
		}
		repeats += max(ran-1, 0)
	}
	l.t.Logf("%d kills of the server, 1 of its workers: %d events acknowledged, %d lost, %d ran again (at most %d were in flight)",
		kills+1, len(l.ledger.accepted()), lost, repeats, l.inFlight)
	require.Zero(l.t, lost)
	require.LessOrEqual(l.t, repeats, l.inFlight)
}

// load posts events from some callers until the server dies or stop is called.
func (l *lives) load(p *process) (stop func()) {
	done := make(chan struct{})
	var callers sync.WaitGroup
	for range 4 {
		callers.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
				}
				user := fmt.Sprintf("user%d", l.users.Add(1))
				id, err := p.tryPost(user)
				if err != nil {
					return
				}
				l.ledger.accept(user, id)
			}
		})
	}
	return func() { close(done); callers.Wait() }
}

// tryPost is post for a server that may die meanwhile.
func (p *process) tryPost(user string) (scripts.ExecutionID, error) {
	body := fmt.Sprintf(`{"user":{"id":%q},"context":{"connection":{}}}`, user)
	r, err := http.NewRequest(http.MethodPost, p.api+"/triggers/post-user-registration/events", bytes.NewReader([]byte(body)))
	if err != nil {
		return "", err
	}
	r.Header.Set("Authorization", "Bearer "+testToken)
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set(auth.TenantHeader, cmp.Or(p.tenant, string(scripts.DefaultTenant)))
	client := http.Client{Timeout: 30 * time.Second}
	answer, err := client.Do(r)
	if err != nil {
		return "", err
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusAccepted {
		return "", fmt.Errorf("%d %s %w", answer.StatusCode, text, err)
	}
	var accepted struct{ Executions []scripts.ExecutionID }
	if err := json.Unmarshal(text, &accepted); err != nil || len(accepted.Executions) != 1 {
		return "", fmt.Errorf("%s %w", text, err)
	}
	return accepted.Executions[0], nil
}

// ledger knows what was acknowledged and what ran.
type ledger struct {
	mu       sync.Mutex
	accepts  map[string]scripts.ExecutionID // by user
	runs     map[string]int
	progress chan struct{}
}

func newLedger() *ledger {
	return &ledger{accepts: map[string]scripts.ExecutionID{}, runs: map[string]int{}, progress: make(chan struct{}, 1_000_000)}
}

func (l *ledger) accept(user string, id scripts.ExecutionID) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.accepts[user] = id
}

func (l *ledger) run(user string) {
	l.mu.Lock()
	l.runs[user]++
	l.mu.Unlock()
	l.progress <- struct{}{}
}

func (l *ledger) accepted() map[string]scripts.ExecutionID {
	l.mu.Lock()
	defer l.mu.Unlock()
	all := make(map[string]scripts.ExecutionID, len(l.accepts))
	for user, id := range l.accepts {
		all[user] = id
	}
	return all
}

func (l *ledger) ran(user string) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.runs[user]
}

// await waits until so many more have run, from now on.
func (l *ledger) await(t *testing.T, more int) {
	t.Helper()
	for len(l.progress) > 0 {
		<-l.progress
	}
	for range more {
		select {
		case <-l.progress:
		case <-time.After(60 * time.Second):
			require.Fail(t, "nothing runs")
		}
	}
}

// countingGate is a gate that writes into the ledger who called.
type countingGate struct {
	gate
	holding atomic.Bool // nobody is answered
}

func newCountingGate(t *testing.T, l *ledger) *countingGate {
	g := &countingGate{}
	g.Server = newServer(t, func(w http.ResponseWriter, r *http.Request) {
		l.run(r.URL.Path[1:])
		if g.holding.Load() {
			<-r.Context().Done()
			return
		}
		_, _ = io.WriteString(w, "ok")
	})
	return g
}
