package server

import (
	"bytes"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/sandbox/build/builder"
	"github.com/hookline/hookline/sandbox/worker"
	"github.com/hookline/hookline/scripts"
)

// The test binary is also the worker and the builder.
func TestMain(m *testing.M) {
	if worker.IsWorker() {
		os.Exit(worker.Main())
	}
	if builder.IsBuilder() {
		os.Exit(builder.Main())
	}
	os.Exit(m.Run())
}

// BenchmarkRunner runs a trivial hook by the API's handler and a real worker, without
// a network between them: what a profile of the server should look at.
func BenchmarkRunner(b *testing.B) {
	s := &service{Config: Config{Data: b.TempDir(), AdminToken: "0123456789abcdef", Log: slog.New(slog.NewTextHandler(os.Stderr, nil))}.withDefaults(), draining: make(chan struct{})}
	require.NoError(b, s.open(b.Context()))
	defer func() { require.NoError(b, s.close()) }()
	hook, err := s.store.CreateHook(b.Context(), scripts.Hook{Tenant: scripts.DefaultTenant, Name: "trivial",
		Trigger: scripts.PostUserRegistration, Script: `module.exports = function (user, context, cb) { cb(null, { id: user.id }); };`})
	require.NoError(b, err)
	trigger, err := scripts.FindTrigger(hook.Trigger)
	require.NoError(b, err)
	payload := trigger.Sample()
	b.SetParallelism(16)
	b.ReportAllocs()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			r := httptest.NewRequest(http.MethodPost, "/api/v2/hooks/"+string(hook.ID)+"/run", bytes.NewReader(payload))
			r.Header.Set("Authorization", "Bearer 0123456789abcdef")
			r.Header.Set("Content-Type", "application/json")
			w := httptest.NewRecorder()
			s.handler.ServeHTTP(w, r)
			if w.Code != http.StatusOK {
				text, _ := io.ReadAll(w.Body)
				b.Fatalf("%d %s", w.Code, text)
			}
		}
	})
}
