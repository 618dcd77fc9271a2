package sandbox

import (
	"errors"
	"fmt"
	"log/slog"
	"os"
	goruntime "runtime"
	"time"

	"github.com/hookline/hookline/runtime"
	"github.com/hookline/hookline/sandbox/egress"
	"github.com/hookline/hookline/sandbox/lockdown"
	"github.com/hookline/hookline/sandbox/worker"
	"github.com/hookline/hookline/scripts"
)

// Config is how a Sandbox works. The zero value is usable.
type Config struct {
	// Executable is started as the worker. Default this binary, whose main function
	// must begin with worker.IsWorker.
	Executable string
	// Isolation says what happens on a machine that lacks a layer of the lock-down.
	// Default IsolationStrict.
	Isolation Isolation
	// Egress says what hooks may connect to beyond the public internet.
	Egress egress.Policy
	// RootsPEM are the certificates that hooks trust. Without them every TLS
	// connection fails.
	RootsPEM []byte
	// Spares is how many workers wait for a tenant. Default 2, negative for none.
	Spares int
	// MaxWorkers bounds the workers that belong to a tenant. When it is reached the
	// one that was idle longest makes room; while none is idle runs wait. Default 64.
	MaxWorkers int
	// RunsPerWorker bounds the runs that a worker has at once; further ones wait.
	// Default 32.
	RunsPerWorker int
	// IdleTimeout is how long a worker is kept without work. Default 10 min.
	IdleTimeout time.Duration
	// KillGrace is how long a worker may take to end a run by itself, after its wall
	// time or a cancel, before it is killed. Default 250 ms.
	KillGrace time.Duration
	// StartTimeout bounds the start of a worker. Default 10 s.
	StartTimeout time.Duration
	// CheckTimeout bounds one Check. Default 2 s.
	CheckTimeout time.Duration
	// MaxSourceBytes bounds a script. Default scripts.MaxScriptBytes.
	MaxSourceBytes int
	// Limits are those of every run.
	Limits runtime.Limits
	// Log is told of workers that die and of refused connections. Default none.
	Log *slog.Logger

	launch   lockdown.Launch // how workers are started here
	unlocked bool            // in benchmarks: workers keep their rights
}

func (c Config) withDefaults() (Config, error) {
	if err := c.validate(); err != nil {
		return c, err
	}
	if c.Executable == "" {
		path, err := ownExecutable()
		if err != nil {
			return c, fmt.Errorf("find the worker's binary: %w", err)
		}
		c.Executable = path
	}
	setDefault(&c.Isolation, IsolationStrict)
	setDefault(&c.Spares, 2)
	setDefault(&c.MaxWorkers, 64)
	setDefault(&c.RunsPerWorker, 32)
	setDefault(&c.IdleTimeout, 10*time.Minute)
	setDefault(&c.KillGrace, 250*time.Millisecond)
	setDefault(&c.StartTimeout, 10*time.Second)
	setDefault(&c.CheckTimeout, 2*time.Second)
	setDefault(&c.MaxSourceBytes, scripts.MaxScriptBytes)
	c.Limits = c.Limits.WithDefaults() // which the parent must know to bound the worker
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	c.launch = lockdown.Probe(c.Executable, worker.Name)
	return c, nil
}

func setDefault[T comparable](field *T, value T) {
	var zero T
	if *field == zero {
		*field = value
	}
}

// Bounds of what the frames can carry.
const (
	maxSourceBytes  = 8 << 20
	maxConsoleBytes = 1 << 20
	maxResultBytes  = 4 << 20
	maxRootsBytes   = 8 << 20
)

func (c Config) validate() error {
	var faults []error
	positive := func(name string, value int64) {
		if value < 0 {
			faults = append(faults, fmt.Errorf("%s must not be negative", name))
		}
	}
	atMost := func(name string, value, limit int) {
		if value > limit {
			faults = append(faults, fmt.Errorf("%s must be at most %d", name, limit))
		}
	}
	if i := c.Isolation; i != "" && i != IsolationStrict && i != IsolationDev {
		faults = append(faults, fmt.Errorf("Isolation is %q; it must be %s or %s", i, IsolationStrict, IsolationDev))
	}
	positive("MaxWorkers", int64(c.MaxWorkers))
	positive("RunsPerWorker", int64(c.RunsPerWorker))
	positive("IdleTimeout", int64(c.IdleTimeout))
	positive("KillGrace", int64(c.KillGrace))
	positive("StartTimeout", int64(c.StartTimeout))
	positive("CheckTimeout", int64(c.CheckTimeout))
	positive("MaxSourceBytes", int64(c.MaxSourceBytes))
	positive("Limits.Wall", int64(c.Limits.Wall))
	positive("Limits.ConsoleBytes", int64(c.Limits.ConsoleBytes))
	positive("Limits.ResultBytes", int64(c.Limits.ResultBytes))
	positive("Limits.CallDepth", int64(c.Limits.CallDepth))
	atMost("MaxSourceBytes", c.MaxSourceBytes, maxSourceBytes)
	atMost("Limits.ConsoleBytes", c.Limits.ConsoleBytes, maxConsoleBytes)
	atMost("Limits.ResultBytes", c.Limits.ResultBytes, maxResultBytes)
	atMost("RootsPEM", len(c.RootsPEM), maxRootsBytes)
	return errors.Join(faults...)
}

// ownExecutable is this binary. On Linux it is named by the kernel's link to it, which
// also works after the file was replaced by a newer one.
func ownExecutable() (string, error) {
	if goruntime.GOOS == "linux" {
		return "/proc/self/exe", nil
	}
	return os.Executable()
}

// Keys of log records.
const (
	keyTenant  = "tenant"
	keyWorker  = "worker"
	keyError   = "error"
	keyStderr  = "stderr"
	keyRunning = "running"
	keyLayer   = "layer"
	keyMeans   = "means"
)
