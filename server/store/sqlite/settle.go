package sqlite

import (
	"context"
	"fmt"
	"slices"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/store"
	"github.com/hookline/hookline/server/store/codec"
)

// Settle implements store.Queue.
func (s *Store) Settle(ctx context.Context, lease store.Lease, settlement store.Settlement) (held bool, err error) {
	id, ok := codec.ParseExecution(lease.Execution)
	if !ok {
		return false, nil
	}
	settle, err := settler(id, lease.Token, settlement)
	if err != nil {
		return false, codec.Failed("settle execution", err)
	}
	err = s.writer.do(ctx, func(c *conn) error {
		changed, err := settle(c)
		held = changed > 0
		s.madeReady = s.madeReady || held && settlement.State == scripts.StateReady
		return err
	})
	return held && err == nil, codec.Failed("settle execution", err)
}

var settledStates = []scripts.State{scripts.StateSucceeded, scripts.StateFailed, scripts.StateDead, scripts.StateCanceled}

// settler is the statement that ends a claim. The record is encoded here, on the
// caller's goroutine.
func settler(id codec.ID, token int64, s store.Settlement) (func(*conn) (int64, error), error) {
	if s.State == scripts.StateReady {
		return func(c *conn) (int64, error) {
			return c.exec(`UPDATE executions SET state = 'ready', started_at = NULL, losses = losses + ?
				WHERE id = ? AND nonce = ? AND state = 'running' AND lease = ?`, s.Lost, id.Key, id.Nonce, token)
		}, nil
	}
	if !slices.Contains(settledStates, s.State) {
		return nil, fmt.Errorf("a claim cannot end as %q", s.State)
	}
	record, err := codec.EncodeRecord(s.Attempted)
	if err != nil {
		return nil, err
	}
	return func(c *conn) (int64, error) {
		return c.exec(`UPDATE executions SET state = ?, started_at = ?, outcome = ?, record = ?
			WHERE id = ? AND nonce = ? AND state = 'running' AND lease = ?`, string(s.State), codec.Millis(s.StartedAt),
			string(s.Attempted.Outcome), record, id.Key, id.Nonce, token)
	}, nil
}

// Recover implements store.Queue.
func (s *Store) Recover(ctx context.Context) (int, error) {
	var recovered int64
	err := s.writer.do(ctx, func(c *conn) (err error) {
		recovered, err = c.exec("UPDATE executions SET state = 'ready', started_at = NULL WHERE state = 'running'")
		s.madeReady = s.madeReady || recovered > 0
		return err
	})
	return int(recovered), codec.Failed("recover executions", err)
}
