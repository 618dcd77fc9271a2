package sqlite

import (
	"errors"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// isDuplicateKey says whether a statement made a row with the key of another.
func isDuplicateKey(err error) bool {
	var fault *sqlite.Error
	return errors.As(err, &fault) && fault.Code() == sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY
}

// made is an execution that is to be made.
type made struct {
	event   int64
	hook    string
	name    string
	version int64
	state   string
	further bool // there is one before it for the same event
}

// insertEach makes the executions of stored events one by one, for there may be several
// of an event: the first has the key of the event, the others have their own.
func (s *Store) insertEach(c *conn, arrivals []*arrival, first, last int64) error {
	var all []made
	err := c.query(func(r row) {
		m := made{event: r.integer(0), hook: r.text(1), name: r.text(2), version: r.integer(3), state: r.text(4)}
		m.further = len(all) > 0 && all[len(all)-1].event == m.event
		all = append(all, m)
	}, `SELECT e.id, h.id, h.name, h.version, iif(h.paused + t.paused > 0, 'waiting', 'ready')
		FROM events e JOIN hooks h ON h.tenant = e.tenant AND h.trigger_id = e.trigger_id AND h.enabled = 1
		JOIN tenants t ON t.id = e.tenant
		WHERE e.id BETWEEN ? AND ? ORDER BY e.id, h.position, h.id`, first, last)
	if err != nil {
		return err
	}
	i := 0
	for _, m := range all {
		for arrivals[i].id.Key != m.event {
			i++
		}
		if err := s.insertOne(c, arrivals[i], m); err != nil {
			return err
		}
	}
	s.madeReady = s.madeReady || len(all) > 0
	return nil
}

func (s *Store) insertOne(c *conn, a *arrival, m made) error {
	id := a.id
	if m.further {
		id.Key = s.keys.Next(a.id.Time())
		a.further = append(a.further, id)
	} else {
		a.waiting = true
	}
	_, err := c.exec(`INSERT INTO executions (id, nonce, event_id, tenant, hook_id, hook_name, version, trigger_id, state)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`, id.Key, id.Nonce, a.id.Key, string(a.event.Tenant),
		m.hook, m.name, m.version, string(a.event.Trigger), m.state)
	return err
}
