//go:build linux && !cgo

package lockdown

// A pure Go binary, as it is released, has no threads but Go's.
var (
	cThreads []uint32
	cAllowed []uintptr
)

// cThreadsNeedPIDs: see threads_cgo_linux.go.
const cThreadsNeedPIDs = false
