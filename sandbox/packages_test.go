package sandbox

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/runtime"
	"github.com/hookline/hookline/scripts"
)

// packageSet has the package x, which is a text, and is long.
func packageSet(x string, length int) string {
	return fmt.Sprintf("exports.versions = {}; exports.modules = { x: () => %q }; //%s", x, strings.Repeat("x", length))
}

func requiring(hash string) Run {
	r := hook("module.exports = (user, context, cb) => cb(null, require('x'))")
	r.Packages = hash
	return r
}

func TestPackagesAreReadOncePerWorker(t *testing.T) {
	t.Parallel()
	var reads atomic.Int32
	s := open(t, Config{Limits: runtime.Limits{JS: 20 * time.Second}, Packages: func(_ context.Context, hash string) ([]byte, error) {
		reads.Add(1)
		return []byte(packageSet(hash, 0)), nil
	}})
	run := func(r Run, want string) {
		t.Helper()
		got, err := s.Run(t.Context(), r)
		require.NoError(t, err)
		require.Nil(t, got.Error)
		require.Equal(t, fmt.Sprintf("%q", want), string(got.Result))
	}
	run(requiring("one"), "one")
	run(requiring("one"), "one")
	other := requiring("one")
	other.Source += " // another hook"
	run(other, "one")
	require.EqualValues(t, 1, reads.Load())
	run(requiring("two"), "two") // the same source with other packages
	run(requiring("one"), "one")
	require.EqualValues(t, 2, reads.Load())
}

// What the worker forgets it asks for again.
func TestPackagesThatAWorkerForgot(t *testing.T) {
	t.Parallel()
	s := open(t, Config{Limits: runtime.Limits{JS: 20 * time.Second}, Packages: func(_ context.Context, hash string) ([]byte, error) {
		return []byte(packageSet(hash, 4<<20)), nil
	}})
	for _, hash := range []string{"one", "two", "one", "three", "two"} {
		got, err := s.Run(t.Context(), requiring(hash))
		require.NoError(t, err)
		require.Equal(t, fmt.Sprintf("%q", hash), string(got.Result), got.Error)
	}
}

func TestPackagesThatCannotBeRead(t *testing.T) {
	t.Parallel()
	gone := errors.New("gone")
	fails := true
	s := open(t, Config{Limits: runtime.Limits{JS: 20 * time.Second}, Packages: func(context.Context, string) ([]byte, error) {
		if fails {
			return nil, gone
		}
		return []byte("exports = (("), nil
	}})
	_, err := s.Run(t.Context(), requiring("x"))
	require.ErrorIs(t, err, gone)
	fails = false
	got, err := s.Run(t.Context(), requiring("x"))
	require.NoError(t, err)
	require.Equal(t, scripts.OutcomeRefused, got.Outcome)
	require.Contains(t, got.Error.Message, "compile the packages")
	_, err = open(t, Config{}).Run(t.Context(), requiring("x"))
	require.ErrorContains(t, err, "nobody has them")
}
