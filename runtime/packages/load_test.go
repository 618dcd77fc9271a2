package packages_test

import (
	"encoding/json"
	"fmt"
	"os"
	goruntime "runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/runtime"
	"github.com/hookline/hookline/runtime/bundle"
	"github.com/hookline/hookline/scripts"
)

// BenchmarkLoad measures what a fresh VM pays for the packages of a hook: it is made, it
// evaluates them, it ends. They are compiled already. With -update the figures go into
// the table of docs/packages.md; the time there is that of the processor, which depends
// little on what else the machine does.
func BenchmarkLoad(b *testing.B) {
	requireInstalled(b)
	measured := readFigures(b)
	for _, h := range readHooks(b) {
		b.Run(h.name, func(b *testing.B) {
			if h.fails == "" {
				measured[h.name] = h.measure(b)
			}
		})
	}
	if *update {
		text, err := json.MarshalIndent(measured, "", "  ")
		require.NoError(b, err)
		require.NoError(b, os.WriteFile(figuresFile, append(text, '\n'), 0o600))
	}
}

func (h hook) measure(b *testing.B) figures {
	b.Helper()
	made, err := bundle.MakeHook(bundle.OneFile(h.source))
	require.NoError(b, err)
	var loads strings.Builder
	for _, specifier := range made.Needed {
		fmt.Fprintf(&loads, "require(%q);", specifier)
	}
	program, err := runtime.Compile(loads.String() + "module.exports = (user, context, cb) => cb()")
	require.NoError(b, err)
	text := h.bundle(b, made.Requires)
	packages, err := runtime.CompilePackages(string(text))
	require.NoError(b, err)
	program.Use(packages)
	engine := runtime.New(runtime.Config{})
	run := func() {
		out := engine.Run(b.Context(), runtime.Input{Program: program, Trigger: scripts.PostUserRegistration, Payload: json.RawMessage(`{}`)})
		require.Equal(b, scripts.OutcomeReturned, out.Outcome, out.Error)
	}
	run() // compiles
	var before, after goruntime.MemStats
	goruntime.ReadMemStats(&before)
	began := cpuTime(b)
	for b.Loop() {
		run()
	}
	spent := cpuTime(b) - began
	goruntime.ReadMemStats(&after)
	return figures{
		BundleBytes: len(text),
		LoadMS:      float64(spent.Microseconds()) / float64(b.N) / 1000,
		LoadBytes:   int64(after.TotalAlloc-before.TotalAlloc) / int64(b.N),
	}
}

// cpuTime is what this process has used of processors.
func cpuTime(b *testing.B) time.Duration {
	b.Helper()
	var usage syscall.Rusage
	require.NoError(b, syscall.Getrusage(syscall.RUSAGE_SELF, &usage))
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}
