package api

import (
	"cmp"
	"context"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/go-chi/chi/v5"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/auth"
	"github.com/hookline/hookline/server/edge"
)

// open serves everybody.
func open(h func(http.ResponseWriter, *http.Request) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if err := h(w, r); err != nil {
			edge.Fail(w, r, err)
		}
	}
}

// A handler serves a request of a tenant. An error it returns becomes the answer.
type handler func(w http.ResponseWriter, r *http.Request, tenant scripts.TenantID) error

// serve lets those in who say who they are.
func (a *api) serve(h handler) http.HandlerFunc { return a.serveWithin(a.requests, h) }

// serveEvents is serve for what is posted to triggers, which has a limit of its own: a
// flood of either does not keep the other out.
func (a *api) serveEvents(h handler) http.HandlerFunc { return a.serveWithin(a.events, h) }

func (a *api) serveWithin(l limit, h handler) http.HandlerFunc {
	return open(func(w http.ResponseWriter, r *http.Request) error {
		who, err := a.admit(w, r, l)
		if err != nil {
			return err
		}
		return h(w, r, who.Tenant)
	})
}

// serveOperator serves the operator alone.
func (a *api) serveOperator(h handler) http.HandlerFunc {
	return open(func(w http.ResponseWriter, r *http.Request) error {
		who, err := a.admit(w, r, a.requests)
		if err != nil {
			return err
		}
		if !who.Operator {
			return &scripts.Fault{Kind: scripts.ErrForbidden, Code: "insufficient_scope", Message: "Only the operator may do this; use the admin token."}
		}
		return h(w, r, who.Tenant)
	})
}

// admit finds out who asks and counts the request against the tenant's limit.
func (a *api) admit(w http.ResponseWriter, r *http.Request, l limit) (auth.Identity, error) {
	who, err := a.Auth.Authenticate(r)
	if err != nil {
		return who, a.strange(w, r, err)
	}
	return who, a.count(w, r, l, who.Tenant)
}

func noRoute(http.ResponseWriter, *http.Request) error {
	return scripts.NotFound("", "There is nothing at this path; compare it with the API documentation.")
}

// noMethod names the methods that there are, as RFC 9110 section 15.5.6 asks.
func noMethod(w http.ResponseWriter, r *http.Request) error {
	path := cmp.Or(r.URL.RawPath, r.URL.Path) // as chi reads it
	var allowed []string
	for _, method := range []string{http.MethodGet, http.MethodPost, http.MethodPatch, http.MethodDelete} {
		if chi.RouteContext(r.Context()).Routes.Match(chi.NewRouteContext(), method, path) {
			allowed = append(allowed, method)
		}
	}
	w.Header().Set("Allow", strings.Join(allowed, ", "))
	return edge.NewFailure(http.StatusMethodNotAllowed, "",
		"This path does not take "+r.Method+"; use "+strings.Join(allowed, " or ")+".")
}

func live(w http.ResponseWriter, _ *http.Request) error {
	return edge.JSON(w, http.StatusOK, map[string]string{"status": "live"})
}

// ready says whether this server should be sent requests.
func (a *api) ready(w http.ResponseWriter, r *http.Request) error {
	select {
	case <-a.Draining:
		return unavailable("The server is stopping; ask another one.")
	default:
	}
	ctx, cancel := context.WithTimeout(r.Context(), 2*time.Second)
	defer cancel()
	if err := a.Store.Ping(ctx); err != nil {
		a.Log.LogAttrs(ctx, slog.LevelWarn, "store does not answer", slog.Any(edge.KeyError, err))
		return unavailable("The store does not answer; try again later.")
	}
	return edge.JSON(w, http.StatusOK, map[string]string{"status": "ready"})
}

func unavailable(message string) error {
	return &scripts.Fault{Kind: scripts.ErrUnavailable, Code: "unavailable", Message: message}
}
