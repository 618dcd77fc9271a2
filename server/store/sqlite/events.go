package sqlite

import (
	"context"
	"time"

	"github.com/hookline/hookline/scripts"
)

// Accept implements store.Events. It is the statement count of this function that an
// identity server waits for: two, and no query.
func (s *Store) Accept(ctx context.Context, e scripts.Event) (scripts.Event, []scripts.ExecutionID, error) {
	if err := s.checkTenant(ctx, e.Tenant); err != nil {
		return scripts.Event{}, nil, err
	}
	var event, execution rowID
	var waiting int64
	err := s.writer.do(ctx, func(c *conn) (err error) {
		at := time.Now()
		event = rowID{s.keys.next(at), newNonce()}
		execution = rowID{s.keys.next(at), event.nonce}
		waiting, err = insertEvent(c, e, event, execution)
		s.madeReady = s.madeReady || waiting > 0
		return err
	})
	if err != nil {
		return scripts.Event{}, nil, failed("accept event", err)
	}
	e.ID, e.CreatedAt = event.event(), event.time()
	if waiting == 0 {
		return e, nil, nil
	}
	return e, []scripts.ExecutionID{execution.execution()}, nil
}

// insertEvent makes no execution where no hook is enabled. The schema allows one
// enabled hook of a trigger, so there is never more than one.
func insertEvent(c *conn, e scripts.Event, event, execution rowID) (executions int64, err error) {
	if _, err := c.exec("INSERT INTO events (id, nonce, tenant, trigger_id, payload) VALUES (?, ?, ?, ?, ?)",
		event.key, event.nonce, string(e.Tenant), string(e.Trigger), []byte(e.Payload)); err != nil {
		return 0, err
	}
	return c.exec(`INSERT INTO executions (id, nonce, event_id, tenant, hook_id, hook_name, version, trigger_id, state)
		SELECT ?, ?, ?, tenant, id, name, version, trigger_id, 'ready'
		FROM hooks WHERE tenant = ? AND trigger_id = ? AND enabled = 1`,
		execution.key, execution.nonce, event.key, string(e.Tenant), string(e.Trigger))
}

// Event implements store.Events.
func (s *Store) Event(ctx context.Context, tenant scripts.TenantID, id scripts.EventID) (scripts.Event, error) {
	event, ok := parseID(eventPrefix, string(id))
	if !ok {
		return scripts.Event{}, eventNotFound()
	}
	e, err := find(ctx, s.readers, eventNotFound(), func(r row) (scripts.Event, error) {
		return scripts.Event{ID: event.event(), Tenant: tenant, Trigger: scripts.TriggerID(r.text(0)),
			Payload: r.blob(1), CreatedAt: event.time()}, nil
	}, "SELECT trigger_id, payload FROM events WHERE id = ? AND nonce = ? AND tenant = ?", event.key, event.nonce, string(tenant))
	return e, failed("read event", err)
}

func eventNotFound() error {
	return scripts.NotFound("EventDoesNotExist", "There is no such event.")
}
