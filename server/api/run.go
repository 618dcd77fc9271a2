package api

import (
	"errors"
	"net/http"
	"time"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/hookline/hookline/sandbox"
	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/edge"
)

// runBody is the body of a run: the payload, and what the caller tries out with it.
type runBody struct {
	payload []byte
	script  *string // nil runs the saved code
	secrets scripts.Secrets
}

// run is the Runner: it runs a hook at once, saves nothing, and answers with the record
// of the run.
func (a *api) run(w http.ResponseWriter, r *http.Request, tenant scripts.TenantID) error {
	id, err := hookID(r)
	if err != nil {
		return err
	}
	body, err := edge.Body(w, r)
	if err != nil {
		return err
	}
	in, err := parseRun(body)
	if err != nil {
		return err
	}
	hook, err := a.loadRunnable(r.Context(), tenant, id)
	if err != nil {
		return err
	}
	if err := hook.trigger.CheckPayload(in.payload); err != nil {
		return err
	}
	secrets, err := a.secretsOf(tenant, id, hook, in.secrets)
	if err != nil {
		return err
	}
	record := scripts.Execution{Tenant: tenant, HookID: id, HookName: hook.name, Version: hook.version, Trigger: hook.trigger.ID, Attempt: 1}
	source := hook.script
	if in.script != nil {
		if err := a.Checker.Check(r.Context(), tenant, *in.script); err != nil {
			return err
		}
		source, record.Version = *in.script, 0
	}
	record.CreatedAt = time.Now().UTC().Truncate(time.Millisecond)
	record.StartedAt = &record.CreatedAt
	record.Attempted, err = a.Runner.Run(r.Context(), sandbox.Run{
		Tenant: tenant, Trigger: hook.trigger.ID, Source: source, Payload: in.payload,
		Secrets: secrets, Meta: hook.meta, RequestID: edge.RequestID(r.Context()),
	})
	if errors.Is(err, sandbox.ErrWorkerLost) {
		return &scripts.Fault{Kind: scripts.ErrUnavailable, Code: "worker_lost",
			Message: "The worker process ended during the run, which may have had effects; run it again."}
	}
	if err != nil {
		return err
	}
	return edge.JSON(w, http.StatusOK, &record)
}

// secretsOf opens the saved secrets and puts the unsaved ones over them; the mask
// stands for the saved value.
func (a *api) secretsOf(tenant scripts.TenantID, id scripts.HookID, hook *runnable, unsaved scripts.Secrets) (scripts.Secrets, error) {
	if err := dropMasked(unsaved, hook.sealed); err != nil {
		return nil, err
	}
	secrets, err := a.Vault.OpenAll(tenant, id, hook.sealed)
	if err != nil {
		return nil, err
	}
	for name, value := range unsaved {
		secrets[name] = value
	}
	return secrets, nil
}

// parseRun splits a body. A body that is the payload alone stays as it is.
func parseRun(body []byte) (runBody, error) {
	in := runBody{payload: body}
	err := edge.Object(body, func(name string, value []byte) (err error) {
		switch name {
		case "script":
			in.script, err = pointer(script(value))
		case "secrets":
			in.secrets, err = parseSecrets(value)
		}
		return err
	})
	if err == nil && (in.script != nil || in.secrets != nil) {
		in.payload, err = payloadOf(body)
	}
	return in, err
}

// payloadOf is body without what is not payload.
func payloadOf(body []byte) ([]byte, error) {
	payload := append(make([]byte, 0, len(body)), '{')
	err := edge.Object(body, func(name string, value []byte) (err error) {
		if name == "script" || name == "secrets" {
			return nil
		}
		if len(payload) > 1 {
			payload = append(payload, ',')
		}
		if payload, err = jsontext.AppendQuote(payload, name); err != nil {
			return err
		}
		payload = append(append(payload, ':'), value...)
		return nil
	})
	return append(payload, '}'), err
}
