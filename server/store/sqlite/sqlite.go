// Package sqlite keeps the store in one SQLite file that one process owns.
//
// Everything that writes goes through one goroutine and its connection, in group
// commits (writer.go); reads have a pool of read-only connections and wait for no
// writer. The file is in WAL mode with synchronous=FULL: what a call has reported is
// on disk, and survives a power cut.
//
// It is not for a network file system, nor for two processes; the engine for several
// nodes is PostgreSQL.
package sqlite

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"sync"

	"modernc.org/sqlite"

	"github.com/hookline/hookline/server/store"
	"github.com/hookline/hookline/server/store/codec"
)

// Config says where the file is and bounds the writer.
type Config struct {
	// Path of the database file. Its directory is made if it is missing.
	Path string
	// Queue is the number of operations that may wait for the writer; callers beyond
	// it block. Default 1024.
	Queue int
	// Batch is the largest number of operations in one transaction. Default 512.
	Batch int
	// Readers is the number of connections that read. Default 4.
	Readers int
}

func (c Config) withDefaults() Config {
	c.Queue = cmp.Or(c.Queue, 1024)
	c.Batch = cmp.Or(c.Batch, 512)
	c.Readers = cmp.Or(c.Readers, 4)
	return c
}

// Store is a store.Store. Make one with Open.
type Store struct {
	lock    *fileLock
	writer  *writer
	readers *reader
	ready   chan struct{}
	tenants sync.Map // scripts.TenantID that are known to exist → struct{}
	closing sync.Once
	closed  error
	keys    codec.Keys

	// The writer's goroutine owns these.
	cursor    string // the tenant that was served last
	madeReady bool
	several   bool // an event was seen that has several hooks
}

var _ store.Store = (*Store)(nil)

// Open makes the file or brings it up to date, and owns it until Close. It fails when
// another process does.
func Open(ctx context.Context, config Config) (*Store, error) {
	config = config.withDefaults()
	s, err := open(ctx, config)
	if err != nil {
		return nil, fmt.Errorf("open the database %s: %w", config.Path, err)
	}
	return s, nil
}

func open(ctx context.Context, config Config) (_ *Store, err error) {
	path, err := filepath.Abs(config.Path)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, err
	}
	s := &Store{ready: make(chan struct{}, 1)}
	if s.lock, err = lockFile(path + ".lock"); err != nil {
		return nil, err
	}
	if err = makePrivate(path); err == nil {
		err = s.connect(ctx, path, config)
	}
	if err != nil {
		return nil, errors.Join(err, s.lock.unlock())
	}
	return s, nil
}

// makePrivate makes the file, which holds user data and sealed secrets, so that
// nobody else can read it. SQLite gives its other files the same mode. It is for the
// owner of the lock: see fileLock.
func makePrivate(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	return errors.Join(f.Chmod(0o600), f.Close())
}

func (s *Store) connect(ctx context.Context, path string, config Config) (err error) {
	// fdatasync is what SQLite uses wherever its configure script finds it; the switch
	// is the process's, and platforms without it keep fsync.
	if _, err := sqlite.Fdatasync(true); err != nil && !errors.Is(err, sqlite.ErrFdatasyncUnavailable) {
		return err
	}
	if err := migrate(ctx, writeDSN(path)); err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	c, err := openConn(writeDSN(path))
	if err != nil {
		return err
	}
	last, err := c.count("SELECT max(ifnull((SELECT max(id) FROM events), 0), ifnull((SELECT max(id) FROM executions), 0))")
	if err != nil {
		return errors.Join(err, c.close())
	}
	s.keys.After(last)
	if s.readers, err = openReader(readDSN(path), config.Readers); err != nil {
		return errors.Join(err, c.close())
	}
	s.writer = &writer{conn: c, batch: config.Batch, insert: s.insertEvents, afterCommit: s.signal}
	s.writer.start(config.Queue)
	return nil
}

func writeDSN(path string) string {
	return dsn(path, url.Values{"_pragma": {
		"busy_timeout(5000)",
		"page_size(8192)",
		"journal_mode(WAL)",
		"synchronous(FULL)",
		"foreign_keys(1)",
		"temp_store(MEMORY)",
		"cache_size(-65536)",
		"wal_autocheckpoint(4096)",
	}})
}

func readDSN(path string) string {
	return dsn(path, url.Values{"mode": {"ro"}, "_pragma": {
		"busy_timeout(5000)",
		"query_only(1)",
		"temp_store(MEMORY)",
		"cache_size(-8192)",
	}})
}

func dsn(path string, query url.Values) string {
	u := url.URL{Scheme: "file", Path: path, RawQuery: query.Encode()}
	return u.String()
}

// Ping passes through the queue and asks a reader.
func (s *Store) Ping(ctx context.Context) error {
	if err := s.writer.do(ctx, func(*conn) error { return nil }); err != nil {
		return err
	}
	return s.readers.db.PingContext(ctx)
}

// Close carries out what is queued; what is sent meanwhile is carried out or refused
// as unavailable. It may be called again.
func (s *Store) Close() error {
	s.closing.Do(func() {
		s.closed = errors.Join(s.writer.close(), s.readers.db.Close(), s.lock.unlock())
	})
	return s.closed
}

// Ready implements store.Queue.
func (s *Store) Ready() <-chan struct{} { return s.ready }

// Changed implements store.Store: nobody else writes the file.
func (s *Store) Changed() <-chan struct{} { return nil }

// signal wakes the claimer if the transaction made work for it.
func (s *Store) signal() {
	if !s.madeReady {
		return
	}
	s.madeReady = false
	select {
	case s.ready <- struct{}{}:
	default:
	}
}
