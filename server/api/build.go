package api

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"github.com/hookline/hookline/sandbox/build"
	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/store"
)

// Builder makes what runs of a hook's code: it compiles it, and installs and bundles its
// packages. What is wrong with them is a Fault of kind ErrInvalid, which shows line,
// column and the text of the line, or package, reason and the next step.
type Builder interface {
	Build(ctx context.Context, h build.Hook) (scripts.Built, error)
}

// buildWait is how long a request waits for packages. It is shorter than the server's
// WriteTimeout.
const buildWait = 75 * time.Second

var errBuildWait = errors.New("the packages take longer than a request may")

// build waits for a build, but not for ever: what was fetched by then is kept, so that
// the same request goes on from there.
func (a *api) build(ctx context.Context, h build.Hook) (scripts.Built, error) {
	var done, total atomic.Int64
	h.Report = func(p build.Progress) { done.Store(int64(p.Done)); total.Store(int64(p.Total)) }
	limited, cancel := context.WithTimeoutCause(ctx, buildWait, errBuildWait)
	defer cancel()
	built, err := a.Builder.Build(limited, h)
	if err != nil && ctx.Err() == nil && errors.Is(context.Cause(limited), errBuildWait) {
		return built, &scripts.Fault{Kind: scripts.ErrUnavailable, Code: "packages_pending", RetryAfter: time.Second, Message: fmt.Sprintf(
			"The hook was not saved: after %v its packages are not all installed (%d of %d). What was fetched is kept; send the request again.",
			buildWait, done.Load(), total.Load())}
	}
	return built, workerError(err)
}

// buildPatch adds to a patch that makes a new version what is built of it, but for no
// hook that is not there.
func (a *api) buildPatch(ctx context.Context, tenant scripts.TenantID, id scripts.HookID, patch *store.HookPatch, files fileBody) error {
	patch.Renew = files != fileBody{}
	if patch.Script == nil && patch.Deps == nil && !patch.Renew {
		return nil
	}
	hook, err := a.Store.Hook(ctx, tenant, id)
	if err != nil {
		return err
	}
	base := hook.Version
	if !patch.Apply(&hook) {
		return nil
	}
	old, err := a.Store.Version(ctx, tenant, id, base)
	if err != nil {
		return err
	}
	built, err := a.build(ctx, build.Hook{
		Tenant: tenant, Script: hook.Script, Files: files.over(old.Built.Files), Dependencies: hook.Deps, Previous: old.Built,
	})
	patch.Built, patch.Base = &built, base
	return err
}
