package dispatch

import (
	"log/slog"

	"github.com/hookline/hookline/scripts"
)

const (
	keyCount     = "count"
	keyError     = "error"
	keyExecution = "execution"
	keyHook      = "hook"
	keyTenant    = "tenant"
)

func about(logger *slog.Logger, e scripts.Execution) *slog.Logger {
	return logger.With(keyTenant, e.Tenant, keyHook, e.HookID, keyExecution, e.ID)
}
