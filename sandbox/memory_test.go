//go:build linux

package sandbox

import (
	"fmt"
	"os"
	"regexp"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/runtime"
	"github.com/hookline/hookline/scripts"
)

// TestMemory: whatever grows is ended as out_of_memory, not far beyond the limit.
//
//nolint:paralleltest // one at a time, for the sake of the machine that runs them
func TestMemory(t *testing.T) {
	needsMemoryLimit(t)
	const limit, overshoot = 128 << 20, 64 << 20
	for name, script := range map[string]string{
		"strings":     `var s = 'x'; for (;;) s += s;`,
		"map":         `var m = new Map(); for (var i = 0;; i++) m.set(i, {});`,
		"buffers":     `var a = []; for (;;) a.push(new Uint8Array(1 << 20).fill(1));`,
		"console":     `var s = 'x'.repeat(1e6), a = []; for (;;) { console.log(s); a.push(s + a.length); }`,
		"typed array": `new global['Uint8' + 'Array'](8e9).fill(1);`,
		"repeat":      `var a = []; for (;;) a.push('x'['re' + 'peat'](2 ** 28));`,
	} {
		t.Run(name, func(t *testing.T) {
			s := open(t, Config{Spares: -1, Limits: runtime.Limits{JS: 15 * time.Second}})
			_, err := s.Run(t.Context(), hook(trivial))
			require.NoError(t, err)
			stop := watchPeak(processOf(s, "t").cmd.Process.Pid)
			began := time.Now()
			got, err := s.Run(t.Context(), hook(`module.exports = function () { `+script+` };`))
			took, peak := time.Since(began), stop()
			require.NoError(t, err)
			require.Equal(t, scripts.OutcomeOutOfMemory, got.Outcome, got.Error)
			require.Contains(t, got.Error.Message, "128 MiB")
			require.Less(t, peak, int64(limit+overshoot))
			t.Logf("%d ms, peak %d MiB, the worker lived: %t", took.Milliseconds(), peak>>20, s.Stats().Lost+s.Stats().Killed == 0)
		})
	}
}

// TestTheKernelTakesWorkersFirst when the machine has no memory left.
func TestTheKernelTakesWorkersFirst(t *testing.T) {
	t.Parallel()
	s := open(t, Config{Spares: -1})
	_, err := s.Run(t.Context(), hook(trivial))
	require.NoError(t, err)
	score, err := os.ReadFile(fmt.Sprintf("/proc/%d/oom_score_adj", processOf(s, "t").cmd.Process.Pid))
	require.NoError(t, err)
	require.Equal(t, "1000\n", string(score))
}

// TestMemoryIsFreeForTheNextRun: a run that was ended for its memory leaves a worker
// in which the next is not taken for it.
//
//nolint:paralleltest // as TestMemory
func TestMemoryIsFreeForTheNextRun(t *testing.T) {
	needsMemoryLimit(t)
	s := open(t, Config{Spares: -1, Limits: runtime.Limits{JS: 15 * time.Second}})
	for range 3 {
		got, err := s.Run(t.Context(), hook(`module.exports = function () { var a = []; for (;;) a.push(new Uint8Array(1 << 20).fill(1)); };`))
		require.NoError(t, err)
		require.Equal(t, scripts.OutcomeOutOfMemory, got.Outcome)
		got, err = s.Run(t.Context(), hook(`module.exports = function (user, context, cb) { setTimeout(cb, 50); };`))
		require.NoError(t, err)
		require.Equal(t, scripts.OutcomeReturned, got.Outcome, got.Error)
	}
}

// TestWorkersHaveAMemoryGroup runs where this process may make groups.
func TestWorkersHaveAMemoryGroup(t *testing.T) {
	t.Parallel()
	s := open(t, Config{Spares: -1})
	if s.pool.groups == nil {
		t.Skip("no memory groups here")
	}
	_, err := s.Run(t.Context(), hook(trivial))
	require.NoError(t, err)
	of, err := os.ReadFile(fmt.Sprintf("/proc/%d/cgroup", processOf(s, "t").cmd.Process.Pid))
	require.NoError(t, err)
	require.Contains(t, string(of), fmt.Sprintf("/hookline-%d-", os.Getpid()))
}

// watchPeak follows the peak of a process's resident memory until stop is called.
func watchPeak(pid int) (stop func() int64) {
	ended, peak := make(chan struct{}), make(chan int64)
	go func() {
		tick := time.NewTicker(time.Millisecond)
		defer tick.Stop()
		for most := int64(0); ; most = max(most, peakOf(pid)) {
			select {
			case <-ended:
				peak <- max(most, peakOf(pid))
				return
			case <-tick.C:
			}
		}
	}()
	return func() int64 {
		close(ended)
		return <-peak
	}
}

var vmHWM = regexp.MustCompile(`VmHWM:\s+(\d+) kB`)

func peakOf(pid int) int64 {
	text, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	found := vmHWM.FindSubmatch(text)
	if found == nil {
		return 0
	}
	n, _ := strconv.ParseInt(string(found[1]), 10, 64)
	return n << 10
}
