package auth

import (
	"context"
	"errors"
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/scripts"
)

const token = "a-token-of-some-length"

// tenants counts how often it was asked.
type tenants struct {
	asked int
	err   error
}

func (s *tenants) Tenant(_ context.Context, id scripts.TenantID) (scripts.Tenant, error) {
	s.asked++
	if id == "default" || id == "acme" {
		return scripts.Tenant{ID: id}, s.err
	}
	return scripts.Tenant{}, scripts.NotFound("", "no")
}

func TestAuthenticate(t *testing.T) {
	t.Parallel()
	a := NewAdmin(scripts.NewSecretValue(token), &tenants{})
	for name, c := range map[string]struct {
		header, tenant string
		want           scripts.TenantID
		err            error
	}{
		"admin":              {"Bearer " + token, "", "default", nil},
		"scheme in any case": {"bearer " + token, "", "default", nil},
		"another tenant":     {"Bearer " + token, "acme", "acme", nil},
		"no such tenant":     {"Bearer " + token, "nobody", "", scripts.ErrNotFound},
		"no tenant's name":   {"Bearer " + token, "../etc", "", scripts.ErrInvalid},
		"nothing":            {"", "", "", ErrMissing},
		"another scheme":     {"Basic " + token, "", "", ErrMissing},
		"empty":              {"Bearer ", "", "", ErrInvalid},
		"wrong":              {"Bearer x", "", "", ErrInvalid},
		"longer":             {"Bearer " + token + "x", "", "", ErrInvalid},
		"wrong, no tenant":   {"Bearer x", "nobody", "", ErrInvalid},
	} {
		r := httptest.NewRequest("GET", "/", nil)
		r.Header.Set("Authorization", c.header)
		r.Header.Set(TenantHeader, c.tenant)
		got, err := a.Authenticate(r)
		require.ErrorIs(t, err, c.err, name)
		if c.err == nil {
			require.Equal(t, c.want, got.Tenant, name)
		}
	}
}

func TestTenantIsAskedForOnce(t *testing.T) {
	t.Parallel()
	s := &tenants{err: errors.New("disk")}
	a := NewAdmin(scripts.NewSecretValue(token), s)
	r := httptest.NewRequest("GET", "/", nil)
	r.Header.Set("Authorization", "Bearer "+token)
	_, err := a.Authenticate(r)
	require.ErrorContains(t, err, "disk")
	s.err = nil
	for range 3 {
		_, err := a.Authenticate(r)
		require.NoError(t, err)
	}
	require.Equal(t, 2, s.asked, "a failure is not remembered, a success is")
}

func TestAdminToken(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	first, err := AdminToken("", dir)
	require.NoError(t, err)
	require.Regexp(t, `^hk_adm_[A-Za-z0-9_-]{43}$`, first.Value.Reveal())
	require.True(t, first.Made)
	require.Equal(t, filepath.Join(dir, TokenFile), first.Path)

	second, err := AdminToken("", dir)
	require.NoError(t, err)
	require.Equal(t, first.Value, second.Value)
	require.False(t, second.Made)

	chosen, err := AdminToken(token, dir)
	require.NoError(t, err)
	require.Equal(t, Token{Value: scripts.NewSecretValue(token)}, chosen)
	require.NotContains(t, fmt.Sprintf("%v %+v %#v", chosen, chosen, chosen), token)
}

func TestAdminTokenRefuses(t *testing.T) {
	t.Parallel()
	_, err := AdminToken("short", t.TempDir())
	require.ErrorContains(t, err, "at least 16")
	_, err = AdminToken("with spaces in between", t.TempDir())
	require.ErrorContains(t, err, "spaces")
	require.NotContains(t, err.Error(), "between")

	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, TokenFile), nil, 0o600))
	_, err = AdminToken("", dir)
	require.ErrorContains(t, err, "0 characters")
}
