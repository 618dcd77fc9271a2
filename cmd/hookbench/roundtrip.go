package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/hookline/hookline/runtime"
	"github.com/hookline/hookline/sandbox"
	"github.com/hookline/hookline/scripts"
)

const roundTripRuns = 32 // at a time, for the CPU of an event

// measureRoundTrip measures parent → worker → parent: the latency of a lone run, the CPU
// of both processes under load against the same runs in one process, and the first
// event of a tenant that never ran.
func (b *bench) measureRoundTrip(ctx context.Context) (err error) {
	path, err := b.binary(ctx)
	if err != nil {
		return err
	}
	box, err := sandbox.New(sandbox.Config{Executable: path})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, box.Close()) }()
	run := sandbox.Run{Tenant: "bench", Trigger: scripts.PostUserRegistration, Source: trivialHook, Payload: b.payload}
	inWorker := func() error { return returned(box.Run(ctx, run)) }
	program, err := runtime.Compile(trivialHook)
	if err != nil {
		return err
	}
	engine := runtime.New(runtime.Config{})
	here := func() error {
		return returned(engine.Run(ctx, runtime.Input{Program: program, Trigger: run.Trigger, Payload: run.Payload}), nil)
	}

	var lone, lonehere, worker, inProcess []float64
	for range b.rounds {
		for _, m := range []struct {
			f    func() error
			into *[]float64
		}{{inWorker, &lone}, {here, &lonehere}} {
			p50, err := p50Of(m.f, b.period)
			if err != nil {
				return err
			}
			*m.into = append(*m.into, p50)
		}
		for _, m := range []struct {
			f    func() error
			into *[]float64
		}{{inWorker, &worker}, {here, &inProcess}} {
			cpu, err := cpuPerCall(m.f, b.period)
			if err != nil {
				return err
			}
			*m.into = append(*m.into, cpu)
		}
	}
	b.table.add(row{"round trip parent → worker → parent, trivial hook, p50", micros(lone), micros(lonehere) + " in-process", median(ratios(lone, lonehere)), "≤ 150 µs", median(lone) <= 150})
	cpu := median(ratios(worker, inProcess))
	b.table.add(row{fmt.Sprintf("CPU of a run in both processes, %d at a time", roundTripRuns), micros(worker), micros(inProcess) + " in-process", cpu, "≤ 1.30", cpu <= 1.3})
	return b.measureFirstEvent(ctx, box, run)
}

// measureFirstEvent runs one event each of tenants that never ran, at a pace at which
// spares can be made again.
func (b *bench) measureFirstEvent(ctx context.Context, box *sandbox.Sandbox, run sandbox.Run) error {
	const target = 20
	var first []float64
	for i := range 10 * b.rounds {
		for box.Stats().Spares == 0 {
			time.Sleep(5 * time.Millisecond)
		}
		run.Tenant = scripts.TenantID(fmt.Sprintf("new-%d", i))
		began := time.Now()
		if err := returned(box.Run(ctx, run)); err != nil {
			return err
		}
		first = append(first, float64(time.Since(began).Microseconds())/1000)
	}
	p50 := median(first)
	b.table.add(row{name: fmt.Sprintf("first event of a new tenant, p50 of %d", len(first)),
		value: fmt.Sprintf("%.1f ms", p50), target: "< 20 ms", reached: p50 < target})
	return nil
}

func returned(out scripts.Attempted, err error) error {
	if err == nil && out.Outcome != scripts.OutcomeReturned {
		err = fmt.Errorf("the trivial hook ended as %s: %v", out.Outcome, out.Error)
	}
	return err
}

// p50Of calls f one after the other and returns the median in microseconds.
func p50Of(f func() error, period time.Duration) (float64, error) {
	var each []float64
	for began := time.Now(); time.Since(began) < period; {
		start := time.Now()
		if err := f(); err != nil {
			return 0, err
		}
		each = append(each, float64(time.Since(start).Nanoseconds())/1000)
	}
	return median(each), nil
}

// cpuPerCall keeps roundTripRuns calls going and returns the CPU time of a call, of this
// process and its children, in microseconds.
func cpuPerCall(f func() error, period time.Duration) (float64, error) {
	before := cpuTime()
	calls := make([]int, roundTripRuns)
	errs := make([]error, roundTripRuns)
	began := time.Now()
	var wait sync.WaitGroup
	for i := range roundTripRuns {
		wait.Go(func() {
			for time.Since(began) < period && errs[i] == nil {
				errs[i] = f()
				calls[i]++
			}
		})
	}
	wait.Wait()
	total := 0
	for i, n := range calls {
		if errs[i] != nil {
			return 0, errs[i]
		}
		total += n
	}
	return float64((cpuTime() - before).Microseconds()) / float64(total), nil
}

// cpuTime is what this process and its living children have used so far. Children are
// found in /proc, so they count on Linux only.
func cpuTime() time.Duration {
	var self syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &self)
	total := time.Duration(self.Utime.Nano() + self.Stime.Nano())
	lists, _ := filepath.Glob("/proc/self/task/*/children")
	for _, list := range lists {
		text, _ := os.ReadFile(list)
		for _, pid := range strings.Fields(string(text)) {
			total += cpuTimeOf(pid)
		}
	}
	return total
}

// cpuTimeOf reads utime and stime of /proc/PID/schedstat, whose first field is nanoseconds
// on a CPU; summed over threads.
func cpuTimeOf(pid string) time.Duration {
	var total time.Duration
	files, _ := filepath.Glob("/proc/" + pid + "/task/*/schedstat")
	for _, file := range files {
		text, _ := os.ReadFile(file)
		if fields := strings.Fields(string(text)); len(fields) > 0 {
			ns, _ := strconv.ParseInt(fields[0], 10, 64)
			total += time.Duration(ns)
		}
	}
	return total
}
