package move

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"

	"github.com/jackc/pgx/v5"
)

// table is one to be moved. Its columns are those of the file.
type table struct {
	name    string
	columns []string
	keys    []string        // the primary key, by which rows are compared
	flags   map[string]bool // columns that are 0 or 1 in the file and boolean in PostgreSQL
}

func newTable(ctx context.Context, from *sql.DB, tx pgx.Tx, name string) (_ *table, err error) {
	t := &table{name: name, flags: map[string]bool{}}
	rows, err := from.QueryContext(ctx, "SELECT name, pk FROM pragma_table_info(?) ORDER BY cid", name)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var column string
		var key int
		if err := rows.Scan(&column, &key); err != nil {
			return nil, err
		}
		t.columns = append(t.columns, column)
		if key > 0 {
			t.keys = append(t.keys, column)
		}
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	return t, t.findFlags(ctx, tx)
}

func (t *table) findFlags(ctx context.Context, tx pgx.Tx) error {
	rows, err := tx.Query(ctx, "SELECT column_name FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = $1 AND data_type = 'boolean'", t.name)
	if err != nil {
		return err
	}
	names, err := pgx.CollectRows(rows, pgx.RowTo[string])
	for _, name := range names {
		t.flags[name] = true
	}
	return err
}

func (t *table) selection() string {
	return "SELECT " + quotedList(t.columns) + " FROM " + quoted(t.name) + " ORDER BY " + quotedList(t.keys)
}

// move copies the rows and reads them again, in the order of the key.
func (t *table) move(ctx context.Context, from *sql.DB, tx pgx.Tx) (_ Table, err error) {
	rows, err := from.QueryContext(ctx, t.selection())
	if err != nil {
		return Table{}, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	source := &source{table: t, rows: rows, sum: sha256.New()}
	if _, err := tx.CopyFrom(ctx, pgx.Identifier{t.name}, t.columns, source); err != nil {
		return Table{}, err
	}
	if err := rows.Err(); err != nil {
		return Table{}, err
	}
	n, sum, err := t.checksum(ctx, tx)
	if err != nil {
		return Table{}, err
	}
	moved := Table{Name: t.name, Rows: source.n, Checksum: hex.EncodeToString(source.sum.Sum(nil)[:8])}
	if n != source.n || sum != moved.Checksum {
		return Table{}, fmt.Errorf("%d rows with checksum %s were read, and %d with %s arrived", source.n, moved.Checksum, n, sum)
	}
	return moved, nil
}

// checksum reads what has arrived.
func (t *table) checksum(ctx context.Context, tx pgx.Tx) (n int64, sum string, err error) {
	rows, err := tx.Query(ctx, t.selection())
	if err != nil {
		return 0, "", err
	}
	defer rows.Close()
	all := sha256.New()
	for rows.Next() {
		values, err := rows.Values()
		if err != nil {
			return 0, "", err
		}
		for _, v := range values {
			if err := add(all, v); err != nil {
				return 0, "", err
			}
		}
		n++
	}
	return n, hex.EncodeToString(all.Sum(nil)[:8]), rows.Err()
}

// source hands the rows of the file to COPY, and sums them up. It is a pgx.CopyFromSource.
type source struct {
	table *table
	rows  *sql.Rows
	sum   hash.Hash
	n     int64
}

func (s *source) Next() bool { return s.rows.Next() }
func (s *source) Err() error { return s.rows.Err() }

func (s *source) Values() ([]any, error) {
	values, targets := make([]any, len(s.table.columns)), make([]any, len(s.table.columns))
	for i := range values {
		targets[i] = &values[i]
	}
	if err := s.rows.Scan(targets...); err != nil {
		return nil, err
	}
	for i, name := range s.table.columns {
		if n, ok := values[i].(int64); ok && s.table.flags[name] {
			values[i] = n != 0
		}
		if err := add(s.sum, values[i]); err != nil {
			return nil, err
		}
	}
	s.n++
	return values, nil
}

// add sums up a value so that no two rows have the same bytes, whichever side read it.
func add(sum hash.Hash, value any) error {
	kind, data := byte(0), []byte(nil)
	switch v := value.(type) {
	case nil:
	case bool:
		kind, data = 1, []byte{0}
		if v {
			data[0] = 1
		}
	case int16:
		return add(sum, int64(v))
	case int32:
		return add(sum, int64(v))
	case int64:
		kind, data = 2, binary.BigEndian.AppendUint64(nil, uint64(v))
	case string:
		kind, data = 3, []byte(v)
	case []byte:
		kind, data = 4, v
	default:
		return fmt.Errorf("a value of type %T cannot be moved", value)
	}
	_, _ = sum.Write(append(binary.BigEndian.AppendUint64([]byte{kind}, uint64(len(data))), data...)) // a hash never fails
	return nil
}
