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
	return end.held, nil
}

// newSettling encodes the record, on the caller's goroutine.
func newSettling(id codec.ID, token int64, s store.Settlement) (*settling, error) {
	end := &settling{id: id, token: token, state: s.State}
	if s.State == scripts.StateReady {
		if s.Lost {
			end.losses = 1
		}
		return end, nil
	}
	if !slices.Contains(settledStates, s.State) {
		return nil, fmt.Errorf("a claim cannot end as %q", s.State)
	}
	started, outcome := codec.Millis(s.StartedAt), string(s.Attempted.Outcome)
	end.started, end.outcome = &started, &outcome
	var err error
	end.record, err = codec.EncodeRecord(s.Attempted)
	return end, err
}

// settleAll ends claims in one statement. Those that are no longer held are left alone.
func (s *Store) settleAll(ctx context.Context, ends []*settling) error {
	n := len(ends)
	ids, nonces, tokens, losses := make([]int64, n), make([]int64, n), make([]int64, n), make([]int, n)
	states, started, outcomes, records := make([]string, n), make([]*int64, n), make([]*string, n), make([][]byte, n)
	for i, e := range ends {
		ids[i], nonces[i], tokens[i], losses[i] = e.id.Key, e.id.Nonce, e.token, e.losses
		states[i], started[i], outcomes[i], records[i] = string(e.state), e.started, e.outcome, e.record
	}
	held, err := list(ctx, s.pool, pgx.RowTo[int64], `
		UPDATE executions e SET state = s.state, node = NULL, losses = e.losses + s.losses,
			started_at = s.started_at, outcome = s.outcome, record = s.record
		FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::int[], $5::text[], $6::bigint[], $7::text[], $8::bytea[])
			WITH ORDINALITY AS s (id, nonce, lease, losses, state, started_at, outcome, record, turn)
		WHERE e.id = s.id AND e.nonce = s.nonce AND e.state = 'running' AND e.lease = s.lease
		RETURNING s.turn`, ids, nonces, tokens, losses, states, started, outcomes, records)
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
