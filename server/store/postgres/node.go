package postgres

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/hookline/hookline/server/store/codec"
)

// register makes a row for this process, in the first slot that is free.
func (s *Store) register(ctx context.Context) error {
	host, _ := os.Hostname() // for people only
	for {
		var node, slot int64
		var clock time.Time
		began := time.Now()
		err := s.control.QueryRow(ctx, `INSERT INTO nodes (slot, name, seen_at)
			SELECT free, $1, clock_timestamp() FROM generate_series(0, $2::int) AS free
			WHERE NOT EXISTS (SELECT FROM nodes WHERE slot = free) ORDER BY free LIMIT 1
			RETURNING id, slot, seen_at`, fmt.Sprintf("%s (pid %d)", host, os.Getpid()), 1<<codec.SlotBits-1).
			Scan(&node, &slot, &clock)
		if isViolation(err, "nodes_slot_key") {
			continue // another node was faster
		}
		if errors.Is(err, pgx.ErrNoRows) {
			return fmt.Errorf("%d nodes share this database already", 1<<codec.SlotBits)
		}
		if err != nil {
			return err
		}
		s.keys.Share(slot)
		s.setClock(began, clock)
		s.node.Store(node)
		return nil
	}
}

// setClock learns the time from an answer of the database, unless what is known of it
// agrees with the answer.
func (s *Store) setClock(asked, clock time.Time) {
	now := time.Now()
	ahead := time.Duration(s.clock.ahead.Load())
	if clock.Before(asked.Add(ahead)) || clock.After(now.Add(ahead)) {
		s.clock.ahead.Store(int64(clock.Sub(asked.Add(now.Sub(asked) / 2))))
	}
}

// live gives signs of life, and sees to the nodes that give none, until ctx ends.
func (s *Store) live(ctx context.Context) {
	beat := time.NewTicker(min(s.config.Lease/10, time.Second))
	defer beat.Stop()
	failing := false
	for {
		select {
		case <-ctx.Done():
			return
		case <-beat.C:
		}
		err := s.beat(ctx)
		if err == nil {
			_, err = s.Recover(ctx)
		}
		if err == nil {
			err = s.wake(ctx)
		}
		if err == nil {
			err = s.giveBackUnknown(ctx)
		}
		if err != nil && !failing && ctx.Err() == nil {
			s.config.Logger.Error("the node cannot give a sign of life", keyError, err)
		}
		failing = err != nil
	}
}

// beat is a sign of life. Where the others have given this node up, it joins again: what
// it was running is theirs.
func (s *Store) beat(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, s.config.Lease/2)
	defer cancel()
	var clock time.Time
	var changes int64
	asked := time.Now()
	err := s.control.QueryRow(ctx, `UPDATE nodes SET seen_at = clock_timestamp() WHERE id = $1
		RETURNING clock_timestamp(), (SELECT count FROM changes)`, s.node.Load()).Scan(&clock, &changes)
	if errors.Is(err, pgx.ErrNoRows) {
		s.config.Logger.Warn("the node was silent for longer than its lease; its executions were given to others")
		return s.register(ctx)
	}
	if err != nil {
		return err
	}
	s.setClock(asked, clock)
	if changes != s.seen {
		s.seen = changes
		signal(s.changed)
	}
	return nil
}

// Recover implements store.Queue: it gives back what nodes run that are gone.
func (s *Store) Recover(ctx context.Context) (int, error) {
	ctx, cancel := context.WithTimeout(ctx, statementTimeout)
	defer cancel()
	// Rows that are locked are being settled or recovered right now.
	tag, err := s.control.Exec(ctx, `WITH silent AS (
			DELETE FROM nodes WHERE seen_at < clock_timestamp() - $1::interval RETURNING id
		), lost AS (
			SELECT e.id FROM executions e WHERE e.state = 'running' AND (e.node IN (SELECT id FROM silent)
				OR NOT EXISTS (SELECT FROM nodes n WHERE n.id = e.node)) FOR UPDATE OF e SKIP LOCKED
		)
		UPDATE executions SET state = 'ready', node = NULL, started_at = NULL WHERE id IN (SELECT id FROM lost)`, s.config.Lease)
	if err != nil {
		return 0, codec.Failed("recover executions", reachable(ctx, err))
	}
	recovered := int(tag.RowsAffected())
	if recovered > 0 {
		s.config.Logger.Warn("executions of a node that is gone run again", keyCount, recovered)
		s.madeReady()
	}
	return recovered, nil
}

// leave gives back what this node runs, so that nobody waits for the end of its lease.
func (s *Store) leave(ctx context.Context) error {
	tag, err := s.control.Exec(ctx, `WITH gone AS (DELETE FROM nodes WHERE id = $1 RETURNING id)
		UPDATE executions SET state = 'ready', node = NULL, started_at = NULL
		WHERE state = 'running' AND node = $1`, s.node.Load())
	if err == nil && tag.RowsAffected() > 0 {
		err = s.notify(ctx, newsReady)
	}
	return err
}
