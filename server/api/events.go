package api

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"github.com/go-chi/chi/v5"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/edge"
	"github.com/hookline/hookline/server/store"
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
	began := time.Now()
	key, err := givenKey(r)
	if err != nil {
		return err
	}
	body, err := edge.Body(w, r)
	if err != nil {
		return err
	}
	if err := edge.Object(body, func(name string, value []byte) (err error) {
		if name == "id" && key == "" && !trigger.Blocking {
			key, err = eventKey(value)
		}
		return err
	}); err != nil {
		return err
	}
	if trigger.Blocking {
		return a.answerEvent(w, r, scripts.Event{Tenant: tenant, Trigger: trigger.ID, Payload: body}, trigger)
	}
	if err := trigger.CheckPayload(body); err != nil {
		return err
	}
	if err := a.Full(); err != nil {
		return err
	}
	answer, err := a.accept(r.Context(), w.Header(), scripts.Event{Tenant: tenant, Trigger: trigger.ID, Payload: body}, key)
	if err != nil {
		return err
	}
	a.Accepted(time.Since(began))
	return edge.JSON(w, http.StatusAccepted, answer)
}

func (a *api) accept(ctx context.Context, header http.Header, e scripts.Event, key string) (answer accepted, err error) {
	repeated := false
	if key == "" {
		e, answer.Executions, err = a.Store.Accept(ctx, e)
	} else {
		e, answer.Executions, repeated, err = a.Store.AcceptOnce(ctx, e, store.Once{Key: key, Window: a.KeyWindow})
	}
	if repeated {
		header.Set("Idempotent-Replayed", "true")
	}
	if answer.Executions == nil {
		answer.Executions = []scripts.ExecutionID{}
	}
	answer.ID = e.ID
	return answer, err
}

// keyHeader makes a post safe to repeat (draft-ietf-httpapi-idempotency-key-header); an
// event's own member id does so too.
const keyHeader = "Idempotency-Key"

func givenKey(r *http.Request) (string, error) {
	given := r.Header.Values(keyHeader)
	switch {
	case len(given) == 0:
		return "", nil
	case len(given) > 1 || given[0] == "" || len(given[0]) > store.MaxKey:
		return "", scripts.Invalid("invalid_header", fmt.Sprintf("The header %s is to be given once, with 1 to %d characters.", keyHeader, store.MaxKey))
	}
	return given[0], nil
}

// eventKey is apart from the keys of the header.
func eventKey(id []byte) (string, error) {
	switch edge.TypeName(id) {
	case "string", "number":
		if len(id) < store.MaxKey-len("id ") {
			return "id " + string(id), nil
		}
	case "null":
		return "", nil
	}
	return "", badBody("The event's id must be a string or a number of less than %d bytes", store.MaxKey)
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
