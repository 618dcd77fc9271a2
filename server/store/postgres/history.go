package postgres

import (
	"context"
	"fmt"
	"math"
	"strings"

	"github.com/jackc/pgx/v5"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/store"
	"github.com/hookline/hookline/server/store/codec"
)

const executionColumns = `e.id, e.nonce, e.event_id, e.tenant, e.hook_id, e.hook_name, e.version, e.trigger_id,
	e.state, e.attempt, e.started_at, e.outcome, e.record`

// scannedExecution takes executionColumns.
type scannedExecution struct {
	key, nonce, event int64
	started           *int64
	outcome           *string
	record            []byte
	scripts.Execution
}

func (e *scannedExecution) targets() []any {
	return []any{&e.key, &e.nonce, &e.event, &e.Tenant, &e.HookID, &e.HookName, &e.Version, &e.Trigger,
		&e.State, &e.Attempt, &e.started, &e.outcome, &e.record}
}

func (e *scannedExecution) execution() (_ scripts.Execution, err error) {
	e.Attempted, err = codec.DecodeRecord(e.record)
	id := codec.ID{Key: e.key, Nonce: e.nonce}
	e.ID, e.CreatedAt = id.Execution(), id.Time()
	e.EventID = codec.ID{Key: e.event, Nonce: e.nonce}.Event()
	if e.started != nil {
		at := codec.FromMillis(*e.started)
		e.StartedAt = &at
	}
	if e.outcome != nil {
		e.Outcome = scripts.Outcome(*e.outcome)
	}
	return e.Execution, err
}

func readExecution(row pgx.CollectableRow) (scripts.Execution, error) {
	e := &scannedExecution{}
	if err := row.Scan(e.targets()...); err != nil {
		return scripts.Execution{}, err
	}
	return e.execution()
}

// Execution implements store.History.
func (s *Store) Execution(ctx context.Context, tenant scripts.TenantID, id scripts.ExecutionID) (scripts.Execution, error) {
	row, ok := codec.ParseExecution(id)
	if !ok {
		return scripts.Execution{}, codec.ExecutionNotFound()
	}
	e, err := one(ctx, s.pool, readExecution, "SELECT "+executionColumns+
		" FROM executions e WHERE e.id = $1 AND e.nonce = $2 AND e.tenant = $3", row.Key, row.Nonce, tenant)
	return e, codec.Failed("read execution", missing(err, codec.ExecutionNotFound()))
}

// EventExecutions implements store.History.
func (s *Store) EventExecutions(ctx context.Context, tenant scripts.TenantID, id scripts.EventID) ([]scripts.Execution, error) {
	if _, err := s.Event(ctx, tenant, id); err != nil {
		return nil, err
	}
	event, _ := codec.ParseEvent(id)
	all, err := list(ctx, s.pool, readExecution, "SELECT "+executionColumns+
		" FROM executions e WHERE e.id = $1 UNION ALL SELECT "+executionColumns+
		" FROM executions e WHERE e.event_id = $1 AND e.event_id <> e.id ORDER BY id", event.Key)
	return all, codec.Failed("list executions of the event", err)
}

// ListExecutions implements store.History. It merges the states, each of which an index
// has in order. A filter by anything but the state reads and drops the rows that do not
// match: ctx bounds how long.
func (s *Store) ListExecutions(ctx context.Context, tenant scripts.TenantID, f store.ExecutionFilter) ([]scripts.Execution, error) {
	before := codec.ID{Key: math.MaxInt64}
	if f.Before != "" {
		var ok bool
		if before, ok = codec.ParseExecution(f.Before); !ok {
			return nil, codec.BadCursor()
		}
	}
	args := []any{tenant, before.Key, max(f.Limit, 0)}
	where := ""
	for _, c := range []struct{ column, value string }{
		{"hook_id", string(f.Hook)}, {"trigger_id", string(f.Trigger)}, {"outcome", string(f.Outcome)},
	} {
		if c.value != "" {
			args = append(args, c.value)
			where += fmt.Sprintf(" AND e.%s = $%d", c.column, len(args))
		}
	}
	var parts []string
	for _, state := range scripts.States() { // constants, so that the indices with a condition are used
		if f.State == "" || f.State == state {
			parts = append(parts, fmt.Sprintf("(SELECT %s FROM executions e WHERE e.state = '%s' AND e.tenant = $1 AND e.id < $2%s ORDER BY e.id DESC LIMIT $3)",
				executionColumns, state, where))
		}
	}
	if len(parts) == 0 {
		return nil, nil // there is no such state
	}
	all, err := list(ctx, s.pool, readExecution, "SELECT * FROM ("+strings.Join(parts, " UNION ALL ")+") AS merged ORDER BY id DESC LIMIT $3", args...)
	return all, codec.Failed("list executions", err)
}
