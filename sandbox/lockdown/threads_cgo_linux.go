//go:build linux && cgo

package lockdown

import "golang.org/x/sys/unix"

// A binary with cgo, as the race detector makes it, starts threads by the C library:
// pthread_create of glibc, when clone3 is refused, what a new thread does first, and the
// sleep after which it is tried again where memory is short.
var (
	cThreads = []uint32{threadFlags | unix.CLONE_SETTLS | unix.CLONE_PARENT_SETTID | unix.CLONE_CHILD_CLEARTID}
	cAllowed = []uintptr{unix.SYS_SET_ROBUST_LIST, unix.SYS_RSEQ, unix.SYS_CLOCK_NANOSLEEP}
)

// cThreadsNeedPIDs says that go-landlock reaches all threads through libpsx, which finds
// them in /proc by the numbers they have there: in a PID namespace it waits for ever.
const cThreadsNeedPIDs = true
