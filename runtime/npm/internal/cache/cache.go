// Package cache keeps what came from a registry, on disk: tarballs by the SHA-512 of their
// content, and what was said about packages by name.
//
// Several processes may share a directory: a file appears whole, by a rename, or not at
// all, and nobody needs a lock. What is read back is checked; a file that was changed on
// disk counts as absent. The cache holds nothing that cannot be fetched again.
package cache

import (
	"crypto/sha256"
	"crypto/sha512"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// ErrMismatch is returned for content that does not have the hash it must have.
var ErrMismatch = errors.New("the content does not have the expected hash")

// Cache is a directory. It is safe for concurrent use.
type Cache struct{ dir string }

// Open makes the directory if there is none.
func Open(dir string) (*Cache, error) {
	for _, part := range []string{"content", "packuments", "tmp"} {
		if err := os.MkdirAll(filepath.Join(dir, part), 0o700); err != nil {
			return nil, fmt.Errorf("open the npm cache: %w", err)
		}
	}
	return &Cache{dir}, nil
}

func (c *Cache) path(part, name string) string {
	return filepath.Join(c.dir, part, filepath.FromSlash(name))
}

// Content opens what has this SHA-512, at its beginning; the caller closes it. What is
// absent or was changed gives fs.ErrNotExist.
func (c *Cache) Content(want Integrity) (*os.File, error) {
	if !want.Strong() {
		return nil, fs.ErrNotExist
	}
	path := c.path("content", want.file())
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	h := sha512.New()
	_, err = io.Copy(h, file)
	if err == nil && sumOf("sha512", h.Sum(nil)) == want {
		_, err = file.Seek(0, io.SeekStart)
		touch(path)
		if err == nil {
			return file, nil
		}
	}
	_ = file.Close()
	_ = os.Remove(path)
	return nil, fs.ErrNotExist
}

// Known is the SHA-512 of what has this hash, if the content is there under another.
func (c *Cache) Known(want Integrity) (Integrity, bool) {
	if want.Strong() {
		return want, true
	}
	text, err := os.ReadFile(c.path("content", want.file()))
	strong := Integrity(text)
	return strong, err == nil && strong.Strong()
}

// Add stores what r gives, if it has the expected hash, and says by which SHA-512 it is
// found.
func (c *Cache) Add(want Integrity, r io.Reader) (Integrity, error) {
	algorithm, check := want.hasher()
	if check == nil {
		return "", ErrMismatch
	}
	strong := sha512.New()
	var got Integrity
	err := c.write(func(w io.Writer) (string, error) {
		if _, err := io.Copy(io.MultiWriter(w, strong, check), r); err != nil {
			return "", err
		}
		if sumOf(algorithm, check.Sum(nil)) != want {
			return "", ErrMismatch
		}
		got = sumOf("sha512", strong.Sum(nil))
		return c.path("content", got.file()), nil
	})
	if err == nil && got != want {
		err = c.writeText(c.path("content", want.file()), []byte(got))
	}
	return got, err
}

// Packument is what was said about a package. Absent or not readable gives false.
func (c *Cache) Packument(name string) ([]byte, bool) {
	path := c.packumentPath(name)
	text, err := os.ReadFile(path)
	if err == nil {
		touch(path)
	}
	return text, err == nil
}

// touch keeps what is in use from being pruned first.
func touch(path string) {
	now := time.Now()
	_ = os.Chtimes(path, now, now)
}

// SetPackument stores what was said.
func (c *Cache) SetPackument(name string, text []byte) error {
	return c.writeText(c.packumentPath(name), text)
}

func (c *Cache) packumentPath(name string) string {
	sum := sha256.Sum256([]byte(name))
	return c.path("packuments", hex.EncodeToString(sum[:1])+"/"+hex.EncodeToString(sum[:])+".json")
}

func (c *Cache) writeText(path string, text []byte) error {
	return c.write(func(w io.Writer) (string, error) {
		_, err := w.Write(text)
		return path, err
	})
}

// write fills a new file, and moves it to the path that fill gives.
func (c *Cache) write(fill func(io.Writer) (path string, err error)) error {
	file, err := os.CreateTemp(c.path("tmp", ""), "new-*")
	if err != nil {
		return fmt.Errorf("write to the npm cache: %w", err)
	}
	path, err := fill(file)
	err = errors.Join(err, file.Close())
	if err == nil {
		err = os.MkdirAll(filepath.Dir(path), 0o700)
	}
	if err == nil {
		err = os.Rename(file.Name(), path)
	}
	if err != nil {
		_ = os.Remove(file.Name())
		return fmt.Errorf("write to the npm cache: %w", err)
	}
	return nil
}
