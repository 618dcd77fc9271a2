package loop

import (
	"time"

	"golang.org/x/sys/unix"
)

// processTime is the processor time of this process so far.
func processTime() time.Duration {
	var t unix.Timespec
	if unix.ClockGettime(unix.CLOCK_PROCESS_CPUTIME_ID, &t) != nil {
		return 0
	}
	return time.Duration(t.Nano())
}
