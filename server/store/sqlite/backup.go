package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"

	"modernc.org/sqlite"
)

// Backup copies the database at path to a new file while a server uses it: the state of
// one moment, checked. It writes for nobody else and waits for nobody.
func Backup(ctx context.Context, path, to string) error {
	if _, err := os.Stat(path); err != nil { // SQLite would make an empty one
		return err
	}
	if err := copyDatabase(ctx, path, to); err != nil {
		return fmt.Errorf("back up %s: %w", path, err)
	}
	return nil
}

// Restore makes the database at path from a backup. It fails where there is a database,
// or a server that is about to make one.
func Restore(ctx context.Context, from, path string) (err error) {
	if _, err := os.Stat(from); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	lock, err := lockFile(path + ".lock")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, lock.unlock()) }()
	if err := copyDatabase(ctx, from, path); err != nil {
		return fmt.Errorf("restore %s: %w", path, err)
	}
	return nil
}

// copyDatabase copies into a file beside the target, which appears complete or not at all.
func copyDatabase(ctx context.Context, from, to string) (err error) {
	if _, err := os.Lstat(to); !errors.Is(err, os.ErrNotExist) {
		return errors.Join(err, fmt.Errorf("%s exists already", to))
	}
	part := to + ".part"
	if err := makePrivate(part); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, removeAll(part, part+"-wal", part+"-shm", part+"-journal")) }()
	if err := copyPages(ctx, from, part); err != nil {
		return err
	}
	if err := check(ctx, part); err != nil {
		return err
	}
	if err := syncPath(part); err != nil {
		return err
	}
	if err := os.Link(part, to); err != nil { // a rename would replace what appeared meanwhile
		return err
	}
	return syncPath(filepath.Dir(to))
}

// copyPages copies all pages in one step, under one read transaction: in several, a
// server that writes would make it begin anew again and again.
func copyPages(ctx context.Context, from, to string) (err error) {
	// Not with mode=ro, which cannot make the files that a database in WAL mode has when it is
	// open, and that are gone when no server runs.
	db, err := sql.Open("sqlite", dsn(from, url.Values{"mode": {"rw"}, "_pragma": {"busy_timeout(5000)", "query_only(1)"}}))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	c, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, c.Close()) }()
	return c.Raw(func(driver any) error {
		backup, err := driver.(interface {
			NewBackup(string) (*sqlite.Backup, error)
		}).NewBackup(dsn(to, url.Values{}))
		if err != nil {
			return err
		}
		_, err = backup.Step(-1)
		return errors.Join(err, backup.Finish())
	})
}

// check reads every page.
func check(ctx context.Context, path string) (err error) {
	db, err := sql.Open("sqlite", dsn(path, url.Values{}))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	var answer string
	if err := db.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&answer); err != nil {
		return err
	}
	if answer != "ok" {
		return fmt.Errorf("it is damaged: %s", answer)
	}
	var version int
	if err := db.QueryRowContext(ctx, "SELECT max(version_id) FROM goose_db_version").Scan(&version); err != nil {
		return fmt.Errorf("it is not a database of Hookline: %w", err)
	}
	return nil
}

func removeAll(paths ...string) (err error) {
	for _, path := range paths {
		if fault := os.Remove(path); !errors.Is(fault, os.ErrNotExist) {
			err = errors.Join(err, fault)
		}
	}
	return err
}

// syncPath makes a file, or the names in a folder, survive a power cut.
func syncPath(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// Take gives the tables of the database at path to somebody who moves them elsewhere. It
// brings them up to date first; nothing is running in them. No server may use it until
// release is called.
func Take(ctx context.Context, path string) (db *sql.DB, release func() error, err error) {
	if _, err := os.Stat(path); err != nil {
		return nil, nil, err
	}
	lock, err := lockFile(path + ".lock")
	if err != nil {
		return nil, nil, err
	}
	if err = migrate(ctx, writeDSN(path)); err == nil {
		db, err = sql.Open("sqlite", writeDSN(path))
	}
	if err != nil {
		return nil, nil, errors.Join(err, lock.unlock())
	}
	release = func() error { return errors.Join(db.Close(), lock.unlock()) }
	if _, err := db.ExecContext(ctx, "UPDATE executions SET state = 'ready', started_at = NULL WHERE state = 'running'"); err != nil {
		return nil, nil, errors.Join(err, release())
	}
	return db, release, nil
}
