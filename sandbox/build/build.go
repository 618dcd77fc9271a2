// Package build makes what can run of what a tenant saves: it finds out what a hook
// requires, installs its packages, and has both made into scripts.
//
// Nothing here parses a source. That is done by a builder: this binary, started again
// without rights (package builder), a new process each time, so that what one tenant's
// code might do to it another's does not meet.
package build

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	goruntime "runtime"
	"sync"
	"time"

	"github.com/hookline/hookline/sandbox/build/builder"
	"github.com/hookline/hookline/sandbox/lockdown"
	"github.com/hookline/hookline/scripts"
)

// Config is how a Builder works. The zero value is usable, but for hooks without packages
// only.
type Config struct {
	// Executable is started as a builder. Default this binary, whose main function must
	// begin with builder.IsBuilder.
	Executable string
	// Strict refuses to build where a builder cannot be locked.
	Strict bool
	// Installer gets packages. Nil refuses hooks that need any.
	Installer Installer
	// Bundles keeps packages that were bundled. Required with an Installer.
	Bundles Bundles
	// Temp is a directory for trees of packages. What a process that was killed left
	// there is removed. Default os.TempDir().
	Temp string
	// Parallel is how many builders bundle packages at a time, and twice as many may make
	// scripts. Default 2.
	Parallel int
	// Timeout bounds a builder that bundles packages, ScriptTimeout one that makes a
	// hook's script. Default 60 s and 10 s.
	Timeout, ScriptTimeout time.Duration
	// MemoryBytes bounds each builder. Default 512 MiB.
	MemoryBytes int64
	// MaxPackagesBytes bounds the script of a hook's packages. Default
	// bundle.DefaultMaxBytes.
	MaxPackagesBytes int
	// Log is told of builders that die. Default none.
	Log *slog.Logger
}

// Installer gets packages from a registry. Its errors are for people: scripts.Fault.
type Installer interface {
	// WellKnown is the version of a package that hooks could require at Auth0 without
	// naming it as a dependency, empty for all others.
	WellKnown(name string) (version string)
	// Resolve finds the exact tree of packages for names and ranges. A name may have a
	// version ("axios@0.19.2"): then it is found by that name. The same tree is the same
	// lock.
	Resolve(ctx context.Context, dependencies map[string]string, report func(Progress)) (lock []byte, err error)
	// Lay writes the tree as dir/node_modules.
	Lay(ctx context.Context, lock []byte, dir string, report func(Progress)) error
}

// Progress says how many packages are done, of how many. Total is 0 while it is unknown.
type Progress struct{ Done, Total int }

// Bundles keeps texts of packages by their hash, for all tenants.
type Bundles interface {
	// FindBundle is the hash of what was made under a key, empty if nothing was.
	FindBundle(ctx context.Context, key string) (hash string, err error)
	// AddBundle keeps a text. Another one under the same key is kept too.
	AddBundle(ctx context.Context, key, hash string, text []byte) error
}

// Builder builds, any number at a time; further ones wait.
type Builder struct {
	config   Config
	launch   lockdown.Launch
	scripts  chan struct{} // slots
	packages chan struct{}
	turns    sync.Map // turn → chan struct{}, with one slot
}

// New makes a builder. It starts no process that stays.
func New(config Config) (*Builder, error) {
	if config.Executable == "" {
		config.Executable = "/proc/self/exe"
		if goruntime.GOOS != "linux" {
			path, err := os.Executable()
			if err != nil {
				return nil, fmt.Errorf("find the builder's binary: %w", err)
			}
			config.Executable = path
		}
	}
	if config.Installer != nil && config.Bundles == nil {
		return nil, errors.New("build: an Installer needs Bundles")
	}
	setDefault(&config.Temp, os.TempDir())
	setDefault(&config.Parallel, 2)
	setDefault(&config.Timeout, time.Minute)
	setDefault(&config.ScriptTimeout, 10*time.Second)
	setDefault(&config.MemoryBytes, 512<<20)
	if config.Log == nil {
		config.Log = slog.New(slog.DiscardHandler)
	}
	removeOld(config.Temp)
	return &Builder{
		config: config, launch: lockdown.Probe(config.Executable, builder.Name),
		scripts: make(chan struct{}, 2*config.Parallel), packages: make(chan struct{}, config.Parallel),
	}, nil
}

func setDefault[T comparable](field *T, value T) {
	var zero T
	if *field == zero {
		*field = value
	}
}

// Hook is what is to be built.
type Hook struct {
	// Tenant has one process at a time that makes a script, and one that bundles packages.
	Tenant scripts.TenantID
	// Script is the file that exports the function, and Files are others.
	Script string
	Files  scripts.Files
	// Dependencies are those that its author named.
	Dependencies scripts.Dependencies
	// Previous is what was built of it before. As long as it wants the same packages, it
	// gets the same.
	Previous scripts.Built
	// Report, if set, hears how the packages come along, from one goroutine at a time.
	Report func(Progress)
}

// Build makes a hook into what runs. An error of kind scripts.ErrInvalid says what its
// author has to change, one of scripts.ErrUnavailable what may be better later; every
// other means that the platform failed.
func (b *Builder) Build(ctx context.Context, h Hook) (scripts.Built, error) {
	made, requires, err := b.makeHook(ctx, h)
	if err != nil {
		return scripts.Built{}, err
	}
	want, err := b.wants(requires, h.Dependencies)
	if err != nil {
		return scripts.Built{}, err
	}
	if len(want.packages) == 0 {
		return made, nil
	}
	if err := b.addPackages(ctx, h, want, &made); err != nil {
		return scripts.Built{}, err
	}
	return made, nil
}
