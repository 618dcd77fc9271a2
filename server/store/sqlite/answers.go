package sqlite

import (
	"context"
	"fmt"
	"time"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/store"
)

var _ store.Answers = (*Store)(nil)

// Begin implements store.Answers. As in the queue, the first execution has the key of
// its event, and all have its nonce.
func (s *Store) Begin(executions int) (scripts.EventID, []scripts.ExecutionID) {
	now, nonce := time.Now(), newNonce()
	event := rowID{s.keys.next(now), nonce}
	ids := make([]scripts.ExecutionID, executions)
	for i := range ids {
		id := event
		if i > 0 {
			id = rowID{s.keys.next(now), nonce}
		}
		ids[i] = id.execution()
	}
	return event.event(), ids
}

// Record implements store.Answers. Records are encoded here, on the caller's goroutine.
func (s *Store) Record(ctx context.Context, all []store.Answered) error {
	var inserts []func(*conn) error
	for _, a := range all {
		if err := s.checkTenant(ctx, a.Event.Tenant); err != nil {
			return err
		}
		event, ok := parseID(eventPrefix, string(a.Event.ID))
		if !ok {
			return failed("record an answer", fmt.Errorf("event id %q", a.Event.ID))
		}
		inserts = append(inserts, insertEvent(event, a.Event))
		for _, e := range a.Executions {
			insert, err := insertExecution(event, e)
			if err != nil {
				return failed("record an answer", err)
			}
			inserts = append(inserts, insert)
		}
	}
	err := s.writer.do(ctx, func(c *conn) error {
		for _, insert := range inserts {
			if err := insert(c); err != nil {
				return err
			}
		}
		return nil
	})
	return failed("record an answer", err)
}

func insertEvent(id rowID, e scripts.Event) func(*conn) error {
	return func(c *conn) error {
		_, err := c.exec("INSERT INTO events (id, nonce, tenant, trigger_id, payload) VALUES (?, ?, ?, ?, ?)",
			id.key, id.nonce, string(e.Tenant), string(e.Trigger), []byte(e.Payload))
		return err
	}
}

func insertExecution(event rowID, e scripts.Execution) (func(*conn) error, error) {
	id, ok := parseID(executionPrefix, string(e.ID))
	if !ok || id.nonce != event.nonce || e.StartedAt == nil {
		return nil, fmt.Errorf("execution %q does not belong to its event or has not started", e.ID)
	}
	record, err := encodeRecord(e.Attempted)
	if err != nil {
		return nil, err
	}
	return func(c *conn) error {
		_, err := c.exec(`INSERT INTO executions (id, nonce, event_id, tenant, hook_id, hook_name, version, trigger_id,
			state, attempt, started_at, outcome, record) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			id.key, id.nonce, event.key, string(e.Tenant), string(e.HookID), e.HookName, int64(e.Version), string(e.Trigger),
			string(e.State), int64(e.Attempt), millis(*e.StartedAt), string(e.Outcome), record)
		return err
	}, nil
}
