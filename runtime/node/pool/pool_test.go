package pool_test

import (
	"context"
	"errors"
	"testing"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/hookline/hookline/runtime/node/pool"
)

var errReleased = errors.New("released")

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestTryMakesErrorsOfPanics(t *testing.T) {
	t.Parallel()
	_, err := pool.Try(func() (int, error) { panic("odd IV") })
	require.ErrorIs(t, err, pool.ErrPanic)
	require.ErrorContains(t, err, "odd IV")
}

func TestAsideReturnsWhenItsContextEnds(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	release, started := make(chan struct{}), make(chan struct{})
	defer close(release)
	go func() {
		<-started
		cancel()
	}()
	_, err := pool.Aside(ctx, func() (int, error) {
		close(started)
		<-release
		return 1, nil
	})
	require.ErrorIs(t, err, context.Canceled)
}

func TestAsideReturnsTheResult(t *testing.T) {
	t.Parallel()
	n, err := pool.Aside(t.Context(), func() (int, error) { return 7, nil })
	require.NoError(t, err)
	require.Equal(t, 7, n)
}

// TestAsideWaitsForRoom, which a computation that nobody waits for still takes.
func TestAsideWaitsForRoom(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	release, started := make(chan struct{}), make(chan struct{})
	block := func() (int, error) {
		started <- struct{}{}
		<-release
		return 0, errReleased
	}
	for range pool.Heavy {
		go func() { _, _ = pool.Aside(ctx, block) }()
		<-started
	}
	cancel()
	late, end := context.WithCancel(t.Context())
	end()
	_, err := pool.Aside(late, func() (int, error) { return 1, nil })
	require.ErrorIs(t, err, context.Canceled)
	close(release)
	_, err = pool.Aside(t.Context(), func() (int, error) { return 1, nil })
	require.NoError(t, err)
}
