package dispatch_test

import (
	"context"
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/dispatch"
)

type oneVersion struct{}

func (oneVersion) Version(context.Context, scripts.TenantID, scripts.HookID, int) (scripts.Version, error) {
	return scripts.Version{Script: "s"}, nil
}

// TestSettingsAreThoseOfNow: every run is loaded with what is set for its tenant then.
func TestSettingsAreThoseOfNow(t *testing.T) {
	t.Parallel()
	var now scripts.Settings
	var fault error
	loader := dispatch.NewLoader(oneVersion{},
		func(context.Context, scripts.TenantID, scripts.HookID) (scripts.Secrets, error) { return nil, nil },
		func(_ context.Context, tenant scripts.TenantID) (scripts.Settings, error) {
			require.Equal(t, scripts.TenantID("acme"), tenant)
			return now, fault
		})
	for _, closed := range []bool{false, true, false} {
		now.NoEval = closed
		run, err := loader.Load(t.Context(), scripts.Execution{Tenant: "acme"}, nil)
		require.NoError(t, err)
		require.Equal(t, closed, run.NoEval)
	}
	fault = errors.New("no disk")
	_, err := loader.Load(t.Context(), scripts.Execution{Tenant: "acme"}, nil)
	require.ErrorIs(t, err, fault)
}
