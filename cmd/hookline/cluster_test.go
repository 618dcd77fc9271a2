package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/store/storetest"
	"github.com/hookline/hookline/server/vault"
)

// cluster are servers that share a PostgreSQL database.
type cluster struct {
	t        *testing.T
	flags    []string
	keyset   []byte
	database string
}

func newCluster(t *testing.T, flags ...string) *cluster {
	t.Helper()
	database := storetest.Postgres(t)
	return &cluster{t: t, database: database, flags: append(flags, "--database", database, "--lease", "2s", "--js-limit", patientJS.String())}
}

// start adds a server, with the keys of the first.
func (c *cluster) start() *process {
	c.t.Helper()
	data := c.t.TempDir()
	keys := filepath.Join(data, vault.FileName)
	if c.keyset != nil {
		require.NoError(c.t, os.WriteFile(keys, c.keyset, 0o600))
	}
	p := start(c.t, data, c.flags...)
	var err error
	c.keyset, err = os.ReadFile(keys)
	require.NoError(c.t, err)
	return p
}

// eventsVariable is how many events the cluster's test posts. The long run has 50000, of
// 200 tenants.
const eventsVariable = "HOOKLINE_TEST_CLUSTER_EVENTS"

// TestThreeServersOneKilledOneAdded: of events that all of them take in, every one is
// accounted for.
func TestThreeServersOneKilledOneAdded(t *testing.T) {
	t.Parallel()
	events, err := strconv.Atoi(os.Getenv(eventsVariable))
	if err != nil {
		events = 1000
	}
	tenants := max(events/250, 6)
	c := newCluster(t)
	servers := []*process{c.start(), c.start(), c.start()}
	for i := range tenants {
		tenant := servers[0].as(fmt.Sprintf("tenant-%03d", i))
		servers[0].call("POST", "/tenants", map[string]string{"id": tenant.tenant}, nil, 201)
		var hook struct{ ID string }
		tenant.call("POST", "/hooks", map[string]any{"name": "h", "triggerId": "post-user-registration", "enabled": true,
			"script": "module.exports = function (user, context, cb) { cb(null, { id: user.id }); };"}, &hook, 201)
	}

	type accepted struct {
		tenant string
		id     scripts.ExecutionID
	}
	all, third, twoThirds := make(chan accepted, events), make(chan struct{}), make(chan struct{})
	var mu sync.Mutex // of servers
	anyone := func() *process {
		mu.Lock()
		defer mu.Unlock()
		return servers[rand.IntN(len(servers))]
	}
	var turn atomic.Int64
	var callers sync.WaitGroup
	for range 8 {
		callers.Go(func() {
			for i := int(turn.Add(1)) - 1; i < events; i = int(turn.Add(1)) - 1 {
				switch i {
				case events / 3:
					close(third)
				case events * 2 / 3:
					close(twoThirds)
				}
				tenant := fmt.Sprintf("tenant-%03d", i%tenants)
				for t.Context().Err() == nil { // a caller who has no 202 posts again, to another server
					id, err := anyone().as(tenant).tryPost(fmt.Sprint("user", i))
					if err == nil {
						all <- accepted{tenant, id}
						break
					}
				}
			}
		})
	}
	<-third
	mu.Lock()
	killed := servers[0]
	servers = servers[1:]
	mu.Unlock()
	killed.kill()
	<-twoThirds
	added := c.start()
	mu.Lock()
	servers = append(servers, added)
	mu.Unlock()
	callers.Wait()
	close(all)
	require.Len(t, all, events)
	p := servers[0]
	for a := range all {
		record := p.as(a.tenant).endedWithin(a.id, backlog)
		require.Equal(t, scripts.StateSucceeded, record.State, "%+v", record)
		require.Equal(t, 1, record.Attempt)
	}
	t.Logf("%d events of %d tenants, acknowledged by one of three servers of which one was killed and one added: all have succeeded; set %s for more",
		events, tenants, eventsVariable)
}

// TestAFrozenServerChangesNothing: what it was running runs elsewhere when its lease is
// over, and what it reports when it wakes is dropped.
func TestAFrozenServerChangesNothing(t *testing.T) {
	t.Parallel()
	g := newGate(t)
	c := newCluster(t, "--egress-allow", g.address())
	frozen := c.start()
	frozen.createSendHook(g)
	id := frozen.post("ada")
	require.Equal(t, "ada", <-g.calls)
	require.NoError(t, frozen.cmd.Process.Signal(syscall.SIGSTOP))
	began := time.Now()
	other := c.start()
	require.Equal(t, "ada", <-g.calls, "it runs again")
	t.Logf("a frozen server's work runs %v after it froze, with a lease of 2 s", time.Since(began).Round(time.Millisecond))
	close(g.open)
	record := other.ended(id)
	require.Equal(t, scripts.StateSucceeded, record.State)

	require.NoError(t, frozen.cmd.Process.Signal(syscall.SIGCONT))
	again := frozen.post("eve") // it is one of the nodes again
	require.Equal(t, scripts.StateSucceeded, other.ended(again).State)
	var after scripts.Execution
	other.call("GET", "/executions/"+string(id), nil, &after, 200)
	require.Equal(t, record, after)
}

// TestWhatOneServerChangesTheOthersKnow, for what they keep in memory.
func TestWhatOneServerChangesTheOthersKnow(t *testing.T) {
	t.Parallel()
	c := newCluster(t)
	one, other := c.start(), c.start()
	var hook struct{ ID string }
	one.call("POST", "/hooks", map[string]any{"name": "h", "triggerId": "post-user-registration", "script": "module.exports = (user, context, cb) => cb(null, { n: 1 });"}, &hook, 201)
	run := func(p *process) string {
		var record scripts.Execution
		p.call("POST", "/hooks/"+hook.ID+"/run", map[string]any{"user": map[string]string{}, "context": map[string]any{"connection": map[string]string{}}}, &record, 200)
		return string(record.Result)
	}
	for n := range 5 {
		want := fmt.Sprintf(`{"n":%d}`, n+1)
		require.Equal(t, want, run(one), "who changed it knows at once")
		changed := time.Now()
		require.Eventually(t, func() bool { return run(other) == want }, 10*time.Second, time.Millisecond)
		t.Logf("the other server runs the new version %v after the answer", time.Since(changed).Round(time.Millisecond))
		one.call("PATCH", "/hooks/"+hook.ID, map[string]string{"script": fmt.Sprintf("module.exports = (user, context, cb) => cb(null, { n: %d });", n+2)}, nil, 200)
	}
}

// TestServersNeedTheSameKeys: one that would make others unable to read its secrets, or
// cannot read theirs, does not start.
func TestServersNeedTheSameKeys(t *testing.T) {
	t.Parallel()
	c := newCluster(t)
	c.start()
	out, err := hookline(append([]string{"serve", "--listen", "127.0.0.1:0", "--data", t.TempDir()}, c.flags...)...).CombinedOutput()
	require.Error(t, err)
	require.Contains(t, string(out), vault.FileName)
}
