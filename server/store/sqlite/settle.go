package sqlite

import (
	"context"
	"fmt"
	"slices"
	"time"

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

const held = " WHERE id = ? AND nonce = ? AND state = 'running' AND lease = ?"

// settler is the statement that ends a claim. The record is encoded here, on the
// caller's goroutine.
func settler(id codec.ID, token int64, s store.Settlement) (func(*conn) (int64, error), error) {
	switch {
	case s.State == scripts.StateReady:
		return func(c *conn) (int64, error) {
			return c.exec("UPDATE executions SET state = 'ready', started_at = NULL, losses = losses + ?"+held, s.Lost, id.Key, id.Nonce, token)
		}, nil
	case s.State == scripts.StateWaiting && s.Held:
		return func(c *conn) (int64, error) {
			return c.exec("UPDATE executions SET state = 'waiting', started_at = NULL"+held, id.Key, id.Nonce, token)
		}, nil
	case s.State != scripts.StateWaiting && !slices.Contains(settledStates, s.State):
		return nil, fmt.Errorf("a claim cannot end as %q", s.State)
	}
	record, err := codec.EncodeRecord(s.Attempted)
	if err != nil {
		return nil, err
	}
	if s.State == scripts.StateWaiting {
		return func(c *conn) (int64, error) { return c.retry(id, token, s, record) }, nil
	}
	return func(c *conn) (int64, error) {
		return c.exec("UPDATE executions SET state = ?, started_at = ?, outcome = ?, record = ?"+held, string(s.State), codec.Millis(s.StartedAt),
			string(s.Attempted.Outcome), record, id.Key, id.Nonce, token)
	}, nil
}

// retry keeps the record of the attempt and makes the execution wait for the next.
func (c *conn) retry(id codec.ID, token int64, s store.Settlement, record []byte) (int64, error) {
	changed, err := c.exec(`INSERT INTO attempts (execution_id, attempt, started_at, outcome, record)
		SELECT id, attempt, ?, ?, ? FROM executions`+held, codec.Millis(s.StartedAt), string(s.Attempted.Outcome), record, id.Key, id.Nonce, token)
	if err != nil || changed == 0 {
		return 0, err
	}
	return c.exec("UPDATE executions SET state = 'waiting', run_at = ?, started_at = NULL, attempt = attempt + 1, losses = 0"+held,
		codec.Millis(time.Now().Add(s.Delay)), id.Key, id.Nonce, token)
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
