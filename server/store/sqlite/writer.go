package sqlite

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"

	"github.com/hookline/hookline/server/store/codec"
)

// writer carries out operations on the one connection that writes. It is a group
// commit without a timer: operations that arrive while a transaction is being
// committed share the next one, so a lone operation waits for its own fsync only.
type writer struct {
	conn  *conn
	batch int // most operations in a transaction
	// insert stores events; afterCommit follows a commit. Both are called on the
	// writer's goroutine.
	insert      func(*conn, []*arrival) error
	afterCommit func()

	mu     sync.RWMutex // held for reading while sending, so that Close cannot close under a sender
	closed bool
	queue  chan *operation
	ended  chan struct{}
	events []*arrival // of the current batch
}

// operation is one caller's part of a transaction: an event, which is stored together
// with the other events of the batch, or anything else.
type operation struct {
	event *arrival
	// do runs on the writer's goroutine, a second time if the first was undone because
	// another failed. What it wrote is undone if it fails.
	do func(*conn) error
	// taken is set by whoever is first: the writer, which then carries it out, or
	// its caller, who has given up and is not waiting any more.
	taken atomic.Bool
	done  chan error
	err   error
}

func (w *writer) start(queue int) {
	w.queue, w.ended = make(chan *operation, queue), make(chan struct{})
	go w.run()
}

func (w *writer) do(ctx context.Context, f func(*conn) error) error {
	return w.wait(ctx, &operation{do: f})
}

func (w *writer) accept(ctx context.Context, a *arrival) error {
	return w.wait(ctx, &operation{event: a})
}

// wait returns when what the operation wrote is on disk, or its error, and then nothing
// is. If ctx ends before the operation has begun, it never will; once begun it is
// waited for, so that the caller always knows.
func (w *writer) wait(ctx context.Context, o *operation) error {
	o.done = make(chan error, 1)
	if err := w.send(ctx, o); err != nil {
		return err
	}
	select {
	case err := <-o.done:
		return err
	case <-ctx.Done():
		if o.taken.CompareAndSwap(false, true) {
			return ctx.Err()
		}
		return <-o.done
	}
}

func (w *writer) send(ctx context.Context, o *operation) error {
	w.mu.RLock()
	defer w.mu.RUnlock()
	if w.closed {
		return codec.Closed()
	}
	select {
	case w.queue <- o:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// close carries out what is queued and ends the writer. It is to be called once.
func (w *writer) close() error {
	w.mu.Lock()
	w.closed = true
	close(w.queue)
	w.mu.Unlock()
	<-w.ended
	return w.conn.close()
}

func (w *writer) run() {
	defer close(w.ended)
	var batch []*operation
	for first := range w.queue {
		batch = w.gather(append(batch[:0], first))
		err := w.commit(batch)
		for _, o := range batch {
			o.done <- unavailable(errors.Join(err, o.err))
		}
		clear(batch)
	}
}

// gather adds what is waiting, and drops what nobody waits for.
func (w *writer) gather(batch []*operation) []*operation {
	if !batch[0].taken.CompareAndSwap(false, true) {
		batch = batch[:0]
	}
	for len(batch) < w.batch {
		select {
		case o, ok := <-w.queue:
			if !ok {
				return batch
			}
			if o.taken.CompareAndSwap(false, true) {
				batch = append(batch, o)
			}
		default:
			return batch
		}
	}
	return batch
}

// commit carries out the batch in one transaction, and in a second one if that fails:
// the first has nothing that would undo a single operation, because that costs each of
// them a quarter of its time.
func (w *writer) commit(batch []*operation) error {
	if len(batch) == 0 {
		return nil
	}
	err := w.transact(func() error { return w.together(batch) })
	if err != nil {
		err = w.transact(func() error { return w.apart(batch) })
	}
	if err == nil {
		w.afterCommit()
	}
	return err
}

func (w *writer) transact(body func() error) error {
	if _, err := w.conn.exec("BEGIN IMMEDIATE"); err != nil {
		return err
	}
	err := body()
	if err == nil {
		_, err = w.conn.exec("COMMIT")
	}
	if err != nil {
		_, _ = w.conn.exec("ROLLBACK") // fails where SQLite has rolled back by itself
	}
	return err
}

// together stops at the first failure.
func (w *writer) together(batch []*operation) error {
	w.events = w.events[:0]
	for _, o := range batch {
		if o.event != nil {
			w.events = append(w.events, o.event)
		} else if err := o.do(w.conn); err != nil {
			return err
		}
	}
	return w.insert(w.conn, w.events)
}

// apart undoes each operation that fails, and keeps its error for its caller.
func (w *writer) apart(batch []*operation) error {
	for _, o := range batch {
		if _, err := w.conn.exec("SAVEPOINT operation"); err != nil {
			return err
		}
		if o.event != nil {
			o.err = w.insert(w.conn, []*arrival{o.event})
		} else {
			o.err = o.do(w.conn)
		}
		if o.err != nil {
			if _, err := w.conn.exec("ROLLBACK TO operation"); err != nil {
				return errors.Join(o.err, err)
			}
		}
		if _, err := w.conn.exec("RELEASE operation"); err != nil {
			return err
		}
	}
	return nil
}
