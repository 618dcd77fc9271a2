package node

import (
	"testing"
	"time"

	"go.uber.org/goleak"
)

// TestMain fails when a run has left a goroutine behind.
func TestMain(m *testing.M) {
	time.Local = time.UTC // as in a worker
	goleak.VerifyTestMain(m)
}
