package lockdown

import (
	"errors"
	"fmt"
	"syscall"
	"unsafe"

	"golang.org/x/sys/unix"
)

// TreeAttributes are Attributes for a process that may read one directory: it can make
// that its root, where the system lets it have the right to.
func (l Launch) TreeAttributes() *syscall.SysProcAttr {
	a := l.Attributes()
	if l.drop || l.flags&syscall.CLONE_NEWUSER != 0 {
		a.AmbientCaps = []uintptr{unix.CAP_SYS_CHROOT}
	}
	return a
}

// TreePath is where a process finds the directory that the parent has opened, before it
// is locked, and afterwards if the report lacks Root. Else that is "/".
func TreePath(fd int) string { return fmt.Sprintf("/proc/self/fd/%d", fd) }

// enter makes a directory the root of this process, if it has the right to, and gives
// that right up.
func enter(fd int) error {
	if err := errors.Join(unix.Fchdir(fd), unix.Chroot("."), unix.Chdir("/")); err != nil {
		return err
	}
	dropCapabilities()
	return nil
}

// dropCapabilities gives up every right of the process, which may fail where it is built
// with cgo. What is left then is the right to the one call, which seccomp forbids.
func dropCapabilities() {
	header := unix.CapUserHeader{Version: unix.LINUX_CAPABILITY_VERSION_3}
	var none [2]unix.CapUserData
	_, _, _ = syscall.AllThreadsSyscall(unix.SYS_CAPSET, uintptr(unsafe.Pointer(&header)), uintptr(unsafe.Pointer(&none[0])), 0) //nolint:gosec // the kernel reads both during the call
}

// treeCalls let a process read files and directories. What it may open the kernel decides
// (Landlock, the root); for writing it may open nothing.
func treeCalls() []rule {
	return []rule{
		{unix.SYS_OPENAT, []way{{{2, lacks, unix.O_WRONLY | unix.O_RDWR | unix.O_CREAT | unix.O_TRUNC | unix.O_APPEND}}}, fail(unix.EPERM)},
		{sysStatAt, nil, allow}, {unix.SYS_FSTAT, nil, allow}, {unix.SYS_READLINKAT, nil, allow},
		{unix.SYS_GETDENTS64, nil, allow},
	}
}
