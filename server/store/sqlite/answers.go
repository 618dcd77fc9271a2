package sqlite

import (
	"context"
	"fmt"
	"time"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/store"
	"github.com/hookline/hookline/server/store/codec"
)

var _ store.Answers = (*Store)(nil)

// Begin implements store.Answers. As in the queue, the first execution has the key of
// its event, and all have its nonce.
func (s *Store) Begin(executions int) (scripts.EventID, []scripts.ExecutionID) {
	now, nonce := time.Now(), codec.NewNonce()
	event := codec.ID{Key: s.keys.Next(now), Nonce: nonce}
	ids := make([]scripts.ExecutionID, executions)
	for i := range ids {
		id := event
		if i > 0 {
			id = codec.ID{Key: s.keys.Next(now), Nonce: nonce}
		}
		ids[i] = id.Execution()
	}
	return event.Event(), ids
}

// Record implements store.Answers. Records are encoded here, on the caller's goroutine.
func (s *Store) Record(ctx context.Context, all []store.Answered) error {
	var inserts []func(*conn) error
	for _, a := range all {
		if err := s.checkTenant(ctx, a.Event.Tenant); err != nil {
			return err
		}
		event, ok := codec.ParseEvent(a.Event.ID)
		if !ok {
			return codec.Failed("record an answer", fmt.Errorf("event id %q", a.Event.ID))
		}
		inserts = append(inserts, insertEvent(event, a.Event))
		for _, e := range a.Executions {
			insert, err := insertExecution(event, e)
			if err != nil {
				return codec.Failed("record an answer", err)
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
	return codec.Failed("record an answer", err)
}

func insertEvent(id codec.ID, e scripts.Event) func(*conn) error {
	return func(c *conn) error {
		_, err := c.exec("INSERT INTO events (id, nonce, tenant, trigger_id, payload) VALUES (?, ?, ?, ?, ?)",
			id.Key, id.Nonce, string(e.Tenant), string(e.Trigger), []byte(e.Payload))
		return err
	}
}

func insertExecution(event codec.ID, e scripts.Execution) (func(*conn) error, error) {
	id, ok := codec.ParseExecution(e.ID)
	if !ok || id.Nonce != event.Nonce || e.StartedAt == nil {
		return nil, fmt.Errorf("execution %q does not belong to its event or has not started", e.ID)
	}
	record, err := codec.EncodeRecord(e.Attempted)
	if err != nil {
		return nil, err
	}
	return func(c *conn) error {
		_, err := c.exec(`INSERT INTO executions (id, nonce, event_id, tenant, hook_id, hook_name, version, trigger_id,
			state, attempt, started_at, outcome, record) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			id.Key, id.Nonce, event.Key, string(e.Tenant), string(e.HookID), e.HookName, int64(e.Version), string(e.Trigger),
			string(e.State), int64(e.Attempt), codec.Millis(*e.StartedAt), string(e.Outcome), record)
		return err
	}, nil
}
