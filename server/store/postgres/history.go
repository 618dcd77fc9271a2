package postgres

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/store"
	"github.com/hookline/hookline/server/store/codec"
)

const executionColumns = `e.id, e.nonce, e.event_id, e.tenant, e.hook_id, e.hook_name, e.version, e.trigger_id,
	e.state, e.attempt, e.started_at, e.outcome, e.record, e.run_at, e.replay_of`

// scannedExecution takes executionColumns.
type scannedExecution struct {
	key, nonce, event int64
	started, runAt    *int64
	replayOf          *int64
	outcome           *string
	record            []byte
	scripts.Execution
}

func (e *scannedExecution) targets() []any {
	return []any{&e.key, &e.nonce, &e.event, &e.Tenant, &e.HookID, &e.HookName, &e.Version, &e.Trigger,
		&e.State, &e.Attempt, &e.started, &e.outcome, &e.record, &e.runAt, &e.replayOf}
}

func (e *scannedExecution) execution() (_ scripts.Execution, err error) {
	e.Attempted, err = codec.DecodeRecord(e.record)
	id := codec.ID{Key: e.key, Nonce: e.nonce}
	e.ID, e.CreatedAt = id.Execution(), id.Time()
	e.EventID = codec.ID{Key: e.event, Nonce: e.nonce}.Event()
	e.StartedAt, e.RunAt = instant(e.started), instant(e.runAt)
	if e.replayOf != nil {
		e.ReplayOf = codec.ID{Key: *e.replayOf, Nonce: e.nonce}.Execution()
	}
	if e.outcome != nil {
		e.Outcome = scripts.Outcome(*e.outcome)
	}
	return e.Execution, err
}

func instant(ms *int64) *time.Time {
	if ms == nil {
		return nil
	}
	at := codec.FromMillis(*ms)
	return &at
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
	if err == nil && e.Attempt > 1 {
		e.Earlier, err = s.attempts(ctx, row.Key)
	}
	return e, codec.Failed("read execution", missing(err, codec.ExecutionNotFound()))
}

// attempts are those before the one that the execution's row has.
func (s *Store) attempts(ctx context.Context, execution int64) ([]scripts.Attempt, error) {
	return list(ctx, s.pool, func(row pgx.CollectableRow) (a scripts.Attempt, err error) {
		var started int64
		var outcome scripts.Outcome
		var record []byte
		if err := row.Scan(&a.Attempt, &started, &outcome, &record); err != nil {
			return a, err
		}
		a.StartedAt = codec.FromMillis(started)
		a.Attempted, err = codec.DecodeRecord(record)
		a.Outcome = outcome
		return a, err
	}, "SELECT attempt, started_at, outcome, record FROM attempts WHERE execution_id = $1 ORDER BY attempt", execution)
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
// has in order. A filter by anything but state and time reads and drops the rows that do
// not match: ctx bounds how long.
func (s *Store) ListExecutions(ctx context.Context, tenant scripts.TenantID, f store.ExecutionFilter) ([]scripts.Execution, error) {
	args := []any{max(f.Limit, 0)}
	parts, args, err := selectStates(tenant, f, executionColumns, " ORDER BY e.id DESC LIMIT $1", args)
	if err != nil || parts == nil {
		return nil, err
	}
	all, err := list(ctx, s.pool, readExecution, "SELECT * FROM ("+strings.Join(parts, " UNION ALL ")+") AS merged ORDER BY id DESC LIMIT $1", args...)
	return all, codec.Failed("list executions", err)
}

// Count implements store.History.
func (s *Store) Count(ctx context.Context, tenant scripts.TenantID, f store.ExecutionFilter) (int, error) {
	parts, args, err := selectStates(tenant, f, "count(*) AS n", "", nil)
	if err != nil || parts == nil {
		return 0, err
	}
	n, err := one(ctx, s.pool, pgx.RowTo[int], "SELECT sum(n)::bigint FROM ("+strings.Join(parts, " UNION ALL ")+") AS counts", args...)
	return n, codec.Failed("count executions", err)
}

// selectStates is a query of the columns for each state that f selects. States are
// constants in it, so that the indices with a condition are used.
func selectStates(tenant scripts.TenantID, f store.ExecutionFilter, columns, end string, args []any) (parts []string, _ []any, err error) {
	from, before, err := f.Keys()
	if err != nil {
		return nil, nil, err
	}
	args = append(args, tenant, from, before)
	where := fmt.Sprintf("e.tenant = $%d AND e.id >= $%d AND e.id < $%d", len(args)-2, len(args)-1, len(args))
	for _, c := range []struct{ column, value string }{
		{"hook_id", string(f.Hook)}, {"trigger_id", string(f.Trigger)}, {"outcome", string(f.Outcome)},
	} {
		if c.value != "" {
			args = append(args, c.value)
			where += fmt.Sprintf(" AND e.%s = $%d", c.column, len(args))
		}
	}
	for _, state := range scripts.States() {
		if f.State == "" || f.State == state {
			parts = append(parts, fmt.Sprintf("(SELECT %s FROM executions e WHERE e.state = '%s' AND %s%s)", columns, state, where, end))
		}
	}
	return parts, args, nil
}
