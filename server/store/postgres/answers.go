package postgres

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/store"
	"github.com/hookline/hookline/server/store/codec"
)

var _ store.Answers = (*Store)(nil)

// Begin implements store.Answers. As in the queue, the first execution has the key of
// its event, and all have its nonce.
func (s *Store) Begin(executions int) (scripts.EventID, []scripts.ExecutionID) {
	keys := s.newIDs(max(executions, 1))
	ids := make([]scripts.ExecutionID, executions)
	for i := range ids {
		ids[i] = keys[i].Execution()
	}
	return keys[0].Event(), ids
}

// Record implements store.Answers, with one round trip for all of it.
func (s *Store) Record(ctx context.Context, all []store.Answered) error {
	batch := &pgx.Batch{}
	for _, a := range all {
		if err := s.checkTenant(ctx, a.Event.Tenant); err != nil {
			return err
		}
		if err := queueAnswer(batch, a); err != nil {
			return codec.Failed("record an answer", err)
		}
	}
	err := s.transact(ctx, func(ctx context.Context, tx pgx.Tx) error { return tx.SendBatch(ctx, batch).Close() })
	return codec.Failed("record an answer", err)
}

func queueAnswer(batch *pgx.Batch, a store.Answered) error {
	event, ok := codec.ParseEvent(a.Event.ID)
	if !ok {
		return fmt.Errorf("event id %q", a.Event.ID)
	}
	batch.Queue("INSERT INTO events (id, nonce, tenant, trigger_id, payload) VALUES ($1, $2, $3, $4, $5)",
		event.Key, event.Nonce, a.Event.Tenant, a.Event.Trigger, []byte(a.Event.Payload))
	for _, e := range a.Executions {
		id, ok := codec.ParseExecution(e.ID)
		if !ok || id.Nonce != event.Nonce || e.StartedAt == nil {
			return fmt.Errorf("execution %q does not belong to its event or has not started", e.ID)
		}
		record, err := codec.EncodeRecord(e.Attempted)
		if err != nil {
			return err
		}
		batch.Queue(`INSERT INTO executions (id, nonce, event_id, tenant, hook_id, hook_name, version, trigger_id,
			state, attempt, started_at, outcome, record) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
			id.Key, id.Nonce, event.Key, e.Tenant, e.HookID, e.HookName, e.Version, e.Trigger,
			e.State, e.Attempt, codec.Millis(*e.StartedAt), e.Outcome, record)
	}
	return nil
}
