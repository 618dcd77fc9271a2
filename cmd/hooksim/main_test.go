package main

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// TestModelAgreesWithErlang: where the model is an M/M/c queue, waits are as the formula of
// Erlang has them.
func TestModelAgreesWithErlang(t *testing.T) {
	t.Parallel()
	m := model{rate: 80, tenants: 1, shards: 1, nodes: 1, slots: 10, cap: 10, cores: 10, compute: 0,
		wait: 100 * time.Millisecond, length: 4000 * time.Second, seed: 7}
	s := simulate(m)
	// Ten servers, load 8: P(W > t) = 0.4092 e^(-20 t), which is 0.01 at 185.6 ms.
	require.InDelta(t, 185.6, float64(s.p99.Microseconds())/1000, 15)
	require.Zero(t, s.p50)
	require.InDelta(t, 80, s.perSecond, 1)
}

func TestAFloodDoesNotDelayOthers(t *testing.T) {
	t.Parallel()
	m := standard()
	m.tenants, m.skew, m.rate, m.wait = 100, 2, 1500, 200*time.Millisecond // tenant 0 sends 61 % of it
	got := simulate(m)
	require.Greater(t, got.largest, time.Second, "the flooding tenant waits for its cap")
	require.Less(t, got.p50, got.largest)
}

func TestMoreNodesHelpUntilTheDatabaseIsBusy(t *testing.T) {
	t.Parallel()
	m := standard()
	m.rate, m.length = 6000, 5*time.Second
	one := simulate(m)
	m.nodes = 8
	eight := simulate(m)
	require.Positive(t, one.left)
	require.Greater(t, eight.perSecond, 1.5*one.perSecond)
	m.database = time.Millisecond
	bound := simulate(m)
	require.InDelta(t, 1, bound.databaseBusy, 0.01)
	require.Less(t, bound.perSecond, eight.perSecond)
}
