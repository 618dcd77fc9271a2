// Package sandbox runs hooks where they can hurt nobody: in worker processes, one per
// tenant, that are this binary started again. It knows no HTTP API, no SQL and no
// table of tenants.
package sandbox

import (
	"encoding/json"
	"errors"

	"github.com/hookline/hookline/scripts"
)

// ErrWorkerLost says that the worker died under the run for a reason that may lie
// elsewhere. The run may have had effects; run it again.
var ErrWorkerLost = errors.New("worker lost")

// Run is one run of a hook.
type Run struct {
	Tenant  scripts.TenantID
	Trigger scripts.TriggerID
	Source  string
	// Payload is the JSON object that was posted.
	Payload json.RawMessage
	Secrets scripts.Secrets
	// Meta becomes context.webtask.meta; RequestID becomes context.webtask.id.
	Meta      map[string]string
	RequestID string
	// OnAnswer, if set, is told as soon as the hook has answered.
	OnAnswer func(scripts.Attempted)
}
