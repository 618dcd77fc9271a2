package npm

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"sync/atomic"

	"golang.org/x/sync/errgroup"

	"github.com/hookline/hookline/runtime/npm/internal/cache"
	"github.com/hookline/hookline/runtime/npm/internal/fault"
	"github.com/hookline/hookline/runtime/npm/internal/packument"
	"github.com/hookline/hookline/runtime/npm/internal/tarball"
)

// Lay writes the tree of a lock under dir, as dir/node_modules, which must not exist. What
// the cache does not have is fetched. report, if not nil, hears how it goes, from one
// goroutine at a time. After an error nothing is left.
func (i *Installer) Lay(ctx context.Context, lock Lock, dir string, report func(Progress)) (err error) {
	if err := lock.validate(); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, i.config.Timeout)
	defer cancel()
	defer i.tidy()
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return fmt.Errorf("lay the dependencies: %w", err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return fmt.Errorf("lay the dependencies: %w", err)
	}
	defer func() { err = errors.Join(err, root.Close()) }()
	if err := root.Mkdir("node_modules", 0o755); err != nil {
		return fmt.Errorf("lay the dependencies: %w", err)
	}
	l := &laying{installer: i, lock: lock, root: root, source: newSource(ctx, i, report)}
	defer l.source.close()
	if err := l.all(ctx); err != nil {
		return errors.Join(timeUp(err), root.RemoveAll("node_modules"))
	}
	return nil
}

// laying is one call of Lay.
type laying struct {
	installer    *Installer
	lock         Lock
	root         *os.Root
	source       *source
	files, bytes atomic.Int64
}

func (l *laying) all(ctx context.Context) error {
	places := slices.DeleteFunc(l.lock.places(), func(place string) bool { return l.lock.Packages[place].bundled() })
	var done atomic.Int64
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(parallel)
	for _, place := range places {
		group.Go(func() error {
			if err := l.one(ctx, place); err != nil {
				return err
			}
			l.source.say(Progress{Done: int(done.Add(1)), Total: len(places), Package: name(l.manifest(place))})
			return nil
		})
	}
	return group.Wait()
}

// manifest is as much as a lock knows.
func (l *laying) manifest(place string) *packument.Manifest {
	p := l.lock.Packages[place]
	return &packument.Manifest{Name: p.Name, Version: p.Version}
}

// one writes the files of one package. Of what its tarball brings along only what the lock
// says: the rest may be another version of what lies at that place.
func (l *laying) one(ctx context.Context, place string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	p := l.lock.Packages[place]
	file, err := l.open(ctx, p)
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }()
	var bundled []string
	for other, b := range l.lock.Packages {
		if folder, within := strings.CutPrefix(other, place+"/node_modules/"); within && b.bundled() && !strings.Contains(folder, "/node_modules/") {
			bundled = append(bundled, folder)
		}
	}
	err = tarball.Unpack(file, l.root, place, l.installer.limits(), func(name string) bool { return tarball.InBundle(name, bundled) }, l.spend)
	if errors.Is(err, errTree) {
		return errTree
	}
	if err != nil {
		return about(l.manifest(place), err)
	}
	return nil
}

// open opens a tarball in the cache, where it is fetched to if need be.
func (l *laying) open(ctx context.Context, p Package) (*os.File, error) {
	want := cache.Integrity(p.Integrity)
	file, err := l.installer.cache.Content(want)
	if !errors.Is(err, fs.ErrNotExist) {
		return file, err
	}
	if _, err := l.installer.registry.Tarball(ctx, p.Name, p.Tarball, want); err != nil {
		return nil, err
	}
	return l.installer.cache.Content(want)
}

var errTree = fault.Invalid("the dependencies have more files or bytes than a hook may have; take fewer or smaller packages")

func (l *laying) spend(size int64) error {
	config := l.installer.config
	if l.files.Add(1) > int64(config.TreeFiles) || l.bytes.Add(size) > config.TreeBytes {
		return errTree
	}
	return nil
}
