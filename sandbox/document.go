package sandbox

import (
	"context"
	"fmt"
	"time"

	"github.com/hookline/hookline/runtime"
	"github.com/hookline/hookline/sandbox/wire"
	"github.com/hookline/hookline/scripts"
)

// askTimeout bounds one access to a document. It ends with the worker, too.
const askTimeout = 5 * time.Second

// admitAsk answers a worker that asks for the document of a run. Which document that is
// was said with the run, so a worker reaches those of its own runs and no others. The
// caller holds mu; x is nil where the worker has no such run.
func (p *process) admitAsk(x *exchange, f wire.Frame) error {
	change, err := wire.ParseAsk(f)
	switch {
	case err != nil:
		return err
	case x == nil || x.expects == 0:
		return errUnexpected
	case x.asking || x.asked == wire.MaxAsks:
		return fmt.Errorf("%w: a run asks too much", wire.ErrProtocol)
	case change != nil && (len(change.Data) > scripts.MaxDocumentBytes || change.Data != nil && !validJSON(change.Data)):
		return fmt.Errorf("%w: bad document", wire.ErrProtocol)
	}
	x.asking = true
	x.asked++
	storage := x.storage
	p.asks.Go(func() { p.answerAsk(x, storage, change) })
	return nil
}

// answerAsk lets the worker ask again before it hears the answer: it may do so at once.
func (p *process) answerAsk(x *exchange, storage runtime.Storage, change *scripts.DocumentChange) {
	t := tell(p.alive, storage, change)
	p.mu.Lock()
	x.asking = false
	p.mu.Unlock()
	if err := p.writer.WriteTold(x.id, t); err != nil && p.alive.Err() == nil {
		p.kill(fmt.Errorf("answer an ask: %w", err))
	}
}

func tell(ctx context.Context, storage runtime.Storage, change *scripts.DocumentChange) (t wire.Tell) {
	if storage == nil {
		return wire.Tell{Error: "context.webtask.storage is not available here"}
	}
	ctx, cancel := context.WithTimeout(ctx, askTimeout)
	defer cancel()
	var err error
	if change == nil {
		t.Document, err = storage.Get(ctx)
	} else {
		t.Document, t.Changed, err = storage.Set(ctx, *change)
	}
	if err != nil { // whose text is not for the hook
		return wire.Tell{Error: "context.webtask.storage could not be reached; try again later"}
	}
	return t
}
