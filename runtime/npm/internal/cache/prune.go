package cache

import (
	"cmp"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// abandoned is how old an unfinished file is when nobody writes to it any more.
const abandoned = time.Hour

// Prune removes what was used longest ago until at most this many bytes are left, and
// what a process that died left unfinished. It returns the bytes that are left.
//
// It may run while others use the cache: an open file stays readable, and what is missing
// is fetched again.
func (c *Cache) Prune(maxBytes int64) (int64, error) {
	type entry struct {
		path string
		size int64
		used time.Time
	}
	var entries []entry
	var unfinished []string
	var total int64
	err := filepath.WalkDir(c.dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return nil // removed meanwhile, or a directory
		}
		info, err := d.Info()
		if err != nil {
			return nil
		}
		if filepath.Dir(path) == c.path("tmp", "") {
			if time.Since(info.ModTime()) > abandoned {
				unfinished = append(unfinished, path)
			}
			return nil
		}
		entries = append(entries, entry{path, info.Size(), info.ModTime()})
		total += info.Size()
		return nil
	})
	if err != nil {
		return total, err
	}
	for _, path := range unfinished {
		_ = os.Remove(path)
	}
	slices.SortFunc(entries, func(a, b entry) int {
		return cmp.Or(a.used.Compare(b.used), cmp.Compare(a.path, b.path))
	})
	for _, e := range entries {
		if total <= maxBytes {
			break
		}
		if err := os.Remove(e.path); err != nil {
			return total, err
		}
		total -= e.size
	}
	return total, nil
}
