package sandbox

import (
	"context"
	"fmt"

	"github.com/hookline/hookline/sandbox/lockdown"
)

// Isolation says what happens on a machine that lacks a layer of the lock-down.
type Isolation string

const (
	// IsolationStrict runs no hook unless seccomp holds its worker. Each other layer
	// that is missing is a warning.
	IsolationStrict Isolation = "strict"
	// IsolationDev runs hooks with the layers that there are, and warns of each that
	// is missing. It is for people who run their own scripts only.
	IsolationDev Isolation = "dev"
)

// admit warns of missing layers, and refuses to go on without the one that must be.
func (c Config) admit() error {
	report := c.launch.Report
	if fault := report.Lacks(lockdown.Seccomp); fault != nil && c.Isolation == IsolationStrict {
		return fmt.Errorf("%w, so hooks could not be kept from what the server may do (%w); "+
			"run where the kernel is Linux 4.14 or newer and seccomp is allowed, or accept it with --isolation=dev",
			lockdown.ErrNoSeccomp, fault)
	}
	for _, missing := range report.Missing() {
		c.Log.Warn("a layer of the sandbox is missing", keyLayer, missing.Layer, keyMeans, missing.Layer.Means(), keyError, missing.Err)
	}
	return nil
}

// locks is how a worker locks itself.
func (c Config) locks() lockdown.Config {
	return lockdown.Config{Off: c.unlocked, Strict: c.Isolation == IsolationStrict, Threads: c.launch.Threads()}
}

// Examine finds out which layers this machine gives, and starts and ends a worker of the
// configuration. The error is nil if New would succeed and its workers start.
func Examine(ctx context.Context, config Config) (lockdown.Report, error) {
	config, err := config.withDefaults()
	if err != nil {
		return nil, err
	}
	report := config.launch.Report
	if err := config.admit(); err != nil {
		return report, err
	}
	worker, err := spawn(ctx, config)
	if err == nil {
		worker.discard()
	}
	return report, err
}
