// Package server is the whole service: it ties store, vault, sandbox, dispatcher and
// API together, and starts and stops them in an order in which nothing accepted is lost.
package server

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/hookline/hookline/sandbox"
	"github.com/hookline/hookline/sandbox/build"
	"github.com/hookline/hookline/sandbox/egress"
	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/answer"
	"github.com/hookline/hookline/server/api"
	"github.com/hookline/hookline/server/auth"
	"github.com/hookline/hookline/server/dispatch"
	"github.com/hookline/hookline/server/edge"
	"github.com/hookline/hookline/server/metrics"
	"github.com/hookline/hookline/server/store"
	"github.com/hookline/hookline/server/store/postgres"
	"github.com/hookline/hookline/server/store/sqlite"
	"github.com/hookline/hookline/server/tenants"
	"github.com/hookline/hookline/server/upkeep"
	"github.com/hookline/hookline/server/vault"
)

// DatabaseName is the SQLite file in the data directory.
const DatabaseName = "hookline.db"

// Config is what an operator sets. The zero value of a field is its default.
type Config struct {
	// Listen is the address of the HTTP API. Default 127.0.0.1:4000.
	Listen string
	// Data is the directory of everything that is kept. Default ./hookline-data.
	Data string
	// Database is the address of a PostgreSQL database (postgres://…) that keeps all but
	// the keys and the admin's token, and that several servers may share. Default: a
	// SQLite file in Data.
	Database string
	// Lease is how long a server may be silent before the others that share its
	// database run its work. Default 10 s.
	Lease time.Duration
	// AdminToken is the token of the operator. Empty: the one in Data, made at first start.
	AdminToken string
	// MaxReady is how full the queue may become, MaxAge and Keep how much history is kept,
	// KeepVersions how many versions of a hook, KeyWindow how long an Idempotency-Key is
	// remembered: see upkeep.Config.
	MaxReady, Keep, KeepVersions int
	MaxAge, KeyWindow            time.Duration
	// EgressAllow opens addresses to hooks that are closed by default (egress.ParsePolicy).
	EgressAllow []string
	// NAT64 are the prefixes through which this network reaches IPv4 (egress.ParseNAT64).
	NAT64 []string
	// InsecureTLS lets hooks turn off the check of certificates.
	InsecureTLS bool
	// EventsPerSecond and RequestsPerSecond bound each tenant whose settings do not say
	// otherwise. Default 20,000 each.
	EventsPerSecond, RequestsPerSecond int
	// Isolation is sandbox.Config.Isolation: what happens on a machine that cannot lock
	// the workers. Default strict.
	Isolation sandbox.Isolation
	// RequestLimit bounds the HTTP requests of a run, ResponseLimit the bytes of each
	// response. Defaults 50 and 10 MiB.
	RequestLimit, ResponseLimit int
	// NPMRegistry is the address of the registry that hooks' packages come from. Default
	// what npm's settings say.
	NPMRegistry string
	// NPMCacheBytes bounds what is kept of it in Data, about. 0 does not.
	NPMCacheBytes int64
	// CAFiles are PEM files of roots that hooks trust besides the system's.
	CAFiles []string
	// WorkerMemory, WallLimit and JSLimit bound hooks: sandbox.Config's MemoryBytes, and
	// runtime.Limits' Wall and JS.
	WorkerMemory       int64
	WallLimit, JSLimit time.Duration
	// Concurrency is how many executions run at a time, and how many tenants can have a
	// worker. Default 256.
	Concurrency int
	// DrainTimeout bounds how long running hooks may finish at the end. Default 20 s.
	DrainTimeout time.Duration
	Log          *slog.Logger // default: slog.Default()
	// Started, if set, is told when the server listens.
	Started func(Info)
	// Interpose, if set, stands between the server and its store. Tests kill the process
	// there, at a named step.
	Interpose func(store.Store) store.Store
}

// Info is what a newcomer needs to know of a server that started.
type Info struct {
	URL string
	// TokenFile is where the admin token is, empty if it was given.
	TokenFile string
}

func (c Config) withDefaults() Config {
	if c.Listen == "" {
		c.Listen = "127.0.0.1:4000"
	}
	if c.Data == "" {
		c.Data = "hookline-data"
	}
	if c.Concurrency <= 0 {
		c.Concurrency = 256
	}
	if c.DrainTimeout <= 0 {
		c.DrainTimeout = 20 * time.Second
	}
	if c.Log == nil {
		c.Log = slog.Default()
	}
	return c
}

// Run serves until ctx ends, then stops: no new work is claimed, requests and running
// hooks finish, and what could not finish is ready again for the next start. It returns
// when everything that it started has ended.
func Run(ctx context.Context, config Config) (err error) {
	s := &service{Config: config.withDefaults(), draining: make(chan struct{})}
	defer func() { err = errors.Join(err, s.close()) }()
	if err := s.open(ctx); err != nil {
		return err
	}
	return s.serve(ctx)
}

// service is a server that is running or about to.
type service struct {
	Config
	token      auth.Token
	vault      *vault.Vault
	store      store.Store
	tenants    *tenants.Book
	sandbox    *sandbox.Sandbox
	registry   *build.Registry
	dispatcher *dispatch.Dispatcher
	keeper     *upkeep.Keeper
	metrics    *metrics.Metrics
	answers    *answer.Service
	handler    http.Handler
	draining   chan struct{} // closed when the end has begun
	changes    atomic.Uint64 // counts what other servers changed
}

// open prepares everything, from the data directory up. The store comes first: the lock of
// a SQLite file keeps a second server out of the directory.
func (s *service) open(ctx context.Context) (err error) {
	if s.store, err = s.openStore(ctx); err != nil {
		return err
	}
	if s.Interpose != nil {
		s.store = s.Interpose(s.store)
	}
	if s.token, err = auth.AdminToken(s.AdminToken, s.Data); err != nil {
		return err
	}
	if s.vault, err = vault.Open(s.Data); err != nil {
		return err
	}
	if err = s.checkKeys(ctx); err != nil {
		return err
	}
	shared, err := egress.ParsePolicy(s.EgressAllow)
	if err != nil {
		return err
	}
	s.tenants = tenants.New(s.store, shared)
	if s.sandbox, err = s.openSandbox(); err != nil {
		return err
	}
	loader := dispatch.NewLoader(s.store, s.secrets, s.tenants.Settings)
	loader.Documents = s.store
	s.metrics = metrics.New()
	s.keeper = upkeep.New(upkeep.Config{Store: s.store, MaxReady: s.MaxReady, MaxAge: s.MaxAge, Keep: s.Keep,
		KeepVersions: s.KeepVersions, KeyWindow: s.KeyWindow, Counted: s.metrics.Counted, Logger: s.Log})
	s.dispatcher = dispatch.New(dispatch.Config{
		Queue: s.store, Runner: s.sandbox, Loader: loader,
		Concurrency: s.Concurrency, DrainTimeout: s.DrainTimeout, Logger: s.Log,
	})
	s.answers = answer.New(answer.Config{Store: s.store, Runner: s.sandbox, DrainTimeout: s.DrainTimeout, Logger: s.Log})
	builder, err := s.openBuilder()
	if err != nil {
		return err
	}
	s.handler, err = api.New(api.Config{
		Store: s.store, Auth: auth.NewAdmin(s.token.Value, s.store), Vault: s.vault,
		Tenants: s.tenants, EventsPerSecond: s.EventsPerSecond, RequestsPerSecond: s.RequestsPerSecond,
		Builder: builder, Runner: s.sandbox, Answers: s.answers, Limits: s.sandbox.Limits(), Paused: s.sandbox.Paused, Log: s.Log, Draining: s.draining, Changes: s.changes.Load,
		KeyWindow: s.KeyWindow, Full: s.keeper.Full, Metrics: s.metrics.Handler(), Accepted: s.metrics.Accepted,
	})
	return err
}

// checkKeys fails where the database's secrets were sealed with other keys than those of
// the data directory: of another server that shares the database, or lost since.
func (s *service) checkKeys(ctx context.Context) error {
	place := vault.Place{Name: "which keys these are"}
	sealed, err := s.vault.Seal(place, scripts.NewSecretValue("hookline"))
	if err != nil {
		return err
	}
	if sealed, err = s.store.Mark(ctx, "keys", sealed); err != nil {
		return err
	}
	if _, err := s.vault.Open(place, sealed); err != nil {
		return fmt.Errorf("the secrets in the database were sealed with other keys than those in %s; "+
			"copy that file from the server that made them, or from its backup", filepath.Join(s.Data, vault.FileName))
	}
	return nil
}

// openStore returns no Store of nil, which an interface would hide.
func (s *service) openStore(ctx context.Context) (store.Store, error) {
	if s.Database != "" {
		p, err := postgres.Open(ctx, postgres.Config{URL: s.Database, Lease: s.Lease, Logger: s.Log})
		if err != nil {
			return nil, err
		}
		return p, os.MkdirAll(s.Data, 0o700)
	}
	l, err := sqlite.Open(ctx, sqlite.Config{Path: filepath.Join(s.Data, DatabaseName)})
	if err != nil {
		return nil, err
	}
	return l, nil
}

// heed forgets what is remembered whenever another server has changed something.
func (s *service) heed(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-s.store.Changed():
			s.changes.Add(1)
			s.tenants.Forget()
		}
	}
}

func (s *service) openSandbox() (*sandbox.Sandbox, error) {
	nat64, err := egress.ParseNAT64(s.NAT64)
	if err != nil {
		return nil, err
	}
	roots, err := readRoots(s.CAFiles)
	if err != nil {
		return nil, err
	}
	config := sandbox.Config{
		Isolation: s.Isolation,
		EgressOf:  s.tenants.Egress, NAT64: nat64, InsecureTLS: s.InsecureTLS, RootsPEM: roots,
		MemoryBytes: s.WorkerMemory, MaxWorkers: s.Concurrency, Packages: s.store.Bundle, Log: s.Log,
	}
	config.Limits.Wall, config.Limits.JS = s.WallLimit, s.JSLimit
	config.Limits.Requests, config.Limits.ResponseBytes = s.RequestLimit, s.ResponseLimit
	return sandbox.New(config)
}

// openBuilder keeps packages in the data directory: what was fetched, and for a moment
// what is being bundled.
func (s *service) openBuilder() (*build.Builder, error) {
	folder := filepath.Join(s.Data, "npm")
	var err error
	if s.registry, err = build.OpenRegistry(folder, s.NPMRegistry, s.NPMCacheBytes); err != nil {
		return nil, err
	}
	return build.New(build.Config{
		Strict: s.Isolation != sandbox.IsolationDev, Installer: s.registry, Bundles: s.store, Temp: folder, Log: s.Log,
	})
}

// secrets opens the secrets of a hook for a run.
func (s *service) secrets(ctx context.Context, tenant scripts.TenantID, hook scripts.HookID) (scripts.Secrets, error) {
	sealed, err := s.store.Secrets(ctx, tenant, hook)
	if err != nil {
		return nil, err
	}
	return s.vault.OpenAll(tenant, hook, sealed)
}

// serve listens and works until ctx ends.
func (s *service) serve(ctx context.Context) error {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", s.Listen)
	if err != nil {
		return err
	}
	web := edge.Server(edge.ServerConfig{Log: s.Log}, s.handler)
	group, groupContext := errgroup.WithContext(ctx)
	group.Go(func() error { return s.dispatcher.Run(groupContext) })
	group.Go(func() error { return s.answers.Run(groupContext) })
	group.Go(func() error { return s.keeper.Run(groupContext) })
	group.Go(func() error { s.heed(groupContext); return nil })
	group.Go(func() error {
		if err := web.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			return fmt.Errorf("serve %s: %w", listener.Addr(), err)
		}
		return nil
	})
	group.Go(func() error { // ends the API when the end begins
		<-groupContext.Done()
		close(s.draining)
		return s.shutdown(web)
	})
	if s.Started != nil {
		s.Started(s.info(listener.Addr()))
	}
	return group.Wait()
}

// shutdown lets the requests that were begun finish.
func (s *service) shutdown(web *http.Server) error {
	ctx, cancel := context.WithTimeout(context.Background(), s.DrainTimeout)
	defer cancel()
	if err := web.Shutdown(ctx); err != nil {
		s.Log.Warn("requests were cut off at the end", "error", err)
		return web.Close()
	}
	return nil
}

func (s *service) info(address net.Addr) Info {
	return Info{URL: "http://" + address.String(), TokenFile: s.token.Path}
}

// close ends what open began, in the opposite order.
func (s *service) close() (err error) {
	if s.registry != nil {
		s.registry.Close()
	}
	if s.sandbox != nil {
		err = s.sandbox.Close()
	}
	if s.store != nil {
		err = errors.Join(err, s.store.Close())
	}
	return err
}
