// Package postgres keeps the store in a PostgreSQL database that any number of nodes
// share. PostgreSQL 14 is the oldest that it works with.
//
// Every node claims its part of the ready executions. Each writes a sign of life every
// second (node.go); what a silent one was running is given to the others when its lease
// is over, by the database's clock alone. A claim has a token that only its own settle
// can use, so a node that was frozen and wakes changes nothing.
//
// Accepts and settles are committed in groups (batch.go). What has become ready, and
// what was changed of hooks, secrets and settings, is told to the other nodes with
// NOTIFY (news.go); a look every second finds what a lost notification hid.
//
// It needs connections of its own: behind a pooler that gives each transaction another
// connection, such as PgBouncer in transaction mode, it refuses to start.
package postgres

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/hookline/hookline/server/store"
	"github.com/hookline/hookline/server/store/codec"
)

// Config says where the database is and bounds what is asked of it.
type Config struct {
	// URL is the address: postgres://user@host:5432/database. A search_path in it is
	// the schema of the tables.
	URL string
	// Lease is how long a node may be silent before its work is given to others. It
	// gives a sign of life ten times as often, and every second at least. Default 10 s.
	Lease time.Duration
	// Connections is the number of connections that serve; two more are for signs of
	// life and for news. Default 16.
	Connections int
	// Queue is the number of accepts and of settles that may wait to be committed;
	// callers beyond it block. Default 1024.
	Queue int
	// Batch is the largest number of them in one transaction. Default 512.
	Batch int
	// Logger is silent if nil.
	Logger *slog.Logger
}

func (c Config) withDefaults() Config {
	c.Lease = cmp.Or(c.Lease, 10*time.Second)
	c.Connections = cmp.Or(c.Connections, 16)
	c.Queue = cmp.Or(c.Queue, 1024)
	c.Batch = cmp.Or(c.Batch, 512)
	c.Logger = cmp.Or(c.Logger, slog.New(slog.DiscardHandler))
	return c
}

// Store is a store.Store. Make one with Open.
type Store struct {
	config  Config
	pool    *pgxpool.Pool // serves
	control *pgxpool.Pool // signs of life and news, which must not wait for the others
	channel string        // of the notifications
	accepts *batcher[*arrival]
	settles *batcher[*settling]
	keys    codec.Keys
	clock   clock
	node    atomic.Int64 // this process's row in nodes
	tenants sync.Map     // scripts.TenantID that are known to exist → struct{}

	ready   chan struct{}
	changed chan struct{}
	several atomic.Bool   // an event was seen that has several hooks
	tell    chan struct{} // work for the other nodes is to be announced
	seen    int64         // changes.count, as beat knows it

	claiming sync.Mutex
	cursor   string // the tenant that was served last; claiming guards it
	held     held

	stop    context.CancelFunc
	working sync.WaitGroup
	closing sync.Once
}

var _ store.Store = (*Store)(nil)

// Open connects, brings the schema up to date and joins the nodes of the database.
func Open(ctx context.Context, config Config) (*Store, error) {
	s, err := open(ctx, config.withDefaults())
	if err != nil {
		return nil, fmt.Errorf("open the PostgreSQL database: %w", err) // pgx keeps passwords out of its errors
	}
	return s, nil
}

func open(ctx context.Context, config Config) (_ *Store, err error) {
	parsed, err := pgxpool.ParseConfig(config.URL)
	if err != nil {
		return nil, err
	}
	if err := examine(ctx, parsed.ConnConfig); err != nil {
		return nil, err
	}
	if err := migrate(ctx, parsed.ConnConfig); err != nil {
		return nil, fmt.Errorf("migrate: %w", err)
	}
	s := &Store{config: config, ready: make(chan struct{}, 1), changed: make(chan struct{}, 1), tell: make(chan struct{}, 1)}
	if s.pool, err = connect(ctx, parsed, config.Connections); err != nil {
		return nil, err
	}
	if s.control, err = connect(ctx, parsed, 2); err == nil {
		err = s.join(ctx)
	}
	if err != nil {
		s.closePools()
		return nil, err
	}
	s.start()
	return s, nil
}

func connect(ctx context.Context, config *pgxpool.Config, connections int) (*pgxpool.Pool, error) {
	config = config.Copy()
	config.MaxConns, config.MinConns = int32(connections), 1
	config.AfterConnect = plan
	return pgxpool.NewWithConfig(ctx, config)
}

// plan has statements planned for tables as they become. Plans are kept, and those that
// were made while the tables were new would read them whole until they are analysed. No
// statement is worth being compiled. It is not said at connecting, which poolers refuse.
func plan(ctx context.Context, conn *pgx.Conn) error {
	_, err := conn.Exec(ctx, "SET enable_seqscan = off; SET jit = off")
	return err
}

// join makes this process one of the nodes.
func (s *Store) join(ctx context.Context) error {
	schema, last := "", int64(0)
	if err := s.control.QueryRow(ctx, `SELECT current_schema(), greatest((SELECT max(id) FROM events),
		(SELECT max(id) FROM executions), 0), (SELECT count FROM changes)`).Scan(&schema, &last, &s.seen); err != nil {
		return err
	}
	s.channel = "hookline_" + schema
	s.keys.After(last)
	return s.register(ctx)
}

func (s *Store) start() {
	ctx, stop := context.WithCancel(context.Background())
	s.stop = stop
	s.accepts = newBatcher(s.config, s.insertEvents)
	s.settles = newBatcher(s.config, s.settleAll)
	s.working.Go(func() { s.live(ctx) })
	s.working.Go(func() { s.listen(ctx) })
	s.working.Go(func() { s.announce(ctx) })
}

// Ping implements store.Store.
func (s *Store) Ping(ctx context.Context) error {
	return codec.Failed("ping", reachable(ctx, s.pool.Ping(ctx)))
}

// Ready implements store.Queue.
func (s *Store) Ready() <-chan struct{} { return s.ready }

// Changed implements store.Store.
func (s *Store) Changed() <-chan struct{} { return s.changed }

// Close carries out what is queued, gives back what this node still runs, and leaves the
// nodes. What is sent meanwhile is carried out or refused as unavailable.
func (s *Store) Close() (err error) {
	s.closing.Do(func() {
		s.accepts.close()
		s.settles.close()
		s.stop()
		s.working.Wait()
		ctx, cancel := context.WithTimeout(context.Background(), closeTimeout)
		defer cancel()
		if fault := s.leave(ctx); fault != nil { // the others notice by its silence
			s.config.Logger.Warn("the node could not sign off", keyError, fault)
		}
		s.closePools()
	})
	return nil
}

const (
	closeTimeout = 5 * time.Second
	// statementTimeout bounds what the database may take for one operation.
	statementTimeout = 30 * time.Second
	keyError         = "error"
	keyCount         = "count"
)

func (s *Store) closePools() {
	s.pool.Close()
	if s.control != nil {
		s.control.Close()
	}
}

// transact carries out one operation in a transaction of its own, anew where PostgreSQL
// has undone it for the sake of another. Once it has begun it is not cut short by ctx, so
// that its caller always knows what is stored.
func (s *Store) transact(ctx context.Context, body func(context.Context, pgx.Tx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), statementTimeout)
	defer cancel()
	for {
		err := pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error { return body(ctx, tx) })
		if !undone(err) || ctx.Err() != nil {
			return bounded(ctx, err)
		}
		// The other is to get what this one has let go, before it comes again.
		select {
		case <-time.After(time.Duration(10+rand.IntN(50)) * time.Millisecond): //nolint:gosec // no secret
		case <-ctx.Done():
		}
	}
}

// clock is the database's.
type clock struct{ ahead atomic.Int64 } // of this machine's, a time.Duration

func (c *clock) now() time.Time { return time.Now().Add(time.Duration(c.ahead.Load())) }

func (s *Store) newID() codec.ID {
	return codec.ID{Key: s.keys.Next(s.clock.now()), Nonce: codec.NewNonce()}
}

func (s *Store) now() time.Time { return s.clock.now().UTC().Truncate(time.Millisecond) }

// newIDs makes n ids with one nonce, as an event and its executions have.
func (s *Store) newIDs(n int) []codec.ID {
	now, nonce, ids := s.clock.now(), codec.NewNonce(), make([]codec.ID, n)
	for i := range ids {
		ids[i] = codec.ID{Key: s.keys.Next(now), Nonce: nonce}
	}
	return ids
}

// signal wakes whoever waits for the channel.
func signal(channel chan struct{}) {
	select {
	case channel <- struct{}{}:
	default:
	}
}

// madeReady wakes this node and the others.
func (s *Store) madeReady() {
	signal(s.ready)
	signal(s.tell)
}
