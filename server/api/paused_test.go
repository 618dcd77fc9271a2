package api

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/sandbox"
	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/edge"
)

// TestWaitingExecutionsSayThatTheirTenantIsPaused, and only those.
func TestWaitingExecutionsSayThatTheirTenantIsPaused(t *testing.T) {
	t.Parallel()
	pause := &sandbox.PausedError{Until: time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC), Kills: 3}
	a := &api{Config: Config{Paused: func(tenant scripts.TenantID) *sandbox.PausedError {
		if tenant == "acme" {
			return pause
		}
		return nil
	}}}
	for _, c := range []struct {
		tenant   scripts.TenantID
		state    scripts.State
		warnings []string
	}{
		{"acme", scripts.StateReady, []string{"The tenant is paused until 12:00:00Z: its hooks killed 3 worker processes within a minute."}},
		{"acme", scripts.StateSucceeded, nil},
		{"rival", scripts.StateReady, nil},
	} {
		e := scripts.Execution{Tenant: c.tenant, State: c.state}
		a.explain(&e)
		require.Equal(t, c.warnings, e.Warnings)
	}
}

// TestTheRunnerSaysThatItsTenantIsPaused.
func TestTheRunnerSaysThatItsTenantIsPaused(t *testing.T) {
	t.Parallel()
	err := workerError(&sandbox.PausedError{Until: time.Now().Add(time.Minute), Kills: 3})
	answer := httptest.NewRecorder()
	edge.Fail(answer, httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/", http.NoBody), err)
	require.Equal(t, http.StatusServiceUnavailable, answer.Code)
	require.Contains(t, answer.Body.String(), "tenant_paused")
	require.Equal(t, "60", answer.Header().Get("Retry-After"))
}
