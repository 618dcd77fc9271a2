package api

import (
	"net/http"
	"regexp"

	"github.com/go-chi/chi/v5"

	"github.com/hookline/hookline/sandbox/build"
	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/edge"
	"github.com/hookline/hookline/server/store"
)

const (
	standardPage = 50
	largestPage  = 100
	// lastPage keeps page times size an int everywhere.
	lastPage = 10_000_000
)

// idPattern is the one of Auth0's API.
var idPattern = regexp.MustCompile(`^[A-Za-z0-9-]*$`)

// hookID takes the hook's id from the path.
func hookID(r *http.Request) (scripts.HookID, error) {
	id := chi.URLParam(r, "id")
	if !idPattern.MatchString(id) {
		return "", scripts.Invalid("invalid_uri",
			"Path validation error: 'String does not match pattern "+idPattern.String()+"' on property id (the id of a hook).")
	}
	return scripts.HookID(id), nil
}

func (a *api) listHooks(w http.ResponseWriter, r *http.Request, tenant scripts.TenantID) error {
	q := readQuery(r, "page", "per_page", "include_totals", "enabled", "triggerId", "fields", "include_fields")
	filter := store.HookFilter{
		Trigger: choice(q, "triggerId", triggerIDs()),
		Enabled: q.flag("enabled"),
		Page:    q.number("page", 0, 0, lastPage),
		PerPage: q.number("per_page", standardPage, 0, largestPage),
	}
	totals, members := q.flag("include_totals"), q.members()
	if q.err != nil {
		return q.err
	}
	hooks, total, err := a.Store.ListHooks(r.Context(), tenant, filter)
	if err != nil {
		return err
	}
	views := hookViews(hooks, members)
	if totals == nil || !*totals {
		return edge.JSON(w, http.StatusOK, views)
	}
	return edge.JSON(w, http.StatusOK, hookPage{filter.Page * filter.PerPage, filter.PerPage, total, views})
}

type hookPage struct {
	Start int        `json:"start"`
	Limit int        `json:"limit"`
	Total int        `json:"total"`
	Hooks []hookView `json:"hooks"`
}

func (a *api) createHook(w http.ResponseWriter, r *http.Request, tenant scripts.TenantID) error {
	body, err := edge.Body(w, r)
	if err != nil {
		return err
	}
	in, err := parseHook(body)
	if err != nil {
		return err
	}
	hook, err := in.hook(tenant)
	if err != nil {
		return err
	}
	if hook.Built, err = a.build(r.Context(), build.Hook{Tenant: tenant, Script: hook.Script, Files: in.files.over(scripts.Files{}), Dependencies: hook.Deps}); err != nil {
		return err
	}
	defer func() { a.runnables.forget(tenant, hook.ID) }()
	hook, err = a.Store.CreateHook(r.Context(), hook)
	if err != nil {
		return err
	}
	return edge.JSON(w, http.StatusCreated, hookView{hook, createdOrder})
}

func (a *api) getHook(w http.ResponseWriter, r *http.Request, tenant scripts.TenantID) error {
	id, err := hookID(r)
	if err != nil {
		return err
	}
	q := readQuery(r, "fields", "include_fields")
	members := q.members()
	if q.err != nil {
		return q.err
	}
	hook, err := a.Store.Hook(r.Context(), tenant, id)
	if err != nil {
		return err
	}
	return edge.JSON(w, http.StatusOK, hookView{hook, members})
}

func (a *api) updateHook(w http.ResponseWriter, r *http.Request, tenant scripts.TenantID) error {
	id, err := hookID(r)
	if err != nil {
		return err
	}
	body, err := edge.Body(w, r)
	if err != nil {
		return err
	}
	in, err := parseHook(body)
	if err != nil {
		return err
	}
	patch, err := in.patch()
	if err != nil {
		return err
	}
	if err := a.buildPatch(r.Context(), tenant, id, &patch, in.files); err != nil {
		return err
	}
	defer a.runnables.forget(tenant, id)
	hook, err := a.Store.UpdateHook(r.Context(), tenant, id, patch)
	if err != nil {
		return err
	}
	return edge.JSON(w, http.StatusOK, hookView{hook, readOrder})
}

// deleteHook ignores the body: old clients send {} or null.
func (a *api) deleteHook(w http.ResponseWriter, r *http.Request, tenant scripts.TenantID) error {
	id, err := hookID(r)
	if err != nil {
		return err
	}
	defer a.runnables.forget(tenant, id)
	if err := a.Store.DeleteHook(r.Context(), tenant, id); err != nil {
		return err
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}
