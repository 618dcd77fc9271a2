// Package answer runs the hooks of a blocking trigger while their caller waits, and
// keeps what became of them.
//
// The caller is answered as soon as the last hook has called its callback; what the
// hooks do after that goes on, and is in the record. Records are written after the
// answer, in batches: what has been answered but not yet written when the process is
// killed is missing from the history, never from what the caller was told. At most
// Config.Pending events are in that state.
//
// It knows neither SQL nor HTTP.
package answer

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/hookline/hookline/sandbox"
	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/store"
)

// Runner runs a hook once. An error says that the platform failed, not the hook.
type Runner interface {
	Run(ctx context.Context, r sandbox.Run) (scripts.Attempted, error)
}

// Config wires a Service. Store and Runner are required.
type Config struct {
	Store  store.Answers
	Runner Runner
	// Pending bounds the events that are being answered or are answered and not yet
	// recorded. Further ones wait for Patience, then they are refused as unavailable.
	// Default 1024.
	Pending int
	// Patience is how long an event waits for its turn. Default 5 s.
	Patience time.Duration
	// PerTenant bounds those of one tenant, so that it cannot keep the others out.
	// Default a quarter of Pending.
	PerTenant int
	// DrainTimeout is how long Run waits for hooks that go on when it is to end. Default
	// 20 s.
	DrainTimeout time.Duration
	// Logger is silent if nil.
	Logger *slog.Logger
}

// Service answers events. Make one with New; Run must be running while it is used.
type Service struct {
	config  Config
	records chan store.Answered
	runs    context.Context // ends what still runs
	cancel  context.CancelFunc

	events sync.WaitGroup
	mu     sync.Mutex // guards the following
	closed bool
	held   int                      // slots: one per event that is not recorded yet
	counts map[scripts.TenantID]int // of each tenant's
	freed  chan struct{}            // closed and replaced when slots become free
}

// New makes a service.
func New(c Config) *Service {
	c.Pending = cmp.Or(c.Pending, 1024)
	c.PerTenant = cmp.Or(c.PerTenant, max(c.Pending/4, 1))
	c.Patience = cmp.Or(c.Patience, 5*time.Second)
	c.DrainTimeout = cmp.Or(c.DrainTimeout, 20*time.Second)
	c.Logger = cmp.Or(c.Logger, slog.New(slog.DiscardHandler))
	s := &Service{config: c, records: make(chan store.Answered, c.Pending), counts: map[scripts.TenantID]int{}, freed: make(chan struct{})}
	s.runs, s.cancel = context.WithCancel(context.Background())
	return s
}

// Event is an event of a blocking trigger, and the hooks that answer it, in order.
type Event struct {
	Tenant  scripts.TenantID
	Trigger scripts.Trigger
	Payload json.RawMessage
	Hooks   []Hook
}

// Hook is one of an event's hooks.
type Hook struct {
	// Execution has the hook's id, name and version.
	Execution scripts.Execution
	// Prepare makes the run of an execution on a payload.
	Prepare func(e scripts.Execution, payload json.RawMessage) (sandbox.Run, error)
}

// Answer is what the caller is told.
type Answer struct {
	// Event is empty if there was no hook.
	Event scripts.EventID
	// Result is the checked result of all hooks. Given is what the last hook gave its
	// callback, unchecked, nil for nothing. Both may hold secrets: they are for the caller.
	Result, Given json.RawMessage
	// Failure is the outcome and error of the hook that ended the chain, nil if all
	// succeeded.
	Failure *Failure
}

// Failure is how a hook failed. All text in it is masked.
type Failure struct {
	Outcome scripts.Outcome
	Error   *scripts.ScriptError
}

var errBusy = &scripts.Fault{Kind: scripts.ErrUnavailable, Code: "too_many_events",
	Message: "Too many events are being answered; send the request again."}

// Answer runs the hooks of the event until all have answered or one has failed. It
// returns ctx's error when the caller is gone, which ends a hook that has not answered.
// Other errors say that the platform failed.
func (s *Service) Answer(ctx context.Context, e Event) (Answer, error) {
	chain := e.Trigger.Chain(e.Payload)
	if len(e.Hooks) == 0 {
		return Answer{Result: chain.Answer()}, nil
	}
	if err := s.begin(ctx, e.Tenant); err != nil {
		return Answer{}, err
	}
	c := &call{service: s, event: e, chain: chain}
	c.id, c.ids = s.config.Store.Begin(len(e.Hooks))
	c.parts.Add(1)
	defer c.end()
	return c.answer(ctx)
}

// begin takes a slot, or waits for one.
func (s *Service) begin(ctx context.Context, tenant scripts.TenantID) error {
	freed, began := s.tryBegin(tenant)
	if began {
		return nil
	}
	patience := time.NewTimer(s.config.Patience)
	defer patience.Stop()
	for freed != nil {
		select {
		case <-freed:
		case <-patience.C:
			return errBusy
		case <-ctx.Done():
			return context.Cause(ctx)
		}
		if freed, began = s.tryBegin(tenant); began {
			return nil
		}
	}
	return errBusy
}

// tryBegin returns what tells when to try again, nil if that is never.
func (s *Service) tryBegin(tenant scripts.TenantID) (freed <-chan struct{}, began bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.closed:
		return nil, false
	case s.held >= s.config.Pending || s.counts[tenant] >= s.config.PerTenant:
		return s.freed, false
	}
	s.held++
	s.counts[tenant]++
	s.events.Add(1)
	return nil, true
}

// free gives the slots of recorded events back.
func (s *Service) free(batch []store.Answered) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.held -= len(batch)
	s.announce()
	for _, a := range batch {
		tenant := a.Event.Tenant
		if s.counts[tenant]--; s.counts[tenant] == 0 {
			delete(s.counts, tenant)
		}
	}
}

// announce wakes those who wait. The caller holds mu.
func (s *Service) announce() {
	close(s.freed)
	s.freed = make(chan struct{})
}

// maxBatch is how many events are recorded in a transaction.
const maxBatch = 256

// Run records until ctx ends. It then waits for what runs, records it, and returns.
func (s *Service) Run(ctx context.Context) error {
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		for first := range s.records {
			s.record(s.gather(first))
		}
	}()
	<-ctx.Done()
	s.mu.Lock()
	s.closed = true
	s.announce()
	s.mu.Unlock()
	timeout := time.AfterFunc(s.config.DrainTimeout, s.cancel)
	defer timeout.Stop()
	s.events.Wait()
	s.cancel()
	close(s.records)
	<-ended
	return nil
}

// gather takes what is waiting behind the first.
func (s *Service) gather(first store.Answered) []store.Answered {
	batch := []store.Answered{first}
	for len(batch) < maxBatch {
		select {
		case next, open := <-s.records:
			if !open {
				return batch
			}
			batch = append(batch, next)
		default:
			return batch
		}
	}
	return batch
}

// record writes a batch, and if that fails each event by itself, so that one cannot
// take others with it.
func (s *Service) record(batch []store.Answered) {
	defer s.free(batch)
	ctx := context.Background()
	if s.config.Store.Record(ctx, batch) == nil {
		return
	}
	for _, a := range batch {
		if err := s.config.Store.Record(ctx, []store.Answered{a}); err != nil {
			s.config.Logger.Error("an answered event could not be recorded", "tenant", a.Event.Tenant,
				"event", a.Event.ID, "error", fmt.Errorf("record: %w", err))
		}
	}
}
