package main

import (
	"os"
	"testing"

	"github.com/hookline/hookline/sandbox/build/builder"
	"github.com/hookline/hookline/sandbox/worker"
)

// asHookline makes the test binary behave as hookline itself.
const asHookline = "HOOKLINE_TEST_AS_HOOKLINE"

// TestMain makes this binary all of it: the tests, hookline for the tests that start it,
// and hookline's workers and builders.
func TestMain(m *testing.M) {
	if worker.IsWorker() || builder.IsBuilder() || os.Getenv(asHookline) != "" {
		main()
		os.Exit(0)
	}
	os.Exit(m.Run())
}
