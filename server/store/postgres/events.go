package postgres

import (
	"bytes"
	"context"

	"github.com/jackc/pgx/v5"

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

	// once, if its key is not empty, is how the event is known again.
	once        store.Once
	fingerprint []byte
	stored      bool
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
	e, ids, _, err := s.accept(ctx, &arrival{event: e})
	return e, ids, err
}

// AcceptOnce implements store.Events.
func (s *Store) AcceptOnce(ctx context.Context, e scripts.Event, once store.Once) (_ scripts.Event, _ []scripts.ExecutionID, repeated bool, err error) {
	return s.accept(ctx, &arrival{event: e, once: once, fingerprint: codec.Fingerprint(e)})
}

func (s *Store) accept(ctx context.Context, a *arrival) (e scripts.Event, ids []scripts.ExecutionID, repeated bool, err error) {
	if err := s.checkTenant(ctx, a.event.Tenant); err != nil {
		return e, nil, false, err
	}
	if err := s.accepts.do(ctx, a); err != nil {
		return e, nil, false, codec.Failed("accept event", err)
	}
	e = a.event
	if !a.stored {
		ids, err = s.first(ctx, a)
		if err != nil {
			return scripts.Event{}, nil, false, codec.Failed("accept event", err)
		}
	} else {
		ids = a.executions()
	}
	e.ID, e.CreatedAt = a.id.Event(), a.id.Time()
	return e, ids, !a.stored, nil
}

// first finds the event that was accepted under the key, and what it was accepted with.
func (s *Store) first(ctx context.Context, a *arrival) ([]scripts.ExecutionID, error) {
	var print []byte
	if err := s.pool.QueryRow(ctx, "SELECT event_id, nonce, fingerprint FROM keys WHERE tenant = $1 AND key = $2", a.event.Tenant, []byte(a.once.Key)).
		Scan(&a.id.Key, &a.id.Nonce, &print); err != nil {
		return nil, reachable(ctx, err)
	}
	if !bytes.Equal(print, a.fingerprint) {
		return nil, codec.KeyConflict()
	}
	return list(ctx, s.pool, func(row pgx.CollectableRow) (scripts.ExecutionID, error) {
		id := a.id
		err := row.Scan(&id.Key)
		return id.Execution(), err
	}, `SELECT id FROM executions WHERE id = $1 UNION ALL
		SELECT id FROM executions WHERE event_id = $1 AND event_id <> id AND replay_of IS NULL ORDER BY id`, a.id.Key)
}

// insertEvents stores events and makes their executions. Of those with one key the first
// is stored, if it is new.
func (s *Store) insertEvents(ctx context.Context, arrivals []*arrival) error {
	type key struct {
		tenant scripts.TenantID
		key    string
	}
	seen := map[key]bool{}
	fresh := make([]*arrival, 0, len(arrivals))
	for _, a := range arrivals {
		a.id, a.waiting, a.further, a.stored = s.newID(), false, nil, false
		k := key{a.event.Tenant, a.once.Key}
		if a.once.Key == "" || !seen[k] {
			fresh = append(fresh, a)
		}
		seen[k] = true
	}
	if !s.several.Load() {
		err := s.insertFresh(ctx, fresh)
		if !isViolation(err, "executions_pkey") {
			return err
		}
		s.several.Store(true) // from now on there are triggers with several hooks
	}
	return s.insertSeveral(ctx, fresh)
}

// storeQuery stores events. A key that is older than its window is as none.
const storeQuery = `
WITH arrived AS (
	SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::bytea[], $6::bytea[], $7::bytea[], $8::bigint[])
		AS a (id, nonce, tenant, trigger_id, payload, key, fingerprint, oldest)
), keyed AS (
	INSERT INTO keys AS k (tenant, key, event_id, nonce, fingerprint)
	SELECT tenant, key, id, nonce, fingerprint FROM arrived WHERE key IS NOT NULL ORDER BY tenant, key
	ON CONFLICT (tenant, key) DO UPDATE SET event_id = excluded.event_id, nonce = excluded.nonce, fingerprint = excluded.fingerprint
		WHERE k.event_id < (SELECT oldest FROM arrived WHERE id = excluded.event_id)
	RETURNING event_id
), stored AS (
	INSERT INTO events (id, nonce, tenant, trigger_id, payload)
	SELECT id, nonce, tenant, trigger_id, payload FROM arrived WHERE key IS NULL OR id IN (SELECT event_id FROM keyed)
	RETURNING id, nonce, tenant, trigger_id
)`

// acceptQuery also makes their executions, in one statement, which is one transaction:
// this is what the identity servers wait for. It fails where an event has several hooks.
const acceptQuery = storeQuery + `
, made AS (
	INSERT INTO executions (id, nonce, event_id, tenant, hook_id, hook_name, version, trigger_id, state)
	SELECT a.id, a.nonce, a.id, a.tenant, h.id, h.name, h.version, a.trigger_id, CASE WHEN h.paused OR t.paused THEN 'waiting' ELSE 'ready' END
	FROM stored a JOIN hooks h ON h.tenant = a.tenant AND h.trigger_id = a.trigger_id AND h.enabled
	JOIN tenants t ON t.id = a.tenant
	RETURNING id
)
SELECT s.id, m.id IS NOT NULL FROM stored s LEFT JOIN made m ON m.id = s.id`

// columns are the arguments of storeQuery, one element for each arrival.
func columns(arrivals []*arrival) []any {
	n := len(arrivals)
	ids, nonces, oldest := make([]int64, n), make([]int64, n), make([]int64, n)
	tenants, triggers := make([]string, n), make([]string, n)
	payloads, keys, prints := make([][]byte, n), make([][]byte, n), make([][]byte, n)
	for i, a := range arrivals {
		ids[i], nonces[i], payloads[i] = a.id.Key, a.id.Nonce, a.event.Payload
		tenants[i], triggers[i] = string(a.event.Tenant), string(a.event.Trigger)
		if a.once.Key != "" {
			keys[i], prints[i], oldest[i] = []byte(a.once.Key), a.fingerprint, codec.FirstKey(a.id.Time().Add(-a.once.Window))
		}
	}
	return []any{ids, nonces, tenants, triggers, payloads, keys, prints, oldest}
}

// byKey finds an arrival by the key of its event.
func byKey(arrivals []*arrival) map[int64]*arrival {
	turn := make(map[int64]*arrival, len(arrivals))
	for _, a := range arrivals {
		turn[a.id.Key] = a
	}
	return turn
}

func (s *Store) insertFresh(ctx context.Context, arrivals []*arrival) error {
	waiting, turn := false, byKey(arrivals)
	_, err := list(ctx, s.pool, func(row pgx.CollectableRow) (any, error) {
		var id int64
		var made bool
		err := row.Scan(&id, &made)
		if a := turn[id]; a != nil {
			a.stored, a.waiting = true, made
		}
		waiting = waiting || made
		return nil, err
	}, acceptQuery, columns(arrivals)...)
	if err == nil && waiting {
		s.madeReady()
	}
	return err
}

// Event implements store.Events.
func (s *Store) Event(ctx context.Context, tenant scripts.TenantID, id scripts.EventID) (scripts.Event, error) {
	event, ok := codec.ParseEvent(id)
	if !ok {
		return scripts.Event{}, codec.EventNotFound()
	}
	e, err := one(ctx, s.pool, func(row pgx.CollectableRow) (scripts.Event, error) {
		e := scripts.Event{ID: id, Tenant: tenant, CreatedAt: event.Time()}
		err := row.Scan(&e.Trigger, (*[]byte)(&e.Payload))
		return e, err
	}, "SELECT trigger_id, payload FROM events WHERE id = $1 AND nonce = $2 AND tenant = $3", event.Key, event.Nonce, tenant)
	if err != nil {
		return scripts.Event{}, codec.Failed("read event", missing(err, codec.EventNotFound()))
	}
	return e, nil
}
