package postgres

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"

	"github.com/jackc/pgx/v5/pgconn"

	"github.com/hookline/hookline/server/store/codec"
)

// batcher commits values in groups, without a timer: values that arrive while a group is
// being committed share the next one.
type batcher[T any] struct {
	most  int
	store func(context.Context, []T) error // all of them in one transaction, or none

	mu     sync.RWMutex // held for reading while sending, so that close cannot close under a sender
	closed bool
	queue  chan *waiting[T]
	ended  chan struct{}
}

// waiting is a value and whoever waits for it. taken is set by whoever is first: the
// batcher, which then stores it, or the caller, who has given up.
type waiting[T any] struct {
	value T
	taken atomic.Bool
	done  chan error
}

func newBatcher[T any](c Config, store func(context.Context, []T) error) *batcher[T] {
	b := &batcher[T]{most: c.Batch, store: store, queue: make(chan *waiting[T], c.Queue), ended: make(chan struct{})}
	go b.run()
	return b
}

// do returns when the value is stored, or its error. If ctx ends before it has begun, it
// never will; once begun it is waited for.
func (b *batcher[T]) do(ctx context.Context, value T) error {
	w := &waiting[T]{value: value, done: make(chan error, 1)}
	if err := b.send(ctx, w); err != nil {
		return err
	}
	select {
	case err := <-w.done:
		return err
	case <-ctx.Done():
		if w.taken.CompareAndSwap(false, true) {
			return ctx.Err()
		}
		return <-w.done
	}
}

func (b *batcher[T]) send(ctx context.Context, w *waiting[T]) error {
	b.mu.RLock()
	defer b.mu.RUnlock()
	if b.closed {
		return codec.Closed()
	}
	select {
	case b.queue <- w:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// close stores what is queued and ends the batcher. It is to be called once.
func (b *batcher[T]) close() {
	b.mu.Lock()
	b.closed = true
	close(b.queue)
	b.mu.Unlock()
	<-b.ended
}

func (b *batcher[T]) run() {
	defer close(b.ended)
	var batch []*waiting[T]
	var values []T
	for first := range b.queue {
		batch, values = b.gather(first, batch[:0]), values[:0]
		for _, w := range batch {
			values = append(values, w.value)
		}
		if len(batch) > 0 {
			b.commit(batch, values)
		}
		clear(batch)
		clear(values)
	}
}

// gather takes what is queued, and drops what nobody waits for.
func (b *batcher[T]) gather(w *waiting[T], batch []*waiting[T]) []*waiting[T] {
	for {
		if w.taken.CompareAndSwap(false, true) {
			batch = append(batch, w)
		}
		if len(batch) == b.most {
			return batch
		}
		select {
		case next, open := <-b.queue:
			if !open {
				return batch
			}
			w = next
		default:
			return batch
		}
	}
}

// commit stores the batch at once. Where the database refuses it because of one of them,
// each is stored alone, so that it fails alone.
func (b *batcher[T]) commit(batch []*waiting[T], values []T) {
	err := b.one(values)
	var refused *pgconn.PgError
	apart := len(batch) > 1 && errors.As(err, &refused)
	for i, w := range batch {
		if apart {
			err = b.one(values[i : i+1])
		}
		w.done <- err
	}
}

func (b *batcher[T]) one(values []T) error {
	ctx, cancel := context.WithTimeout(context.Background(), statementTimeout)
	defer cancel()
	return bounded(ctx, b.store(ctx, values))
}
