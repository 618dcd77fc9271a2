//go:build !linux

package sandbox

import "golang.org/x/sys/unix"

// closeInheritedOnExec keeps descriptors that this process was started with, by a
// shell or a service manager, from reaching the workers. Go's own are marked already.
func closeInheritedOnExec() error {
	for fd := 3; fd < 1024; fd++ {
		unix.CloseOnExec(fd)
	}
	return nil
}
