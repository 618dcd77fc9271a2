package api

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"time"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/hookline/hookline/sandbox"
	"github.com/hookline/hookline/sandbox/build"
	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/dispatch"
	"github.com/hookline/hookline/server/edge"
	"github.com/hookline/hookline/server/store"
)

// runBody is the body of a run: the payload, and what the caller tries out with it.
type runBody struct {
	payload []byte
	script  *string // nil runs the saved code
	deps    *scripts.Dependencies
	files   fileBody
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
	run, record, err := a.prepare(r.Context(), tenant, id, in)
	if err != nil {
		return err
	}
	record.CreatedAt = time.Now().UTC().Truncate(time.Millisecond)
	record.StartedAt = &record.CreatedAt
	record.Attempted, err = a.Runner.Run(r.Context(), run)
	if err != nil {
		return workerError(err)
	}
	if record.Outcome.Succeeded() {
		trigger, err := scripts.FindTrigger(record.Trigger)
		if err != nil {
			return err
		}
		record.Warnings = append(record.Warnings, trigger.Chain(run.Payload).Add(record.Result)...)
		record.Result = trigger.Redact(record.Result)
	}
	return edge.JSON(w, http.StatusOK, record)
}

// prepare makes the run, and the record but for the attempt.
func (a *api) prepare(ctx context.Context, tenant scripts.TenantID, id scripts.HookID, in runBody) (sandbox.Run, *scripts.Execution, error) {
	hook, err := a.loadRunnable(ctx, tenant, id)
	if err != nil {
		return sandbox.Run{}, nil, err
	}
	if err := hook.trigger.CheckPayload(in.payload); err != nil {
		return sandbox.Run{}, nil, err
	}
	secrets, err := a.secretsOf(tenant, id, hook, in.secrets)
	if err != nil {
		return sandbox.Run{}, nil, err
	}
	version := hook.version
	if in.unsaved() {
		if version, err = a.buildUnsaved(ctx, tenant, version, in); err != nil {
			return sandbox.Run{}, nil, err
		}
	}
	record := &scripts.Execution{Tenant: tenant, HookID: id, HookName: hook.name, Version: version.Number, Trigger: hook.trigger.ID, Attempt: 1}
	run := dispatch.Assemble(*record, version, secrets, in.payload)
	run.RequestID, run.Hide = edge.RequestID(ctx), hook.trigger.Private(in.payload)
	run.Storage = &draft{kept: store.HookDocument{Store: a.Store, Tenant: tenant, Hook: id}}
	settings, err := a.Tenants.Settings(ctx, tenant)
	run.NoEval = settings.NoEval
	return run, record, err
}

// buildUnsaved makes a version of what the caller tries out, and keeps none of it.
func (a *api) buildUnsaved(ctx context.Context, tenant scripts.TenantID, saved scripts.Version, in runBody) (scripts.Version, error) {
	v := saved
	v.Number = 0
	if in.script != nil {
		v.Script = *in.script
	}
	if in.deps != nil {
		v.Deps = *in.deps
	}
	var err error
	v.Built, err = a.build(ctx, build.Hook{Tenant: tenant, Script: v.Script, Files: in.files.over(saved.Built.Files), Dependencies: v.Deps, Previous: saved.Built})
	return v, err
}

// workerError tells the client when doing the same again may help.
func workerError(err error) error {
	if errors.Is(err, sandbox.ErrWorkerLost) {
		return &scripts.Fault{Kind: scripts.ErrUnavailable, Code: "worker_lost",
			Message: "The worker process ended before it was done; a run may have had effects. Send the request again."}
	}
	return err
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

// unsaved reports whether the code is another than the saved one.
func (b runBody) unsaved() bool { return b.script != nil || b.deps != nil || b.files != fileBody{} }

// parseRun splits a body. A body that is the payload alone stays as it is.
func parseRun(body []byte) (runBody, error) {
	in := runBody{payload: body}
	err := edge.Object(body, func(name string, value []byte) (err error) {
		switch name {
		case "script":
			in.script, err = pointer(script(value))
		case "files":
			in.files.beside, err = pointer(files(value))
		case "entry":
			in.files.entry, err = pointer(entry(value))
		case "dependencies":
			in.deps, err = pointer(dependencies(value))
		case "secrets":
			in.secrets, err = parseSecrets(value)
		}
		return err
	})
	if err == nil && (in.unsaved() || in.secrets != nil) {
		in.payload, err = payloadOf(body)
	}
	return in, err
}

// unsavedNames are the members of a body that are not payload.
var unsavedNames = []string{"script", "files", "entry", "dependencies", "secrets"}

// payloadOf is body without what is not payload.
func payloadOf(body []byte) ([]byte, error) {
	payload := append(make([]byte, 0, len(body)), '{')
	err := edge.Object(body, func(name string, value []byte) (err error) {
		if slices.Contains(unsavedNames, name) {
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
