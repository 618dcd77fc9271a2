package sqlite_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/store"
	"github.com/hookline/hookline/server/store/sqlite"
)

// crashEnv makes the test binary the process that is killed.
const crashEnv = "HOOKLINE_TEST_CRASH"

// TestAKilledProcessLosesNothing kills a process while it accepts, claims and settles.
// Every event that it has reported is there afterwards, what it was running is ready
// again, and what it reported as settled does not run again.
func TestAKilledProcessLosesNothing(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "hookline.db")
	child := exec.Command(os.Args[0], "-test.run=^$")
	child.Env = append(os.Environ(), crashEnv+"="+path)
	child.Stderr = os.Stderr
	output, err := child.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, child.Start())

	var accepted, settled []scripts.ExecutionID
	for lines := bufio.NewScanner(output); lines.Scan(); {
		var what string
		var id scripts.ExecutionID
		_, err := fmt.Sscan(lines.Text(), &what, &id)
		require.NoError(t, err)
		switch what {
		case "accepted":
			accepted = append(accepted, id)
		case "settled":
			settled = append(settled, id)
		}
		if len(settled) == 300 {
			require.NoError(t, child.Process.Kill())
		}
	}
	require.Error(t, child.Wait(), "it was not killed")

	s := open(t, path)
	for _, id := range accepted {
		_, err := s.Execution(t.Context(), scripts.DefaultTenant, id)
		require.NoError(t, err)
	}
	running, err := s.ListExecutions(t.Context(), scripts.DefaultTenant, store.ExecutionFilter{State: scripts.StateRunning, Limit: 1000})
	require.NoError(t, err)
	require.NotEmpty(t, running)
	recovered, err := s.Recover(t.Context())
	require.NoError(t, err)
	require.Equal(t, len(running), recovered)
	for _, id := range settled {
		e, err := s.Execution(t.Context(), scripts.DefaultTenant, id)
		require.NoError(t, err)
		require.Equal(t, scripts.StateSucceeded, e.State)
	}
	t.Logf("%d accepted, %d settled, %d running when killed", len(accepted), len(settled), len(running))
}

// crashingChild works until it is killed. A line is one write, after the store returned.
func crashingChild(path string) {
	ctx := context.Background()
	s, err := sqlite.Open(ctx, sqlite.Config{Path: path})
	exitOn(err)
	_, err = s.CreateHook(ctx, scripts.Hook{Tenant: scripts.DefaultTenant, Name: "a", Trigger: trigger, Enabled: true})
	exitOn(err)
	for range 8 {
		go func() {
			for {
				_, executions, err := s.Accept(ctx, event)
				exitOn(err)
				_, err = os.Stdout.WriteString("accepted " + string(executions[0]) + "\n")
				exitOn(err)
			}
		}()
	}
	for {
		claims, err := s.Claim(ctx, store.ClaimRequest{Limit: 20, PerTenant: 1000})
		exitOn(err)
		for _, c := range claims[:len(claims)/2] { // the others stay running
			_, err := s.Settle(ctx, c.Lease, store.Settlement{State: scripts.StateSucceeded})
			exitOn(err)
			_, err = os.Stdout.WriteString("settled " + string(c.Lease.Execution) + "\n")
			exitOn(err)
		}
	}
}

func exitOn(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
