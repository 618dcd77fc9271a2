package api

import (
	"encoding/json"
	"net/http"
	"time"

	"github.com/go-chi/chi/v5"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/edge"
)

type accepted struct {
	ID         scripts.EventID       `json:"id"`
	Executions []scripts.ExecutionID `json:"executions"`
}

// postEvent answers when the event is on disk. Its hooks run after that, unless the
// trigger is one whose callers wait for them.
func (a *api) postEvent(w http.ResponseWriter, r *http.Request, tenant scripts.TenantID) error {
	trigger, err := scripts.FindTrigger(scripts.TriggerID(chi.URLParam(r, "trigger")))
	if err != nil {
		return err
	}
	body, err := edge.Body(w, r)
	if err != nil {
		return err
	}
	if err := edge.Object(body, func(string, []byte) error { return nil }); err != nil {
		return err
	}
	if trigger.Blocking {
		return a.answerEvent(w, r, scripts.Event{Tenant: tenant, Trigger: trigger.ID, Payload: body}, trigger)
	}
	if err := trigger.CheckPayload(body); err != nil {
		return err
	}
	event, executions, err := a.Store.Accept(r.Context(), scripts.Event{Tenant: tenant, Trigger: trigger.ID, Payload: body})
	if err != nil {
		return err
	}
	if executions == nil {
		executions = []scripts.ExecutionID{}
	}
	return edge.JSON(w, http.StatusAccepted, accepted{event.ID, executions})
}

type eventView struct {
	ID         scripts.EventID     `json:"id"`
	Tenant     scripts.TenantID    `json:"tenant"`
	Trigger    scripts.TriggerID   `json:"trigger_id"`
	CreatedAt  time.Time           `json:"created_at"`
	Payload    json.RawMessage     `json:"payload"`
	Executions []scripts.Execution `json:"executions"`
}

func (a *api) getEvent(w http.ResponseWriter, r *http.Request, tenant scripts.TenantID) error {
	event, err := a.Store.Event(r.Context(), tenant, scripts.EventID(chi.URLParam(r, "id")))
	if err != nil {
		return err
	}
	executions, err := a.Store.EventExecutions(r.Context(), tenant, event.ID)
	if err != nil {
		return err
	}
	if executions == nil {
		executions = []scripts.Execution{}
	}
	return edge.JSON(w, http.StatusOK, eventView{event.ID, event.Tenant, event.Trigger, event.CreatedAt, event.Payload, executions})
}
