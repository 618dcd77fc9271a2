package sqlite

import (
	"context"
	"math"
	"strings"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/store"
	"github.com/hookline/hookline/server/store/codec"
)

const executionColumns = `e.id, e.nonce, e.event_id, e.tenant, e.hook_id, e.hook_name, e.version, e.trigger_id,
	e.state, e.attempt, e.started_at, e.outcome, e.record`

// decodeExecution reads executionColumns.
func decodeExecution(r row) (e scripts.Execution, err error) {
	e.Attempted, err = codec.DecodeRecord(r.blob(12))
	id := codec.ID{Key: r.integer(0), Nonce: r.integer(1)}
	e.ID, e.CreatedAt = id.Execution(), id.Time()
	e.EventID = codec.ID{Key: r.integer(2), Nonce: id.Nonce}.Event()
	e.Tenant, e.Trigger = scripts.TenantID(r.text(3)), scripts.TriggerID(r.text(7))
	e.HookID, e.HookName, e.Version = scripts.HookID(r.text(4)), r.text(5), int(r.integer(6))
	e.State, e.Attempt = scripts.State(r.text(8)), int(r.integer(9))
	if started, ok := r[10].(int64); ok {
		at := codec.FromMillis(started)
		e.StartedAt = &at
	}
	e.Outcome = scripts.Outcome(r.text(11))
	return e, err
}

// Execution implements store.History.
func (s *Store) Execution(ctx context.Context, tenant scripts.TenantID, id scripts.ExecutionID) (scripts.Execution, error) {
	row, ok := codec.ParseExecution(id)
	if !ok {
		return scripts.Execution{}, codec.ExecutionNotFound()
	}
	e, err := find(ctx, s.readers, codec.ExecutionNotFound(), decodeExecution, "SELECT "+executionColumns+
		" FROM executions e WHERE e.id = ? AND e.nonce = ? AND e.tenant = ?", row.Key, row.Nonce, string(tenant))
	return e, codec.Failed("read execution", err)
}

// EventExecutions implements store.History.
func (s *Store) EventExecutions(ctx context.Context, tenant scripts.TenantID, id scripts.EventID) ([]scripts.Execution, error) {
	if _, err := s.Event(ctx, tenant, id); err != nil {
		return nil, err
	}
	event, _ := codec.ParseEvent(id)
	all, err := list(ctx, s.readers, decodeExecution, "SELECT "+executionColumns+
		" FROM executions e WHERE e.id = ?1 UNION ALL SELECT "+executionColumns+
		" FROM executions e WHERE e.event_id = ?1 AND e.event_id <> e.id ORDER BY id", event.Key)
	return all, codec.Failed("list executions of the event", err)
}

// ListExecutions implements store.History. It merges the states, each of which the
// index has in order. A filter by anything but the state reads and drops the rows
// that do not match: ctx bounds how long.
func (s *Store) ListExecutions(ctx context.Context, tenant scripts.TenantID, f store.ExecutionFilter) ([]scripts.Execution, error) {
	before := codec.ID{Key: math.MaxInt64}
	if f.Before != "" {
		var ok bool
		if before, ok = codec.ParseExecution(f.Before); !ok {
			return nil, codec.BadCursor()
		}
	}
	states := scripts.States()
	if f.State != "" {
		states = []scripts.State{f.State}
	}
	limit := max(f.Limit, 0) // a negative limit is none to SQLite
	var parts []string
	var args []any
	for _, state := range states {
		where, values := condition(f)
		parts = append(parts, "SELECT * FROM (SELECT "+executionColumns+
			" FROM executions e WHERE e.state = ? AND e.tenant = ? AND e.id < ?"+where+" ORDER BY e.id DESC LIMIT ?)")
		args = append(append(append(args, string(state), string(tenant), before.Key), values...), limit)
	}
	query := strings.Join(parts, " UNION ALL ") + " ORDER BY id DESC LIMIT ?"
	all, err := list(ctx, s.readers, decodeExecution, query, append(args, limit)...)
	return all, codec.Failed("list executions", err)
}

// condition is what the index does not know.
func condition(f store.ExecutionFilter) (where string, args []any) {
	for _, c := range []struct{ column, value string }{
		{"hook_id", string(f.Hook)}, {"trigger_id", string(f.Trigger)}, {"outcome", string(f.Outcome)},
	} {
		if c.value != "" {
			where, args = where+" AND e."+c.column+" = ?", append(args, c.value)
		}
	}
	return where, args
}
