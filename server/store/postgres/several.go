package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/store/codec"
)

// insertSeveral stores events and makes the executions of all their hooks: the first has
// the key of the event, the others have their own.
func (s *Store) insertSeveral(ctx context.Context, arrivals []*arrival) error {
	n := len(arrivals)
	ids, nonces := make([]int64, n), make([]int64, n)
	tenants, triggers, payloads := make([]string, n), make([]string, n), make([][]byte, n)
	turn := make(map[int64]*arrival, n)
	for i, a := range arrivals {
		a.id, a.waiting, a.further = s.keys.newID(), false, nil
		ids[i], nonces[i], payloads[i] = a.id.Key, a.id.Nonce, a.event.Payload
		tenants[i], triggers[i] = string(a.event.Tenant), string(a.event.Trigger)
		turn[a.id.Key] = a
	}
	made := 0
	err := pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, `INSERT INTO events (id, nonce, tenant, trigger_id, payload)
			SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::bytea[])`,
			ids, nonces, tenants, triggers, payloads); err != nil {
			return err
		}
		hooks, err := list(ctx, tx, pgx.RowToStructByPos[enabledHook], `SELECT a.id, h.id, h.name, h.version
			FROM unnest($1::bigint[], $2::text[], $3::text[]) AS a (id, tenant, trigger_id)
			JOIN hooks h ON h.tenant = a.tenant AND h.trigger_id = a.trigger_id AND h.enabled
			ORDER BY a.id, h.position, h.id`, ids, tenants, triggers)
		if err != nil {
			return err
		}
		made = len(hooks)
		batch := &pgx.Batch{}
		for _, h := range hooks {
			s.queueExecution(batch, turn[h.Event], h)
		}
		return tx.SendBatch(ctx, batch).Close()
	})
	if err == nil && made > 0 {
		s.madeReady()
	}
	return reachable(err)
}

// enabledHook is a hook of an event.
type enabledHook struct {
	Event   int64
	ID      scripts.HookID
	Name    string
	Version int
}

func (s *Store) queueExecution(batch *pgx.Batch, a *arrival, h enabledHook) {
	id := a.id
	if a.waiting {
		id = codec.ID{Key: s.keys.newID().Key, Nonce: a.id.Nonce}
		a.further = append(a.further, id)
	}
	a.waiting = true
	batch.Queue(`INSERT INTO executions (id, nonce, event_id, tenant, hook_id, hook_name, version, trigger_id, state)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'ready')`, id.Key, id.Nonce, a.id.Key, a.event.Tenant,
		h.ID, h.Name, h.Version, a.event.Trigger)
}
