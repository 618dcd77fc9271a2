package postgres

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
)

// What nodes tell each other. The sender's number follows, because NOTIFY comes back to
// its sender too.
const (
	newsReady   = "ready"
	newsChanged = "changed"
)

func (s *Store) news(what string) string { return what + " " + strconv.FormatInt(s.node.Load(), 10) }

func (s *Store) notify(ctx context.Context, what string) error {
	_, err := s.control.Exec(ctx, "SELECT pg_notify($1, $2)", s.channel, s.news(what))
	return err
}

// announce tells the others of ready executions, once for all that became ready
// meanwhile. It is no part of their transactions: NOTIFY makes committing transactions
// wait for each other, and what it does not tell is found by looking.
func (s *Store) announce(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-s.tell:
		}
		_ = s.notify(ctx, newsReady) // the others look every second
	}
}

// changes is to be called in every transaction that changes what nodes keep in memory:
// the others hear of it as soon as it is committed.
func (s *Store) noteChange(ctx context.Context, tx pgx.Tx) error {
	_, err := tx.Exec(ctx, "WITH counted AS (UPDATE changes SET count = count + 1) SELECT pg_notify($1, $2)", s.channel, s.news(newsChanged))
	return err
}

// listen hears the others until ctx ends. After every interruption everything may have
// happened.
func (s *Store) listen(ctx context.Context) {
	for ctx.Err() == nil {
		err := s.hear(ctx)
		if ctx.Err() != nil {
			return
		}
		s.config.Logger.Warn("no news of the other nodes; looking every second instead", keyError, err)
		signal(s.changed)
		timer := time.NewTimer(time.Second)
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
		}
	}
}

func (s *Store) hear(ctx context.Context) error {
	c, err := s.control.Acquire(ctx)
	if err != nil {
		return err
	}
	conn := c.Hijack()
	defer func() { _ = conn.Close(context.WithoutCancel(ctx)) }() // it is of no more use
	if _, err := conn.Exec(ctx, fmt.Sprintf("LISTEN %s", pgx.Identifier{s.channel}.Sanitize())); err != nil {
		return err
	}
	signal(s.ready)
	signal(s.changed)
	for {
		n, err := conn.WaitForNotification(ctx)
		if err != nil {
			return err
		}
		what, sender, _ := strings.Cut(n.Payload, " ")
		switch {
		case sender == strconv.FormatInt(s.node.Load(), 10):
		case what == newsReady:
			signal(s.ready)
		case what == newsChanged:
			signal(s.changed)
		}
	}
}
