package sandbox

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/netip"
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
	// EgressOf, if set, says so for each tenant, in place of Egress. It is asked
	// whenever a hook dials, so that a change applies to workers that run; it should
	// answer from memory.
	EgressOf func(context.Context, scripts.TenantID) (egress.Policy, error)
	// NAT64 are the prefixes through which this network reaches IPv4 (egress.Config).
	NAT64 []netip.Prefix
	// InsecureTLS lets scripts turn off the check of certificates (rejectUnauthorized:
	// false), which is refused otherwise.
	InsecureTLS bool
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
	// MemoryBytes is what a worker may have resident. The script that takes more ends as
	// out_of_memory. At least 64 MiB; default 128 MiB.
	MemoryBytes int64
	// KillsPerMinute is how many of its workers a tenant may kill within a minute before
	// it is paused. Default 3, negative never pauses.
	KillsPerMinute int
	// StartTimeout bounds the start of a worker. Default 10 s.
	StartTimeout time.Duration
	// Packages reads what Run.Packages names. It is asked when a worker first needs it.
	Packages func(ctx context.Context, hash string) ([]byte, error)
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
	setDefault(&c.MemoryBytes, 128<<20)
	setDefault(&c.KillsPerMinute, 3)
	setDefault(&c.StartTimeout, 10*time.Second)
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

// minMemoryBytes is what a worker needs to run small hooks without being killed.
const minMemoryBytes = 64 << 20

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
	positive("MaxSourceBytes", int64(c.MaxSourceBytes))
	positive("Limits.Wall", int64(c.Limits.Wall))
	positive("Limits.JS", int64(c.Limits.JS))
	positive("Limits.ConsoleBytes", int64(c.Limits.ConsoleBytes))
	positive("Limits.ResultBytes", int64(c.Limits.ResultBytes))
	positive("Limits.CallDepth", int64(c.Limits.CallDepth))
	positive("Limits.Requests", int64(c.Limits.Requests))
	positive("Limits.ResponseBytes", int64(c.Limits.ResponseBytes))
	if c.MemoryBytes != 0 && c.MemoryBytes < minMemoryBytes {
		faults = append(faults, fmt.Errorf("MemoryBytes must be at least %d", minMemoryBytes))
	}
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
	keyKills   = "kills"
	keyUntil   = "until"
	keyLayer   = "layer"
	keyMeans   = "means"
)
