package postgres

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/store"
	"github.com/hookline/hookline/server/store/codec"
)

// Depth implements store.Queue.
func (s *Store) Depth(ctx context.Context) (d store.Depth, err error) {
	var oldest *int64
	err = s.pool.QueryRow(ctx, `SELECT (SELECT count(*) FROM executions WHERE state = 'ready'), (SELECT min(id) FROM executions WHERE state = 'ready'),
		(SELECT count(*) FROM executions WHERE state = 'waiting'), (SELECT count(*) FROM executions WHERE state = 'running')`).
		Scan(&d.Ready, &oldest, &d.Waiting, &d.Running)
	if oldest != nil {
		d.Oldest = codec.ID{Key: *oldest}.Time()
	}
	return d, codec.Failed("count the queue", reachable(ctx, err))
}

const ended = "state NOT IN ('waiting', 'ready', 'running')"

// Prune implements store.Keeping.
func (s *Store) Prune(ctx context.Context, p store.Pruning) (deleted int, err error) {
	before := codec.FirstKey(p.Before)
	err = s.transact(ctx, func(ctx context.Context, tx pgx.Tx) error {
		if deleted, err = remove(ctx, tx, p, before); err != nil || p.Tenant != "" {
			return err
		}
		n, err := removeRest(ctx, tx, before, codec.FirstKey(p.Keys), p.Limit)
		deleted = max(deleted, n)
		return err
	})
	return deleted, codec.Failed("prune", err)
}

// remove deletes executions, and those of their events that have no others. Several nodes
// prune at once: each takes what the others have not locked.
func remove(ctx context.Context, tx pgx.Tx, p store.Pruning, before int64) (int, error) {
	where, args := "id < $1", []any{before, p.Limit}
	if p.Tenant != "" {
		where, args = where+" AND tenant = $3", append(args, p.Tenant)
	}
	var keys, events []int64
	if _, err := list(ctx, tx, func(row pgx.CollectableRow) (any, error) {
		var key, event int64
		err := row.Scan(&key, &event)
		keys, events = append(keys, key), append(events, event)
		return nil, err
	}, "SELECT id, event_id FROM executions WHERE "+ended+" AND "+where+" ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED", args...); err != nil || len(keys) == 0 {
		return 0, err
	}
	for _, one := range []struct {
		query string
		keys  []int64
	}{
		{"DELETE FROM attempts WHERE execution_id = ANY($1)", keys},
		{"DELETE FROM executions WHERE id = ANY($1)", keys},
		{"DELETE FROM events WHERE id = ANY($1) AND " + orphan, events},
	} {
		if _, err := tx.Exec(ctx, one.query, one.keys); err != nil {
			return 0, err
		}
	}
	return len(keys), nil
}

const orphan = `NOT EXISTS (SELECT FROM executions e WHERE e.id = events.id)
	AND NOT EXISTS (SELECT FROM executions e WHERE e.event_id = events.id AND e.event_id <> e.id)`

// removeRest deletes events that never had an execution, and keys.
func removeRest(ctx context.Context, tx pgx.Tx, before, keys int64, limit int) (int, error) {
	events, err := tx.Exec(ctx, "DELETE FROM events WHERE id IN (SELECT id FROM events WHERE id < $1 AND "+orphan+" ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED)", before, limit)
	if err != nil {
		return 0, err
	}
	forgotten, err := tx.Exec(ctx, "DELETE FROM keys WHERE (tenant, key) IN (SELECT tenant, key FROM keys WHERE event_id < $1 ORDER BY event_id LIMIT $2 FOR UPDATE SKIP LOCKED)", keys, limit)
	return int(max(events.RowsAffected(), forgotten.RowsAffected())), err
}

// PruneVersions implements store.Keeping. A replay that asks for a version at this very
// moment finds it gone and says so.
func (s *Store) PruneVersions(ctx context.Context, p store.VersionPruning) (deleted int, err error) {
	const waits = "NOT EXISTS (SELECT FROM executions e WHERE e.state = '%s' AND e.tenant = h.tenant AND e.hook_id = v.hook_id AND e.version = v.number)"
	var nothing []string // waits for it; one condition for each index of the queue
	for _, state := range scripts.States() {
		if !state.Ended() {
			nothing = append(nothing, fmt.Sprintf(waits, state))
		}
	}
	err = s.transact(ctx, func(ctx context.Context, tx pgx.Tx) error {
		versions, err := tx.Exec(ctx, `DELETE FROM versions WHERE (hook_id, number) IN (
			SELECT v.hook_id, v.number FROM versions v JOIN hooks h ON h.id = v.hook_id WHERE v.number <= h.version - $1::integer
			AND `+strings.Join(nothing, " AND ")+` ORDER BY v.hook_id, v.number LIMIT $2 FOR UPDATE OF v SKIP LOCKED)`, p.Keep, p.Limit)
		if err != nil {
			return err
		}
		bundles, err := tx.Exec(ctx, `DELETE FROM bundles WHERE hash IN (SELECT hash FROM bundles WHERE used_at < $1
			AND NOT EXISTS (SELECT FROM versions v WHERE v.packages = bundles.hash) ORDER BY hash LIMIT $2 FOR UPDATE SKIP LOCKED)`, codec.Millis(p.Unused), p.Limit)
		deleted = int(max(versions.RowsAffected(), bundles.RowsAffected()))
		return err
	})
	return deleted, codec.Failed("prune versions", err)
}

// Newest implements store.Keeping.
func (s *Store) Newest(ctx context.Context, tenant scripts.TenantID, n int) (time.Time, error) {
	if n < 1 {
		return time.Time{}, nil
	}
	var parts []string
	for _, state := range scripts.States() {
		if state.Ended() {
			parts = append(parts, fmt.Sprintf("(SELECT id FROM executions WHERE state = '%s' AND tenant = $1 ORDER BY id DESC LIMIT $2)", state))
		}
	}
	key, err := one(ctx, s.pool, pgx.RowTo[int64], "SELECT id FROM ("+strings.Join(parts, " UNION ALL ")+") AS merged ORDER BY id DESC LIMIT 1 OFFSET $2 - 1", tenant, n)
	if err = missing(err, nil); err != nil || key == 0 {
		return time.Time{}, codec.Failed("count history", err)
	}
	return codec.ID{Key: key}.Time(), nil
}

// Mark implements store.Keeping.
func (s *Store) Mark(ctx context.Context, name string, value []byte) (stored []byte, err error) {
	err = s.transact(ctx, func(ctx context.Context, tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, "INSERT INTO marks (name, value) VALUES ($1, $2) ON CONFLICT DO NOTHING", name, value); err != nil {
			return err
		}
		return tx.QueryRow(ctx, "SELECT value FROM marks WHERE name = $1", name).Scan(&stored)
	})
	return stored, codec.Failed("mark", err)
}
