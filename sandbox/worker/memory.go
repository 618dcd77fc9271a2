package worker

import (
	"math"
	"runtime/debug"
	"runtime/metrics"
	"strconv"

	"golang.org/x/sys/unix"
)

// MemoryVariable is the environment variable that tells a worker how many bytes it may
// have. The parent kills it above that; the worker keeps clear of it.
const MemoryVariable = "HOOKLINE_MEMORY"

// Shares of the worker's memory, in percent. The collector holds the heap below half as
// long as it is garbage; what exceeds the soft limit nevertheless is in use.
const (
	collectShare = 50
	softShare    = 62
)

// dataSlack is how much more address space than memory Go's runtime needs: measured, a
// worker has 31 to 40 MiB of data that it does not touch.
const dataSlack = 48 << 20

// limitMemory sets the worker's own limits and returns what it may have. The kernel's
// limit refuses an allocation far beyond, before a page of it is touched; Go then ends
// the process. It is not exact: Go grows its heap inside address space that was
// reserved before, and the kernel does not check that.
func limitMemory(text string) int64 {
	limit, err := strconv.ParseInt(text, 10, 64)
	if err != nil || limit <= 0 {
		return math.MaxInt64
	}
	debug.SetMemoryLimit(limit / 100 * collectShare)
	data := uint64(limit + dataSlack)
	_ = unix.Setrlimit(unix.RLIMIT_DATA, &unix.Rlimit{Cur: data, Max: data})
	return limit
}

// meter tells when the heap is nearly all that the worker may have.
type meter struct {
	limit  int64
	soft   uint64
	sample []metrics.Sample
}

func newMeter(limit int64) *meter {
	return &meter{limit: limit, soft: uint64(limit / 100 * softShare), sample: []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}}
}

func (m *meter) high() bool {
	metrics.Read(m.sample)
	return m.sample[0].Value.Uint64() > m.soft
}
