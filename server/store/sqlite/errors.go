package sqlite

import (
	"errors"
	"time"

	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"

	"github.com/hookline/hookline/scripts"
)

// unavailable makes a Fault of kind ErrUnavailable of what passes when somebody makes room
// on the disk, or when another process lets go of the file. Nothing was stored.
func unavailable(err error) error {
	var refused *sqlite.Error
	if !errors.As(err, &refused) {
		return err
	}
	message := ""
	switch refused.Code() & 0xff { // the primary result code
	case lib.SQLITE_FULL:
		message = "The disk of the database is full."
	case lib.SQLITE_BUSY, lib.SQLITE_LOCKED:
		message = "Another process has locked the database."
	default:
		return err
	}
	return errors.Join(&scripts.Fault{Kind: scripts.ErrUnavailable, Code: "unavailable", Message: message, RetryAfter: 10 * time.Second}, err)
}
