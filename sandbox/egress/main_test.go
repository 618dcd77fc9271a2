package egress_test

import (
	"os"
	"testing"

	"go.uber.org/goleak"

	"github.com/hookline/hookline/sandbox/worker"
)

// TestMain makes this binary the tests and the lab's workers.
func TestMain(m *testing.M) {
	if worker.IsWorker() {
		os.Exit(worker.Main())
	}
	goleak.VerifyTestMain(m)
}
