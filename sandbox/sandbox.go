// Package sandbox runs hooks where they can hurt nobody: in worker processes, one per
// tenant, that are this binary started again. It knows no HTTP API, no SQL and no
// table of tenants.
//
// A worker is handed one tenant and never another. It compiles and runs, and has no
// right to anything but its sockets (package lockdown); the network is reached by asking
// the parent for connections (package egress). The parent trusts nothing that comes back: it checks every frame,
// ends a worker that hangs or breaks the protocol, and masks secrets in every text.
//
// What it does not give: protection from side channels between tenants on one
// processor, or from a tenant that gives its own secrets away.
package sandbox

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"hash/maphash"
	"sync"
	"sync/atomic"
	"time"

	"github.com/hookline/hookline/runtime"
	"github.com/hookline/hookline/sandbox/cgroup"
	"github.com/hookline/hookline/sandbox/egress"
	"github.com/hookline/hookline/scripts"
)

// ErrWorkerLost says that the worker died under the run for a reason that may lie
// elsewhere. The run may have had effects; run it again.
var ErrWorkerLost = errors.New("worker lost")

// ErrClosed says that the sandbox was closed before the run had started.
var ErrClosed = fmt.Errorf("sandbox closed: %w", scripts.ErrUnavailable)

// Run is one run of a hook.
type Run struct {
	Tenant  scripts.TenantID
	Trigger scripts.TriggerID
	// Source is the hook's script, and Map its source map if it was made (runtime.Script).
	Source string
	Map    []byte
	// Packages names what the hook may require besides core modules: Config.Packages
	// knows it. Empty is nothing.
	Packages string
	// Payload is the JSON object that was posted.
	Payload json.RawMessage
	Secrets scripts.Secrets
	// Meta becomes context.webtask.meta; RequestID becomes context.webtask.id.
	Meta      map[string]string
	RequestID string
	// Storage is the document that the hook may read and change while it runs, and no
	// other. Nil keeps none.
	Storage runtime.Storage
	// Hide are values of the payload that are masked like secrets, as they stand.
	Hide []string
	// NoEval keeps the script from making code of strings.
	NoEval bool
	// OnAnswer, if set, is told as soon as the hook has answered, at most once and
	// before Run returns. Its Result is as the hook gave it, secrets included, because
	// a blocking trigger acts on it: do not store or show it. All other text is masked.
	OnAnswer func(scripts.Attempted)
}

// Sandbox runs hooks, any number at a time. Make one with New.
type Sandbox struct {
	config  Config
	pool    *pool
	seed    maphash.Seed // of program ids
	maskers *maskers
	lane    atomic.Uint32
}

// New makes a sandbox and begins to start its spare workers. It must be closed. With
// IsolationStrict it is an error, of lockdown.ErrNoSeccomp, if workers cannot be locked
// on this machine.
func New(config Config) (*Sandbox, error) {
	config, err := config.withDefaults()
	if err != nil {
		return nil, fmt.Errorf("sandbox: %w", err)
	}
	if err := config.admit(); err != nil {
		return nil, fmt.Errorf("sandbox: %w", err)
	}
	if err := closeOnExec(); err != nil {
		config.Log.Warn("inherited descriptors could not be closed for workers", keyError, err)
	}
	return newSandbox(config), nil
}

// newSandbox needs a config with its defaults.
func newSandbox(config Config) *Sandbox {
	gate := egress.New(egress.Config{Policy: config.Egress, NAT64: config.NAT64, Log: config.Log})
	return &Sandbox{config: config, pool: newPool(config, gate, openGroups(config)), seed: maphash.MakeSeed(), maskers: newMaskers()}
}

// openGroups says what is missing and goes on: the parent watches the workers' memory too.
func openGroups(config Config) *cgroup.Parent {
	groups, err := cgroup.Open(cgroup.Root)
	if err != nil {
		config.Log.Info("workers have no memory groups of the kernel", keyError, err)
	}
	return groups
}

// Close ends every worker, which fails what they were running with ErrWorkerLost, and
// returns when nothing is left of them. The error is always nil.
func (s *Sandbox) Close() error {
	s.pool.close()
	return nil
}

// Run runs a hook to its end. How that went, whatever the script did, is in the
// result; all text in it is masked. ctx ends the run early, as canceled.
//
// A run whose worker dies with others in it is run again, alone in a worker, whether it
// was the reason or not: the platform cannot tell, and the verdict is then certain.
//
// An error means that the platform failed: ErrWorkerLost, ErrClosed, a PausedError, or
// no worker could be started.
func (s *Sandbox) Run(ctx context.Context, r Run) (scripts.Attempted, error) {
	most := s.config.MaxSourceBytes
	if r.Map != nil {
		most = MaxMadeBytes
	}
	if err := checkSource(r.Source, most); err != nil {
		return refusedSource(err), nil
	}
	if err := r.checkSize(); err != nil {
		return scripts.Attempted{}, err
	}
	c := &call{run: r.answeringOnce(), limits: s.config.Limits, mask: s.maskers.of(r.Secrets).hiding(r.Hide)}
	c.program, c.packages = s.programs(r)
	attempted, err := s.run(ctx, c, place{tenant: r.Tenant})
	if !errors.Is(err, errSuspect) {
		return attempted, err
	}
	c.alone = true
	return s.run(ctx, c, place{tenant: r.Tenant, proving: true, lane: s.lane.Add(1) % provingLanes})
}

// MaxMadeBytes bounds a script that was made of what a tenant wrote, and its source map.
const MaxMadeBytes = 5 << 20

// programs are the ids of the hook and of its packages. The same hook with other packages
// is another program.
func (s *Sandbox) programs(r Run) (hook, packages uint64) {
	var h maphash.Hash
	h.SetSeed(s.seed)
	_, _ = h.WriteString(r.Packages)
	_ = h.WriteByte(0) // is not in a hash, and not in a map
	_, _ = h.Write(r.Map)
	_ = h.WriteByte(0)
	_, _ = h.WriteString(r.Source)
	if r.Packages != "" {
		packages = maphash.String(s.seed, r.Packages)
	}
	return h.Sum64(), packages
}

// run has a worker at a place run c.
func (s *Sandbox) run(ctx context.Context, c *call, at place) (scripts.Attempted, error) {
	for range maxStarts {
		if pause := s.Paused(at.tenant); pause != nil {
			return scripts.Attempted{}, pause
		}
		seat, err := s.pool.acquire(ctx, at)
		if ctx.Err() != nil {
			if err == nil {
				s.pool.release(seat)
			}
			return canceled(), nil
		}
		if err != nil {
			return scripts.Attempted{}, err
		}
		attempted, err := seat.process.run(ctx, c)
		s.pool.release(seat)
		if errors.Is(err, errNotStarted) {
			continue // the worker was gone before it heard of the run
		}
		return attempted, err
	}
	return scripts.Attempted{}, fmt.Errorf("%d workers died before the run: %w", maxStarts, ErrWorkerLost)
}

// Paused is the pause that the tenant is in, nil if it is in none. Run refuses its runs
// with it.
func (s *Sandbox) Paused(tenant scripts.TenantID) *PausedError {
	return s.pool.kills.paused(tenant, time.Now())
}

// answeringOnce keeps a run that is run again from answering again.
func (r Run) answeringOnce() Run {
	if answer := r.OnAnswer; answer != nil {
		var once sync.Once
		r.OnAnswer = func(a scripts.Attempted) { once.Do(func() { answer(a) }) }
	}
	return r
}

// maxInputBytes bounds what a run is given beside its source.
const maxInputBytes = 12 << 20

// checkSize keeps a run from failing, and its worker with it, because it does not fit
// a frame.
func (r Run) checkSize() error {
	size := len(r.Payload) + len(r.RequestID) + len(r.Map)
	for name, value := range r.Secrets {
		size += len(name) + len(value.Reveal())
	}
	for name, value := range r.Meta {
		size += len(name) + len(value)
	}
	if size > maxInputBytes {
		return scripts.Invalid("invalid_body", fmt.Sprintf("The run is given %d bytes; at most %d are allowed.", size, maxInputBytes))
	}
	return nil
}

// maxStarts bounds how many workers are tried that die before they hear of a run.
const maxStarts = 5

// Stats counts workers and runs.
type Stats struct {
	// Workers belong to a tenant, Spares do not yet.
	Workers, Spares int
	// Running is the number of runs that a worker has.
	Running int
	// Started, Lost and Killed count workers since the start: Lost died by themselves,
	// Killed hung or broke the protocol.
	Started, Lost, Killed int64
}

// Stats returns the current figures.
func (s *Sandbox) Stats() Stats { return s.pool.stats() }

func canceled() scripts.Attempted {
	return scripts.Attempted{Outcome: scripts.OutcomeCanceled, Error: &scripts.ScriptError{Message: "the run was canceled"}}
}

// closeOnExec is done once per process.
var closeOnExec = sync.OnceValue(closeInheritedOnExec)
