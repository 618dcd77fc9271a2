// Package pool runs what Node computes on its thread pool: off the VM's goroutine where
// Node calls back later, and in pieces or aside where Node blocks, so that the end of a
// run ends it.
//
// What is computed here is foreign code fed by a tenant. A panic in it becomes an error.
package pool

import (
	"context"
	"errors"
	"fmt"

	"github.com/hookline/hookline/runtime/realm"
)

// Threads is how many computations run at a time in the process, as in Node
// (https://nodejs.org/docs/latest-v20.x/api/cli.html#uv_threadpool_sizesize).
const Threads = 4

// threads belong to the process, because its processors and memory do.
var threads = make(chan struct{}, Threads)

// Go computes on another goroutine, when there is a thread for it, and gives the result
// to done on the loop. work must end soon after its context does.
func Go[T any](r *realm.Realm, work func(context.Context) (T, error), done func(T, error) error) {
	r.Go(func(ctx context.Context) func() error {
		value, err := queued(ctx, work)
		return func() error { return done(value, err) }
	})
}

func queued[T any](ctx context.Context, work func(context.Context) (T, error)) (value T, err error) {
	select {
	case threads <- struct{}{}:
		defer func() { <-threads }()
	case <-ctx.Done():
		return value, context.Cause(ctx)
	}
	return Try(func() (T, error) { return work(ctx) })
}

// Try computes here.
func Try[T any](work func() (T, error)) (value T, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("%w: %v", ErrPanic, fault)
		}
	}()
	return work()
}

// ErrPanic is the error of work that panicked.
var ErrPanic = errors.New("the computation failed")

// Heavy is how many computations that cannot be stopped run at a time in the process.
const Heavy = 2

var heavy = make(chan struct{}, Heavy) // as threads

// Aside computes what cannot be stopped, when there is room for it. When ctx ends it
// returns at once, and the computation goes on alone, so its cost must be bounded. It
// must touch nothing that others use.
func Aside[T any](ctx context.Context, work func() (T, error)) (value T, err error) {
	select {
	case heavy <- struct{}{}:
	case <-ctx.Done():
		return value, context.Cause(ctx)
	}
	type result struct {
		value T
		err   error
	}
	done := make(chan result, 1)
	go func() {
		value, err := Try(work)
		<-heavy
		done <- result{value, err}
	}()
	select {
	case r := <-done:
		return r.value, r.err
	case <-ctx.Done():
		return value, context.Cause(ctx)
	}
}
