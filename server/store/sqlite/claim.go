package sqlite

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/store"
	"github.com/hookline/hookline/server/store/codec"
)

// waiting are a tenant's oldest ready executions, as many as it may run more.
type waiting struct {
	tenant string
	claims []claimed
}

// claimed is an execution and the lease it was claimed under.
type claimed struct{ key, lease int64 }

// Claim implements store.Queue. The writer marks the rows; a reader fetches what is in
// them, so that payloads do not pass through the writer.
func (s *Store) Claim(ctx context.Context, r store.ClaimRequest) ([]store.Claim, error) {
	var chosen []claimed
	at := time.Now()
	err := s.writer.do(ctx, func(c *conn) (err error) {
		if err = s.wake(c, at); err != nil {
			return err
		}
		chosen, err = s.choose(c, r)
		for _, one := range chosen {
			if _, err := c.exec("UPDATE executions SET state = 'running', lease = ?, started_at = ? WHERE id = ?",
				one.lease, codec.Millis(at), one.key); err != nil {
				return err
			}
		}
		return err
	})
	if err != nil {
		return nil, codec.Failed("claim executions", err)
	}
	claims, err := s.fetch(context.WithoutCancel(ctx), chosen)
	if err != nil {
		return nil, codec.Failed("claim executions", errors.Join(err, s.unclaim(chosen)))
	}
	return claims, nil
}

// wake makes ready what was waiting for a time that has come.
func (s *Store) wake(c *conn, now time.Time) error {
	_, err := c.exec("UPDATE executions SET state = 'ready', run_at = NULL WHERE state = 'waiting' AND run_at IS NOT NULL AND run_at <= ?", codec.Millis(now))
	return err
}

// choose takes one execution of each tenant in turn until the limit is reached or
// nothing is left. It looks at no more tenants than the limit, the excepted ones and
// those at their cap, which at least one running execution each stands for.
func (s *Store) choose(c *conn, r store.ClaimRequest) (chosen []claimed, err error) {
	tenants, err := s.walk(c, r)
	if err != nil {
		return nil, err
	}
	for turn := 0; len(chosen) < r.Limit; turn++ {
		before := len(chosen)
		for _, t := range tenants {
			if turn < len(t.claims) && len(chosen) < r.Limit {
				chosen = append(chosen, t.claims[turn])
				s.cursor = t.tenant
			}
		}
		if len(chosen) == before {
			break
		}
	}
	return chosen, nil
}

// walk finds the tenants that may be served, in turn: those after the cursor, then
// the others from the start.
func (s *Store) walk(c *conn, request store.ClaimRequest) (found []waiting, err error) {
	const next = "SELECT tenant FROM executions WHERE state = 'ready' AND tenant > ? ORDER BY tenant LIMIT 1"
	at, wrapped := s.cursor, false
	for len(found) < request.Limit {
		tenant := ""
		if err := c.query(func(r row) { tenant = r.text(0) }, next, at); err != nil {
			return nil, err
		}
		if tenant == "" && !wrapped && s.cursor != "" {
			at, wrapped = "", true
			continue
		}
		if tenant == "" || wrapped && tenant > s.cursor {
			break
		}
		at = tenant
		if slices.Contains(request.Except, scripts.TenantID(tenant)) {
			continue
		}
		claims, err := oldest(c, tenant, request)
		if err != nil {
			return nil, err
		}
		if len(claims) > 0 {
			found = append(found, waiting{tenant, claims})
		}
	}
	return found, nil
}

func oldest(c *conn, tenant string, request store.ClaimRequest) (claims []claimed, err error) {
	running, err := c.count("SELECT count(*) FROM executions WHERE state = 'running' AND tenant = ?", tenant)
	room := min(int64(request.PerTenant)-running, int64(request.Limit))
	if err != nil || room <= 0 {
		return nil, err
	}
	if rooms := request.Rooms[scripts.TenantID(tenant)]; len(rooms) > 0 {
		return oldestWithin(c, tenant, room, maps.Clone(rooms))
	}
	err = c.query(func(r row) { claims = append(claims, claimed{r.integer(0), r.integer(1) + 1}) },
		"SELECT id, lease FROM executions WHERE state = 'ready' AND tenant = ? ORDER BY id LIMIT ?", tenant, room)
	return claims, err
}

// oldestWithin passes over hooks that have no room, or none any more. It takes from rooms.
func oldestWithin(c *conn, tenant string, limit int64, rooms store.Rooms) (claims []claimed, err error) {
	for after, passed := int64(0), true; passed && int64(len(claims)) < limit; {
		full, err := json.Marshal(rooms.Full())
		if err != nil {
			return nil, err
		}
		passed = false
		err = c.query(func(r row) {
			after = r.integer(0)
			if rooms.Take(scripts.HookID(r.text(2))) {
				claims = append(claims, claimed{after, r.integer(1) + 1})
			} else {
				passed = true
			}
		}, `SELECT id, lease, hook_id FROM executions WHERE state = 'ready' AND tenant = ? AND id > ?
			AND hook_id NOT IN (SELECT value FROM json_each(?)) ORDER BY id LIMIT ?`, tenant, after, string(full), limit-int64(len(claims)))
		if err != nil {
			return nil, err
		}
	}
	return claims, nil
}

// fetch reads the claims in the order in which they were chosen.
func (s *Store) fetch(ctx context.Context, chosen []claimed) ([]store.Claim, error) {
	if len(chosen) == 0 {
		return nil, nil
	}
	keys := make([]int64, len(chosen))
	turn := make(map[int64]int, len(chosen))
	for i, one := range chosen {
		keys[i], turn[one.key] = one.key, i
	}
	encoded, err := json.Marshal(keys)
	if err != nil {
		return nil, err
	}
	claims := make([]store.Claim, len(chosen))
	found, err := list(ctx, s.readers, func(r row) (any, error) {
		e, err := decodeExecution(r)
		i := turn[r.integer(0)]
		claims[i] = store.Claim{Lease: store.Lease{Execution: e.ID, Token: chosen[i].lease}, Execution: e,
			Losses: int(r.integer(15)), Payload: r.blob(16), Paused: r.integer(18) > 0, Concurrency: int(r.integer(19))}
		if err == nil {
			claims[i].Retry, err = codec.DecodeRetry(r.blob(17))
		}
		return nil, err
	}, "SELECT "+executionColumns+`, e.losses, ev.payload, h.retry, t.paused + ifnull(h.paused, 0), ifnull(h.concurrency, 0)
		FROM executions e JOIN events ev ON ev.id = e.event_id JOIN tenants t ON t.id = e.tenant LEFT JOIN hooks h ON h.id = e.hook_id
		WHERE e.id IN (SELECT value FROM json_each(?))`, string(encoded))
	if err == nil && len(found) != len(chosen) {
		err = fmt.Errorf("%d of %d claimed executions have an event", len(found), len(chosen))
	}
	return claims, err
}

// unclaim undoes a claim that nobody got to know of.
func (s *Store) unclaim(chosen []claimed) error {
	return s.writer.do(context.Background(), func(c *conn) error {
		s.madeReady = true
		for _, one := range chosen {
			if _, err := c.exec("UPDATE executions SET state = 'ready', started_at = NULL WHERE id = ? AND state = 'running' AND lease = ?",
				one.key, one.lease); err != nil {
				return err
			}
		}
		return nil
	})
}
