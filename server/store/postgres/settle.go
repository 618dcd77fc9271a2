package postgres

import (
	"context"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/store"
	"github.com/hookline/hookline/server/store/codec"
)

// settling is the end of a claim on its way in.
type settling struct {
	id      codec.ID
	token   int64
	state   scripts.State
	losses  int
	started *int64
	outcome *string
	record  []byte
	delay   *int64 // of another attempt, in milliseconds
	held    bool
}

var settledStates = []scripts.State{scripts.StateSucceeded, scripts.StateFailed, scripts.StateDead, scripts.StateCanceled}

// Settle implements store.Queue.
func (s *Store) Settle(ctx context.Context, lease store.Lease, settlement store.Settlement) (held bool, err error) {
	id, ok := codec.ParseExecution(lease.Execution)
	if !ok {
		return false, nil
	}
	end, err := newSettling(id, lease.Token, settlement)
	if err == nil {
		err = s.settles.do(ctx, end)
	}
	if err != nil {
		return false, codec.Failed("settle execution", err)
	}
	s.held.remove(id.Key)
	return end.held, nil
}

// newSettling encodes the record, on the caller's goroutine.
func newSettling(id codec.ID, token int64, s store.Settlement) (*settling, error) {
	end := &settling{id: id, token: token, state: s.State}
	if s.State == scripts.StateReady || s.State == scripts.StateWaiting && s.Held {
		if s.Lost {
			end.losses = 1
		}
		return end, nil
	}
	if s.State == scripts.StateWaiting {
		delay := s.Delay.Milliseconds()
		end.delay = &delay
	} else if !slices.Contains(settledStates, s.State) {
		return nil, fmt.Errorf("a claim cannot end as %q", s.State)
	}
	started, outcome := codec.Millis(s.StartedAt), string(s.Attempted.Outcome)
	end.started, end.outcome = &started, &outcome
	var err error
	end.record, err = codec.EncodeRecord(s.Attempted)
	return end, err
}

// settleQuery ends claims that are still held. The record of an attempt that another
// follows goes into attempts, and the row waits for that by this database's clock. What is
// running has a node, and nothing else has: asked for the node instead of the state, the
// planner finds rows by their key, and not through the index of what is running, which it
// takes to be empty and would read once for each of them.
const settleQuery = `
WITH ends AS (
	SELECT s.*, e.attempt FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::int[], $5::text[], $6::bigint[], $7::text[], $8::bytea[], $9::bigint[])
		WITH ORDINALITY AS s (id, nonce, lease, losses, state, started_at, outcome, record, delay, turn)
	JOIN executions e ON e.id = s.id AND e.nonce = s.nonce AND e.node IS NOT NULL AND e.lease = s.lease
), settled AS (
	UPDATE executions e SET state = s.state, node = NULL,
		losses = CASE WHEN s.delay IS NULL THEN e.losses + s.losses ELSE 0 END,
		attempt = e.attempt + (s.delay IS NOT NULL)::int,
		run_at = (extract(epoch FROM clock_timestamp()) * 1000)::bigint + s.delay,
		started_at = CASE WHEN s.delay IS NULL THEN s.started_at END,
		outcome = CASE WHEN s.delay IS NULL THEN s.outcome END,
		record = CASE WHEN s.delay IS NULL THEN s.record END
	FROM ends s WHERE e.id = s.id AND e.node IS NOT NULL AND e.lease = s.lease
	RETURNING s.turn
), kept AS (
	INSERT INTO attempts (execution_id, attempt, started_at, outcome, record)
	SELECT s.id, s.attempt, s.started_at, s.outcome, s.record FROM ends s JOIN settled USING (turn) WHERE s.delay IS NOT NULL
)
SELECT turn FROM settled`

// settleAll ends claims in one statement. Those that are no longer held are left alone.
func (s *Store) settleAll(ctx context.Context, ends []*settling) error {
	n := len(ends)
	ids, nonces, tokens, losses := make([]int64, n), make([]int64, n), make([]int64, n), make([]int, n)
	states, started, outcomes, records := make([]string, n), make([]*int64, n), make([]*string, n), make([][]byte, n)
	delays := make([]*int64, n)
	for i, e := range ends {
		ids[i], nonces[i], tokens[i], losses[i] = e.id.Key, e.id.Nonce, e.token, e.losses
		states[i], started[i], outcomes[i], records[i] = string(e.state), e.started, e.outcome, e.record
		delays[i] = e.delay
	}
	held, err := list(ctx, s.pool, pgx.RowTo[int64], settleQuery, ids, nonces, tokens, losses, states, started, outcomes, records, delays)
	if err != nil {
		return err
	}
	back := false
	for _, turn := range held {
		ends[turn-1].held = true
		back = back || ends[turn-1].state == scripts.StateReady
	}
	if back {
		s.madeReady()
	}
	return nil
}
