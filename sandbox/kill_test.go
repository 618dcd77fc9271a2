//go:build linux

package sandbox

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/runtime"
	"github.com/hookline/hookline/scripts"
)

// Every file in testdata/kill is a hook that tries to hang, kill or flood what runs it.
// Its head says what it does, and how the run must end (several outcomes where it
// depends on which limit is reached first):
//
//	// outcome: timed_out | out_of_memory
//
// Whatever it does, it ends in time and within its memory, its tenant's next event
// succeeds, and so does every event of another tenant meanwhile.
func TestKill(t *testing.T) {
	needsMemoryLimit(t)
	files, err := filepath.Glob("testdata/kill/*.js")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	s := open(t, Config{KillsPerMinute: -1, Limits: runtime.Limits{Wall: 3 * time.Second, JS: time.Second}})
	stop := runNeighbour(t, s)
	lines := make([]string, len(files))
	t.Run("files", func(t *testing.T) {
		slots := make(chan struct{}, maxBombs)
		for i, file := range files {
			name := strings.TrimSuffix(filepath.Base(file), ".js")
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				slots <- struct{}{}
				defer func() { <-slots }()
				lines[i] = kill(t, s, name, file)
			})
		}
	})
	report(t, fmt.Sprintf("%d events of the neighbour succeeded\n%-24s %-16s %8s %9s  %s\n%s\n", stop(),
		"file", "outcome", "ended in", "peak", "worker", strings.Join(lines, "\n")))
}

// report logs the table, and writes it where HOOKLINE_KILL_TABLE says: a test that
// passes prints nothing.
func report(t *testing.T, table string) {
	t.Helper()
	t.Log(table)
	if path := os.Getenv("HOOKLINE_KILL_TABLE"); path != "" {
		require.NoError(t, os.WriteFile(path, []byte(table), 0o600))
	}
}

const (
	// maxBombs is how many files run at once: their memory adds up.
	maxBombs = 2
	// killedBy is after the wall time, with room for a busy machine.
	killedBy = 6 * time.Second
	// mostMemory is the limit, and the overshoot that is promised.
	mostMemory = 128<<20 + 64<<20
)

// kill runs one file and returns its line of the table.
func kill(t *testing.T, s *Sandbox, name, file string) string {
	t.Helper()
	source, want := readKill(t, file)
	r := hook(trivial)
	r.Tenant = scripts.TenantID(name)
	_, err := s.Run(t.Context(), r)
	require.NoError(t, err)
	worker := processOf(s, r.Tenant)
	peak := watchPeak(worker.cmd.Process.Pid)

	began := time.Now()
	bomb := r
	bomb.Source = source
	got, err := s.Run(t.Context(), bomb)
	took, most := time.Since(began), peak()
	require.NoError(t, err)
	after, err := s.Run(t.Context(), r)
	require.NoError(t, err)
	require.Equal(t, scripts.OutcomeReturned, after.Outcome, after.Error)

	state := "lives"
	if processOf(s, r.Tenant) != worker {
		state = "replaced"
	}
	line := fmt.Sprintf("%-24s %-16s %5d ms %5d MiB  %s", name, got.Outcome, took.Milliseconds(), most>>20, state)
	require.Contains(t, want, got.Outcome, "%s\n%+v %s", line, got.Error, got.Result)
	require.Less(t, took, killedBy, line)
	require.Less(t, most, int64(mostMemory), line)
	return line
}

func readKill(t *testing.T, file string) (source string, want []scripts.Outcome) {
	t.Helper()
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	_, list, ok := strings.Cut(string(text), "// outcome: ")
	require.True(t, ok, "%s has no outcome in its head", file)
	list, _, _ = strings.Cut(list, "\n")
	for outcome := range strings.SplitSeq(list, " | ") {
		want = append(want, scripts.Outcome(outcome))
	}
	require.False(t, slices.Contains(want, scripts.OutcomeInternal))
	return string(text), want
}

// runNeighbour sends events of a tenant that does no harm, one after the other, until
// stop is called. Each must succeed.
func runNeighbour(t *testing.T, s *Sandbox) (stop func() int) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	var group sync.WaitGroup
	count := 0
	group.Go(func() {
		r := hook(`module.exports = function (user, context, cb) { setTimeout(function () { cb(null, user); }, 5); };`)
		r.Tenant = "neighbour"
		for ; ctx.Err() == nil; count++ {
			got, err := s.Run(t.Context(), r)
			if err != nil || got.Outcome != scripts.OutcomeReturned {
				t.Errorf("the neighbour's event: %v %v %+v", err, got.Outcome, got.Error)
				return
			}
		}
	})
	return func() int {
		cancel()
		group.Wait()
		return count
	}
}
