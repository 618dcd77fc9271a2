package build

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/hookline/hookline/runtime/npm"
)

// Registry is where packages come from: an npm registry, and the cache before it. It is
// an Installer.
type Registry struct{ installer *npm.Installer }

// OpenRegistry makes the cache's directory if need be. address is empty for what npm's
// settings say, in the environment and .npmrc files. cacheBytes bounds the cache; 0 does
// not. It asks nobody.
func OpenRegistry(cache, address string, cacheBytes int64) (*Registry, error) {
	installer, err := npm.Open(npm.Config{Cache: cache, Registry: address, CacheBytes: cacheBytes})
	if err != nil {
		return nil, fmt.Errorf("open the npm registry: %w", err)
	}
	return &Registry{installer}, nil
}

// Close ends idle connections.
func (r *Registry) Close() { r.installer.Close() }

// WellKnown implements Installer.
func (r *Registry) WellKnown(name string) string {
	version, _ := npm.WellKnown(name)
	return version
}

// Resolve implements Installer.
func (r *Registry) Resolve(ctx context.Context, dependencies map[string]string, report func(Progress)) ([]byte, error) {
	lock, err := r.installer.Resolve(ctx, dependencies, progress(report))
	if err != nil {
		return nil, err
	}
	return json.Marshal(lock)
}

// Lay implements Installer.
func (r *Registry) Lay(ctx context.Context, text []byte, dir string, report func(Progress)) error {
	lock, err := npm.ParseLock(text)
	if err != nil {
		return err
	}
	return r.installer.Lay(ctx, lock, dir, progress(report))
}

func progress(report func(Progress)) func(npm.Progress) {
	if report == nil {
		return nil
	}
	return func(p npm.Progress) { report(Progress{p.Done, p.Total}) }
}
