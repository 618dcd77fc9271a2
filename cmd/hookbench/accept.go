package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/store/sqlite"
)

// measureAccept compares durable accepts with the floor: the same bytes appended to a
// file by a group commit, each caller waiting for its sync.
func (b *bench) measureAccept(ctx context.Context) error {
	for _, callers := range []int{1, 16, 64, 256} {
		var ours, floor []float64
		for range b.rounds {
			n, err := b.acceptsPerSecond(ctx, callers)
			if err != nil {
				return err
			}
			ours = append(ours, n)
			if n, err = b.appendsPerSecond(callers); err != nil {
				return err
			}
			floor = append(floor, n)
		}
		r := row{name: fmt.Sprintf("durable accepts, %d callers", callers), value: perSecond(ours),
			reference: perSecond(floor) + " file", ratio: median(ratios(ours, floor))}
		if callers == 256 {
			r.target, r.reached = "≥ 0.50", r.ratio >= 0.5
		}
		b.table.add(r)
	}
	return nil
}

// acceptsPerSecond stores events, each with one execution, in a fresh store.
func (b *bench) acceptsPerSecond(ctx context.Context, callers int) (perSecond float64, err error) {
	dir, err := os.MkdirTemp(b.dir, "accept")
	if err != nil {
		return 0, err
	}
	s, err := sqlite.Open(ctx, sqlite.Config{Path: filepath.Join(dir, "hookline.db")})
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	_, err = s.CreateHook(ctx, scripts.Hook{Tenant: scripts.DefaultTenant, Name: "bench",
		Trigger: scripts.PostUserRegistration, Enabled: true, Script: trivialHook})
	if err != nil {
		return 0, err
	}
	event := scripts.Event{Tenant: scripts.DefaultTenant, Trigger: scripts.PostUserRegistration, Payload: b.payload}
	return concurrently(callers, b.period, func() error {
		_, executions, err := s.Accept(ctx, event)
		if err == nil && len(executions) != 1 {
			return fmt.Errorf("%d executions, want 1", len(executions))
		}
		return err
	})
}

func (b *bench) appendsPerSecond(callers int) (float64, error) {
	file, err := os.CreateTemp(b.dir, "append")
	if err != nil {
		return 0, err
	}
	queue := make(chan chan error, 1024)
	var writer sync.WaitGroup
	writer.Go(func() { appendBatches(file, b.payload, queue) })
	n, err := concurrently(callers, b.period, func() error {
		done := make(chan error, 1)
		queue <- done
		return <-done
	})
	close(queue)
	writer.Wait()
	return n, errors.Join(err, file.Close())
}

// appendBatches writes what is waiting with one write and one sync.
func appendBatches(file *os.File, record []byte, queue chan chan error) {
	for first := range queue {
		waiting := []chan error{first}
		for len(queue) > 0 {
			waiting = append(waiting, <-queue)
		}
		var text []byte
		for range waiting {
			text = append(text, record...)
		}
		_, err := file.Write(text)
		if err == nil {
			err = file.Sync()
		}
		for _, done := range waiting {
			done <- err
		}
	}
}

// concurrently calls f from so many goroutines for the period and returns calls per second.
func concurrently(callers int, period time.Duration, f func() error) (float64, error) {
	var calls atomic.Int64
	errs := make(chan error, callers)
	began := time.Now()
	var wait sync.WaitGroup
	for range callers {
		wait.Go(func() {
			for time.Since(began) < period {
				if err := f(); err != nil {
					errs <- err
					return
				}
				calls.Add(1)
			}
		})
	}
	wait.Wait()
	took := time.Since(began)
	select {
	case err := <-errs:
		return 0, err
	default:
		return float64(calls.Load()) / took.Seconds(), nil
	}
}
