package lockdown

import "golang.org/x/sys/unix"

const (
	auditArch = unix.AUDIT_ARCH_AARCH64
	sysStatAt = unix.SYS_NEWFSTATAT
	// goThread are the flags with which Go starts a thread (runtime.cloneFlags).
	goThread = threadFlags
)
