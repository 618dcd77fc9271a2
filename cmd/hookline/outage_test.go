package main

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/scripts"
)

// ownPostgres starts a PostgreSQL for this test alone, and returns its address and how to
// crash and restart it.
func ownPostgres(t *testing.T) (address string, restart func()) {
	t.Helper()
	script, err := filepath.Abs("../../.ci/postgres")
	require.NoError(t, err)
	dir, err := os.MkdirTemp("", "hookline-postgres") //nolint:usetesting // another user is to write there
	require.NoError(t, err)
	require.NoError(t, os.Chmod(dir, 0o755))
	folder := filepath.Join(dir, "cluster")
	_, port, _ := strings.Cut(freeAddress(t), ":")
	run := func(command string) (string, error) {
		ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
		defer cancel()
		cmd := exec.CommandContext(ctx, script, command, folder)
		cmd.Env = append(os.Environ(), "PORT="+port)
		out, err := cmd.Output()
		return strings.TrimSpace(string(out)), err
	}
	address, err = run("start")
	t.Cleanup(func() { _, _ = run("stop"); _ = os.RemoveAll(dir) })
	if err == nil && address == "" {
		t.Skip("THE TEST OF A RESTART OF POSTGRESQL IS SKIPPED: PostgreSQL is not installed; .ci/run installs it")
	}
	require.NoError(t, err)
	return address, func() {
		_, err := run("restart")
		require.NoError(t, err)
	}
}

// TestTheDatabaseCrashesUnderLoad and comes back: events are refused meanwhile, those that
// were acknowledged run, and the server need not be started again.
func TestTheDatabaseCrashesUnderLoad(t *testing.T) {
	t.Parallel()
	address, restart := ownPostgres(t)
	l := &lives{t: t, data: t.TempDir(), ledger: newLedger(), flags: []string{"--database", address, "--js-limit", patientJS.String()}}
	l.gate = newCountingGate(t, l.ledger)
	p := l.gate.start(t, l.data, l.flags...)
	p.createSendHook(&l.gate.gate)
	const crashes = 3
	for range crashes {
		stop := l.load(p)
		l.ledger.await(t, 30)
		restart()
		stop()
		require.Eventually(t, func() bool { _, err := p.tryPost("anyone"); return err == nil }, time.Minute, 50*time.Millisecond)
	}
	lost, repeats := 0, 0
	for user, id := range l.ledger.accepted() {
		record := p.endedWithin(id, backlog)
		require.Equal(t, scripts.StateSucceeded, record.State, "%+v", record)
		ran := l.ledger.ran(user)
		if ran == 0 {
			lost++
		}
		repeats += max(ran-1, 0)
	}
	t.Logf("%d crashes of PostgreSQL: %d events acknowledged, %d lost, %d ran again", crashes, len(l.ledger.accepted()), lost, repeats)
	require.Zero(t, lost)
	require.LessOrEqual(t, repeats, 2*crashes*perTenant)
}

// TestOrphanedWorkStartsSoon after the server was killed: at once with SQLite, when the
// lease of the one that is gone is over with PostgreSQL.
func TestOrphanedWorkStartsSoon(t *testing.T) {
	t.Parallel()
	for name, engine := range engines {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			flags, _ := engine(t)
			g, data := newGate(t), t.TempDir()
			p := g.start(t, data, flags...)
			p.createSendHook(g)
			p.post("ada")
			<-g.calls
			p.kill()
			killed := time.Now()
			g.start(t, data, flags...)
			began := time.Now()
			<-g.calls
			t.Logf("%s: orphaned work starts %v after the restart, %v after the kill", name,
				time.Since(began).Round(time.Millisecond), time.Since(killed).Round(time.Millisecond))
			limit := 2 * time.Second // 250 ms on a machine that does nothing else
			if name == "postgres" {
				limit += 3 * time.Second // the lease and the time between two looks
			}
			require.Less(t, time.Since(began), limit)
			close(g.open)
		})
	}
}
