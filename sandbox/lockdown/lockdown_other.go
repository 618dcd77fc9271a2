//go:build !linux

package lockdown

import (
	"fmt"
	"syscall"
)

// Apply has nothing to apply on this system.
func Apply(c Config) (Report, error) {
	if c.Strict {
		return nothing(), fmt.Errorf("%w: %w", ErrNoSeccomp, errUnsupported)
	}
	return nothing(), nil
}

// CloseInherited does nothing: the parent has marked its descriptors.
func CloseInherited(int) error { return nil }

// Launch is how workers are started on this machine.
type Launch struct{ Report Report }

// Probe reports that this system has none of the layers.
func Probe(string, string) Launch { return Launch{nothing()} }

// Attributes give a worker a process group of its own.
func (Launch) Attributes() *syscall.SysProcAttr { return &syscall.SysProcAttr{Setpgid: true} }

// TreeAttributes are Attributes.
func (l Launch) TreeAttributes() *syscall.SysProcAttr { return l.Attributes() }

// TreePath is where a process finds a directory that the parent has opened.
func TreePath(fd int) string { return fmt.Sprintf("/dev/fd/%d", fd) }

// Threads is 0: there is no limit of threads.
func (Launch) Threads() uint64 { return 0 }

func nothing() Report {
	var r Report
	for _, layer := range []Layer{Seccomp, Landlock, NoNewPrivs, Limits, NoDumps, User, Namespaces} {
		r = append(r, State{layer, errUnsupported})
	}
	return r
}
