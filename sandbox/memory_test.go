package sandbox

import (
	"fmt"
	"os"
	"regexp"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/runtime"
	"github.com/hookline/hookline/scripts"
)

const grows = `module.exports = function () { var s = 'x', all = []; for (;;) { s += s + s; all.push(s, {}); } };`

// TestMemory: whatever grows is ended as out_of_memory, not far beyond the limit.
func TestMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	const limit = 128 << 20
	for name, script := range map[string]string{
		"strings":       `var s = 'x'; for (;;) s += s;`,
		"objects":       `var a = []; for (;;) a.push({});`,
		"map":           `var m = new Map(); for (var i = 0;; i++) m.set(i, {});`,
		"buffers":       `var a = []; for (;;) a.push(new Uint8Array(1 << 20).fill(1));`,
		"array fill":    `Array(1e9).fill(0);`,
		"typed array":   `new Uint8Array(8e9).fill(1);`,
		"array buffer":  `var a = []; for (;;) a.push(new ArrayBuffer(1e9));`,
		"repeat":        `var a = []; for (;;) a.push('x'.repeat(2 ** 28));`,
		"split":         `'x'.repeat(3e7).split('');`,
		"replaceAll":    `var s = 'x'.repeat(1e4); for (;;) s = s.replaceAll('x', 'xxxxxxxx');`,
		"spread":        `[...Array(1e8).keys()];`,
		"closures":      `var f; for (;;) f = (function (g, a) { return function () { return g + a; }; })(f, [1, 2, 3]);`,
		"promises":      `var all = []; (function f() { for (var i = 0; i < 1e4; i++) all.push(Promise.resolve(i)); Promise.resolve().then(f); })();`,
		"timers":        `for (;;) setTimeout(function () {}, 1e6);`,
		"json":          `var s = JSON.stringify(Array(1e6).fill({a: 1})), all = []; for (;;) all.push(JSON.parse(s));`,
		"bigint":        `var n = 3n; for (;;) n *= n;`,
		"console lines": `var s = 'x'.repeat(1e6), a = []; for (;;) { console.log(s); a.push(s + a.length); }`,
	} {
		t.Run(name, func(t *testing.T) {
			s := open(t, Config{Spares: -1, Limits: runtime.Limits{JS: 5 * time.Second}})
			_, err := s.Run(t.Context(), hook(trivial))
			require.NoError(t, err)
			pid := processOf(s, "t").cmd.Process.Pid
			stop, peak := watchPeak(pid)
			began := time.Now()
			got, err := s.Run(t.Context(), hook(`module.exports = function () { `+script+` };`))
			took := time.Since(began)
			stop()
			require.NoError(t, err)
			t.Logf("%-14s %-14s %5d ms peak %4d MiB alive %t", name, got.Outcome, took.Milliseconds(), <-peak>>20, s.Stats().Lost+s.Stats().Killed == 0)
			require.Contains(t, []scripts.Outcome{scripts.OutcomeOutOfMemory, scripts.OutcomeTimedOut, scripts.OutcomeCrashed, scripts.OutcomeThrew}, got.Outcome, got.Error)
		})
	}
	_ = limit
}

// watchPeak follows the peak of a process's resident memory until stop is called.
func watchPeak(pid int) (stop func(), peak chan int64) {
	ended := make(chan struct{})
	peak = make(chan int64, 1)
	go func() {
		var most int64
		for {
			select {
			case <-ended:
				peak <- most
				return
			default:
				most = max(most, peakOf(pid))
				time.Sleep(time.Millisecond)
			}
		}
	}()
	return func() { close(ended) }, peak
}

var vmHWM = regexp.MustCompile(`VmHWM:\s+(\d+) kB`)

func peakOf(pid int) int64 {
	text, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	found := vmHWM.FindSubmatch(text)
	if found == nil {
		return 0
	}
	n, _ := strconv.ParseInt(string(found[1]), 10, 64)
	return n << 10
}
