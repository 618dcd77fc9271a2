package sqlite

import (
	"bytes"
	"context"
	"database/sql/driver"
	"strings"
	"time"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/store"
	"github.com/hookline/hookline/server/store/codec"
)

// arrival is an event on its way in.
type arrival struct {
	event scripts.Event
	id    codec.ID
	// waiting says that an execution was made for it, which has the same key; further
	// are the executions of further hooks.
	waiting bool
	further []codec.ID
}

// executions are the ids of what was made for the event.
func (a *arrival) executions() (ids []scripts.ExecutionID) {
	if a.waiting {
		ids = append(ids, a.id.Execution())
	}
	for _, id := range a.further {
		ids = append(ids, id.Execution())
	}
	return ids
}

// Accept implements store.Events.
func (s *Store) Accept(ctx context.Context, e scripts.Event) (scripts.Event, []scripts.ExecutionID, error) {
	if err := s.checkTenant(ctx, e.Tenant); err != nil {
		return scripts.Event{}, nil, err
	}
	a := &arrival{event: e}
	if err := s.writer.accept(ctx, a); err != nil {
		return scripts.Event{}, nil, codec.Failed("accept event", err)
	}
	e.ID, e.CreatedAt = a.id.Event(), a.id.Time()
	return e, a.executions(), nil
}

// AcceptOnce implements store.Events.
func (s *Store) AcceptOnce(ctx context.Context, e scripts.Event, once store.Once) (_ scripts.Event, ids []scripts.ExecutionID, repeated bool, err error) {
	if err := s.checkTenant(ctx, e.Tenant); err != nil {
		return scripts.Event{}, nil, false, err
	}
	a, print := &arrival{event: e}, codec.Fingerprint(e)
	err = s.writer.do(ctx, func(c *conn) error {
		found, same, err := c.keyed(e.Tenant, once, print)
		if repeated = found.Key != 0; err != nil || repeated {
			a.id = found
			if err == nil && !same {
				err = codec.KeyConflict()
			}
			return err
		}
		if err := s.insertEvents(c, []*arrival{a}); err != nil {
			return err
		}
		_, err = c.exec("INSERT OR REPLACE INTO keys (tenant, key, event_id, nonce, fingerprint) VALUES (?, ?, ?, ?, ?)",
			string(e.Tenant), []byte(once.Key), a.id.Key, a.id.Nonce, print)
		return err
	})
	if err != nil {
		return scripts.Event{}, nil, false, codec.Failed("accept event", err)
	}
	e.ID, e.CreatedAt = a.id.Event(), a.id.Time()
	ids = a.executions()
	if repeated {
		ids, err = s.firstExecutions(ctx, a.id)
	}
	return e, ids, repeated, err
}

// keyed finds the event that has the key, and says whether it is the same.
func (c *conn) keyed(tenant scripts.TenantID, once store.Once, print []byte) (found codec.ID, same bool, err error) {
	err = c.query(func(r row) {
		found = codec.ID{Key: r.integer(0), Nonce: r.integer(1)}
		same = bytes.Equal(r.blob(2), print)
	}, "SELECT event_id, nonce, fingerprint FROM keys WHERE tenant = ? AND key = ? AND event_id >= ?",
		string(tenant), []byte(once.Key), codec.FirstKey(time.Now().Add(-once.Window)))
	return found, same, err
}

// firstExecutions are those that an event was accepted with.
func (s *Store) firstExecutions(ctx context.Context, event codec.ID) ([]scripts.ExecutionID, error) {
	ids, err := list(ctx, s.readers, func(r row) (scripts.ExecutionID, error) {
		return codec.ID{Key: r.integer(0), Nonce: event.Nonce}.Execution(), nil
	}, `SELECT id FROM executions WHERE id = ?1 UNION ALL
		SELECT id FROM executions WHERE event_id = ?1 AND event_id <> id AND replay_of IS NULL ORDER BY id`, event.Key)
	return ids, codec.Failed("read executions of the event", err)
}

// insertEvents stores events and makes their executions, in as few statements as it
// can: this is what the identity servers wait for.
func (s *Store) insertEvents(c *conn, arrivals []*arrival) error {
	if len(arrivals) == 0 {
		return nil
	}
	now := time.Now()
	for _, a := range arrivals {
		a.id, a.waiting = codec.ID{Key: s.keys.Next(now), Nonce: codec.NewNonce()}, false
		a.further = nil
	}
	if err := insertPayloads(c, arrivals); err != nil {
		return err
	}
	first, last := arrivals[0].id.Key, arrivals[len(arrivals)-1].id.Key
	if s.several {
		return s.insertEach(c, arrivals, first, last)
	}
	made, err := c.exec(`INSERT INTO executions (id, nonce, event_id, tenant, hook_id, hook_name, version, trigger_id, state)
		SELECT e.id, e.nonce, e.id, e.tenant, h.id, h.name, h.version, e.trigger_id, iif(h.paused + t.paused > 0, 'waiting', 'ready')
		FROM events e JOIN hooks h ON h.tenant = e.tenant AND h.trigger_id = e.trigger_id AND h.enabled = 1
		JOIN tenants t ON t.id = e.tenant
		WHERE e.id BETWEEN ? AND ?`, first, last)
	if isDuplicateKey(err) { // from now on there are triggers with several hooks
		s.several = true
		return s.insertEach(c, arrivals, first, last)
	}
	s.madeReady = s.madeReady || made > 0
	if err != nil || made == 0 {
		return err
	}
	return markWaiting(c, arrivals, made, first, last)
}

// insertPayloads inserts several rows with a statement where it can.
func insertPayloads(c *conn, arrivals []*arrival) error {
	var args []driver.Value
	for _, insert := range eventInserts {
		for ; len(arrivals) >= insert.rows; arrivals = arrivals[insert.rows:] {
			args = args[:0]
			for _, a := range arrivals[:insert.rows] {
				args = append(args, a.id.Key, a.id.Nonce, string(a.event.Tenant), string(a.event.Trigger), []byte(a.event.Payload))
			}
			if _, err := c.exec(insert.query, args...); err != nil {
				return err
			}
		}
	}
	return nil
}

type bulkInsert struct {
	rows  int
	query string
}

var eventInserts = []bulkInsert{insertOf(64), insertOf(8), insertOf(1)}

func insertOf(rows int) bulkInsert {
	return bulkInsert{rows, "INSERT INTO events (id, nonce, tenant, trigger_id, payload) VALUES (?, ?, ?, ?, ?)" +
		strings.Repeat(", (?, ?, ?, ?, ?)", rows-1)}
}

// markWaiting finds the events that got an execution, which mostly is all of them.
func markWaiting(c *conn, arrivals []*arrival, made, first, last int64) error {
	if made == int64(len(arrivals)) {
		for _, a := range arrivals {
			a.waiting = true
		}
		return nil
	}
	i := 0
	return c.query(func(r row) {
		for arrivals[i].id.Key != r.integer(0) {
			i++
		}
		arrivals[i].waiting = true
	}, "SELECT id FROM executions WHERE id BETWEEN ? AND ? ORDER BY id", first, last)
}

// Event implements store.Events.
func (s *Store) Event(ctx context.Context, tenant scripts.TenantID, id scripts.EventID) (scripts.Event, error) {
	event, ok := codec.ParseEvent(id)
	if !ok {
		return scripts.Event{}, codec.EventNotFound()
	}
	e, err := find(ctx, s.readers, codec.EventNotFound(), func(r row) (scripts.Event, error) {
		return scripts.Event{ID: event.Event(), Tenant: tenant, Trigger: scripts.TriggerID(r.text(0)),
			Payload: r.blob(1), CreatedAt: event.Time()}, nil
	}, "SELECT trigger_id, payload FROM events WHERE id = ? AND nonce = ? AND tenant = ?", event.Key, event.Nonce, string(tenant))
	return e, codec.Failed("read event", err)
}
