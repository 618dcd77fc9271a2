package api

import (
	"cmp"
	"context"
	"errors"
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
func (a *api) serve(h handler) http.HandlerFunc {
	return open(func(w http.ResponseWriter, r *http.Request) error {
		tenant, err := a.admit(w, r)
		if err != nil {
			return err
		}
		return h(w, r, tenant)
	})
}

// admit finds the tenant and counts the request against its limit. Those who do not
// say who they are share one limit, which has no name that a tenant could have.
func (a *api) admit(w http.ResponseWriter, r *http.Request) (scripts.TenantID, error) {
	who, err := a.Auth.Authenticate(r)
	if err != nil {
		who = auth.Identity{}
	}
	if a.limit.OnLimit(w, r, string(who.Tenant)) {
		return "", edge.NewFailure(http.StatusTooManyRequests, "too_many_requests",
			"Too many requests; wait until the time in X-RateLimit-Reset.")
	}
	switch {
	case errors.Is(err, auth.ErrMissing):
		err = unauthorized(w, "Missing authentication")
	case errors.Is(err, auth.ErrInvalid):
		err = unauthorized(w, "Invalid token")
	}
	return who.Tenant, err
}

func unauthorized(w http.ResponseWriter, message string) error {
	w.Header().Set("WWW-Authenticate", "Bearer")
	return edge.NewFailure(http.StatusUnauthorized, "", message)
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
