package sqlite

import (
	"context"
	"strings"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/store"
	"github.com/hookline/hookline/server/store/codec"
)

const executionColumns = `e.id, e.nonce, e.event_id, e.tenant, e.hook_id, e.hook_name, e.version, e.trigger_id,
	e.state, e.attempt, e.started_at, e.outcome, e.record, e.run_at, e.replay_of`

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
	if at, ok := r[13].(int64); ok {
		at := codec.FromMillis(at)
		e.RunAt = &at
	}
	if of, ok := r[14].(int64); ok {
		e.ReplayOf = codec.ID{Key: of, Nonce: id.Nonce}.Execution()
	}
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
	if err == nil && e.Attempt > 1 {
		e.Earlier, err = s.attempts(ctx, row.Key)
	}
	return e, codec.Failed("read execution", err)
}

// attempts are those before the one that the execution's row has.
func (s *Store) attempts(ctx context.Context, execution int64) ([]scripts.Attempt, error) {
	return list(ctx, s.readers, func(r row) (scripts.Attempt, error) {
		attempted, err := codec.DecodeRecord(r.blob(3))
		attempted.Outcome = scripts.Outcome(r.text(2))
		return scripts.Attempt{Attempt: int(r.integer(0)), StartedAt: codec.FromMillis(r.integer(1)), Attempted: attempted}, err
	}, "SELECT attempt, started_at, outcome, record FROM attempts WHERE execution_id = ? ORDER BY attempt", execution)
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
// index has in order. A filter by anything but state and time reads and drops the rows
// that do not match: ctx bounds how long.
func (s *Store) ListExecutions(ctx context.Context, tenant scripts.TenantID, f store.ExecutionFilter) ([]scripts.Execution, error) {
	limit := max(f.Limit, 0) // a negative limit is none to SQLite
	parts, args, err := selectStates(tenant, f, executionColumns, " ORDER BY e.id DESC LIMIT ?", limit)
	if err != nil {
		return nil, err
	}
	query := strings.Join(parts, " UNION ALL ") + " ORDER BY id DESC LIMIT ?"
	all, err := list(ctx, s.readers, decodeExecution, query, append(args, limit)...)
	return all, codec.Failed("list executions", err)
}

// Count implements store.History.
func (s *Store) Count(ctx context.Context, tenant scripts.TenantID, f store.ExecutionFilter) (int, error) {
	parts, args, err := selectStates(tenant, f, "count(*) AS n", "")
	if err != nil {
		return 0, err
	}
	n, err := find(ctx, s.readers, nil, func(r row) (int, error) { return int(r.integer(0)), nil },
		"SELECT sum(n) FROM ("+strings.Join(parts, " UNION ALL ")+")", args...)
	return n, codec.Failed("count executions", err)
}

// selectStates is a query of the columns for each state that f selects.
func selectStates(tenant scripts.TenantID, f store.ExecutionFilter, columns, end string, endArgs ...any) (parts []string, args []any, err error) {
	from, before, err := f.Keys()
	if err != nil {
		return nil, nil, err
	}
	states := scripts.States()
	if f.State != "" {
		states = []scripts.State{f.State}
	}
	where, values := condition(f)
	for _, state := range states {
		parts = append(parts, "SELECT * FROM (SELECT "+columns+
			" FROM executions e WHERE e.state = ? AND e.tenant = ? AND e.id >= ? AND e.id < ?"+where+end+")")
		args = append(append(append(args, string(state), string(tenant), from, before), values...), endArgs...)
	}
	return parts, args, nil
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
