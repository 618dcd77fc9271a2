package main

import "time"

// queue hands out ready events: tenants in turn, each at most cap running, oldest first.
type queue struct {
	cap     int
	len     int
	ready   map[int][]time.Duration // when they became ready, by tenant
	running map[int]int
	turn    []int        // tenants that have ready events and run fewer than cap
	inTurn  map[int]bool // those in turn
}

func newQueue(limit int) queue {
	return queue{cap: limit, ready: map[int][]time.Duration{}, running: map[int]int{}, inTurn: map[int]bool{}}
}

func (q *queue) push(tenant int, at time.Duration) {
	q.ready[tenant] = append(q.ready[tenant], at)
	q.len++
	q.enter(tenant)
}

// enter puts the tenant at the end of the turn if it may start something.
func (q *queue) enter(tenant int) {
	if !q.inTurn[tenant] && len(q.ready[tenant]) > 0 && q.running[tenant] < q.cap {
		q.turn = append(q.turn, tenant)
		q.inTurn[tenant] = true
	}
}

// pop is the next event, false if none may start.
func (q *queue) pop() (tenant int, at time.Duration, ok bool) {
	if len(q.turn) == 0 {
		return 0, 0, false
	}
	tenant, q.turn = q.turn[0], q.turn[1:]
	q.inTurn[tenant] = false
	at, q.ready[tenant] = q.ready[tenant][0], q.ready[tenant][1:]
	q.len--
	q.running[tenant]++
	q.enter(tenant)
	return tenant, at, true
}

func (q *queue) done(tenant int) {
	q.running[tenant]--
	q.enter(tenant)
}
