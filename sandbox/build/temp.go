package build

import (
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// treePrefix begins the names of directories for trees of packages.
const treePrefix = "hookline-build-"

// makeTree makes a directory for a tree. A builder is another user where that is possible;
// it is given the directory, so nobody has to be able to reach it by its path.
func makeTree(temp string) (dir string, remove func(), err error) {
	if dir, err = os.MkdirTemp(temp, treePrefix); err != nil {
		return "", nil, fmt.Errorf("make a directory for packages: %w", err)
	}
	remove = func() { _ = os.RemoveAll(dir) }    // removeOld does it later
	if err := os.Chmod(dir, 0o755); err != nil { //nolint:gosec // packages of a registry are no secret to other users
		remove()
		return "", nil, fmt.Errorf("make a directory for packages: %w", err)
	}
	return dir, remove, nil
}

// old is far above the time that a tree is there for.
const old = time.Hour

// removeOld removes the trees of processes that were killed.
func removeOld(temp string) {
	dirs, err := filepath.Glob(filepath.Join(temp, treePrefix+"*"))
	if err != nil {
		return // a temporary directory that is a pattern
	}
	for _, dir := range dirs {
		if info, err := os.Lstat(dir); err == nil && info.IsDir() && time.Since(info.ModTime()) > old {
			_ = os.RemoveAll(dir) // in the way of nobody
		}
	}
}
