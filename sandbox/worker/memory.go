package worker

import (
	"math"
	"os"
	"runtime/debug"
	"runtime/metrics"
	"strconv"
	"strings"

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

// dataSlack is how much more address space than memory a worker may need: stacks of
// threads, tables of the collector.
const dataSlack = 48 << 20

// limitMemory sets the worker's own limits and returns what it may have. Call it before
// the worker is locked down.
func limitMemory(text string) int64 {
	// When the machine itself is short of memory, the kernel takes a worker first and not
	// the server: proc_pid_oom_score_adj(5). Other systems have no such file.
	_ = os.WriteFile("/proc/self/oom_score_adj", []byte("1000"), 0)
	limit, err := strconv.ParseInt(text, 10, 64)
	if err != nil || limit <= 0 {
		return math.MaxInt64
	}
	limitData(limit + dataSlack)
	return limit
}

// limitData lets the kernel refuse an allocation far beyond the limit before a page of
// it is touched; Go then ends the process. room comes on top of the address space that
// Go's runtime has reserved at its start. The limit is not exact: Go grows its heap
// inside address space that was reserved before, and the kernel does not check that.
func limitData(room int64) {
	statm, err := os.ReadFile("/proc/self/statm") // size resident shared text lib data: proc(5)
	fields := strings.Fields(string(statm))
	if err != nil || len(fields) < 6 {
		return // not Linux
	}
	pages, err := strconv.ParseInt(fields[5], 10, 64)
	if err != nil {
		return
	}
	most := uint64(pages*int64(os.Getpagesize()) + room)
	_ = unix.Setrlimit(unix.RLIMIT_DATA, &unix.Rlimit{Cur: most, Max: most})
}

// meter tells when the heap is nearly all that the worker may have.
type meter struct {
	limit  int64
	soft   uint64
	sample []metrics.Sample
}

func newMeter(limit int64) *meter {
	debug.SetMemoryLimit(limit / 100 * collectShare)
	return &meter{limit: limit, soft: uint64(limit / 100 * softShare), sample: []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}}
}

func (m *meter) high() bool {
	metrics.Read(m.sample)
	return m.sample[0].Value.Uint64() > m.soft
}

// collectLess lets the heap grow to the limit: a run that goes on although it was told
// to end makes no garbage, and looking for some again and again would only slow it down.
func (m *meter) collectLess() { debug.SetMemoryLimit(m.limit) }

// free gives back what is garbage.
func (m *meter) free() {
	debug.FreeOSMemory()
	debug.SetMemoryLimit(m.limit / 100 * collectShare)
}
