package sandbox

import (
	"fmt"
	"os"
	goruntime "runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/runtime"
	"github.com/hookline/hookline/sandbox/lockdown"
	"github.com/hookline/hookline/scripts"
)

// BenchmarkRoundTrip is a trivial hook in a warm worker, one run after the other.
func BenchmarkRoundTrip(b *testing.B) {
	run := roundTrip(b, withDefaults(b, Config{}))
	var times []time.Duration
	for b.Loop() {
		times = append(times, run())
	}
	slices.Sort(times)
	b.ReportMetric(float64(times[len(times)/2].Nanoseconds()), "p50-ns")
	b.ReportMetric(float64(times[len(times)*99/100].Nanoseconds()), "p99-ns")
}

// BenchmarkLocks is what the lock-down adds to a run. Runs with and without it take
// turns, because a busy machine changes more than they differ.
func BenchmarkLocks(b *testing.B) {
	config := withDefaults(b, Config{})
	locked, free := roundTrip(b, config), roundTrip(b, unlocked(config))
	var with, without []time.Duration
	for b.Loop() {
		with = append(with, locked())
		without = append(without, free())
	}
	slices.Sort(with)
	slices.Sort(without)
	a, z := with[len(with)/2], without[len(without)/2]
	b.ReportMetric(float64(a.Nanoseconds()), "locked-p50-ns")
	b.ReportMetric(float64(z.Nanoseconds()), "unlocked-p50-ns")
	b.ReportMetric(100*float64(a-z)/float64(z), "%more")
}

// roundTrip runs a trivial hook in a warm worker and returns how long that took.
func roundTrip(b *testing.B, config Config) func() time.Duration {
	s := newSandbox(config)
	b.Cleanup(func() { s.Close() })
	r := hook(trivial)
	run := func() time.Duration {
		began := time.Now()
		got, err := s.Run(b.Context(), r)
		if err != nil || got.Outcome != scripts.OutcomeReturned {
			b.Fatal(got.Outcome, err)
		}
		return time.Since(began)
	}
	warm(func() { run() })
	return run
}

func withDefaults(b *testing.B, config Config) Config {
	config, err := config.withDefaults()
	require.NoError(b, err)
	return config
}

// unlocked leaves workers their rights.
func unlocked(config Config) Config {
	config.unlocked, config.launch = true, lockdown.Launch{}
	return config
}

// BenchmarkInProcess is the same without a worker.
func BenchmarkInProcess(b *testing.B) {
	run := inProcess(b)
	warm(run)
	for b.Loop() {
		run()
	}
}

// BenchmarkLoad and BenchmarkLoadInProcess have 32 runs going at any time, and report
// the processor time of a run in all processes together.
func BenchmarkLoad(b *testing.B) {
	s := open(b, Config{Spares: -1})
	r := hook(trivial)
	run := func() {
		if got, err := s.Run(b.Context(), r); err != nil || got.Outcome != scripts.OutcomeReturned {
			b.Fail()
		}
	}
	warm(run)
	pid := processOf(s, "t").cmd.Process.Pid
	parent, child := processorTime(b, 0), processorTime(b, pid)
	atOnce(b, 32, run)
	parent, child = processorTime(b, 0)-parent, processorTime(b, pid)-child
	b.ReportMetric(float64((parent+child).Nanoseconds())/float64(b.N), "cpu-ns/op")
	b.ReportMetric(float64(child.Nanoseconds())/float64(b.N), "worker-cpu-ns/op")
}

func BenchmarkLoadInProcess(b *testing.B) {
	run := inProcess(b)
	warm(run)
	before := processorTime(b, 0)
	atOnce(b, 32, run)
	b.ReportMetric(float64((processorTime(b, 0)-before).Nanoseconds())/float64(b.N), "cpu-ns/op")
}

// BenchmarkStart is from the start of a worker to its hello.
func BenchmarkStart(b *testing.B) {
	config := withDefaults(b, Config{})
	b.Run("locked", func(b *testing.B) { start(b, config) })
	b.Run("unlocked", func(b *testing.B) { start(b, unlocked(config)) })
}

func start(b *testing.B, config Config) {
	for b.Loop() {
		s, err := spawn(b.Context(), config)
		require.NoError(b, err)
		b.StopTimer()
		s.discard()
		b.StartTimer()
	}
}

func warm(run func()) {
	for range 200 {
		run()
	}
}

func inProcess(b *testing.B) func() {
	engine := runtime.New(runtime.Config{})
	program, err := runtime.Compile(trivial)
	require.NoError(b, err)
	r := hook(trivial)
	in := runtime.Input{Program: program, Trigger: r.Trigger, Payload: r.Payload}
	return func() {
		if got := engine.Run(b.Context(), in); got.Outcome != scripts.OutcomeReturned {
			b.Fail()
		}
	}
}

func atOnce(b *testing.B, n int, run func()) {
	var left atomic.Int64
	left.Store(int64(b.N))
	var group sync.WaitGroup
	b.ResetTimer()
	for range n {
		group.Go(func() {
			for left.Add(-1) >= 0 {
				run()
			}
		})
	}
	group.Wait()
	b.StopTimer()
}

// processorTime is what a process has used, user and system; 0 is this process.
func processorTime(b *testing.B, pid int) time.Duration {
	if pid == 0 {
		var usage syscall.Rusage
		require.NoError(b, syscall.Getrusage(syscall.RUSAGE_SELF, &usage))
		return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
	}
	if goruntime.GOOS != "linux" {
		b.Skip("needs /proc")
	}
	return statTime(b, pid)
}

// statTime reads utime and stime of proc_pid_stat(5), in clock ticks of 10 ms.
func statTime(b *testing.B, pid int) time.Duration {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	require.NoError(b, err)
	fields := strings.Fields(string(text[strings.LastIndexByte(string(text), ')')+2:]))
	var ticks int64
	for _, f := range fields[11:13] {
		n, err := strconv.ParseInt(f, 10, 64)
		require.NoError(b, err)
		ticks += n
	}
	return time.Duration(ticks) * 10 * time.Millisecond
}
