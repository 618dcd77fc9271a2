package auth

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"

	"github.com/hookline/hookline/scripts"
)

// TenantHeader names the tenant on which the admin token acts; without it, it acts on
// scripts.DefaultTenant.
const TenantHeader = "Hookline-Tenant"

// Tenants is what the admin's authentication needs of the store.
type Tenants interface {
	Tenant(ctx context.Context, id scripts.TenantID) (scripts.Tenant, error)
}

// Admin authenticates the one admin token. It is safe for concurrent use.
type Admin struct {
	token   [sha256.Size]byte
	tenants Tenants
	known   sync.Map // of scripts.TenantID: tenants that exist; grows with them only
}

// NewAdmin authenticates by that token.
func NewAdmin(token scripts.SecretValue, tenants Tenants) *Admin {
	return &Admin{token: sha256.Sum256([]byte(token.Reveal())), tenants: tenants}
}

// Authenticate implements Authenticator. A tenant that does not exist is a Fault of
// kind ErrNotFound, told only to who has the token.
func (a *Admin) Authenticate(r *http.Request) (Identity, error) {
	token, err := bearer(r)
	if err != nil {
		return Identity{}, err
	}
	// Of equal length whatever was sent, so the comparison takes equal time.
	sent := sha256.Sum256([]byte(token))
	if subtle.ConstantTimeCompare(sent[:], a.token[:]) != 1 {
		return Identity{}, ErrInvalid
	}
	tenant := scripts.TenantID(r.Header.Get(TenantHeader))
	if tenant == "" {
		tenant = scripts.DefaultTenant
	}
	return Identity{Tenant: tenant, Operator: true}, a.check(r.Context(), tenant)
}

func bearer(r *http.Request) (string, error) {
	header := r.Header.Get("Authorization")
	if header == "" {
		return "", ErrMissing
	}
	scheme, token, _ := strings.Cut(header, " ")
	if !strings.EqualFold(scheme, "Bearer") {
		return "", ErrMissing
	}
	return strings.TrimSpace(token), nil
}

// check says whether the tenant exists. Tenants are never removed, so those seen once
// are not asked for again.
func (a *Admin) check(ctx context.Context, id scripts.TenantID) error {
	if _, ok := a.known.Load(id); ok {
		return nil
	}
	if !id.Valid() {
		return scripts.Invalid("invalid_tenant", "The header "+TenantHeader+
			" must name a tenant: 1 to 63 lower-case letters, digits and dashes.")
	}
	_, err := a.tenants.Tenant(ctx, id)
	if errors.Is(err, scripts.ErrNotFound) {
		return scripts.NotFound("TenantDoesNotExist", fmt.Sprintf(
			"There is no tenant %q; name an existing one in the header %s.", id, TenantHeader))
	}
	if err != nil {
		return fmt.Errorf("authenticate: %w", err)
	}
	a.known.Store(id, true)
	return nil
}
