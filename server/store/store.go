// Package store is the port to the database: what must be kept, and what each
// operation promises. The engines under it are in sqlite and postgres;
// storetest holds the promises that all of them are tested against.
//
// Errors are scripts.Fault values of kind ErrNotFound, ErrConflict, ErrLimited,
// ErrInvalid (a cursor that is none) and ErrUnavailable (a store that is closing); every
// other error is internal. An operation that writes and fails has changed nothing, unless
// it is unavailable because the connection to the database broke: then nobody knows.
// When its context ends before it has begun it fails so; once begun it is waited for,
// so that its caller always knows what is stored. Times are UTC with millisecond precision. Everything but
// Tenants and the queue is within one tenant: what belongs to another tenant is not
// found.
package store

import (
	"context"
	"maps"
	"math"
	"time"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/store/codec"
)

// Store is all of it. Users declare the part that they need.
type Store interface {
	Tenants
	Hooks
	Secrets
	Documents
	Bundles
	Events
	Answers
	Queue
	History
	Keeping
	// Changed receives a value after another process may have changed hooks, secrets or
	// settings, at the latest a second after its change; at least one for any number of
	// changes. It is nil where no other process can.
	Changed() <-chan struct{}
	// Ping fails when the store cannot serve.
	Ping(ctx context.Context) error
	// Close finishes what was begun. What is called meanwhile or later is finished too
	// or refused as unavailable. Closing again does nothing.
	Close() error
}

// Tenants keeps the tenants. A fresh store has scripts.DefaultTenant.
type Tenants interface {
	// CreateTenant stores a tenant. An id that exists is a conflict.
	CreateTenant(ctx context.Context, id scripts.TenantID) (scripts.Tenant, error)
	Tenant(ctx context.Context, id scripts.TenantID) (scripts.Tenant, error)
	// ListTenants returns all of them, by id.
	ListTenants(ctx context.Context) ([]scripts.Tenant, error)
	// UpdateTenant applies the patch to the settings, in one transaction. What was paused
	// and is not any more becomes ready, unless its hook is paused too. That several hooks
	// may be enabled cannot be taken back while there are several: a conflict.
	UpdateTenant(ctx context.Context, id scripts.TenantID, patch SettingsPatch) (scripts.Tenant, error)
}

// SettingsPatch changes the fields that are not nil.
type SettingsPatch struct {
	EgressAllow       *[]string
	EgressDenyAll     *bool
	NoEval            *bool
	SeveralHooks      *bool
	Paused            *bool
	EventsPerSecond   *int
	RequestsPerSecond *int
}

// Apply changes s.
func (p SettingsPatch) Apply(s *scripts.Settings) {
	set(&s.EgressAllow, p.EgressAllow)
	set(&s.EgressDenyAll, p.EgressDenyAll)
	set(&s.NoEval, p.NoEval)
	set(&s.SeveralHooks, p.SeveralHooks)
	set(&s.Paused, p.Paused)
	set(&s.EventsPerSecond, p.EventsPerSecond)
	set(&s.RequestsPerSecond, p.RequestsPerSecond)
}

func set[T any](field, value *T) {
	if value != nil {
		*field = *value
	}
}

// Hooks keeps hooks and their versions.
type Hooks interface {
	// CreateHook stores h as version 1. ID, Version and the times are set by the
	// store. A name that the tenant uses already is a conflict.
	CreateHook(ctx context.Context, h scripts.Hook) (scripts.Hook, error)
	// UpdateHook applies the patch; a changed script or dependency map makes a new
	// version. Enabling a hook disables the one of its trigger that was enabled, in
	// the same transaction (CreateHook does the same), unless the trigger is a pipeline
	// or the tenant may have several: then it is limited above scripts.MaxEnabledHooks.
	// What was paused and is not any more becomes ready, unless the tenant is paused too.
	UpdateHook(ctx context.Context, tenant scripts.TenantID, id scripts.HookID, patch HookPatch) (scripts.Hook, error)
	// DeleteHook removes the hook, its versions, its secrets and what of it still
	// waits in the queue (those executions become canceled). What runs may end. History
	// stays.
	DeleteHook(ctx context.Context, tenant scripts.TenantID, id scripts.HookID) error
	Hook(ctx context.Context, tenant scripts.TenantID, id scripts.HookID) (scripts.Hook, error)
	// Version returns the code that an execution pinned.
	Version(ctx context.Context, tenant scripts.TenantID, id scripts.HookID, number int) (scripts.Version, error)
	// ListHooks returns one page, oldest first or in their order, and the total without paging.
	ListHooks(ctx context.Context, tenant scripts.TenantID, f HookFilter) (hooks []scripts.Hook, total int, err error)
}

// HookPatch changes the fields that are not nil.
type HookPatch struct {
	Name    *string
	Script  *string
	Enabled *bool
	Order   *int
	Paused  *bool
	// Concurrency: see scripts.Hook.
	Concurrency *int
	Retry       *scripts.Retry
	Deps        *scripts.Dependencies
	// Built is what was made of a new script or new dependencies and of what stays of
	// version Base. If the hook has another version by now, that is a conflict. It is
	// ignored if no new version is made.
	Built *scripts.Built
	Base  int
	// Renew makes a new version also of the same script and dependencies.
	Renew bool
}

// Apply changes h, and says whether that makes a new version.
func (p HookPatch) Apply(h *scripts.Hook) (newVersion bool) {
	set(&h.Name, p.Name)
	set(&h.Enabled, p.Enabled)
	set(&h.Order, p.Order)
	set(&h.Paused, p.Paused)
	set(&h.Concurrency, p.Concurrency)
	set(&h.Retry, p.Retry)
	if p.Script != nil && *p.Script != h.Script {
		h.Script, newVersion = *p.Script, true
	}
	if p.Deps != nil && !maps.Equal(*p.Deps, h.Deps) {
		h.Deps, newVersion = *p.Deps, true
	}
	newVersion = newVersion || p.Renew
	if newVersion {
		h.Version++
		h.Built = scripts.Built{}
		set(&h.Built, p.Built)
	}
	return newVersion
}

// IsStale reports whether Built was made of another version than h.
func (p HookPatch) IsStale(h scripts.Hook) bool { return p.Built != nil && p.Base != h.Version }

// HookFilter selects hooks. Nil and empty fields select all. PerPage 0 is an empty page.
type HookFilter struct {
	Trigger scripts.TriggerID
	Enabled *bool
	// InOrder asks for the order in which enabled hooks run.
	InOrder       bool
	Page, PerPage int
}

// Secrets keeps sealed secret values: the store never sees one in the clear.
type Secrets interface {
	// Secrets returns the sealed values by name.
	Secrets(ctx context.Context, tenant scripts.TenantID, hook scripts.HookID) (map[string][]byte, error)
	// AddSecrets adds all or none: a conflict if a name exists, limited above
	// scripts.MaxSecretsPerHook.
	AddSecrets(ctx context.Context, tenant scripts.TenantID, hook scripts.HookID, sealed map[string][]byte) error
	// UpdateSecrets changes all or none: not found if a name does not exist.
	UpdateSecrets(ctx context.Context, tenant scripts.TenantID, hook scripts.HookID, sealed map[string][]byte) error
	// DeleteSecrets deletes all or none: not found if a name does not exist.
	DeleteSecrets(ctx context.Context, tenant scripts.TenantID, hook scripts.HookID, names []string) error
}

// Bundles keeps the packages of hooks, for all tenants: a text by its hash.
type Bundles interface {
	Bundle(ctx context.Context, hash string) ([]byte, error)
	// FindBundle is the hash of the text that was kept under a key last, empty if there is
	// none. It is not pruned for some time then: see VersionPruning.
	FindBundle(ctx context.Context, key string) (hash string, err error)
	// AddBundle keeps a text, from then on as FindBundle does. One that is there already gets the new key.
	AddBundle(ctx context.Context, key, hash string, text []byte) error
}

// Documents keeps a document for each hook, which goes with it.
type Documents interface {
	// Document returns the hook's document, the zero value if it has none.
	Document(ctx context.Context, tenant scripts.TenantID, hook scripts.HookID) (scripts.Document, error)
	// ChangeDocument makes the change, or returns false where the document does not
	// permit it. now is the document after that. Two changes of one document never
	// both start from the same state.
	ChangeDocument(ctx context.Context, tenant scripts.TenantID, hook scripts.HookID, change scripts.DocumentChange) (now scripts.Document, changed bool, err error)
}

// Events takes events in.
type Events interface {
	// Accept stores the event and one ready execution, pinned to the hook's current
	// version, for every enabled hook of its trigger, in their order. When it returns,
	// all of it is on disk. ID and CreatedAt are set by the store.
	Accept(ctx context.Context, e scripts.Event) (scripts.Event, []scripts.ExecutionID, error)
	// AcceptOnce is Accept for an event that its sender may post again: within the window
	// the same key gives the first event, with repeated set, and stores nothing. A
	// conflict where trigger or payload differ.
	AcceptOnce(ctx context.Context, e scripts.Event, once Once) (_ scripts.Event, _ []scripts.ExecutionID, repeated bool, err error)
	Event(ctx context.Context, tenant scripts.TenantID, id scripts.EventID) (scripts.Event, error)
}

// Once is how an event is known again.
type Once struct {
	// Key is the tenant's, at most MaxKey bytes.
	Key    string
	Window time.Duration
}

// MaxKey is the length of the longest key.
const MaxKey = 255

// Answers keeps what became of the events of blocking triggers, which never wait in the
// queue: their hooks have run before anything is stored.
type Answers interface {
	// Begin makes ids for an event and for so many executions of it, which nobody else
	// has. It stores nothing.
	Begin(executions int) (scripts.EventID, []scripts.ExecutionID)
	// Record stores events and their executions as they ended, under ids from Begin: all
	// of them or none.
	Record(ctx context.Context, all []Answered) error
}

// Answered is an event of a blocking trigger, with the executions that there were.
type Answered struct {
	Event      scripts.Event
	Executions []scripts.Execution
}

// Queue hands out executions.
type Queue interface {
	// Claim leases up to r.Limit ready executions: tenants in turn, at most
	// r.PerTenant running per tenant in this process, oldest first within a tenant. Each
	// claim has a token of its own that only a Settle of this claim can use.
	Claim(ctx context.Context, r ClaimRequest) ([]Claim, error)
	// What is waiting for a time that has come becomes ready within a second.
	//
	// Settle ends the claim. It returns false, and changes nothing, when the lease
	// is no longer held (the execution was canceled, or handed on to another).
	Settle(ctx context.Context, lease Lease, s Settlement) (bool, error)
	// Recover makes running executions ready again whose process is gone, without
	// counting an attempt. It is for the start; where one process owns the store, no
	// other can be running anything.
	Recover(ctx context.Context) (recovered int, err error)
	// Replay makes a new execution for each that has ended and whose hook and event
	// still exist, with the version that ran or the current one. The others are left out.
	Replay(ctx context.Context, tenant scripts.TenantID, ids []scripts.ExecutionID, current bool) ([]scripts.ExecutionID, error)
	// Cancel ends executions that are waiting, ready or dead: nobody wants them any
	// more. The others are left alone, and not counted.
	Cancel(ctx context.Context, tenant scripts.TenantID, ids []scripts.ExecutionID) (canceled int, err error)
	// Depth counts the queue. It takes time in proportion to what is ready.
	Depth(ctx context.Context) (Depth, error)
	// Ready receives a value after executions became ready, at least one for any
	// number of them.
	Ready() <-chan struct{}
}

// ClaimRequest asks for work.
type ClaimRequest struct {
	Limit     int
	PerTenant int
	// Except are tenants of which nothing is wanted now.
	Except []scripts.TenantID
	// Rooms are those of the tenants that have any.
	Rooms map[scripts.TenantID]Rooms
}

// Rooms say of some hooks how many more of their executions are wanted, 0 or more.
type Rooms map[scripts.HookID]int

// Take says whether one more of the hook's is wanted, and counts it.
func (r Rooms) Take(hook scripts.HookID) bool {
	room, bounded := r[hook]
	if !bounded {
		return true
	}
	if room > 0 {
		r[hook]--
	}
	return room > 0
}

// Full lists the hooks of which no more is wanted.
func (r Rooms) Full() []scripts.HookID {
	full := []scripts.HookID{}
	for hook, room := range r {
		if room == 0 {
			full = append(full, hook)
		}
	}
	return full
}

// Claim is an execution that is the claimer's to run.
type Claim struct {
	Lease     Lease
	Execution scripts.Execution
	Payload   []byte
	// Losses counts the earlier claims of this attempt that the platform lost.
	Losses int
	// Retry is the hook's setting of now; Paused says that it, or its tenant, is to wait.
	Retry  scripts.Retry
	Paused bool
	// Concurrency is the hook's setting of now: more than that may have been claimed.
	Concurrency int
}

// Depth is how much there is to do.
type Depth struct {
	Ready, Waiting, Running int
	// Oldest is when the oldest ready execution was made, zero if there is none.
	Oldest time.Time
}

// Lease proves a claim.
type Lease struct {
	Execution scripts.ExecutionID
	Token     int64
}

// Settlement is how a claim ended.
type Settlement struct {
	// State is succeeded, failed, dead or canceled; ready, to give the execution back;
	// or waiting, for another attempt after Delay, or, with Held, as it was until it is
	// resumed. What was recorded of the attempt before another is kept with it.
	State scripts.State
	Delay time.Duration
	Held  bool
	// Lost says that an execution is given back because the platform failed it, which
	// counts a loss.
	Lost bool
	// StartedAt and Attempted are the record of the attempt. They are ignored when
	// the execution is given back.
	StartedAt time.Time
	Attempted scripts.Attempted
}

// History looks back.
type History interface {
	Execution(ctx context.Context, tenant scripts.TenantID, id scripts.ExecutionID) (scripts.Execution, error)
	// ListExecutions returns one page, newest first. A rare match in a long history
	// takes time: bound it with ctx.
	ListExecutions(ctx context.Context, tenant scripts.TenantID, f ExecutionFilter) ([]scripts.Execution, error)
	// Count counts what ListExecutions would list without paging.
	Count(ctx context.Context, tenant scripts.TenantID, f ExecutionFilter) (int, error)
	// EventExecutions lists the executions of an event.
	EventExecutions(ctx context.Context, tenant scripts.TenantID, id scripts.EventID) ([]scripts.Execution, error)
}

// ExecutionFilter selects executions. Empty fields select all.
type ExecutionFilter struct {
	Hook    scripts.HookID
	Trigger scripts.TriggerID
	State   scripts.State
	Outcome scripts.Outcome
	// From and To bound the time of creation: from From on, before To.
	From, To time.Time
	// Before continues after the last execution of the page before.
	Before scripts.ExecutionID
	// Limit 0 is an empty page.
	Limit int
}

// Keys are the bounds of the filter as keys of package codec: from the first on, before
// the second.
func (f ExecutionFilter) Keys() (from, before int64, err error) {
	before = math.MaxInt64
	if f.Before != "" {
		id, ok := codec.ParseExecution(f.Before)
		if !ok {
			return 0, 0, codec.BadCursor()
		}
		before = id.Key
	}
	if !f.To.IsZero() {
		before = min(before, codec.FirstKey(f.To))
	}
	if !f.From.IsZero() {
		from = codec.FirstKey(f.From)
	}
	return from, before, nil
}

// Keeping is for those who look after the store itself.
type Keeping interface {
	// Prune deletes old executions that have ended, and events that have no other, in one
	// short transaction. It returns how many; fewer than p.Limit when nothing is left.
	Prune(ctx context.Context, p Pruning) (deleted int, err error)
	// PruneVersions deletes old versions of hooks, then bundles that no version has any
	// more, in one short transaction. It returns how many, at least of the one or the
	// other; fewer than p.Limit when nothing is left.
	PruneVersions(ctx context.Context, p VersionPruning) (deleted int, err error)
	// Newest is when the n-th newest execution of the tenant that has ended was created,
	// zero if there are fewer.
	Newest(ctx context.Context, tenant scripts.TenantID, n int) (time.Time, error)
	// Mark stores the value under the name unless there is one, and returns the one that
	// is stored then.
	Mark(ctx context.Context, name string, value []byte) ([]byte, error)
}

// Pruning says what is old: what was created before Before, of Tenant or, where that is
// empty, of all. Then keys of AcceptOnce from before Keys go too.
type Pruning struct {
	Tenant       scripts.TenantID
	Before, Keys time.Time
	Limit        int
}

// VersionPruning says which versions are old: those that are not among the newest Keep of
// their hook, and that no execution is waiting for. A bundle is Unused when it was neither
// added nor found since.
type VersionPruning struct {
	Keep   int
	Unused time.Time
	Limit  int
}
