package sqlite

import (
	"context"
	"encoding/json"
	"strings"
	"time"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/store"
	"github.com/hookline/hookline/server/store/codec"
)

// Depth implements store.Queue.
func (s *Store) Depth(ctx context.Context) (store.Depth, error) {
	const counts = `SELECT state, count(*), min(id) FROM executions WHERE state IN ('ready', 'waiting', 'running') GROUP BY state`
	var d store.Depth
	_, err := list(ctx, s.readers, func(r row) (any, error) {
		n := int(r.integer(1))
		switch scripts.State(r.text(0)) {
		case scripts.StateReady:
			d.Ready, d.Oldest = n, codec.ID{Key: r.integer(2)}.Time()
		case scripts.StateWaiting:
			d.Waiting = n
		default:
			d.Running = n
		}
		return nil, nil
	}, counts)
	return d, codec.Failed("count the queue", err)
}

const ended = "('succeeded', 'failed', 'dead', 'canceled')"

// Prune implements store.Keeping. A reader finds what is old, the writer deletes it by key.
func (s *Store) Prune(ctx context.Context, p store.Pruning) (deleted int, err error) {
	before := codec.FirstKey(p.Before)
	executions, events, err := s.old(ctx, p, before)
	if err == nil {
		err = s.writer.do(ctx, func(c *conn) error {
			deleted = len(executions)
			if err := c.remove(executions, events); err != nil || p.Tenant != "" {
				return err
			}
			n, err := c.removeRest(before, codec.FirstKey(p.Keys), p.Limit)
			deleted = max(deleted, n)
			return err
		})
	}
	return deleted, codec.Failed("prune", err)
}

// old lists executions and their events.
func (s *Store) old(ctx context.Context, p store.Pruning, before int64) (executions, events []int64, err error) {
	// By the primary key, which is the order of time, or by the index of the queue.
	where, args := "+state IN "+ended+" AND id < ? ORDER BY id", []any{before}
	if p.Tenant != "" {
		where, args = "state IN "+ended+" AND tenant = ? AND id < ?", []any{string(p.Tenant), before}
	}
	_, err = list(ctx, s.readers, func(r row) (any, error) {
		executions, events = append(executions, r.integer(0)), append(events, r.integer(1))
		return nil, nil
	}, "SELECT id, event_id FROM executions WHERE "+where+" LIMIT ?", append(args, p.Limit)...)
	return executions, events, err
}

// remove deletes executions, and those of their events that have no others.
func (c *conn) remove(executions, events []int64) error {
	if len(executions) == 0 {
		return nil
	}
	for _, one := range []struct {
		query string
		keys  []int64
	}{
		{"DELETE FROM attempts WHERE execution_id IN (SELECT value FROM json_each(?))", executions},
		{"DELETE FROM executions WHERE id IN (SELECT value FROM json_each(?))", executions},
		{"DELETE FROM events WHERE id IN (SELECT value FROM json_each(?)) AND " + orphan, events},
	} {
		encoded, err := json.Marshal(one.keys)
		if err != nil {
			return err
		}
		if _, err := c.exec(one.query, string(encoded)); err != nil {
			return err
		}
	}
	return nil
}

const orphan = `NOT EXISTS (SELECT 1 FROM executions e WHERE e.id = events.id)
	AND NOT EXISTS (SELECT 1 FROM executions e WHERE e.event_id = events.id AND e.event_id <> e.id)`

// removeRest deletes events that never had an execution, and keys.
func (c *conn) removeRest(before, keys int64, limit int) (int, error) {
	events, err := c.exec("DELETE FROM events WHERE id IN (SELECT id FROM events WHERE id < ? AND "+orphan+" ORDER BY id LIMIT ?)", before, int64(limit))
	if err != nil {
		return 0, err
	}
	forgotten, err := c.exec("DELETE FROM keys WHERE (tenant, key) IN (SELECT tenant, key FROM keys WHERE event_id < ? ORDER BY event_id LIMIT ?)", keys, int64(limit))
	return int(max(events, forgotten)), err
}

// PruneVersions implements store.Keeping. As in Prune a reader finds the versions. A
// replay that asks for one at this very moment finds it gone and says so.
func (s *Store) PruneVersions(ctx context.Context, p store.VersionPruning) (deleted int, err error) {
	const old = `SELECT v.rowid FROM versions v JOIN hooks h ON h.id = v.hook_id WHERE v.number <= h.version - ? AND NOT EXISTS (
		SELECT 1 FROM executions e WHERE e.state IN ('ready', 'waiting', 'running') AND e.tenant = h.tenant
		AND e.hook_id = v.hook_id AND e.version = v.number) LIMIT ?`
	versions, err := list(ctx, s.readers, func(r row) (int64, error) { return r.integer(0), nil }, old, p.Keep, p.Limit)
	if err != nil {
		return 0, codec.Failed("prune versions", err)
	}
	encoded, err := json.Marshal(versions)
	if err != nil {
		return 0, err
	}
	err = s.writer.do(ctx, func(c *conn) error {
		if _, err := c.exec("DELETE FROM versions WHERE rowid IN (SELECT value FROM json_each(?))", string(encoded)); err != nil {
			return err
		}
		bundles, err := c.exec(`DELETE FROM bundles WHERE hash IN (SELECT hash FROM bundles WHERE used_at < ?
			AND NOT EXISTS (SELECT 1 FROM versions v WHERE v.packages = bundles.hash) LIMIT ?)`, codec.Millis(p.Unused), int64(p.Limit))
		deleted = max(len(versions), int(bundles))
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
	var args []any
	for _, state := range scripts.States() {
		if state.Ended() {
			parts, args = append(parts, "SELECT * FROM (SELECT id FROM executions WHERE state = ? AND tenant = ? ORDER BY id DESC LIMIT ?)"),
				append(args, string(state), string(tenant), n)
		}
	}
	at, err := find(ctx, s.readers, nil, func(r row) (time.Time, error) { return codec.ID{Key: r.integer(0)}.Time(), nil },
		strings.Join(parts, " UNION ALL ")+" ORDER BY id DESC LIMIT 1 OFFSET ?", append(args, n-1)...)
	return at, codec.Failed("count history", err)
}

// Mark implements store.Keeping.
func (s *Store) Mark(ctx context.Context, name string, value []byte) (stored []byte, err error) {
	err = s.writer.do(ctx, func(c *conn) error {
		if _, err := c.exec("INSERT INTO marks (name, value) VALUES (?, ?) ON CONFLICT DO NOTHING", name, value); err != nil {
			return err
		}
		return c.query(func(r row) { stored = r.blob(0) }, "SELECT value FROM marks WHERE name = ?", name)
	})
	return stored, codec.Failed("mark", err)
}
