package sandbox

import (
	"math"

	"golang.org/x/sys/unix"
)

// closeInheritedOnExec keeps descriptors that this process was started with, by a
// shell or a service manager, from reaching the workers. Go's own are marked already.
func closeInheritedOnExec() error {
	return unix.CloseRange(3, math.MaxUint32, unix.CLOSE_RANGE_CLOEXEC)
}
