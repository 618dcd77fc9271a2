package sandbox

import (
	_ "embed"
	"encoding/json"
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/runtime"
	"github.com/hookline/hookline/scripts"
)

//go:embed testdata/odd.js
var oddCalls string

// FuzzBuiltins calls the engine's and the runtime's built-ins with receivers and
// arguments that no honest script has, in a worker. The worker may die of it; the run
// ends within its limits with an outcome of its own, and the next one runs.
func FuzzBuiltins(f *testing.F) {
	s := open(f, Config{Spares: 1, KillsPerMinute: -1, Limits: runtime.Limits{Wall: time.Second, JS: 300 * time.Millisecond}})
	for i := range uint16(64) {
		f.Add(i*13, uint8(i), uint8(i*3), uint8(i*5), uint8(i*7), i%4 == 0)
	}
	f.Fuzz(func(t *testing.T, function uint16, receiver, a, b, c uint8, construct bool) {
		payload, err := json.Marshal(map[string]any{"user": map[string]any{
			"f": function, "receiver": receiver, "args": []int{int(a), int(b), int(c)}, "construct": construct}, "context": map[string]any{}})
		require.NoError(t, err)
		r := hook(oddCalls)
		r.Payload = payload
		began := time.Now()
		got, err := s.Run(t.Context(), r)
		require.True(t, err == nil || errors.Is(err, ErrWorkerLost), err)
		require.Less(t, time.Since(began), 10*time.Second)
		require.NotEqual(t, scripts.OutcomeInternal, got.Outcome, got.Error)
	})
}
