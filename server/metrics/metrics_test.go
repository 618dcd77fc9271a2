package metrics_test

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/metrics"
	"github.com/hookline/hookline/server/store"
)

func TestMetrics(t *testing.T) {
	t.Parallel()
	m := metrics.New()
	m.Accepted(3 * time.Millisecond)
	m.Ended(scripts.StateFailed, scripts.OutcomeThrew, 20*time.Millisecond, 2*time.Second)
	m.Counted(store.Depth{Ready: 3, Waiting: 2, Running: 1, Oldest: time.Now().Add(-time.Hour)})
	answer := httptest.NewRecorder()
	m.Handler().ServeHTTP(answer, httptest.NewRequest(http.MethodGet, "/metrics", http.NoBody))
	require.Equal(t, http.StatusOK, answer.Code)
	for _, line := range []string{
		`hookline_accept_seconds_bucket{le="0.005"} 1`, `hookline_accept_seconds_bucket{le="0.0025"} 0`,
		`hookline_attempts_total{outcome="threw",state="failed"} 1`,
		`hookline_wait_seconds_count 1`, `hookline_run_seconds_sum 2`,
		`hookline_queue_executions{state="ready"} 3`, `hookline_queue_executions{state="waiting"} 2`, `hookline_queue_executions{state="running"} 1`,
		"hookline_queue_age_seconds 3600", "go_goroutines",
	} {
		require.Contains(t, answer.Body.String(), line)
	}
	m.Counted(store.Depth{})
	answer = httptest.NewRecorder()
	m.Handler().ServeHTTP(answer, httptest.NewRequest(http.MethodGet, "/metrics", http.NoBody))
	require.Contains(t, answer.Body.String(), "hookline_queue_age_seconds 0\n")
}
