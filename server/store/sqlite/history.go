package sqlite

import (
	"context"
	"encoding/json"
	"math"
	"strings"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/store"
)

const executionColumns = `e.id, e.nonce, e.event_id, e.tenant, e.hook_id, e.hook_name, e.version, e.trigger_id,
	e.state, e.attempt, e.started_at, e.outcome, e.record`

// decodeExecution reads executionColumns.
func decodeExecution(r row) (e scripts.Execution, err error) {
	if record := r.blob(12); record != nil {
		err = json.Unmarshal(record, &e.Attempted)
	}
	id := rowID{r.integer(0), r.integer(1)}
	e.ID, e.CreatedAt = id.execution(), id.time()
	e.EventID = rowID{r.integer(2), id.nonce}.event()
	e.Tenant, e.Trigger = scripts.TenantID(r.text(3)), scripts.TriggerID(r.text(7))
	e.HookID, e.HookName, e.Version = scripts.HookID(r.text(4)), r.text(5), int(r.integer(6))
	e.State, e.Attempt = scripts.State(r.text(8)), int(r.integer(9))
	if started, ok := r[10].(int64); ok {
		at := fromMillis(started)
		e.StartedAt = &at
	}
	e.Outcome = scripts.Outcome(r.text(11))
	return e, err
}

// encodeRecord leaves out the outcome, which has a column.
func encodeRecord(a scripts.Attempted) ([]byte, error) {
	a.Outcome = ""
	return json.Marshal(a)
}

func executionNotFound() error {
	return scripts.NotFound("ExecutionDoesNotExist", "There is no such execution.")
}

// Execution implements store.History.
func (s *Store) Execution(ctx context.Context, tenant scripts.TenantID, id scripts.ExecutionID) (scripts.Execution, error) {
	row, ok := parseID(executionPrefix, string(id))
	if !ok {
		return scripts.Execution{}, executionNotFound()
	}
	e, err := find(ctx, s.readers, executionNotFound(), decodeExecution, "SELECT "+executionColumns+
		" FROM executions e WHERE e.id = ? AND e.nonce = ? AND e.tenant = ?", row.key, row.nonce, string(tenant))
	return e, failed("read execution", err)
}

// EventExecutions implements store.History.
func (s *Store) EventExecutions(ctx context.Context, tenant scripts.TenantID, id scripts.EventID) ([]scripts.Execution, error) {
	if _, err := s.Event(ctx, tenant, id); err != nil {
		return nil, err
	}
	event, _ := parseID(eventPrefix, string(id))
	all, err := list(ctx, s.readers, decodeExecution, "SELECT "+executionColumns+
		" FROM executions e WHERE e.id = ?1 UNION ALL SELECT "+executionColumns+
		" FROM executions e WHERE e.event_id = ?1 AND e.event_id <> e.id ORDER BY id", event.key)
	return all, failed("list executions of the event", err)
}

// ListExecutions implements store.History. It merges the states, each of which the
// index has in order. A filter by anything but the state reads and drops the rows
// that do not match: ctx bounds how long.
func (s *Store) ListExecutions(ctx context.Context, tenant scripts.TenantID, f store.ExecutionFilter) ([]scripts.Execution, error) {
	before := rowID{key: math.MaxInt64}
	if f.Before != "" {
		var ok bool
		if before, ok = parseID(executionPrefix, string(f.Before)); !ok {
			return nil, scripts.Invalid("invalid_cursor", "The page cannot be continued: that is not the id of an execution.")
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
		args = append(append(append(args, string(state), string(tenant), before.key), values...), limit)
	}
	query := strings.Join(parts, " UNION ALL ") + " ORDER BY id DESC LIMIT ?"
	all, err := list(ctx, s.readers, decodeExecution, query, append(args, limit)...)
	return all, failed("list executions", err)
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
