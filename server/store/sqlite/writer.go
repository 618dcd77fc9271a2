package sqlite

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"

	"github.com/hookline/hookline/scripts"
)

// writer carries out operations on the one connection that writes. It is a group
// commit without a timer: operations that arrive while a transaction is being
// committed share the next one, so a lone operation waits for its own fsync only.
type writer struct {
	conn  *conn
	batch int // most operations in a transaction
	// afterCommit is called on the writer's goroutine.
	afterCommit func()

	mu     sync.RWMutex // held for reading while sending, so that Close cannot close under a sender
	closed bool
	queue  chan *operation
	ended  chan struct{}
}

// operation is one caller's part of a transaction.
type operation struct {
	// do runs on the writer's goroutine. What it wrote is undone if it fails.
	do func(*conn) error
	// taken is set by whoever is first: the writer, which then carries it out, or
	// its caller, who has given up and is not waiting any more.
	taken atomic.Bool
	done  chan error
	err   error
}

func newWriter(c *conn, queue, batch int, afterCommit func()) *writer {
	w := &writer{
		conn: c, batch: batch, afterCommit: afterCommit,
		queue: make(chan *operation, queue), ended: make(chan struct{}),
	}
	go w.run()
	return w
}

// do returns when what f wrote is on disk, or f's error, and then nothing is. If ctx
// ends before the operation has begun, it never will; once begun it is waited for,
// so that the caller always knows.
func (w *writer) do(ctx context.Context, f func(*conn) error) error {
	o := &operation{do: f, done: make(chan error, 1)}
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
		return &scripts.Fault{Kind: scripts.ErrUnavailable, Message: "The store is closed."}
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
			o.done <- errors.Join(err, o.err)
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

// commit carries out the batch in one transaction. An operation that fails is undone
// alone; an error of commit itself fails them all.
func (w *writer) commit(batch []*operation) error {
	if len(batch) == 0 {
		return nil
	}
	if _, err := w.conn.exec("BEGIN IMMEDIATE"); err != nil {
		return err
	}
	err := w.each(batch)
	if err == nil {
		_, err = w.conn.exec("COMMIT")
	}
	if err != nil {
		_, _ = w.conn.exec("ROLLBACK") // fails where SQLite has rolled back by itself
		return err
	}
	w.afterCommit()
	return nil
}

func (w *writer) each(batch []*operation) error {
	for _, o := range batch {
		if _, err := w.conn.exec("SAVEPOINT operation"); err != nil {
			return err
		}
		if o.err = o.do(w.conn); o.err != nil {
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
