package lockdown

import "golang.org/x/sys/unix"

const (
	auditArch = unix.AUDIT_ARCH_X86_64
	sysStatAt = unix.SYS_NEWFSTATAT
	// goThread are the flags with which Go starts a thread (runtime.cloneFlags). On
	// this architecture its assembly adds CLONE_SETTLS: without it here a worker runs
	// well until the first time it needs one more thread.
	goThread = threadFlags | unix.CLONE_SETTLS
)
