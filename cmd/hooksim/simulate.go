package main

import (
	"container/heap"
	"math/rand/v2"
	"slices"
	"time"
)

// simulation is one run of a model. Times are since its start.
type simulation struct {
	model
	random   *rand.Rand
	weights  []float64
	steps    steps
	shards   []*shard
	ages     []time.Duration
	largest  []time.Duration // ages of tenant 0
	ended    int
	computed time.Duration
}

// shard is one database with its nodes.
type shard struct {
	queue    queue
	nodes    []*node
	freeAt   time.Duration // when the database has done what it was asked
	busy     time.Duration
	starting int // node that is asked first
}

// node runs executions.
type node struct {
	free  int             // slots
	cores []time.Duration // when each is free
}

func simulate(m model) result {
	s := &simulation{model: m, random: rand.New(rand.NewPCG(m.seed, m.seed)), weights: m.weights()} //nolint:gosec // repeatable on purpose
	for range m.shards {
		sh := &shard{queue: newQueue(m.cap)}
		for range m.nodes {
			sh.nodes = append(sh.nodes, &node{free: m.slots, cores: make([]time.Duration, m.cores)})
		}
		s.shards = append(s.shards, sh)
	}
	s.arrive(0)
	for len(s.steps) > 0 && s.steps[0].at < m.length {
		next := heap.Pop(&s.steps).(step)
		next.do(next.at)
	}
	return s.result()
}

func (s *simulation) at(when time.Duration, do func(now time.Duration)) {
	heap.Push(&s.steps, step{when, do})
}

// arrive takes one event in, and plans the next. A third of its database time is the
// accept.
func (s *simulation) arrive(now time.Duration) {
	tenant := pick(s.random, s.weights)
	sh := s.shards[tenant%s.model.shards]
	s.at(sh.ask(now, s.database/3), func(now time.Duration) {
		sh.queue.push(tenant, now)
		s.claim(sh, now)
	})
	s.at(now+exponential(s.random, time.Duration(float64(time.Second)/s.rate)), s.arrive)
}

// ask gives the database work and says when it is done.
func (sh *shard) ask(now, work time.Duration) time.Duration {
	sh.freeAt = max(sh.freeAt, now) + work
	sh.busy += work
	return sh.freeAt
}

// claim starts executions while there are some that may start and slots for them.
func (s *simulation) claim(sh *shard, now time.Duration) {
	for {
		n := sh.nextNode()
		if n == nil {
			return
		}
		tenant, readyAt, ok := sh.queue.pop()
		if !ok {
			return
		}
		n.free--
		s.at(sh.ask(now, s.database/3), func(now time.Duration) { s.start(sh, n, tenant, readyAt, now) })
	}
}

// nextNode is a node with a free slot, in turn; nil if there is none.
func (sh *shard) nextNode() *node {
	for range sh.nodes {
		n := sh.nodes[sh.starting%len(sh.nodes)]
		sh.starting++
		if n.free > 0 {
			return n
		}
	}
	return nil
}

func (s *simulation) start(sh *shard, n *node, tenant int, readyAt, now time.Duration) {
	core := slices.Index(n.cores, slices.Min(n.cores))
	began := max(now, n.cores[core])
	work := exponential(s.random, s.compute)
	n.cores[core] = began + work
	s.computed += work
	s.ages = append(s.ages, began-readyAt)
	if tenant == 0 {
		s.largest = append(s.largest, began-readyAt)
	}
	s.at(began+work+exponential(s.random, s.wait), func(now time.Duration) {
		s.at(sh.ask(now, s.database/3), func(now time.Duration) {
			s.ended++
			n.free++
			sh.queue.done(tenant)
			s.claim(sh, now)
		})
	})
}

func (s *simulation) result() result {
	slices.Sort(s.ages)
	slices.Sort(s.largest)
	r := result{
		perSecond: float64(s.ended) / s.length.Seconds(),
		coresBusy: min(s.computed.Seconds()/(s.length.Seconds()*float64(s.cores*s.nodes*s.model.shards)), 1),
		p50:       percentile(s.ages, 0.5), p99: percentile(s.ages, 0.99), largest: percentile(s.largest, 0.99),
	}
	for _, sh := range s.shards {
		r.left += sh.queue.len
		r.databaseBusy = max(r.databaseBusy, min(sh.busy.Seconds()/s.length.Seconds(), 1))
	}
	return r
}

// steps is the heap of what is going to happen.
type steps []step

type step struct {
	at time.Duration
	do func(now time.Duration)
}

func (s steps) Len() int           { return len(s) }
func (s steps) Less(i, j int) bool { return s[i].at < s[j].at }
func (s steps) Swap(i, j int)      { s[i], s[j] = s[j], s[i] }
func (s *steps) Push(x any)        { *s = append(*s, x.(step)) }
func (s *steps) Pop() any {
	old := *s
	last := old[len(old)-1]
	*s = old[:len(old)-1]
	return last
}
