//go:build linux

package sandbox

import (
	"fmt"
	goruntime "runtime"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/runtime"
	"github.com/hookline/hookline/scripts"
)

// TestBusyNeighboursCostNoJavaScriptTime: where there is more work than processors, a run
// is inside the VM for much longer than it computes, and is not ended for that. (One turn
// of it is: see loop.Clock.)
func TestBusyNeighboursCostNoJavaScriptTime(t *testing.T) { //nolint:paralleltest // it measures
	const computing, turns = 300 * time.Millisecond, 20
	free := open(t, Config{})
	r := hook(fmt.Sprintf(`module.exports = function (user, context, cb) {
		for (var end = Date.now() + %d, n = 0; Date.now() < end; n++);
		cb(null, n);
	};`, (computing / turns).Milliseconds()))
	first, err := free.Run(t.Context(), r)
	require.NoError(t, err)
	require.Equal(t, scripts.OutcomeReturned, first.Outcome, first.Error)

	s := open(t, Config{Limits: runtime.Limits{JS: 2 * computing}})
	var group sync.WaitGroup
	longest := make([]float64, 6*goruntime.GOMAXPROCS(0))
	for i := range longest {
		group.Go(func() {
			r := hook(fmt.Sprintf(`module.exports = function (user, context, cb) {
				(function turn(left) {
					if (left === 0) return cb();
					for (var n = 0; n < %s; n++) Date.now();
					setImmediate(turn, left - 1);
				})(%d);
			};`, first.Result, turns))
			r.Tenant = scripts.TenantID(fmt.Sprint("tenant-", i))
			got, err := s.Run(t.Context(), r)
			if err != nil || got.Outcome != scripts.OutcomeReturned {
				t.Errorf("%v %+v", err, got)
			}
			longest[i] = got.JSMS
		})
	}
	group.Wait()
	t.Logf("inside the VM in ms: %.0f", longest)
}
