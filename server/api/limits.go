package api

import (
	"errors"
	"net"
	"net/http"
	"time"

	"github.com/go-chi/httprate"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/auth"
	"github.com/hookline/hookline/server/edge"
)

// limit counts the requests of each tenant within a sliding second.
type limit struct {
	counter *httprate.RateLimiter
	own     func(scripts.Settings) int // the tenant's own, 0 for the default
}

func newLimit(perSecond int, own func(scripts.Settings) int) limit {
	return limit{httprate.NewRateLimiter(perSecond, time.Second), own}
}

// count takes the request into account and sets the X-RateLimit headers. One too many
// fails, with the header Retry-After.
func (a *api) count(w http.ResponseWriter, r *http.Request, l limit, tenant scripts.TenantID) error {
	settings, err := a.Tenants.Settings(r.Context(), tenant)
	if err != nil {
		return err
	}
	if own := l.own(settings); own > 0 {
		r = r.WithContext(httprate.WithRequestLimit(r.Context(), own))
	}
	if l.counter.OnLimit(w, r, string(tenant)) {
		return tooMany()
	}
	return nil
}

// failuresPerMinute is how often an address may fail to say who asks before it hears no
// more than that. A right token is never refused for the failures of others: behind a
// proxy they have the same address.
const failuresPerMinute = 60

// strange answers a request of which nobody knows whose it is.
func (a *api) strange(w http.ResponseWriter, r *http.Request, cause error) error {
	address, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		address = r.RemoteAddr
	}
	if a.failures.OnLimit(w, r, httprate.CanonicalizeIP(address)) {
		return tooMany()
	}
	switch {
	case errors.Is(cause, auth.ErrMissing):
		return unauthorized(w, "Missing authentication")
	case errors.Is(cause, auth.ErrInvalid):
		return unauthorized(w, "Invalid token")
	}
	return cause
}

func tooMany() error {
	return edge.NewFailure(http.StatusTooManyRequests, "too_many_requests",
		"Too many requests; wait for the seconds in Retry-After.")
}

func unauthorized(w http.ResponseWriter, message string) error {
	w.Header().Set("WWW-Authenticate", "Bearer")
	return edge.NewFailure(http.StatusUnauthorized, "", message)
}
