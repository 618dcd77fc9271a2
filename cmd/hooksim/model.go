package main

import (
	"math"
	"math/rand/v2"
	"slices"
	"time"
)

// model is what is simulated.
type model struct {
	rate                            float64 // events a second
	skew                            float64
	tenants, shards                 int
	nodes, slots, cap, cores        int
	compute, wait, database, length time.Duration
	seed                            uint64
}

// standard is a node of two cores whose hooks call one other server. The processor and
// database times are those that cmd/hookbench measures.
func standard() model {
	return model{
		rate: 1000, tenants: 1000, skew: 0.5, shards: 1, nodes: 1, slots: 512, cap: 16, cores: 2,
		compute: 700 * time.Microsecond, wait: 100 * time.Millisecond, database: 60 * time.Microsecond,
		length: 20 * time.Second, seed: 1,
	}
}

// result is what came out. Ages are from accepted to started.
type result struct {
	perSecond               float64 // executions that ended
	databaseBusy, coresBusy float64 // shares, of the busiest database and of all cores
	p50, p99                time.Duration
	largest                 time.Duration // p99 of the tenant that sends most
	left                    int           // accepted and not started at the end
}

// weights are the tenants' shares of the events, added up.
func (m model) weights() []float64 {
	sums := make([]float64, m.tenants)
	total := 0.0
	for i := range sums {
		total += 1 / math.Pow(float64(i+1), m.skew)
		sums[i] = total
	}
	for i := range sums {
		sums[i] /= total
	}
	return sums
}

// pick chooses a tenant.
func pick(random *rand.Rand, weights []float64) int {
	i, _ := slices.BinarySearch(weights, random.Float64())
	return min(i, len(weights)-1)
}

// exponential draws a time of that mean.
func exponential(random *rand.Rand, mean time.Duration) time.Duration {
	return time.Duration(random.ExpFloat64() * float64(mean))
}

func percentile(sorted []time.Duration, p float64) time.Duration {
	if len(sorted) == 0 {
		return 0
	}
	return sorted[int(p*float64(len(sorted)-1))].Round(100 * time.Microsecond)
}
