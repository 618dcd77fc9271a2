package builder

import (
	"math"
	"os"
	"runtime/debug"
	"runtime/metrics"
	"strconv"
	"time"
)

// ExitMemory is the exit code of a builder that needed more memory than it may have.
const ExitMemory = 3

// lookEvery is the time between two looks at the memory.
const lookEvery = 20 * time.Millisecond

// watchMemory ends the process when it takes more than text says, in bytes. The collector
// keeps below that as long as it can.
func watchMemory(text string) {
	limit, err := strconv.ParseInt(text, 10, 64)
	if err != nil || limit <= 0 {
		limit = math.MaxInt64
	}
	debug.SetMemoryLimit(limit / 10 * 9)
	sample := []metrics.Sample{{Name: "/memory/classes/total:bytes"}, {Name: "/memory/classes/heap/released:bytes"}}
	used := func() uint64 {
		metrics.Read(sample)
		return sample[0].Value.Uint64() - sample[1].Value.Uint64()
	}
	used() // for the first time before the locks
	go func() {
		for range time.Tick(lookEvery) {
			if used() > uint64(limit) {
				os.Exit(ExitMemory)
			}
		}
	}()
}
