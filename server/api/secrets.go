package api

import (
	"net/http"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/edge"
	"github.com/hookline/hookline/server/vault"
)

func (a *api) listSecrets(w http.ResponseWriter, r *http.Request, tenant scripts.TenantID) error {
	id, err := hookID(r)
	if err != nil {
		return err
	}
	sealed, err := a.Store.Secrets(r.Context(), tenant, id)
	if err != nil {
		return err
	}
	masked := make(map[string]string, len(sealed))
	for name := range sealed {
		masked[name] = Mask
	}
	return edge.JSON(w, http.StatusOK, masked)
}

func (a *api) addSecrets(w http.ResponseWriter, r *http.Request, tenant scripts.TenantID) error {
	id, secrets, err := readSecrets(w, r)
	if err != nil {
		return err
	}
	for name, value := range secrets {
		if value.Reveal() == Mask {
			return maskGiven(name)
		}
	}
	sealed, err := a.seal(tenant, id, secrets)
	if err != nil {
		return err
	}
	defer a.runnables.forget(tenant, id)
	if err := a.Store.AddSecrets(r.Context(), tenant, id, sealed); err != nil {
		return err
	}
	return edge.JSON(w, http.StatusCreated, struct{}{})
}

func (a *api) updateSecrets(w http.ResponseWriter, r *http.Request, tenant scripts.TenantID) error {
	id, secrets, err := readSecrets(w, r)
	if err != nil {
		return err
	}
	saved, err := a.Store.Secrets(r.Context(), tenant, id)
	if err != nil {
		return err
	}
	if err := dropMasked(secrets, saved); err != nil {
		return err
	}
	sealed, err := a.seal(tenant, id, secrets)
	if err != nil {
		return err
	}
	defer a.runnables.forget(tenant, id)
	if err := a.Store.UpdateSecrets(r.Context(), tenant, id, sealed); err != nil {
		return err
	}
	return edge.JSON(w, http.StatusCreated, struct{}{}) // 201 as recorded, though nothing is created
}

func (a *api) deleteSecrets(w http.ResponseWriter, r *http.Request, tenant scripts.TenantID) error {
	id, err := hookID(r)
	if err != nil {
		return err
	}
	body, err := edge.Body(w, r)
	if err != nil {
		return err
	}
	names, err := parseNames(body)
	if err != nil {
		return err
	}
	defer a.runnables.forget(tenant, id)
	if err := a.Store.DeleteSecrets(r.Context(), tenant, id, names); err != nil {
		return err
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}

func (a *api) seal(tenant scripts.TenantID, hook scripts.HookID, secrets scripts.Secrets) (map[string][]byte, error) {
	all := make(map[string][]byte, len(secrets))
	for name, value := range secrets {
		sealed, err := a.Vault.Seal(vault.Place{Tenant: tenant, Hook: hook, Name: name}, value)
		if err != nil {
			return nil, err
		}
		all[name] = sealed
	}
	return all, nil
}
