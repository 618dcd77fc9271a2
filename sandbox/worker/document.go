package worker

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/hookline/hookline/sandbox/wire"
	"github.com/hookline/hookline/scripts"
)

// document is the storage of one run: the parent has it, and knows by the run's id whose
// it is.
type document struct {
	writer *wire.Writer
	run    uint64
	told   chan wire.Tell // has room for the one answer that may be on its way

	mu    sync.Mutex // held while an answer is waited for
	asked int
}

func newDocument(w *wire.Writer, run uint64) *document {
	return &document{writer: w, run: run, told: make(chan wire.Tell, 1)}
}

// Get implements runtime.Storage.
func (d *document) Get(ctx context.Context) (scripts.Document, error) {
	t, err := d.ask(ctx, nil)
	return t.Document, err
}

// Set implements runtime.Storage.
func (d *document) Set(ctx context.Context, change scripts.DocumentChange) (scripts.Document, bool, error) {
	t, err := d.ask(ctx, &change)
	return t.Document, t.Changed, err
}

// ask must not be called after a call whose ctx ended: that answer would be taken for
// this one's. A run has one ctx.
func (d *document) ask(ctx context.Context, change *scripts.DocumentChange) (wire.Tell, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if ctx.Err() != nil {
		return wire.Tell{}, ctx.Err()
	}
	if d.asked == wire.MaxAsks {
		return wire.Tell{}, fmt.Errorf("context.webtask.storage was used %d times in this run, which is the limit", wire.MaxAsks)
	}
	d.asked++
	if err := d.writer.WriteAsk(d.run, change); err != nil {
		return wire.Tell{}, err
	}
	select {
	case t := <-d.told:
		if t.Error != "" {
			return t, errors.New(t.Error)
		}
		return t, nil
	case <-ctx.Done():
		return wire.Tell{}, ctx.Err()
	}
}

// tell hands an answer to the run that asked, if it has not ended.
func (w *worker) tell(f wire.Frame) error {
	t, err := wire.ParseTold(f)
	if err != nil {
		return err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if run := w.runs[f.ID]; run != nil {
		select {
		case run.document.told <- t:
		default: // nobody asked
		}
	}
	return nil
}
