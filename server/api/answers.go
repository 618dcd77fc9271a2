package api

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"slices"

	"github.com/hookline/hookline/sandbox"
	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/answer"
	"github.com/hookline/hookline/server/dispatch"
	"github.com/hookline/hookline/server/edge"
	"github.com/hookline/hookline/server/store"
)

// eventHeader names the event in the answer of a blocking trigger.
const eventHeader = "Hookline-Event-Id"

// containerEnvelope asks for the answers of Auth0's container.
const containerEnvelope = "auth0-ext"

// answerEvent runs the trigger's hooks and answers with what they gave.
func (a *api) answerEvent(w http.ResponseWriter, r *http.Request, e scripts.Event, trigger scripts.Trigger) error {
	q := readQuery(r, "envelope")
	enveloped := choice(q, "envelope", []string{containerEnvelope}) != ""
	if q.err != nil {
		return q.err
	}
	write := writeAnswer
	if enveloped {
		write = writeEnvelope
	}
	if err := trigger.CheckPayload(e.Payload); err != nil {
		if enveloped {
			return edge.JSON(w, http.StatusOK, envelopeOf(&scripts.ScriptError{Message: err.Error(), Stack: "Error: " + err.Error()}))
		}
		return err
	}
	hooks, err := a.hooksOf(r.Context(), e.Tenant, trigger.ID)
	if err != nil {
		return err
	}
	answered, err := a.Answers.Answer(r.Context(), answer.Event{Tenant: e.Tenant, Trigger: trigger, Payload: e.Payload, Hooks: hooks})
	if answered.Event != "" {
		w.Header().Set(eventHeader, string(answered.Event))
	}
	if err != nil {
		return workerError(err)
	}
	return write(w, trigger, answered)
}

// hooksOf makes the trigger's enabled hooks ready to be run.
func (a *api) hooksOf(ctx context.Context, tenant scripts.TenantID, trigger scripts.TriggerID) ([]answer.Hook, error) {
	ids, err := a.loadEnabled(ctx, tenant, trigger)
	if err != nil || len(ids) == 0 {
		return nil, err
	}
	settings, err := a.Tenants.Settings(ctx, tenant)
	if err != nil {
		return nil, err
	}
	hooks := make([]answer.Hook, 0, len(ids))
	for _, id := range ids {
		hook, err := a.loadRunnable(ctx, tenant, id)
		if errors.Is(err, scripts.ErrNotFound) {
			continue // deleted meanwhile
		}
		if err != nil {
			return nil, err
		}
		hooks = append(hooks, answer.Hook{
			Execution: scripts.Execution{HookID: id, HookName: hook.name, Version: hook.version.Number},
			Prepare: func(e scripts.Execution, payload json.RawMessage) (sandbox.Run, error) {
				secrets, err := a.Vault.OpenAll(tenant, id, hook.sealed)
				if err != nil {
					return sandbox.Run{}, err
				}
				run := dispatch.Assemble(e, hook.version, secrets, payload)
				run.NoEval = settings.NoEval
				run.Storage = store.HookDocument{Store: a.Store, Tenant: tenant, Hook: id}
				return run, nil
			},
		})
	}
	return hooks, nil
}

// refusalStatuses say which refusal gives which status; Auth0's /oauth/token and
// /dbconnections/signup answer so.
var refusalStatuses = map[string]int{
	scripts.CodeInvalidScope:   http.StatusBadRequest,
	scripts.CodeInvalidRequest: http.StatusBadRequest,
	scripts.CodeServerError:    http.StatusInternalServerError,
	scripts.CodeExtensibility:  http.StatusBadRequest,
	scripts.CodeUnauthorized:   http.StatusForbidden,
	scripts.CodeAccessDenied:   http.StatusForbidden,
}

// refusalView has OAuth's form. Message is for the tenant's log; it is left out where
// the description says the same.
type refusalView struct {
	Error       string `json:"error"`
	Description string `json:"error_description"`
	Message     string `json:"message,omitempty"`
}

func writeAnswer(w http.ResponseWriter, trigger scripts.Trigger, answered answer.Answer) error {
	if answered.Failure == nil {
		return edge.JSON(w, http.StatusOK, answered.Result)
	}
	refusal := trigger.Refuse(answered.Failure.Error)
	view := refusalView{Error: refusal.Code, Description: refusal.Description}
	if refusal.Log != refusal.Description {
		view.Message = refusal.Log
	}
	return edge.JSON(w, refusalStatuses[refusal.Code], view)
}

// envelope is what the container of auth0-ext-compilers 6.1.0 answered, always with
// status 200. Its data are unchecked: the platform behind it did that.
type envelope struct {
	StatusCode int             `json:"statusCode,omitempty"`
	Headers    *struct{}       `json:"headers,omitempty"`
	Status     string          `json:"status"`
	Data       json.RawMessage `json:"data,omitempty"`
}

func writeEnvelope(w http.ResponseWriter, _ scripts.Trigger, answered answer.Answer) error {
	if answered.Failure == nil {
		return edge.JSON(w, http.StatusOK, envelope{http.StatusOK, &struct{}{}, "success", answered.Given})
	}
	return edge.JSON(w, http.StatusOK, envelopeOf(answered.Failure.Error))
}

// builtInErrors have their name from a prototype, and the envelope has own properties.
var builtInErrors = []string{"", "Error", "TypeError", "RangeError", "SyntaxError", "ReferenceError", "EvalError", "URIError", "AggregateError"}

func envelopeOf(e *scripts.ScriptError) envelope {
	if e == nil {
		e = &scripts.ScriptError{}
	}
	data := map[string]any{"message": e.Message}
	for name, value := range e.Props {
		data[name] = value
	}
	if e.Stack != "" {
		data["stack"] = e.Stack
	}
	if !slices.Contains(builtInErrors, e.Name) {
		data["name"] = e.Name
	}
	text, err := json.Marshal(data)
	if err != nil {
		panic(err) // what a worker sent was checked to be JSON
	}
	return envelope{Status: "error", Data: text}
}
