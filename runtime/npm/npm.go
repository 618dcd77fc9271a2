// Package npm installs a hook's dependencies: it turns {"axios": "^0.21.1"} into a tree of
// files on disk, without Node.js and without running anything of what it installs.
//
//	installer, err := npm.Open(npm.Config{Cache: dir})
//	lock, err := installer.Resolve(ctx, map[string]string{"axios": "^0.21.1"}, nil)
//	err = installer.Lay(ctx, lock, folder, nil) // writes folder/node_modules
//
// Resolve decides on versions and places as npm 11 does, fetches every tarball, checks it,
// and looks into it; the [Lock] that it returns is stored with the hook's version. Lay
// writes the files of a lock, now or in ten years, from the cache or any registry.
//
// What npm does and this does not: run scripts, build or load native addons, follow
// npm-shrinkwrap.json files in packages, install from git, URLs or files, read "overrides"
// (a hook has no package.json), make links for packages that need themselves in two
// versions without end. Optional packages for a processor or another system are
// left out.
//
// Errors for people are of the kinds scripts.ErrInvalid (the dependencies) and
// scripts.ErrUnavailable (the registry, the network, the settings); any other is internal.
package npm

import (
	"errors"
	"os"
	"sync/atomic"
	"time"

	"github.com/hookline/hookline/runtime/npm/internal/cache"
	"github.com/hookline/hookline/runtime/npm/internal/fault"
	"github.com/hookline/hookline/runtime/npm/internal/npmrc"
	"github.com/hookline/hookline/runtime/npm/internal/registry"
	"github.com/hookline/hookline/runtime/npm/internal/tarball"
)

// Config says where packages come from and are kept. All but Cache may be zero.
type Config struct {
	// Cache is the directory of what was downloaded. Processes may share it, and it may be
	// deleted at any time.
	Cache string
	// Registry is the address of the registry. It wins over npm's settings, in the
	// environment and .npmrc files; those of scopes (@acme:registry=) and credentials
	// hold all the same.
	Registry string
	// Offline installs from the cache only, as is done anyway where no registry is
	// configured.
	Offline bool
	// CacheBytes bounds the cache, at about this size: what was used longest ago goes, now
	// and then. 0 is no bound.
	CacheBytes int64
	// Timeout bounds each Resolve and Lay; default 5 min.
	Timeout time.Duration
	// PackageFiles and PackageBytes bound the files of one package, unpacked: default
	// 20,000 and 256 MiB. TreeFiles and TreeBytes bound a whole tree: default 100,000 and
	// 1 GiB.
	PackageFiles, TreeFiles int
	PackageBytes, TreeBytes int64
	// Environ is os.Environ() if nil.
	Environ []string

	// For tests: how patient the client is.
	requestTimeout, backoff time.Duration
	// For tests: the version of Node that packages' engines are compared with.
	node string
}

// nodeVersion is what process.version says to scripts; a test keeps the two together.
const nodeVersion = "20.20.2"

// Progress says how far Resolve or Lay is: how many packages are done, of how many. Total
// is 0 while it is not known. Package is the one that is being worked on.
type Progress struct {
	Done, Total int
	Package     string
}

// Installer resolves and lays. It is safe for concurrent use; Close it in the end.
type Installer struct {
	config   Config
	cache    *cache.Cache
	registry *registry.Client
	tidied   atomic.Int64 // when, in Unix seconds
}

// Open makes the cache directory if need be, and reads npm's settings. It asks nobody.
func Open(config Config) (*Installer, error) {
	if config.Cache == "" {
		return nil, errors.New("npm: no directory for the cache")
	}
	if config.Environ == nil {
		config.Environ = os.Environ()
	}
	setDefault(&config.Timeout, 5*time.Minute)
	setDefault(&config.TreeFiles, 100_000)
	setDefault(&config.TreeBytes, 1<<30)
	setDefault(&config.node, nodeVersion)
	store, err := cache.Open(config.Cache)
	if err != nil {
		return nil, err
	}
	settings, err := npmrc.Load(config.Environ)
	if err != nil {
		return nil, err
	}
	if _, err := settings.Registry(config.Registry, ""); err != nil {
		return nil, fault.Invalid("%v", err)
	}
	client, err := registry.New(registry.Config{
		Registry: config.Registry, Settings: settings, Cache: store, Offline: config.Offline,
		RequestTimeout: config.requestTimeout, HeaderTimeout: config.requestTimeout, Backoff: config.backoff,
	})
	if err != nil {
		return nil, err
	}
	return &Installer{config: config, cache: store, registry: client}, nil
}

// Close ends idle connections.
func (i *Installer) Close() { i.registry.Close() }

// Prune removes from the cache what was used longest ago, until at most maxBytes are left.
func (i *Installer) Prune(maxBytes int64) error {
	_, err := i.cache.Prune(maxBytes)
	return err
}

// tidyEvery is how often the size of the cache is looked at while packages are installed.
const tidyEvery = time.Minute

// tidy prunes a cache that is bounded. What cannot be removed now is tried again later.
func (i *Installer) tidy() {
	last, now := i.tidied.Load(), time.Now().Unix()
	if i.config.CacheBytes > 0 && now-last >= int64(tidyEvery/time.Second) && i.tidied.CompareAndSwap(last, now) {
		_ = i.Prune(i.config.CacheBytes)
	}
}

func (i *Installer) limits() tarball.Limits {
	return tarball.Limits{Files: i.config.PackageFiles, UnpackedBytes: i.config.PackageBytes}
}

func setDefault[T comparable](value *T, standard T) {
	var zero T
	if *value == zero {
		*value = standard
	}
}
