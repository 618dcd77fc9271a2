package lockdown

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"unsafe"

	"golang.org/x/sys/unix"
)

// allowed are the calls of a worker at work: Go's scheduler, memory and signals, and
// the use of sockets that are connected already. Not among them are sendmsg and sendto,
// which on a datagram socket can name another receiver.
var allowed = []uintptr{
	unix.SYS_FUTEX, unix.SYS_EPOLL_PWAIT, unix.SYS_READ, unix.SYS_WRITE, unix.SYS_NANOSLEEP,
	unix.SYS_MADVISE, unix.SYS_MUNMAP, unix.SYS_SCHED_YIELD, unix.SYS_RESTART_SYSCALL,
	unix.SYS_GETPID, unix.SYS_GETTID, unix.SYS_GETRANDOM, unix.SYS_CLOCK_GETTIME,
	unix.SYS_RT_SIGACTION, unix.SYS_RT_SIGPROCMASK, unix.SYS_RT_SIGRETURN, unix.SYS_SIGALTSTACK,
	unix.SYS_WRITEV, unix.SYS_RECVMSG, unix.SYS_EPOLL_CTL, unix.SYS_CLOSE, unix.SYS_SHUTDOWN,
	unix.SYS_GETSOCKNAME, unix.SYS_GETPEERNAME, unix.SYS_EXIT, unix.SYS_EXIT_GROUP,
}

// refused are calls that Go and its libraries try and can do without. All others end
// the process.
var refused = []uintptr{
	unix.SYS_OPENAT, sysStatAt, unix.SYS_READLINKAT, unix.SYS_FSTAT, unix.SYS_IOCTL, unix.SYS_UNAME,
	unix.SYS_SCHED_GETAFFINITY, unix.SYS_EPOLL_CREATE1, unix.SYS_EVENTFD2,
}

// checked are calls that are allowed with some arguments only.
func checked() []rule {
	return []rule{
		// Memory of no file, never executable.
		{unix.SYS_MMAP, []way{{{2, lacks, unix.PROT_EXEC}, {3, carries, unix.MAP_ANONYMOUS}}}, kill},
		{unix.SYS_MPROTECT, []way{{{2, lacks, unix.PROT_EXEC}}}, kill},
		// Signals to this process: Go preempts its threads by them.
		{unix.SYS_TGKILL, []way{{{0, equals, uint32(os.Getpid())}}}, kill},
		// Go names its memory.
		{unix.SYS_PRCTL, []way{{{0, equals, unix.PR_SET_VMA}}}, fail(unix.EPERM)},
		// net.FileConn on a socket that the parent has sent.
		{unix.SYS_FCNTL, []way{
			{{1, equals, unix.F_GETFL}}, {{1, equals, unix.F_SETFL}}, {{1, equals, unix.F_DUPFD_CLOEXEC}},
		}, fail(unix.EPERM)},
		{unix.SYS_GETSOCKOPT, []way{
			{{1, equals, unix.SOL_SOCKET}, {2, equals, unix.SO_TYPE}},
			{{1, equals, unix.SOL_SOCKET}, {2, equals, unix.SO_ERROR}},
		}, fail(unix.EPERM)},
		{unix.SYS_SETSOCKOPT, []way{
			{{1, equals, unix.SOL_SOCKET}, {2, equals, unix.SO_KEEPALIVE}},
			{{1, equals, unix.SOL_SOCKET}, {2, equals, unix.SO_LINGER}},
			{{1, equals, unix.IPPROTO_TCP}, {2, equals, unix.TCP_NODELAY}},
			{{1, equals, unix.IPPROTO_TCP}, {2, equals, unix.TCP_KEEPIDLE}},
			{{1, equals, unix.IPPROTO_TCP}, {2, equals, unix.TCP_KEEPINTVL}},
			{{1, equals, unix.IPPROTO_TCP}, {2, equals, unix.TCP_KEEPCNT}},
		}, fail(unix.EPERM)},
		// As if the kernel were older than the call, so that its predecessor is used.
		{unix.SYS_CLONE3, nil, fail(unix.ENOSYS)},
	}
}

// threadFlags are those of Go's new threads on every architecture.
const threadFlags = unix.CLONE_VM | unix.CLONE_FS | unix.CLONE_FILES | unix.CLONE_SIGHAND |
	unix.CLONE_SYSVSEM | unix.CLONE_THREAD

// rules is the whole filter. A process with a tree may read files.
func rules(tree bool) []rule {
	var all []rule
	if tree {
		all = treeCalls() // the first rule of a call counts
	}
	for _, number := range append(allowed, cAllowed...) {
		all = append(all, rule{number: number, otherwise: allow})
	}
	all = append(all, checked()...)
	threads := rule{number: unix.SYS_CLONE, otherwise: kill}
	for _, flags := range append(cThreads, goThread) {
		threads.ways = append(threads.ways, way{{0, equals, flags}})
	}
	all = append(all, threads)
	for _, number := range refused {
		all = append(all, rule{number: number, otherwise: fail(unix.EPERM)})
	}
	return all
}

// installFilter puts the filter on all threads of the process. The caller's thread has
// no_new_privs, which the kernel gives to the others with it.
func installFilter(tree bool) error {
	if err := seccompMissing(); err != nil {
		return err
	}
	raw, err := assemble(rules(tree))
	if err != nil {
		return err
	}
	filter := make([]unix.SockFilter, len(raw))
	for i, in := range raw {
		filter[i] = unix.SockFilter{Code: in.Op, Jt: in.Jt, Jf: in.Jf, K: in.K}
	}
	program := unix.SockFprog{Len: uint16(len(filter)), Filter: &filter[0]}
	thread, _, errno := unix.Syscall(unix.SYS_SECCOMP, unix.SECCOMP_SET_MODE_FILTER,
		unix.SECCOMP_FILTER_FLAG_TSYNC, uintptr(unsafe.Pointer(&program))) //nolint:gosec // the kernel reads the program during the call
	runtime.KeepAlive(filter)
	if errno != 0 {
		return fmt.Errorf("install the seccomp filter: %w", errno)
	}
	if thread != 0 {
		return errors.New("install the seccomp filter: a thread could not be reached")
	}
	return nil
}

// seccompMissing asks the kernel, without changing anything, whether a filter could end
// the process (Linux 4.14).
func seccompMissing() error {
	ending := uint32(kill)
	_, _, errno := unix.Syscall(unix.SYS_SECCOMP, unix.SECCOMP_GET_ACTION_AVAIL, 0, uintptr(unsafe.Pointer(&ending))) //nolint:gosec // the kernel reads the word during the call
	if errno != 0 {
		return fmt.Errorf("the kernel or a container's profile does not allow seccomp filters: %w", errno)
	}
	return nil
}
