package lockdown

import (
	"errors"
	"os"
	"strings"
	"syscall"
	"unsafe"

	"golang.org/x/sys/unix"
)

// attemptCase is one thing that a worker must not be able to do.
type attemptCase struct {
	name string
	// maybe says that it may fail without the lock-down, too: the kernel of the test
	// lacks it, or it would harm the process that tries.
	maybe bool
	// prepare opens what is needed before the locks, and returns the attempt.
	prepare func() func() error
	// files are the parent's, from descriptor 3 on.
	files []*os.File
}

func attempts() []attemptCase {
	var all []attemptCase
	for _, group := range [][]attemptCase{files(), sockets(), processes(), memory(), kernel()} {
		all = append(all, group...)
	}
	return all
}

// raw is an attempt that is one system call.
func raw(name string, number uintptr, arguments ...uintptr) attemptCase {
	return attemptCase{name: name, prepare: func() func() error {
		return func() error { return call(number, arguments...) }
	}}
}

func maybe(a attemptCase) attemptCase {
	a.maybe = true
	return a
}

func call(number uintptr, arguments ...uintptr) error {
	var a [6]uintptr
	copy(a[:], arguments)
	_, _, errno := syscall.RawSyscall6(number, a[0], a[1], a[2], a[3], a[4], a[5])
	if errno != 0 {
		return errno
	}
	return nil
}

// text is a C string that is never moved or collected.
func text(s string) uintptr {
	b := append([]byte(s), 0)
	kept = append(kept, b)
	return uintptr(unsafe.Pointer(&b[0]))
}

// space is zeroed memory for what a call writes.
func space() uintptr {
	b := make([]byte, 4096)
	kept = append(kept, b)
	return uintptr(unsafe.Pointer(&b[0]))
}

// kept is what calls were given the address of.
var kept [][]byte

const here = ^uintptr(99) // AT_FDCWD, -100

// withFD gives an attempt a descriptor that was opened before the locks.
func withFD(name string, open func() (int, error), try func(fd uintptr) error) attemptCase {
	return attemptCase{name: name, prepare: func() func() error {
		fd, err := open()
		if err != nil {
			os.Exit(broken(err))
		}
		return func() error { return try(uintptr(fd)) }
	}}
}

func directory() (int, error) { return unix.Open("/", unix.O_RDONLY|unix.O_DIRECTORY, 0) }
func ownFile() (int, error)   { return unix.Open("/proc/self/exe", unix.O_RDONLY, 0) }
func stream() (int, error)    { return unix.Socket(unix.AF_INET, unix.SOCK_STREAM, 0) }
func datagram() (int, error)  { return unix.Socket(unix.AF_INET, unix.SOCK_DGRAM, 0) }

// loopback is 127.0.0.1:9 as struct sockaddr_in.
func loopback() uintptr { return text("\x02\x00\x00\x09\x7f\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00") }

func files() []attemptCase {
	return []attemptCase{
		{name: "open a file", prepare: func() func() error {
			return func() error { _, err := os.ReadFile("/etc/passwd"); return err }
		}},
		{name: "create a file", maybe: true, prepare: func() func() error {
			return func() error {
				_, err := os.Create("/tmp/hookline-attempt")
				_ = os.Remove("/tmp/hookline-attempt")
				return err
			}
		}},
		{name: "read a directory", prepare: func() func() error {
			return func() error { _, err := os.ReadDir("/"); return err }
		}},
		{name: "stat", prepare: func() func() error {
			return func() error { _, err := os.Stat("/"); return err }
		}},
		raw("openat", unix.SYS_OPENAT, here, text("/etc/passwd"), unix.O_RDONLY),
		maybe(raw("openat2", unix.SYS_OPENAT2, here, text("/etc/passwd"), space(), 24)),
		raw("statx", unix.SYS_STATX, here, text("/"), 0, 0, space()),
		raw("faccessat", unix.SYS_FACCESSAT, here, text("/"), 0),
		raw("readlinkat", unix.SYS_READLINKAT, here, text("/proc/self/exe"), space(), 4096),
		raw("statfs", unix.SYS_STATFS, text("/"), space()),
		raw("getcwd", unix.SYS_GETCWD, space(), 4096),
		raw("chdir", unix.SYS_CHDIR, text("/")),
		maybe(raw("mkdirat", unix.SYS_MKDIRAT, here, text("/nowhere/x"), 0)),
		maybe(raw("unlinkat", unix.SYS_UNLINKAT, here, text("/nowhere/x"), 0)),
		maybe(raw("name_to_handle_at", unix.SYS_NAME_TO_HANDLE_AT, here, text("/"), space(), space(), 0)),
		raw("memfd_create", unix.SYS_MEMFD_CREATE, text("x"), 0),
		raw("inotify_init1", unix.SYS_INOTIFY_INIT1, 0),
		raw("pipe2", unix.SYS_PIPE2, space(), 0),
		raw("dup", unix.SYS_DUP, 2),
		raw("dup3", unix.SYS_DUP3, 2, 77, 0),
		withFD("getdents64 of an open directory", directory, func(fd uintptr) error {
			return call(unix.SYS_GETDENTS64, fd, space(), 4096)
		}),
		withFD("openat below an open directory", directory, func(fd uintptr) error {
			return call(unix.SYS_OPENAT, fd, text("etc/passwd"), 0)
		}),
		withFD("pread64 of an open file", ownFile, func(fd uintptr) error { return call(unix.SYS_PREAD64, fd, space(), 10, 0) }),
		withFD("fcntl F_SETOWN", stream, func(fd uintptr) error { return call(unix.SYS_FCNTL, fd, unix.F_SETOWN, 1) }),
		withFD("ioctl FIONBIO", stream, func(fd uintptr) error { return call(unix.SYS_IOCTL, fd, 0x5421, space()) }),
	}
}

func sockets() []attemptCase {
	all := []attemptCase{
		raw("socketpair", unix.SYS_SOCKETPAIR, unix.AF_UNIX, unix.SOCK_STREAM, 0, space()),
		withFD("connect", datagram, func(fd uintptr) error { return call(unix.SYS_CONNECT, fd, loopback(), 16) }),
		withFD("bind", stream, func(fd uintptr) error {
			return call(unix.SYS_BIND, fd, text("\x02\x00\x00\x00\x7f\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00"), 16)
		}),
		withFD("listen", stream, func(fd uintptr) error { return call(unix.SYS_LISTEN, fd, 1) }),
		withFD("sendto", datagram, func(fd uintptr) error { return call(unix.SYS_SENDTO, fd, text("x"), 1, 0, loopback(), 16) }),
		withFD("setsockopt SO_REUSEADDR", stream, func(fd uintptr) error {
			return call(unix.SYS_SETSOCKOPT, fd, unix.SOL_SOCKET, unix.SO_REUSEADDR, text("\x01\x00\x00\x00"), 4)
		}),
	}
	for name, family := range map[string]uintptr{"inet": unix.AF_INET, "unix": unix.AF_UNIX, "netlink": unix.AF_NETLINK} {
		all = append(all, raw("socket "+name, unix.SYS_SOCKET, family, unix.SOCK_DGRAM, 0))
	}
	for name, family := range map[string]uintptr{
		"inet6": unix.AF_INET6, "packet": unix.AF_PACKET, "alg": unix.AF_ALG, "vsock": unix.AF_VSOCK,
		"xdp": unix.AF_XDP, "key": unix.AF_KEY, "bluetooth": unix.AF_BLUETOOTH, "tipc": unix.AF_TIPC, "rds": unix.AF_RDS,
	} {
		all = append(all, maybe(raw("socket "+name, unix.SYS_SOCKET, family, unix.SOCK_RAW, 0)))
	}
	return all
}

func processes() []attemptCase {
	return []attemptCase{
		{name: "execve", prepare: func() func() error {
			arguments := space()
			// A failed look-up is a call that worked: the program is not there.
			return func() error {
				return except(call(unix.SYS_EXECVE, text("/nowhere"), arguments, arguments), unix.ENOENT)
			}
		}},
		{name: "execveat", prepare: func() func() error {
			arguments := space()
			return func() error {
				return except(call(unix.SYS_EXECVEAT, here, text("/nowhere"), arguments, arguments, 0), unix.ENOENT)
			}
		}},
		fork("fork", unix.SYS_CLONE, uintptr(unix.SIGCHLD)),
		fork("clone CLONE_FILES", unix.SYS_CLONE, unix.CLONE_FILES|uintptr(unix.SIGCHLD)),
		fork("clone CLONE_NEWUSER", unix.SYS_CLONE, unix.CLONE_NEWUSER|uintptr(unix.SIGCHLD)),
		fork("clone CLONE_NEWNET", unix.SYS_CLONE, unix.CLONE_NEWNET|uintptr(unix.SIGCHLD)),
		fork("clone CLONE_PARENT", unix.SYS_CLONE, unix.CLONE_PARENT|uintptr(unix.SIGCHLD)),
		clone3(),
		raw("unshare", unix.SYS_UNSHARE, unix.CLONE_FILES),
		maybe(raw("setns", unix.SYS_SETNS, 2, 0)),
		raw("ptrace", unix.SYS_PTRACE, unix.PTRACE_TRACEME),
		{name: "process_vm_readv", prepare: func() func() error {
			from, to := iovec(), iovec()
			return func() error { return call(unix.SYS_PROCESS_VM_READV, uintptr(os.Getpid()), to, 1, from, 1, 0) }
		}},
		raw("pidfd_open", unix.SYS_PIDFD_OPEN, uintptr(os.Getpid()), 0),
		raw("kill", unix.SYS_KILL, uintptr(os.Getpid()), 0),
		raw("tkill", unix.SYS_TKILL, uintptr(os.Getpid()), 0),
		maybe(raw("tgkill of another process", unix.SYS_TGKILL, uintptr(os.Getpid()+1), uintptr(os.Getpid()+1), 0)),
		maybe(raw("rt_sigqueueinfo", unix.SYS_RT_SIGQUEUEINFO, uintptr(os.Getpid()), 0, space())),
		raw("prlimit64", unix.SYS_PRLIMIT64, 0, unix.RLIMIT_NOFILE, 0, space()),
		raw("setuid", unix.SYS_SETUID, uintptr(os.Getuid())),
		raw("setgid", unix.SYS_SETGID, uintptr(os.Getgid())),
		raw("capget", unix.SYS_CAPGET, text("\x22\x05\x08\x20\x00\x00\x00\x00"), space()),
		raw("setpriority", unix.SYS_SETPRIORITY, 0, 0, 0),
		raw("sched_getaffinity", unix.SYS_SCHED_GETAFFINITY, 0, 128, space()),
		raw("prctl PR_SET_DUMPABLE", unix.SYS_PRCTL, unix.PR_SET_DUMPABLE, 1),
		raw("prctl PR_SET_NAME", unix.SYS_PRCTL, unix.PR_SET_NAME, text("sshd")),
		raw("personality", unix.SYS_PERSONALITY, 0xffffffff),
		maybe(raw("seccomp", unix.SYS_SECCOMP, unix.SECCOMP_SET_MODE_FILTER, 0, 0)),
	}
}

func memory() []attemptCase {
	const anonymous = unix.MAP_PRIVATE | unix.MAP_ANONYMOUS
	return []attemptCase{
		raw("mmap PROT_EXEC", unix.SYS_MMAP, 0, 4096, unix.PROT_READ|unix.PROT_EXEC, anonymous, ^uintptr(0), 0),
		// The filter of another library takes this for prctl(PR_SET_VMA).
		raw("mmap PROT_EXEC as prctl", unix.SYS_MMAP, unix.PR_SET_VMA, 4096, 157, anonymous, ^uintptr(0), 0),
		withFD("mmap of a file", ownFile, func(fd uintptr) error {
			return call(unix.SYS_MMAP, 0, 4096, unix.PROT_READ, unix.MAP_PRIVATE, fd, 0)
		}),
		{name: "mprotect PROT_EXEC", prepare: func() func() error {
			page, err := unix.Mmap(-1, 0, 4096, unix.PROT_READ|unix.PROT_WRITE, anonymous)
			if err != nil {
				os.Exit(broken(err))
			}
			at := uintptr(unsafe.Pointer(&page[0]))
			return func() error { return call(unix.SYS_MPROTECT, at, 4096, unix.PROT_READ|unix.PROT_EXEC) }
		}},
		maybe(raw("pkey_mprotect", unix.SYS_PKEY_MPROTECT, 0, 0, unix.PROT_EXEC, ^uintptr(0))),
		maybe(raw("mremap", unix.SYS_MREMAP, 0, 4096, 4096, 0)),
		raw("mlock", unix.SYS_MLOCK, space(), 1),
		raw("shmget", unix.SYS_SHMGET, 0, 4096, 0o1600),
		raw("semget", unix.SYS_SEMGET, 0, 1, 0o1600),
		raw("msgget", unix.SYS_MSGGET, 0, 0o1600),
	}
}

func kernel() []attemptCase {
	return []attemptCase{
		maybe(raw("io_uring_setup", unix.SYS_IO_URING_SETUP, 1, space())),
		maybe(raw("bpf", unix.SYS_BPF, 0, text("\x02\x00\x00\x00\x04\x00\x00\x00\x08\x00\x00\x00\x01\x00\x00\x00"), 16)),
		maybe(raw("userfaultfd", unix.SYS_USERFAULTFD, 0)),
		maybe(raw("perf_event_open", unix.SYS_PERF_EVENT_OPEN, space(), 0, ^uintptr(0), ^uintptr(0), 0)),
		maybe(raw("keyctl", unix.SYS_KEYCTL, 0, ^uintptr(2), 1)),
		raw("mount", unix.SYS_MOUNT, text("none"), text("/proc"), text("tmpfs"), 0, 0),
		raw("chroot", unix.SYS_CHROOT, text("/")),
		maybe(raw("pivot_root", unix.SYS_PIVOT_ROOT, text("/"), text("/"))),
		raw("uname", unix.SYS_UNAME, space()),
		raw("sysinfo", unix.SYS_SYSINFO, space()),
		raw("sethostname", unix.SYS_SETHOSTNAME, text("x"), 1),
		raw("timerfd_create", unix.SYS_TIMERFD_CREATE, unix.CLOCK_MONOTONIC, 0),
		raw("epoll_create1", unix.SYS_EPOLL_CREATE1, 0),
		raw("eventfd2", unix.SYS_EVENTFD2, 0, 0),
		maybe(raw("init_module", unix.SYS_INIT_MODULE, 0, 0, 0)),
		maybe(raw("syslog", unix.SYS_SYSLOG, 10, 0, 0)),
		maybe(raw("a number that no call has", 9999)),
	}
}

// fork is a clone whose child ends at once.
func fork(name string, number uintptr, arguments ...uintptr) attemptCase {
	return attemptCase{name: name, prepare: func() func() error {
		var a [2]uintptr
		copy(a[:], arguments)
		return func() error {
			pid, _, errno := syscall.RawSyscall6(number, a[0], a[1], 0, 0, 0, 0)
			if errno != 0 {
				return errno
			}
			if pid == 0 {
				for {
					_, _, _ = syscall.RawSyscall(syscall.SYS_EXIT_GROUP, 0, 0, 0)
				}
			}
			return nil
		}
	}}
}

func clone3() attemptCase {
	// struct clone_args, whose fifth word is the signal at the end.
	arguments := text(strings.Repeat("\x00", 32) + string(rune(unix.SIGCHLD)) + strings.Repeat("\x00", 31))
	return fork("clone3", unix.SYS_CLONE3, arguments, 64)
}

func iovec() uintptr {
	v := &unix.Iovec{Base: new(byte), Len: 1}
	vectors = append(vectors, v)
	return uintptr(unsafe.Pointer(v))
}

var vectors []*unix.Iovec

func except(err, fine error) error {
	if errors.Is(err, fine) {
		return nil
	}
	return err
}
