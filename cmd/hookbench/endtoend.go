package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"
)

// measureEndToEnd posts events over HTTP as fast as the server accepts them, and waits
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
	const wanted = 3000
	s, err := b.startServer(ctx, append([]string{"--events-per-second", "1000000", "--requests-per-second", "1000000"}, d.flags...)...)
	if err != nil {
		return err
	}
	defer s.stop()
	id, err := s.createHook(ctx, "bench", trivialHook, "unused")
	if err != nil {
		return err
	}
	header := http.Header{"Authorization": {"Bearer " + s.token}}
	event := request{s.address, "/api/v2/triggers/post-user-registration/events", header, b.payload, http.StatusAccepted, nil}
	runner := request{s.address, "/api/v2/hooks/" + id + "/run", header, b.payload, http.StatusOK, nil}
	var ours, floor []float64
	for range b.rounds {
		began := time.Now()
		n, err := load(ctx, event, b.period)
		if err != nil {
			return err
		}
		events := n * time.Since(began).Seconds()
		if err := s.idle(ctx); err != nil {
			return err
		}
		ours = append(ours, events/time.Since(began).Seconds())
		if n, err = load(ctx, runner, b.period); err != nil {
			return err
		}
		floor = append(floor, n)
	}
	b.table.add(row{name: d.name + ": accept → run → settled, 32 connections", value: perSecond(ours), reference: perSecond(floor) + " Runner",
		ratio: median(ratios(ours, floor)), target: "≥ 3000/s", reached: median(ours) >= wanted})
	return nil
}

// idle waits until nothing is ready or running.
func (s *server) idle(ctx context.Context) error {
	for deadline := time.Now().Add(2 * time.Minute); ; time.Sleep(5 * time.Millisecond) {
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
