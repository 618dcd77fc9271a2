package dispatch_test

import (
	"context"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/sandbox"
	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/dispatch"
	"github.com/hookline/hookline/server/store/sqlite"
)

// BenchmarkDispatch is an event's whole life but the hook: accepted by one of 64
// callers, claimed, loaded, settled.
func BenchmarkDispatch(b *testing.B) {
	s, err := sqlite.Open(b.Context(), sqlite.Config{Path: filepath.Join(b.TempDir(), "hookline.db")})
	require.NoError(b, err)
	defer func() { require.NoError(b, s.Close()) }()
	_, err = s.CreateHook(b.Context(), scripts.Hook{Tenant: scripts.DefaultTenant, Name: "bench", Trigger: trigger, Enabled: true})
	require.NoError(b, err)

	var group sync.WaitGroup
	ctx, cancel := context.WithCancel(b.Context())
	left := atomic.Int64{}
	left.Store(int64(b.N))
	d := dispatch.New(dispatch.Config{Queue: s, PerTenant: 64,
		Loader: dispatch.NewLoader(s, func(ctx context.Context, tenant scripts.TenantID, hook scripts.HookID) (scripts.Secrets, error) {
			_, err := s.Secrets(ctx, tenant, hook)
			return nil, err
		}, noSettings),
		Runner: runner(func(ctx context.Context, r sandbox.Run) (scripts.Attempted, error) {
			if left.Add(-1) == 0 {
				cancel() // Run returns when the last one is settled
			}
			return returned(ctx, r)
		}),
	})
	payload, err := scripts.FindTrigger(trigger)
	require.NoError(b, err)
	b.ResetTimer()
	var sent atomic.Int64
	for range 64 {
		group.Go(func() {
			for sent.Add(1) <= int64(b.N) {
				if _, _, err := s.Accept(context.Background(), scripts.Event{Tenant: scripts.DefaultTenant, Trigger: trigger, Payload: payload.Sample()}); err != nil {
					b.Error(err)
				}
			}
		})
	}
	require.NoError(b, d.Run(ctx))
	group.Wait()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "events/s")
}

// BenchmarkStart is the time from the call of Accept to the start of the hook, on an
// idle server.
func BenchmarkStart(b *testing.B) {
	s, err := sqlite.Open(b.Context(), sqlite.Config{Path: filepath.Join(b.TempDir(), "hookline.db")})
	require.NoError(b, err)
	defer func() { require.NoError(b, s.Close()) }()
	_, err = s.CreateHook(b.Context(), scripts.Hook{Tenant: scripts.DefaultTenant, Name: "bench", Trigger: trigger, Enabled: true})
	require.NoError(b, err)
	started := make(chan struct{})
	d := dispatch.New(dispatch.Config{Queue: s,
		Loader: dispatch.NewLoader(s, func(context.Context, scripts.TenantID, scripts.HookID) (scripts.Secrets, error) { return nil, nil }, noSettings),
		Runner: runner(func(ctx context.Context, r sandbox.Run) (scripts.Attempted, error) {
			started <- struct{}{}
			return returned(ctx, r)
		}),
	})
	ctx, cancel := context.WithCancel(b.Context())
	done := make(chan error, 1)
	go func() { done <- d.Run(ctx) }()
	for b.Loop() {
		_, _, err := s.Accept(b.Context(), scripts.Event{Tenant: scripts.DefaultTenant, Trigger: trigger, Payload: []byte("{}")})
		require.NoError(b, err)
		<-started
	}
	cancel()
	require.NoError(b, <-done)
}
