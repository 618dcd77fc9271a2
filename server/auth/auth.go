// Package auth answers one question of a request: who asks, and for which tenant?
package auth

import (
	"errors"
	"net/http"

	"github.com/hookline/hookline/scripts"
)

// The two ways in which a request can fail to say who asks.
var (
	ErrMissing = errors.New("no token was sent")
	ErrInvalid = errors.New("the token is not valid")
)

// Identity is who asks.
type Identity struct {
	// Tenant is the one tenant that the request may see. It exists.
	Tenant scripts.TenantID
	// Operator may act on every tenant and set what each is granted.
	Operator bool
}

// Authenticator tells who asks. It returns ErrMissing, ErrInvalid, or a Fault; every
// other error is internal. Tokens with scopes will be one more implementation, with
// what they may do beside Identity.Tenant.
type Authenticator interface {
	Authenticate(r *http.Request) (Identity, error)
}
