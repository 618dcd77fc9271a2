package codec

import (
	"fmt"

	"github.com/hookline/hookline/scripts"
)

// The faults of every engine, in the same words.

// TenantNotFound says that there is no such tenant.
func TenantNotFound(id scripts.TenantID) error {
	return scripts.NotFound("TenantDoesNotExist", fmt.Sprintf("There is no tenant %q.", id))
}

// TenantConflict says that the tenant exists already.
func TenantConflict(id scripts.TenantID) error {
	return scripts.Conflict("TenantConflict", fmt.Sprintf("The tenant %q exists already.", id))
}

// HookNotFound is Auth0's.
func HookNotFound() error { return scripts.NotFound("HookDoesNotExist", "Error: Hook does not exist") }

// HookNameConflict says that another hook of the tenant has the name.
func HookNameConflict(name string) error {
	return scripts.Conflict("HookNameConflict", fmt.Sprintf("A hook named %q exists already.", name))
}

// TooManyHooks says how many there may be.
func TooManyHooks() error {
	return &scripts.Fault{Kind: scripts.ErrLimited, Code: "TooManyHooks",
		Message: fmt.Sprintf("A tenant can have at most %d hooks; delete one first.", scripts.MaxHooks)}
}

// TooManyEnabled says how many hooks of a trigger may be enabled.
func TooManyEnabled() error {
	return &scripts.Fault{Kind: scripts.ErrLimited, Code: "TooManyEnabledHooks",
		Message: fmt.Sprintf("At most %d hooks of a trigger can be enabled; disable one first.", scripts.MaxEnabledHooks)}
}

// RefuseOneOnly refuses that a tenant may have one enabled hook of a trigger only, while
// it has several of these.
func RefuseOneOnly(several []scripts.TriggerID) error {
	for _, id := range several {
		if trigger, err := scripts.FindTrigger(id); err == nil && trigger.Pipeline {
			continue
		}
		return scripts.Conflict("SeveralHooksEnabled", fmt.Sprintf(
			"Several hooks of trigger %s are enabled; disable all but one before you set several_hooks to false.", id))
	}
	return nil
}

// VersionNotFound says that the hook has no such version.
func VersionNotFound(number int) error {
	return scripts.NotFound("HookVersionDoesNotExist", fmt.Sprintf("The hook has no version %d.", number))
}

// VersionConflict says that the hook has another version by now.
func VersionConflict() error {
	return scripts.Conflict("HookVersionConflict", "The hook was changed while this change was being built. Read it and send the change again.")
}

// BundleNotFound says that the packages of a version are gone.
func BundleNotFound(hash string) error {
	return scripts.NotFound("BundleDoesNotExist", fmt.Sprintf("There are no packages %.12s. Save the hook's dependencies again.", hash))
}

// SecretNotFound names the missing secret.
func SecretNotFound(name string) error {
	return scripts.NotFound("SecretDoesNotExist", fmt.Sprintf("The hook has no secret %q.", name))
}

// SecretConflict names the secret that exists.
func SecretConflict(name string) error {
	return scripts.Conflict("SecretConflict", fmt.Sprintf("The hook has a secret %q already.", name))
}

// TooManySecrets says how many there may be.
func TooManySecrets() error {
	return &scripts.Fault{Kind: scripts.ErrLimited, Code: "TooManySecrets",
		Message: fmt.Sprintf("A hook can have at most %d secrets.", scripts.MaxSecretsPerHook)}
}

// EventNotFound says that there is no such event.
func EventNotFound() error {
	return scripts.NotFound("EventDoesNotExist", "There is no such event.")
}

// ExecutionNotFound says that there is no such execution.
func ExecutionNotFound() error {
	return scripts.NotFound("ExecutionDoesNotExist", "There is no such execution.")
}

// BadCursor refuses what is not the id of an execution.
func BadCursor() error {
	return scripts.Invalid("invalid_cursor", "The page cannot be continued: that is not the id of an execution.")
}

// Closed refuses what comes when the store is closing.
func Closed() error {
	return &scripts.Fault{Kind: scripts.ErrUnavailable, Message: "The store is closed."}
}

// KeyConflict says that another event has the key.
func KeyConflict() error {
	return scripts.Conflict("IdempotencyKeyConflict",
		"Another event was posted with this Idempotency-Key; give each event a key of its own.")
}
