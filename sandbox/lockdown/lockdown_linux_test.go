package lockdown

import (
	"fmt"
	"os"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestAttempts lets native code try, in a process of its own each time, what a worker
// must not do. Each attempt must fail behind the locks, by an error or by the end of
// the process, and must work without them, or the attempt would show nothing.
func TestAttempts(t *testing.T) {
	t.Parallel()
	launch := Probe("/proc/self/exe", attemptName)
	var table strings.Builder
	for _, a := range attempts() {
		free := attempt(t, a, control(), unlocked+"=1")
		locked := attempt(t, a, launch.Attributes())
		fmt.Fprintf(&table, "\n%-34s %-34s %s", a.name, free, locked)
		require.NotEqual(t, "worked", locked, a.name)
		if os.Geteuid() == 0 && !a.maybe {
			require.Equal(t, "worked", free, "%s: without the locks", a.name)
		}
	}
	t.Logf("%-34s %-34s %s%s", "attempt", "without locks", "locked", &table)
}

// TestAttemptsOfAnybody is the same for a server that is not root: what holds is
// seccomp, not the user.
func TestAttemptsOfAnybody(t *testing.T) {
	t.Parallel()
	if os.Geteuid() != 0 {
		t.Skip("TestAttempts has done that")
	}
	for _, a := range attempts() {
		as := &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 1234, Gid: 1234}}
		require.NotEqual(t, "worked", attempt(t, a, as), a.name)
	}
}

// TestLandlockAlone: files and ports stay closed should seccomp fail.
func TestLandlockAlone(t *testing.T) {
	t.Parallel()
	if err := landlockMissing(); err != nil {
		t.Skip(err)
	}
	for _, name := range []string{"open a file", "create a file", "read a directory", "openat below an open directory", "bind"} {
		require.Contains(t, attempt(t, attemptCase{name: name}, nil, onlyFiles+"=1"), "permission denied", name)
	}
}

// control gives the attempts mounts of their own, so that they can do no harm.
func control() *syscall.SysProcAttr {
	if os.Geteuid() != 0 {
		return nil
	}
	return &syscall.SysProcAttr{Unshareflags: syscall.CLONE_NEWNS | syscall.CLONE_NEWUTS | syscall.CLONE_NEWIPC}
}

// TestNewThreads: Go can start threads behind the locks. Its clone has another flag on
// amd64 than in its Go source, so a filter that lacks it fails only here.
func TestNewThreads(t *testing.T) {
	t.Parallel()
	a := attemptCase{name: threads().name}
	require.Equal(t, "worked", attempt(t, a, Probe("/proc/self/exe", attemptName).Attributes()))
}

// threads is the one attempt that must work.
func threads() attemptCase {
	return attemptCase{name: "start 50 threads", prepare: func() func() error {
		return func() error {
			var together, done sync.WaitGroup
			together.Add(50)
			for range 50 {
				done.Go(func() {
					runtime.LockOSThread() // never unlocked: each has a thread of its own
					together.Done()
					together.Wait()
				})
			}
			done.Wait()
			return nil
		}
	}}
}

func TestArgument(t *testing.T) {
	t.Parallel()
	c := Config{Strict: true, DataBytes: 176 << 20, Threads: 256}
	read, err := ParseArgument(c.Argument())
	require.NoError(t, err)
	require.Equal(t, c, read)
	_, err = ParseArgument("strict")
	require.Error(t, err)
}

func TestReport(t *testing.T) {
	t.Parallel()
	r := Report{{Seccomp, nil}, {Landlock, errUnsupported}}
	require.NoError(t, r.Lacks(Seccomp))
	require.Error(t, r.Lacks(Landlock))
	require.Error(t, r.Lacks(User), "what was not asked is not there")
	require.Equal(t, r[1:], r.Missing())
}
