package api

import (
	"encoding/json"
	"io"
	"net/http"

	"github.com/go-chi/chi/v5"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/edge"
)

// triggerView is what the author of a hook wants to know of a trigger.
type triggerView struct {
	ID scripts.TriggerID `json:"id"`
	// Blocking says that the caller waits for the result.
	Blocking  bool   `json:"blocking"`
	Signature string `json:"signature"`
	// ActionExport is what an action exports, absent where there are no actions.
	ActionExport string          `json:"action_export,omitempty"`
	ErrorClasses []string        `json:"error_classes"`
	Starter      string          `json:"starter"`
	Sample       json.RawMessage `json:"sample"`
	Schema       json.RawMessage `json:"schema"`
	// ResultSchema is absent where the result may be anything.
	ResultSchema json.RawMessage `json:"result_schema,omitempty"`
	Limits       scripts.Limits  `json:"limits"`
}

func (a *api) viewOfTrigger(t scripts.Trigger) triggerView {
	return triggerView{t.ID, t.Blocking, t.Signature(), t.ActionExport(), t.ErrorClasses, t.Starter(), t.Sample(), t.PayloadSchema(), t.ResultSchema(), a.Limits}
}

func (a *api) listTriggers(w http.ResponseWriter, _ *http.Request, _ scripts.TenantID) error {
	all := scripts.Triggers()
	views := make([]triggerView, len(all))
	for i, t := range all {
		views[i] = a.viewOfTrigger(t)
	}
	return edge.JSON(w, http.StatusOK, views)
}

func (a *api) getTrigger(w http.ResponseWriter, r *http.Request, _ scripts.TenantID) error {
	trigger, err := scripts.FindTrigger(scripts.TriggerID(chi.URLParam(r, "trigger")))
	if err != nil {
		return err
	}
	return edge.JSON(w, http.StatusOK, a.viewOfTrigger(trigger))
}

// getTypings answers with the declaration file for editors.
func (a *api) getTypings(w http.ResponseWriter, _ *http.Request, _ scripts.TenantID) error {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = io.WriteString(w, scripts.Typings()) // an error means that the client is gone
	return nil
}
