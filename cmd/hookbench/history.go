package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/store"
)

// history is what one event costs a store, from accept to settle, when its
// history has 10 k, 100 k and, with -long, 1 M rows.
func (b *bench) history(ctx context.Context, d database) (err error) {
	s, err := d.open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	_, err = s.CreateHook(ctx, scripts.Hook{Tenant: scripts.DefaultTenant, Name: "bench",
		Trigger: scripts.PostUserRegistration, Enabled: true, Script: trivialHook})
	if err != nil {
		return err
	}
	sizes := []int{10_000, 100_000}
	if b.long {
		sizes = append(sizes, 1_000_000)
	}
	rows, first := 0, 0.0
	for _, size := range sizes {
		const passes, measured = 5, 1000
		if err := b.pass(ctx, s, size-passes*measured-rows); err != nil {
			return err
		}
		costs := make([]float64, passes) // of which the median passes over a vacuum
		for i := range costs {
			began := time.Now()
			if err := b.pass(ctx, s, measured); err != nil {
				return err
			}
			costs[i] = float64(time.Since(began).Microseconds()) / measured
		}
		cost := median(costs)
		if rows = size; first == 0 {
			first = cost
		}
		b.table.add(row{name: fmt.Sprintf("%s: accept, claim and settle with %d k events of history", d.name, size/1000),
			value: fmt.Sprintf("%.0f µs", cost), reference: fmt.Sprintf("%.0f µs with 10 k", first), ratio: cost / first,
			target: "≤ 1.3", reached: cost <= 1.3*first})
	}
	return nil
}

// pass takes n events through the store, many at a time.
func (b *bench) pass(ctx context.Context, s store.Store, n int) error {
	const callers = 64
	event := scripts.Event{Tenant: scripts.DefaultTenant, Trigger: scripts.PostUserRegistration, Payload: b.payload}
	return errors.Join(
		inParallel(callers, n, func(int) error { _, _, err := s.Accept(ctx, event); return err }),
		settleAll(ctx, s, callers, n))
}

func settleAll(ctx context.Context, s store.Store, callers, n int) error {
	for n > 0 {
		claims, err := s.Claim(ctx, store.ClaimRequest{Limit: 256, PerTenant: 256})
		if err != nil {
			return err
		}
		if len(claims) == 0 {
			return fmt.Errorf("%d executions cannot be claimed", n)
		}
		err = inParallel(callers, len(claims), func(i int) error {
			held, err := s.Settle(ctx, claims[i].Lease, store.Settlement{State: scripts.StateSucceeded, StartedAt: time.Now(),
				Attempted: scripts.Attempted{Outcome: scripts.OutcomeReturned, DurationMS: 1}})
			if err == nil && !held {
				return errors.New("a lease was lost")
			}
			return err
		})
		if err != nil {
			return err
		}
		n -= len(claims)
	}
	return nil
}
