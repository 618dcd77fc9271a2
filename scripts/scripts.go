// Package scripts holds the nouns of Hookline: what is run, for whom, and how it
// ended. Everything else in the program speaks in these words.
//
// It knows no JavaScript engine, no HTTP and no SQL, and imports the standard
// library only. The five triggers, with the checks of their payloads, their starter
// code and sample payloads, live here too.
package scripts

import (
	"encoding/json"
	"time"
)

// Identifiers are distinct types so that one cannot be passed for another.
// All of them are opaque to users and sort by time of creation, except TenantID.
type (
	// TenantID names a tenant: lower-case letters, digits and dashes, 1 to 63 characters.
	TenantID string
	// HookID is a bare ULID, as at Auth0.
	HookID string
	// EventID is "evt_" and a ULID.
	EventID string
	// ExecutionID is "exe_" and a ULID.
	ExecutionID string
)

// DefaultTenant exists in every fresh data directory.
const DefaultTenant TenantID = "default"

// Tenant owns hooks, secrets and history. Nothing of one tenant is visible to another.
type Tenant struct {
	ID        TenantID
	CreatedAt time.Time
	Settings  Settings
}

// Hook is a tenant's script for one trigger, at its newest version.
type Hook struct {
	ID      HookID
	Tenant  TenantID
	Name    string
	Trigger TriggerID
	// Enabled hooks run when an event of their trigger arrives. At most one hook of
	// a trigger is enabled in a tenant, unless its settings allow several.
	Enabled bool
	// Order is the place among several hooks of a trigger: lower ones run first, equal
	// ones in the order in which they were made.
	Order int
	// Paused hooks take events in, and run them when they are resumed.
	Paused bool
	// Concurrency is how many of its queued executions a server runs at a time; 0 is as
	// many as of its tenant.
	Concurrency int
	// Retry says whether a failed execution is tried again.
	Retry   Retry
	Version int
	Script  string
	Deps    Dependencies
	// Built is for what stores a hook. It is not read with it: a Version has it.
	Built     Built
	CreatedAt time.Time
	UpdatedAt time.Time
}

// MaxScriptBytes bounds a hook's code in bytes of UTF-8: Auth0's 100 kB, read
// generously as 100 times 1024.
const MaxScriptBytes = 100 << 10

// MaxHooks bounds the hooks of a tenant.
const MaxHooks = 500

// MaxConcurrency bounds the Concurrency of a hook: a server runs no more of a tenant.
const MaxConcurrency = 16

// MaxEnabledHooks bounds the hooks of a trigger that are enabled in a tenant which may
// have several.
const MaxEnabledHooks = 20

// Dependencies maps npm package names to version ranges. Nil means none.
type Dependencies map[string]string

// Version is one saved state of a hook's code. Versions count from 1 and never change.
type Version struct {
	Hook      HookID
	Number    int
	Script    string
	Deps      Dependencies
	Built     Built
	CreatedAt time.Time
}

// Event is one call for a trigger. Once stored it is durable: its hooks run.
type Event struct {
	ID      EventID
	Tenant  TenantID
	Trigger TriggerID
	// Payload is the JSON object that the identity server posted, byte for byte.
	Payload   json.RawMessage
	CreatedAt time.Time
}

// Execution is one event run by one hook. Its row in the store is the queue entry
// and, later, the history: there is no second copy that could disagree.
//
// Its JSON form is the one record of the Runner, the history and the live tail.
type Execution struct {
	ID       ExecutionID `json:"id,omitempty"`
	EventID  EventID     `json:"event_id,omitempty"`
	Tenant   TenantID    `json:"tenant"`
	HookID   HookID      `json:"hook_id,omitempty"`
	HookName string      `json:"hook_name,omitempty"`
	// Version is the hook version that ran, or 0 for an unsaved script.
	Version int       `json:"version,omitempty"`
	Trigger TriggerID `json:"trigger_id"`
	State   State     `json:"state,omitempty"`
	// Attempt counts the hook's own tries from 1. Tries that the platform lost
	// (a killed worker, a stopped server) are not counted.
	Attempt   int        `json:"attempt"`
	CreatedAt time.Time  `json:"created_at"`
	StartedAt *time.Time `json:"started_at,omitempty"`
	// RunAt is when a waiting execution becomes ready; it waits for its hook or tenant
	// to be resumed where there is none.
	RunAt *time.Time `json:"run_at,omitempty"`
	// ReplayOf is the execution that this one repeats.
	ReplayOf ExecutionID `json:"replay_of,omitempty"`
	Attempted
	// Earlier are the attempts before this one, oldest first. Lists leave them out.
	Earlier []Attempt `json:"earlier,omitempty"`
}

// Attempt is an attempt that was followed by another.
type Attempt struct {
	Attempt   int       `json:"attempt"`
	StartedAt time.Time `json:"started_at"`
	Attempted
}

// Attempted is what one attempt left behind. All times are milliseconds since its start.
type Attempted struct {
	// Kind is what the script was run as, empty if it did not come to that.
	Kind    Kind    `json:"kind,omitempty"`
	Outcome Outcome `json:"outcome,omitempty"`
	// Result is the JSON of what the hook gave its callback, or nil when it gave nothing.
	Result   json.RawMessage `json:"result,omitempty"`
	Error    *ScriptError    `json:"error,omitempty"`
	Warnings []string        `json:"warnings,omitempty"`
	Console  []ConsoleLine   `json:"console,omitempty"`
	// ConsoleTruncated says that lines were dropped because the console was full.
	ConsoleTruncated bool      `json:"console_truncated,omitempty"`
	Requests         []Request `json:"requests,omitempty"`
	// AnsweredMS is when the callback was called, absent if it never was.
	AnsweredMS *float64 `json:"answered_ms,omitempty"`
	DurationMS float64  `json:"duration_ms"`
	// JSMS is the time spent inside the engine, without waiting.
	JSMS float64 `json:"js_ms"`
}

// ScriptError is an error that a script threw, rejected with or gave its callback.
// Line and Column count from 1 and point into the hook's own file; 0 is unknown.
type ScriptError struct {
	Name    string `json:"name,omitempty"`
	Message string `json:"message"`
	Line    int    `json:"line,omitempty"`
	Column  int    `json:"column,omitempty"`
	Stack   string `json:"stack,omitempty"`
	// Props are the error's further own properties that have a JSON form (code, statusCode, …).
	Props map[string]json.RawMessage `json:"props,omitempty"`
}

// ConsoleLine is one call of a console method.
type ConsoleLine struct {
	AtMS  float64 `json:"at_ms"`
	Level string  `json:"level"`
	Text  string  `json:"text"`
}

// Request is one HTTP request that a script sent, one connection of a socket (CONNECT
// tcp://host:port), or one look-up of a name (LOOKUP dns:name).
type Request struct {
	Method string `json:"method"`
	// URL has no query, no fragment and no user information: those carry secrets.
	URL        string  `json:"url"`
	Status     int     `json:"status,omitempty"`
	AtMS       float64 `json:"at_ms"`
	DurationMS float64 `json:"duration_ms"`
	BytesOut   int64   `json:"bytes_out"`
	BytesIn    int64   `json:"bytes_in"`
	// Error says why there was no complete response, nil if there was one.
	Error *string `json:"error"`
}
