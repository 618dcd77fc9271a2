package postgres

import (
	"context"
	"sync"
	"time"

	"github.com/hookline/hookline/server/store"
	"github.com/hookline/hookline/server/store/codec"
)

// held are the claims that this process was given and has not settled. Where the answer to
// a claim is lost with its connection, the database may have leased executions of which
// nobody here knows; they would never run, because this node lives. So for a while after
// such a failure everything is given back that is leased to this node and not held.
type held struct {
	mu    sync.Mutex
	keys  map[int64]struct{}
	doubt time.Time // until when
}

// doubtful is longer than a statement may go on after its connection broke.
const doubtful = 2 * statementTimeout

func (h *held) add(claims []store.Claim) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.keys == nil {
		h.keys = map[int64]struct{}{}
	}
	for _, c := range claims {
		if id, ok := codec.ParseExecution(c.Lease.Execution); ok {
			h.keys[id.Key] = struct{}{}
		}
	}
}

func (h *held) remove(key int64) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.keys, key)
}

func (h *held) lostAnAnswer() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.doubt = time.Now().Add(doubtful)
}

// inDoubt lists what is held, if there is something to be given back.
func (h *held) inDoubt() (keys []int64, doubt bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if time.Now().After(h.doubt) {
		return nil, false
	}
	keys = make([]int64, 0, len(h.keys))
	for key := range h.keys {
		keys = append(keys, key)
	}
	return keys, true
}

// giveBackUnknown is to be called now and then. No claim is under way meanwhile.
func (s *Store) giveBackUnknown(ctx context.Context) error {
	s.claiming.Lock()
	defer s.claiming.Unlock()
	keys, doubt := s.held.inDoubt()
	if !doubt {
		return nil
	}
	tag, err := s.control.Exec(ctx, `UPDATE executions SET state = 'ready', node = NULL, started_at = NULL
		WHERE state = 'running' AND node = $1 AND id <> ALL($2::bigint[])`, s.node.Load(), keys)
	if err == nil && tag.RowsAffected() > 0 {
		s.config.Logger.Warn("executions were claimed in an answer that got lost; they are ready again", keyCount, tag.RowsAffected())
		s.madeReady()
	}
	return err
}
