package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"
)

// measureEndToEnd posts events of some tenants over HTTP as fast as the server accepts them, and waits
// until the last has been run and its record is stored. The reference is the Runner of
// the same server: the same request and run, with nothing kept.
func (b *bench) measureEndToEnd(ctx context.Context) error {
	all, err := b.databases(ctx)
	if err != nil {
		return err
	}
	for _, d := range all {
		if err := errors.Join(b.endToEnd(ctx, d), d.drop(ctx)); err != nil {
			return fmt.Errorf("%s: %w", d.name, err)
		}
	}
	return nil
}

func (b *bench) endToEnd(ctx context.Context, d database) error {
	s, err := b.startServer(ctx, append([]string{"--events-per-second", "1000000", "--requests-per-second", "1000000"}, d.flags...)...)
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

func (b *bench) endToEndOf(ctx context.Context, s *server, database string, tenants int) (err error) {
	all := make([]*server, tenants)
	events, runs := make([]request, tenants), make([]request, tenants)
	for i := range all {
		if all[i], err = s.of(ctx, fmt.Sprintf("tenant-%d-of-%d", i+1, tenants)); err != nil {
			return err
		}
		id, err := all[i].createHook(ctx, "bench", trivialHook, "unused")
		if err != nil {
			return err
		}
		events[i] = request{s.address, "/api/v2/triggers/post-user-registration/events", all[i].header(), b.payload, http.StatusAccepted, nil}
		runs[i] = request{s.address, "/api/v2/hooks/" + id + "/run", all[i].header(), b.payload, http.StatusOK, nil}
	}
	var ours, floor []float64
	for range b.rounds {
		began := time.Now()
		n, err := load(ctx, b.period, events...)
		if err != nil {
			return err
		}
		accepted := n * time.Since(began).Seconds()
		for _, tenant := range all { // what is idle stays so
			if err := tenant.idle(ctx); err != nil {
				return err
			}
		}
		ours = append(ours, accepted/time.Since(began).Seconds())
		if n, err = load(ctx, b.period, runs...); err != nil {
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

// idle waits until nothing of the tenant is ready or running.
func (s *server) idle(ctx context.Context) error {
	for deadline := time.Now().Add(2 * time.Minute); ; time.Sleep(20 * time.Millisecond) {
		left := 0
		for _, state := range []string{"ready", "running"} {
			var page struct{ Executions []any }
			if err := s.call(ctx, "GET", "/api/v2/executions?per_page=1&state="+state, nil, &page); err != nil {
				return err
			}
			left += len(page.Executions)
		}
		if left == 0 {
			return nil
		}
		if time.Now().After(deadline) {
			return errors.New("executions are left after two minutes")
		}
	}
}
