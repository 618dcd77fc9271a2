package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/store/codec"
)

// Replay implements store.Queue.
func (s *Store) Replay(ctx context.Context, tenant scripts.TenantID, ids []scripts.ExecutionID, current bool) ([]scripts.ExecutionID, error) {
	keys, nonces := parse(ids)
	fresh := make([]int64, len(keys))
	for i := range fresh {
		fresh[i] = s.keys.Next(s.clock.now())
	}
	var made []scripts.ExecutionID
	err := s.transact(ctx, func(ctx context.Context, tx pgx.Tx) (err error) {
		made, err = list(ctx, tx, readID, `
			INSERT INTO executions (id, nonce, event_id, tenant, hook_id, hook_name, version, trigger_id, state, replay_of)
			SELECT r.fresh, e.nonce, e.event_id, e.tenant, h.id, h.name, CASE WHEN $5 THEN h.version ELSE e.version END, e.trigger_id,
				CASE WHEN h.paused OR t.paused THEN 'waiting' ELSE 'ready' END, e.id
			FROM unnest($1::bigint[], $2::bigint[], $3::bigint[]) AS r (id, nonce, fresh)
			JOIN executions e ON e.id = r.id AND e.nonce = r.nonce AND e.tenant = $4 AND e.state NOT IN ('waiting', 'ready', 'running')
			JOIN hooks h ON h.id = e.hook_id JOIN tenants t ON t.id = e.tenant JOIN events v ON v.id = e.event_id
			JOIN versions w ON w.hook_id = h.id AND w.number = CASE WHEN $5 THEN h.version ELSE e.version END
			RETURNING id, nonce`, keys, nonces, fresh, tenant, current)
		return err
	})
	if err != nil {
		return nil, codec.Failed("replay executions", err)
	}
	s.madeReady()
	return made, nil
}

func readID(row pgx.CollectableRow) (scripts.ExecutionID, error) {
	var id codec.ID
	err := row.Scan(&id.Key, &id.Nonce)
	return id.Execution(), err
}

// parse leaves out what is no id.
func parse(ids []scripts.ExecutionID) (keys, nonces []int64) {
	for _, id := range ids {
		if parsed, ok := codec.ParseExecution(id); ok {
			keys, nonces = append(keys, parsed.Key), append(nonces, parsed.Nonce)
		}
	}
	return keys, nonces
}

// Cancel implements store.Queue.
func (s *Store) Cancel(ctx context.Context, tenant scripts.TenantID, ids []scripts.ExecutionID) (canceled int, err error) {
	keys, nonces := parse(ids)
	err = s.transact(ctx, func(ctx context.Context, tx pgx.Tx) error {
		tag, err := tx.Exec(ctx, `UPDATE executions e SET state = 'canceled', outcome = coalesce(e.outcome, 'canceled'), run_at = NULL
			FROM unnest($1::bigint[], $2::bigint[]) AS r (id, nonce)
			WHERE e.id = r.id AND e.nonce = r.nonce AND e.tenant = $3 AND e.state IN ('waiting', 'ready', 'dead')`, keys, nonces, tenant)
		canceled = int(tag.RowsAffected())
		return err
	})
	return canceled, codec.Failed("cancel executions", err)
}

// wake makes ready what was waiting for a time that has come.
func (s *Store) wake(ctx context.Context) error {
	tag, err := s.control.Exec(ctx, `UPDATE executions SET state = 'ready', run_at = NULL WHERE id IN (
		SELECT id FROM executions WHERE state = 'waiting' AND run_at IS NOT NULL
			AND run_at <= (extract(epoch FROM clock_timestamp()) * 1000)::bigint FOR UPDATE SKIP LOCKED)`)
	if err == nil && tag.RowsAffected() > 0 {
		s.madeReady()
	}
	return err
}
