package dispatch

import (
	"context"
	"encoding/json"
	"strconv"

	"github.com/hookline/hookline/sandbox"
	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/store"
)

// Versions reads code; the store does.
type Versions interface {
	Version(ctx context.Context, tenant scripts.TenantID, hook scripts.HookID, number int) (scripts.Version, error)
}

// Loader turns an execution into what the sandbox runs. Make one with NewLoader; it is
// safe for concurrent use.
type Loader struct {
	// Documents, if set, has the document of each hook, which its runs may use. Set it
	// before the first Load.
	Documents store.Documents

	versions Versions
	secrets  OpenSecrets
	settings ReadSettings
	cache    *versionCache
}

// OpenSecrets reads the secrets of a hook in the clear. It fails with
// scripts.ErrNotFound where the hook does not exist.
type OpenSecrets func(ctx context.Context, tenant scripts.TenantID, hook scripts.HookID) (scripts.Secrets, error)

// ReadSettings reads what the operator has set for a tenant. It should answer from memory.
type ReadSettings func(ctx context.Context, tenant scripts.TenantID) (scripts.Settings, error)

// cachedBytes bounds the code that a Loader keeps.
const cachedBytes = 32 << 20

// NewLoader makes a loader.
func NewLoader(versions Versions, secrets OpenSecrets, settings ReadSettings) *Loader {
	return &Loader{versions: versions, secrets: secrets, settings: settings, cache: newVersionCache(cachedBytes)}
}

// Load reads the code that e pinned and the hook's secrets of now. Where hook or version
// is gone it fails with scripts.ErrNotFound. Versions never change and are kept; secrets
// are read each time, which also notices that a hook was deleted.
func (l *Loader) Load(ctx context.Context, e scripts.Execution, payload json.RawMessage) (sandbox.Run, error) {
	secrets, err := l.secrets(ctx, e.Tenant, e.HookID)
	if err != nil {
		return sandbox.Run{}, err
	}
	v, err := l.version(ctx, e)
	if err != nil {
		return sandbox.Run{}, err
	}
	settings, err := l.settings(ctx, e.Tenant)
	if err != nil {
		return sandbox.Run{}, err
	}
	run := Assemble(e, v, secrets, payload)
	run.NoEval = settings.NoEval
	if l.Documents != nil {
		run.Storage = store.HookDocument{Store: l.Documents, Tenant: e.Tenant, Hook: e.HookID}
	}
	return run, nil
}

func (l *Loader) version(ctx context.Context, e scripts.Execution) (scripts.Version, error) {
	key := versionKey{e.Tenant, e.HookID, e.Version}
	if v, ok := l.cache.get(key); ok {
		return v, nil
	}
	v, err := l.versions.Version(ctx, e.Tenant, e.HookID, e.Version)
	if err == nil {
		l.cache.add(key, v)
	}
	return v, err
}

// Assemble makes the run of code that is at hand. Of e it uses the ids, the hook's name,
// the trigger and the attempt; of v the script and the dependencies.
//
// The hook finds in context.webtask.meta what auth0-ext-compilers 6.1.0 and Auth0's
// platform put there, and hookline-event-id, hookline-execution-id and
// hookline-attempt. An event's id is the same in every try, so that a hook can tell a
// repetition.
func Assemble(e scripts.Execution, v scripts.Version, secrets scripts.Secrets, payload json.RawMessage) sandbox.Run {
	return sandbox.Run{
		Tenant:    e.Tenant,
		Trigger:   e.Trigger,
		Source:    v.Built.Runs(v.Script),
		Map:       v.Built.Map,
		Packages:  v.Built.Packages,
		Payload:   payload,
		Secrets:   secrets,
		RequestID: string(e.ID),
		Meta: map[string]string{
			"hook-name":             e.HookName,
			"auth0-extension":       "runtime",
			"auth0-extension-name":  string(e.Trigger),
			"wt-node-dependencies":  dependencies(v.Deps),
			"hookline-event-id":     string(e.EventID),
			"hookline-execution-id": string(e.ID),
			"hookline-attempt":      strconv.Itoa(e.Attempt),
		},
	}
}

func dependencies(deps scripts.Dependencies) string {
	if len(deps) == 0 {
		return "{}"
	}
	encoded, err := json.Marshal(deps)
	if err != nil {
		panic(err) // strings always have a JSON form
	}
	return string(encoded)
}
