package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"github.com/hookline/hookline/scripts"
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
	if err := s.accepts.do(ctx, a); err != nil {
		return scripts.Event{}, nil, codec.Failed("accept event", err)
	}
	e.ID, e.CreatedAt = a.id.Event(), a.id.Time()
	return e, a.executions(), nil
}

// insertEvents stores events and makes their executions in one statement, which is one
// transaction: this is what the identity servers wait for. Where an event has several
// hooks that statement fails, for they get the same key; from then on it takes three.
func (s *Store) insertEvents(ctx context.Context, arrivals []*arrival) error {
	if !s.several.Load() {
		err := s.insertSingles(ctx, arrivals)
		if !isViolation(err, "executions_pkey") {
			return err
		}
		s.several.Store(true)
	}
	return s.insertSeveral(ctx, arrivals)
}

func (s *Store) insertSingles(ctx context.Context, arrivals []*arrival) error {
	n := len(arrivals)
	ids, nonces := make([]int64, n), make([]int64, n)
	tenants, triggers, payloads := make([]string, n), make([]string, n), make([][]byte, n)
	turn := make(map[int64]*arrival, n)
	for i, a := range arrivals {
		a.id, a.waiting = s.keys.newID(), false
		ids[i], nonces[i], payloads[i] = a.id.Key, a.id.Nonce, a.event.Payload
		tenants[i], triggers[i] = string(a.event.Tenant), string(a.event.Trigger)
		turn[a.id.Key] = a
	}
	made, err := list(ctx, s.pool, pgx.RowTo[int64], `
		WITH arrived AS (
			SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::bytea[]) AS a (id, nonce, tenant, trigger_id, payload)
		), stored AS (
			INSERT INTO events (id, nonce, tenant, trigger_id, payload) SELECT id, nonce, tenant, trigger_id, payload FROM arrived
		)
		INSERT INTO executions (id, nonce, event_id, tenant, hook_id, hook_name, version, trigger_id, state)
		SELECT a.id, a.nonce, a.id, a.tenant, h.id, h.name, h.version, a.trigger_id, 'ready'
		FROM arrived a JOIN hooks h ON h.tenant = a.tenant AND h.trigger_id = a.trigger_id AND h.enabled
		RETURNING id`, ids, nonces, tenants, triggers, payloads)
	if err != nil {
		return err
	}
	for _, id := range made {
		turn[id].waiting = true
	}
	if len(made) > 0 {
		s.madeReady()
	}
	return nil
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
