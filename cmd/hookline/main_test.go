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
// hookline that kills itself, and hookline's workers and builders.
func TestMain(m *testing.M) {
	child := worker.IsWorker() || builder.IsBuilder()
	if !child && os.Getenv(killAt) != "" {
		serveUntilKilled()
		os.Exit(0)
	}
	if child || os.Getenv(asHookline) != "" {
		main()
		os.Exit(0)
	}
	os.Exit(m.Run())
}
