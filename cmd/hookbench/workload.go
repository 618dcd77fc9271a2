package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"
)

// workload is events of some tenants, each with a trivial hook, and runs of their hooks.
type workload struct {
	tenants      []*server
	events, runs []request
}

// newWorkload makes the tenants, whose names begin with prefix.
func (b *bench) newWorkload(ctx context.Context, s *server, prefix string, tenants int) (w workload, err error) {
	for i := range tenants {
		tenant, err := s.of(ctx, fmt.Sprintf("%s-%d", prefix, i+1))
		if err != nil {
			return w, err
		}
		id, err := tenant.createHook(ctx, "bench", trivialHook, "unused")
		if err != nil {
			return w, err
		}
		w.tenants = append(w.tenants, tenant)
		w.events = append(w.events, request{s.address, "/api/v2/triggers/post-user-registration/events", tenant.header(), b.payload, http.StatusAccepted, nil})
		w.runs = append(w.runs, request{s.address, "/api/v2/hooks/" + id + "/run", tenant.header(), b.payload, http.StatusOK, nil})
	}
	return w, nil
}

// post posts events for the given time, as fast as they are accepted, waits until the
// last has ended, and returns how many they were.
func (w workload) post(ctx context.Context, period time.Duration) (events float64, err error) {
	began := time.Now()
	perSecond, err := load(ctx, period, w.events...)
	if err != nil {
		return 0, err
	}
	events = perSecond * time.Since(began).Seconds()
	for _, tenant := range w.tenants { // what is idle stays so
		if err := tenant.idle(ctx); err != nil {
			return 0, err
		}
	}
	return events, nil
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
