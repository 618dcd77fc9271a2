package main

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// endToEnd posts events of some tenants over HTTP as fast as the server accepts them, and
// waits until the last has been run and its record is stored. The reference is the Runner of
// the same server: the same request and run, with nothing kept.
func (b *bench) endToEnd(ctx context.Context, d database) error {
	s, err := b.startServer(ctx, slices.Concat(unlimited, d.flags)...)
	if err != nil {
		return err
	}
	defer s.stop()
	for _, tenants := range []int{1, 8} { // of one tenant 16 run at a time: waiting bounds that
		if err := b.endToEndOf(ctx, s, d.name, tenants); err != nil {
			return err
		}
	}
	return nil
}

func (b *bench) endToEndOf(ctx context.Context, s *server, database string, tenants int) error {
	w, err := b.newWorkload(ctx, s, fmt.Sprintf("of-%d", tenants), tenants)
	if err != nil {
		return err
	}
	var ours, floor []float64
	for range b.rounds {
		began := time.Now()
		n, err := w.post(ctx, b.period)
		if err != nil {
			return err
		}
		ours = append(ours, n/time.Since(began).Seconds())
		if n, err = load(ctx, b.period, w.runs...); err != nil {
			return err
		}
		floor = append(floor, n)
	}
	result := row{name: fmt.Sprintf("%s: accept → run → settled, tenants: %d", database, tenants), value: perSecond(ours),
		reference: perSecond(floor) + " Runner", ratio: median(ratios(ours, floor))}
	if tenants > 1 {
		result.target, result.reached = "≥ 3000/s", median(ours) >= 3000
	}
	b.table.add(result)
	return nil
}
