package sqlite

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"sync"
)

// row is a row of either kind of connection: int64, string, []byte or nil. The schema
// is STRICT, so a column has one of these types or is NULL, which reads as zero.
type row []driver.Value

func (r row) integer(i int) int64 { n, _ := r[i].(int64); return n }
func (r row) text(i int) string   { s, _ := r[i].(string); return s }
func (r row) blob(i int) []byte   { b, _ := r[i].([]byte); return b }

// reader is the pool of connections that read. It keeps statements prepared, because
// preparing takes four times as long as reading a row. The texts of the queries are
// made of a few fixed parts, so there is a bounded number of them.
type reader struct {
	db         *sql.DB
	mu         sync.Mutex
	statements map[string]*sql.Stmt
}

func openReader(dsn string, connections int) (*reader, error) {
	db, err := sql.Open("sqlite", dsn)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(connections)
	db.SetMaxIdleConns(connections)
	return &reader{db: db, statements: map[string]*sql.Stmt{}}, nil
}

func (r *reader) prepare(ctx context.Context, query string) (*sql.Stmt, error) {
	r.mu.Lock()
	s := r.statements[query]
	r.mu.Unlock()
	if s != nil {
		return s, nil
	}
	s, err := r.db.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if first := r.statements[query]; first != nil {
		return first, s.Close() //nolint:sqlclosecheck // a statement that is kept stays open
	}
	r.statements[query] = s
	return s, nil
}

// list decodes all rows of a query.
func list[T any](ctx context.Context, from *reader, decode func(row) (T, error), query string, args ...any) (all []T, err error) {
	statement, err := from.prepare(ctx, query) //nolint:sqlclosecheck // kept until the database is closed
	if err != nil {
		return nil, err
	}
	rows, err := statement.QueryContext(ctx, args...)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	columns, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	r := make(row, len(columns))
	targets := make([]any, len(columns))
	for i := range r {
		targets[i] = (*any)(&r[i]) // the only type into which Scan stores everything
	}
	for rows.Next() {
		if err := rows.Scan(targets...); err != nil {
			return nil, err
		}
		one, err := decode(r)
		if err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, rows.Err()
}

// find decodes the first row of a query, or returns missing where there is none.
func find[T any](ctx context.Context, from *reader, missing error, decode func(row) (T, error), query string, args ...any) (one T, err error) {
	all, err := list(ctx, from, decode, query, args...)
	if err != nil {
		return one, err
	}
	if len(all) == 0 {
		return one, missing
	}
	return all[0], nil
}

func flag(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// nullable stores nil as NULL rather than as an empty BLOB.
func nullableText(s *string) driver.Value {
	if s == nil {
		return nil
	}
	return *s
}

func nullable(b []byte) driver.Value {
	if b == nil {
		return nil
	}
	return b
}
