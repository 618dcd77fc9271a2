package postgres

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"github.com/jackc/pgx/v5"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/store"
	"github.com/hookline/hookline/server/store/codec"
)

// claimQuery walks over the tenants that have something ready, those after the cursor
// first and then the others from the start, until enough of them may be served. The limit
// is shared among them evenly, and as many rows as it leaves to each are locked, oldest
// first, past those that another node is claiming. The constant limit is above every other
// one and only tells the planner that few rows are wanted: it takes a limit that is computed
// for a tenth of the table, and sorts a long queue instead of walking over its index. The
// array and the lateral join keep it from reading whole tables for the same reason.
//
// $1 cursor, $2 tenants that may not be served, $3 limit, $4 and $5 how many of each
// tenant this node runs, $6 how many it may run of each, $7 node, $8 hooks that may not
// run, $9 and $10 hooks of which so many may run.
const claimQuery = `
WITH RECURSIVE after (tenant, place, step) AS (
	SELECT $1::text COLLATE "C", 0, 0
	UNION ALL
	SELECT n.tenant, a.place + (n.tenant <> ALL($2::text[]))::int, a.step + 1
	FROM after a CROSS JOIN LATERAL (
		SELECT e.tenant FROM executions e WHERE e.state = 'ready' AND e.tenant > a.tenant ORDER BY e.tenant LIMIT 1
	) n WHERE a.place < $3::int
), before (tenant, place, step) AS (
	SELECT ''::text COLLATE "C", (SELECT max(place) FROM after), 0
	UNION ALL
	SELECT n.tenant, b.place + (n.tenant <> ALL($2::text[]))::int, b.step + 1
	FROM before b CROSS JOIN LATERAL (
		SELECT e.tenant FROM executions e WHERE e.state = 'ready' AND e.tenant > b.tenant AND e.tenant <= $1 ORDER BY e.tenant LIMIT 1
	) n WHERE b.place < $3::int
), turns AS (
	SELECT tenant, place FROM after WHERE step > 0 AND tenant <> ALL($2::text[])
	UNION ALL
	SELECT tenant, place FROM before WHERE step > 0 AND tenant <> ALL($2::text[])
), oldest AS (
	SELECT x.id, t.place, x.hook_id
	FROM turns t LEFT JOIN unnest($4::text[], $5::int[]) AS b (tenant, runs) ON b.tenant = t.tenant
	CROSS JOIN (SELECT count(*) AS n FROM turns) AS all_turns
	CROSS JOIN LATERAL (
		SELECT o.id, o.hook_id FROM (
			SELECT e.id, e.hook_id FROM executions e WHERE e.state = 'ready' AND e.tenant = t.tenant AND e.hook_id <> ALL($8::text[]) ORDER BY e.id
			LIMIT 1000 FOR UPDATE SKIP LOCKED
		) o LIMIT least($6::int - coalesce(b.runs, 0), $3::int / all_turns.n + (t.place <= $3::int % all_turns.n)::int)
	) x WHERE EXISTS (SELECT FROM nodes WHERE id = $7)
), picked AS (
	SELECT o.id, o.place FROM (SELECT id, place, hook_id, row_number() OVER (PARTITION BY hook_id ORDER BY id) AS nth FROM oldest) o
	LEFT JOIN unnest($9::text[], $10::int[]) AS r (hook_id, room) ON r.hook_id = o.hook_id WHERE r.room IS NULL OR o.nth <= r.room
), claimed AS (
	UPDATE executions SET state = 'running', lease = lease + 1, node = $7,
		started_at = (extract(epoch FROM clock_timestamp()) * 1000)::bigint
	WHERE id = ANY(ARRAY(SELECT id FROM picked))
	RETURNING *
)
SELECT p.place, e.lease, e.losses, v.payload, m.retry, m.paused, m.concurrency, ` + executionColumns + `
FROM claimed e JOIN picked p ON p.id = e.id
CROSS JOIN LATERAL (SELECT payload FROM events WHERE id = e.event_id LIMIT 1) v
CROSS JOIN LATERAL (
	SELECT h.retry, t.paused OR coalesce(h.paused, false) AS paused, coalesce(h.concurrency, 0) AS concurrency
	FROM tenants t LEFT JOIN hooks h ON h.id = e.hook_id WHERE t.id = e.tenant LIMIT 1
) m`

// turn is a claim and the place of its tenant in the walk.
type turn struct {
	place int
	store.Claim
}

// Claim implements store.Queue. The cap is for what this node runs of a tenant: each node
// has a worker process of its own for it.
func (s *Store) Claim(ctx context.Context, r store.ClaimRequest) ([]store.Claim, error) {
	s.claiming.Lock()
	defer s.claiming.Unlock()
	var claims []store.Claim
	rooms := allRooms(r)
	for len(claims) < r.Limit {
		more, err := s.claimSome(ctx, r, r.Limit-len(claims), rooms)
		claims = append(claims, more...)
		full := len(rooms.Full())
		for _, c := range more {
			rooms.Take(c.Execution.HookID)
		}
		filled := len(rooms.Full()) > full // a hook that may have hidden others
		if err != nil && len(claims) > 0 {
			return claims, nil // the next claim meets the error, too
		}
		if err != nil {
			return nil, codec.Failed("claim executions", err)
		}
		if tenantsOf(more) < 2 && !filled {
			break // else, where a tenant or a hook has too little for its part of the limit, the others get it
		}
	}
	return claims, nil
}

func (s *Store) claimSome(ctx context.Context, r store.ClaimRequest, limit int, rooms store.Rooms) ([]store.Claim, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), statementTimeout)
	defer cancel()
	node := s.node.Load()
	busy, runs, full, err := s.runningHere(ctx, node, r)
	if err != nil {
		return nil, err
	}
	hooks, most := slices.Collect(maps.Keys(rooms)), make([]int, 0, len(rooms))
	for _, hook := range hooks {
		most = append(most, rooms[hook])
	}
	found, err := list(ctx, s.pool, readClaim, claimQuery, s.cursor, full, limit, busy, runs, r.PerTenant, node, rooms.Full(), hooks, most)
	if err != nil {
		s.held.lostAnAnswer()
		return nil, bounded(ctx, err)
	}
	if len(found) == 0 {
		return nil, nil
	}
	claims := s.inTurn(found)
	s.held.add(claims)
	return claims, nil
}

// allRooms are those of all tenants, to be taken from.
func allRooms(r store.ClaimRequest) store.Rooms {
	all := store.Rooms{}
	for _, rooms := range r.Rooms {
		maps.Copy(all, rooms)
	}
	return all
}

// runningHere counts what this node runs by tenant, and lists those that may not be served.
func (s *Store) runningHere(ctx context.Context, node int64, r store.ClaimRequest) (busy []string, runs []int, full []string, err error) {
	full = make([]string, 0, len(r.Except))
	for _, tenant := range r.Except {
		full = append(full, string(tenant))
	}
	_, err = list(ctx, s.pool, func(row pgx.CollectableRow) (any, error) {
		var tenant string
		var n int
		err := row.Scan(&tenant, &n)
		busy, runs = append(busy, tenant), append(runs, n)
		if n >= r.PerTenant {
			full = append(full, tenant)
		}
		return nil, err
	}, "SELECT tenant, count(*)::int FROM executions WHERE state = 'running' AND node = $1 GROUP BY tenant", node)
	return busy, runs, full, err
}

// inTurn takes one of each tenant after the other, oldest first within a tenant.
func (s *Store) inTurn(found []turn) []store.Claim {
	slices.SortFunc(found, func(a, b turn) int {
		if a.place != b.place {
			return a.place - b.place
		}
		return cmp.Compare(a.Execution.ID, b.Execution.ID)
	})
	round, before := 0, -1
	rounds := make([][]store.Claim, 0, len(found))
	for _, t := range found {
		if t.place != before {
			round, before = 0, t.place
		}
		if round == len(rounds) {
			rounds = append(rounds, nil)
		}
		rounds[round] = append(rounds[round], t.Claim)
		round++
	}
	claims := slices.Concat(rounds...)
	s.cursor = string(claims[len(claims)-1].Execution.Tenant)
	return claims
}

func readClaim(row pgx.CollectableRow) (t turn, err error) {
	e, retry := &scannedExecution{}, []byte(nil)
	if err := row.Scan(append([]any{&t.place, &t.Lease.Token, &t.Losses, &t.Payload, &retry, &t.Paused, &t.Concurrency}, e.targets()...)...); err != nil {
		return t, err
	}
	if t.Retry, err = codec.DecodeRetry(retry); err != nil {
		return t, err
	}
	t.Execution, err = e.execution()
	t.Lease.Execution = t.Execution.ID
	return t, err
}

func tenantsOf(claims []store.Claim) int {
	tenants := map[scripts.TenantID]bool{}
	for _, c := range claims {
		tenants[c.Execution.Tenant] = true
	}
	return len(tenants)
}
