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
	turn := byKey(arrivals)
	var stored []int64
	made := 0
	err := pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) (err error) {
		if stored, err = list(ctx, tx, pgx.RowTo[int64], storeQuery+" SELECT id FROM stored", columns(arrivals)...); err != nil {
			return err
		}
		hooks, err := list(ctx, tx, pgx.RowToStructByPos[enabledHook], `
			SELECT e.id, h.id, h.name, h.version, CASE WHEN h.paused OR t.paused THEN 'waiting' ELSE 'ready' END
			FROM events e JOIN hooks h ON h.tenant = e.tenant AND h.trigger_id = e.trigger_id AND h.enabled
			JOIN tenants t ON t.id = e.tenant
			WHERE e.id = ANY($1) ORDER BY e.id, h.position, h.id`, stored)
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
	if err != nil {
		return reachable(ctx, err)
	}
	for _, id := range stored {
		turn[id].stored = true
	}
	if made > 0 {
		s.madeReady()
	}
	return nil
}

// enabledHook is a hook of an event.
type enabledHook struct {
	Event   int64
	ID      scripts.HookID
	Name    string
	Version int
	State   scripts.State
}

func (s *Store) queueExecution(batch *pgx.Batch, a *arrival, h enabledHook) {
	id := a.id
	if a.waiting {
		id = codec.ID{Key: s.newID().Key, Nonce: a.id.Nonce}
		a.further = append(a.further, id)
	}
	a.waiting = true
	batch.Queue(`INSERT INTO executions (id, nonce, event_id, tenant, hook_id, hook_name, version, trigger_id, state)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`, id.Key, id.Nonce, a.id.Key, a.event.Tenant,
		h.ID, h.Name, h.Version, a.event.Trigger, h.State)
}
