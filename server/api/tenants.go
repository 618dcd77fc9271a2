package api

import (
	"net/http"
	"time"

	"github.com/go-chi/chi/v5"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/edge"
)

// tenantView is a tenant as the API shows it.
type tenantView struct {
	ID        scripts.TenantID `json:"id"`
	CreatedAt time.Time        `json:"created_at"`
	scripts.Settings
}

func viewOf(t scripts.Tenant) tenantView {
	if t.Settings.EgressAllow == nil {
		t.Settings.EgressAllow = []string{}
	}
	return tenantView{t.ID, t.CreatedAt, t.Settings}
}

func (a *api) listTenants(w http.ResponseWriter, r *http.Request, _ scripts.TenantID) error {
	all, err := a.Tenants.List(r.Context())
	if err != nil {
		return err
	}
	views := make([]tenantView, len(all))
	for i, t := range all {
		views[i] = viewOf(t)
	}
	return edge.JSON(w, http.StatusOK, views)
}

func (a *api) createTenant(w http.ResponseWriter, r *http.Request, _ scripts.TenantID) error {
	body, err := edge.Body(w, r)
	if err != nil {
		return err
	}
	id, err := parseTenant(body)
	if err != nil {
		return err
	}
	t, err := a.Tenants.Create(r.Context(), id)
	if err != nil {
		return err
	}
	return edge.JSON(w, http.StatusCreated, viewOf(t))
}

func (a *api) getTenant(w http.ResponseWriter, r *http.Request, _ scripts.TenantID) error {
	t, err := a.Tenants.Tenant(r.Context(), scripts.TenantID(chi.URLParam(r, "tenant")))
	if err != nil {
		return err
	}
	return edge.JSON(w, http.StatusOK, viewOf(t))
}

func (a *api) updateTenant(w http.ResponseWriter, r *http.Request, _ scripts.TenantID) error {
	body, err := edge.Body(w, r)
	if err != nil {
		return err
	}
	patch, err := parseSettings(body)
	if err != nil {
		return err
	}
	t, err := a.Tenants.Update(r.Context(), scripts.TenantID(chi.URLParam(r, "tenant")), patch)
	if err != nil {
		return err
	}
	return edge.JSON(w, http.StatusOK, viewOf(t))
}
