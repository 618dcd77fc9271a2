// Package keyfile keeps the few files on which everything rests: the admin token and
// the keys of the secrets. Such a file is made once, whole, for its owner's eyes only.
package keyfile

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// maxSize is far above any file that belongs here.
const maxSize = 1 << 20

// ReadOrCreate returns the content of the file at path. Where there is none it asks
// fresh for the content and stores it with mode 0600; made says that this happened.
//
// The file appears complete or not at all, also when the power fails, and of two
// processes that start at once both get the content of one of them. A file that others
// may read or write, and one that is no regular file, is refused.
func ReadOrCreate(path string, fresh func() ([]byte, error)) (content []byte, made bool, err error) {
	content, err = read(path)
	if !errors.Is(err, fs.ErrNotExist) {
		return content, false, err
	}
	content, err = fresh()
	if err != nil {
		return nil, false, fmt.Errorf("make %s: %w", path, err)
	}
	err = create(path, content)
	if errors.Is(err, fs.ErrExist) { // somebody else was first
		content, err = read(path)
		return content, false, err
	}
	return content, err == nil, err
}

func read(path string) ([]byte, error) {
	// A symbolic link is refused: what it points to may belong to somebody else.
	// O_NONBLOCK keeps a pipe from holding up the start.
	f, err := os.OpenFile(path, os.O_RDONLY|syscall.O_NOFOLLOW|syscall.O_NONBLOCK, 0)
	if errors.Is(err, syscall.ELOOP) {
		return nil, fmt.Errorf("%s is a symbolic link; put the file itself there", path)
	}
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // it was only read
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is not a regular file; move it away", path)
	}
	if mode := info.Mode().Perm(); mode&0o077 != 0 {
		return nil, fmt.Errorf("%s has mode %04o, so others can get at it; replace what is in it if they did, then run chmod 600 %s", path, mode, path)
	}
	content, err := io.ReadAll(io.LimitReader(f, maxSize+1))
	if err == nil && len(content) > maxSize {
		return nil, fmt.Errorf("%s is larger than %d bytes; it is not the file that belongs there", path, maxSize)
	}
	return content, err
}

// create writes a file beside path and then links it there: a link, unlike a rename,
// fails when path exists.
func create(path string, content []byte) error {
	dir := filepath.Dir(path)
	f, err := os.CreateTemp(dir, ".new-*") // O_EXCL and mode 0600
	if err != nil {
		return fmt.Errorf("create %s: %w", path, err)
	}
	defer func() { _ = os.Remove(f.Name()) }() // one that stays is never read
	_, err = f.Write(content)
	err = errors.Join(err, f.Sync(), f.Close())
	if err != nil {
		return fmt.Errorf("create %s: %w", path, err)
	}
	if err := os.Link(f.Name(), path); err != nil {
		return fmt.Errorf("create %s: %w", path, err)
	}
	return syncDir(dir)
}

// syncDir makes a new name in dir survive a power cut.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
