package lockdown

import (
	"errors"
	"fmt"
	"runtime"

	"github.com/landlock-lsm/go-landlock/landlock"
	landlocksys "github.com/landlock-lsm/go-landlock/landlock/syscall"
	"golang.org/x/sys/unix"
)

// Apply locks this process, for good. A layer that the system lacks is in the report;
// with Strict the lack of seccomp is an error, after which the process must not go on.
//
// Timers and pollers must have been used before, because Go sets them up with calls
// that are refused afterwards.
func Apply(c Config) (Report, error) {
	if c.Off {
		return nil, nil
	}
	runtime.LockOSThread() // no_new_privs is the thread's until seccomp spreads it
	defer runtime.UnlockOSThread()
	report := Report{
		{Limits, setLimits(c)},
		{NoNewPrivs, unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)},
		{NoDumps, unix.Prctl(unix.PR_SET_DUMPABLE, 0, 0, 0, 0)},
		{Landlock, restrictFiles(c.TreeFD)},
	}
	if c.TreeFD != 0 {
		report = append(report, State{Root, enter(c.TreeFD)})
	}
	report = append(report, State{Seccomp, installFilter(c.TreeFD != 0)})
	if err := report.Lacks(Seccomp); err != nil && c.Strict {
		return report, fmt.Errorf("%w: %w", ErrNoSeccomp, err)
	}
	if landlock, root := report.Lacks(Landlock), report.Lacks(Root); c.TreeFD != 0 && c.Strict && landlock != nil && root != nil {
		return report, fmt.Errorf("%w: %w", ErrNoFence, errors.Join(landlock, root))
	}
	return report, nil
}

// maxFiles is more than the connections that a worker can have.
const maxFiles = 1024

// setLimits lowers what the kernel lets this process have, and the most it may ask for.
func setLimits(c Config) error {
	limits := []struct {
		resource int
		value    uint64
	}{
		{unix.RLIMIT_CORE, 0}, {unix.RLIMIT_FSIZE, 0}, {unix.RLIMIT_MEMLOCK, 0},
		{unix.RLIMIT_MSGQUEUE, 0}, {unix.RLIMIT_NOFILE, maxFiles},
	}
	var faults []error
	for _, l := range limits {
		faults = append(faults, lower(l.resource, l.value))
	}
	if c.DataBytes > 0 {
		faults = append(faults, lower(unix.RLIMIT_DATA, c.DataBytes))
	}
	if c.Threads > 0 {
		faults = append(faults, lower(unix.RLIMIT_NPROC, c.Threads))
	}
	return errors.Join(faults...)
}

// lower never raises: that would need a right.
func lower(resource int, value uint64) error {
	var now unix.Rlimit
	if err := unix.Getrlimit(resource, &now); err != nil {
		return err
	}
	value = min(value, now.Max)
	return unix.Prlimit(0, resource, &unix.Rlimit{Cur: value, Max: value}, nil)
}

// restrictFiles denies everything that the kernel's Landlock knows, but reading beneath
// a directory that is open, if there is one.
func restrictFiles(treeFD int) error {
	if err := landlockMissing(); err != nil {
		return err
	}
	if treeFD == 0 {
		return landlock.V11.BestEffort().Restrict()
	}
	return landlock.V11.BestEffort().Restrict(landlock.PathAccess(landlocksys.AccessFSReadFile|landlocksys.AccessFSReadDir, TreePath(treeFD)))
}

func landlockMissing() error {
	if version, err := landlocksys.LandlockGetABIVersion(); err != nil || version < 1 {
		return fmt.Errorf("the kernel has no Landlock, or it is switched off: %w", errors.Join(err, errUnsupported))
	}
	return nil
}
