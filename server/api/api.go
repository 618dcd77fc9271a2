// Package api serves the HTTP API: hooks and their secrets as Auth0's Management API v2
// has them, the Runner, events, and the history of executions.
//
// It checks what comes in, asks the store or the sandbox, and writes down what they
// say. It starts nothing of its own.
package api

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"net/http"
	"time"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/httprate"

	"github.com/hookline/hookline/sandbox"
	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/answer"
	"github.com/hookline/hookline/server/auth"
	"github.com/hookline/hookline/server/edge"
	"github.com/hookline/hookline/server/store"
	"github.com/hookline/hookline/server/tenants"
	"github.com/hookline/hookline/server/vault"
)

// Config says what the API stands on. Everything without a default is required.
type Config struct {
	Store   Store
	Auth    auth.Authenticator
	Vault   *vault.Vault
	Builder Builder
	Runner  Runner
	Answers Answers
	// Limits are what the Runner and Answers hold hooks to.
	Limits scripts.Limits
	// Paused is the pause that a tenant's hooks are in, nil for none. Default never.
	Paused func(scripts.TenantID) *sandbox.PausedError
	Log    *slog.Logger // default: slog.Default()
	// Tenants are known and changed through it alone.
	Tenants *tenants.Book
	// EventsPerSecond bounds what each tenant posts to triggers, RequestsPerSecond its
	// other calls; the tenant's settings go before. Default 20,000 each: a guard, not
	// a quota.
	EventsPerSecond, RequestsPerSecond int
	// KeyWindow is how long an Idempotency-Key is remembered. Default 24 h.
	KeyWindow time.Duration
	// Full says that no events can be taken in for a while, with a Fault of kind
	// ErrUnavailable. Default never.
	Full func() error
	// Metrics answers GET /metrics, for the operator. Default: there are none.
	Metrics http.Handler
	// Accepted is told how long each event took that was taken in. Default: nobody is.
	Accepted func(time.Duration)
	// Draining is closed when the server is about to stop: from then on it is not
	// ready, though it still serves. Nil is never.
	Draining <-chan struct{}
	// Changes counts what other servers may have changed: when it grows, what was
	// remembered is read again. Default: nobody else changes anything.
	Changes func() uint64
}

// Store is what the API needs of the store. Who else writes hooks and secrets is to be
// heard of through Config.Changes: the Runner remembers them.
type Store interface {
	store.Hooks
	store.Secrets
	store.Documents
	store.Events
	store.History
	Replay(ctx context.Context, tenant scripts.TenantID, ids []scripts.ExecutionID, current bool) ([]scripts.ExecutionID, error)
	Cancel(ctx context.Context, tenant scripts.TenantID, ids []scripts.ExecutionID) (int, error)
	Ping(ctx context.Context) error
}

// Runner runs a hook once. An error says that the platform failed, not the hook.
type Runner interface {
	Run(ctx context.Context, r sandbox.Run) (scripts.Attempted, error)
}

// Answers answers the events of blocking triggers; the service of package answer does.
type Answers interface {
	Answer(ctx context.Context, e answer.Event) (answer.Answer, error)
}

type api struct {
	Config
	events    limit
	requests  limit
	failures  *httprate.RateLimiter // to say who asks, by address
	runnables *runnables
}

// New makes the handler of all routes.
func New(c Config) (http.Handler, error) {
	if c.Store == nil || c.Auth == nil || c.Vault == nil || c.Tenants == nil || c.Builder == nil || c.Runner == nil || c.Answers == nil {
		return nil, errors.New("api: Store, Auth, Vault, Tenants, Builder, Runner and Answers are required")
	}
	if c.EventsPerSecond < 0 || c.RequestsPerSecond < 0 {
		return nil, errors.New("api: a rate limit is negative; 0 is the default")
	}
	if c.Log == nil {
		c.Log = slog.Default()
	}
	if c.Paused == nil {
		c.Paused = func(scripts.TenantID) *sandbox.PausedError { return nil }
	}
	if c.Changes == nil {
		c.Changes = func() uint64 { return 0 }
	}
	if c.Full == nil {
		c.Full = func() error { return nil }
	}
	if c.Metrics == nil {
		c.Metrics = http.NotFoundHandler()
	}
	if c.Accepted == nil {
		c.Accepted = func(time.Duration) {}
	}
	c.KeyWindow = cmp.Or(c.KeyWindow, 24*time.Hour)
	c.EventsPerSecond = cmp.Or(c.EventsPerSecond, 20_000)
	c.RequestsPerSecond = cmp.Or(c.RequestsPerSecond, 20_000)
	a := &api{
		Config:    c,
		events:    newLimit(c.EventsPerSecond, func(s scripts.Settings) int { return s.EventsPerSecond }),
		requests:  newLimit(c.RequestsPerSecond, func(s scripts.Settings) int { return s.RequestsPerSecond }),
		failures:  httprate.NewRateLimiter(failuresPerMinute, time.Minute),
		runnables: newRunnables(c.Changes),
	}
	return edge.Wrap(c.Log, a.routes()), nil
}

func (a *api) routes() http.Handler {
	r := chi.NewRouter()
	r.NotFound(open(noRoute))
	r.MethodNotAllowed(open(noMethod))
	r.Get("/livez", open(live))
	r.Get("/readyz", open(a.ready))
	r.Get("/metrics", a.serveOperator(func(w http.ResponseWriter, r *http.Request, _ scripts.TenantID) error {
		a.Metrics.ServeHTTP(w, r)
		return nil
	}))
	r.Route("/api/v2", func(r chi.Router) {
		r.NotFound(a.serve(func(w http.ResponseWriter, r *http.Request, _ scripts.TenantID) error { return noRoute(w, r) }))
		r.MethodNotAllowed(a.serve(func(w http.ResponseWriter, r *http.Request, _ scripts.TenantID) error { return noMethod(w, r) }))
		r.Get("/hooks", a.serve(a.listHooks))
		r.Post("/hooks", a.serve(a.createHook))
		r.Get("/hooks/{id}", a.serve(a.getHook))
		r.Patch("/hooks/{id}", a.serve(a.updateHook))
		r.Delete("/hooks/{id}", a.serve(a.deleteHook))
		r.Get("/hooks/{id}/secrets", a.serve(a.listSecrets))
		r.Post("/hooks/{id}/secrets", a.serve(a.addSecrets))
		r.Patch("/hooks/{id}/secrets", a.serve(a.updateSecrets))
		r.Delete("/hooks/{id}/secrets", a.serve(a.deleteSecrets))
		r.Post("/hooks/{id}/run", a.serve(a.run))
		r.Get("/triggers", a.serve(a.listTriggers))
		r.Get("/triggers/{trigger}", a.serve(a.getTrigger))
		r.Get("/typings", a.serve(a.getTypings))
		r.Post("/triggers/{trigger}/events", a.serveEvents(a.postEvent))
		r.Get("/tenants", a.serveOperator(a.listTenants))
		r.Post("/tenants", a.serveOperator(a.createTenant))
		r.Get("/tenants/{tenant}", a.serveOperator(a.getTenant))
		r.Patch("/tenants/{tenant}", a.serveOperator(a.updateTenant))
		r.Get("/events/{id}", a.serve(a.getEvent))
		r.Get("/executions", a.serve(a.listExecutions))
		r.Post("/executions/replay", a.serve(a.replayExecutions))
		r.Post("/executions/cancel", a.serve(a.cancelExecutions))
		r.Get("/executions/{id}", a.serve(a.getExecution))
		r.Post("/executions/{id}/replay", a.serve(a.replayExecution))
		r.Post("/executions/{id}/cancel", a.serve(a.cancelExecution))
	})
	return r
}
