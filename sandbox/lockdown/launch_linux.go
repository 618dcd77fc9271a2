package lockdown

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"syscall"
)

// nobody is the user that owns nothing, on every common system.
const nobody = 65534

// maxThreads bounds the threads of a worker that is alone in its user namespace.
const maxThreads = 256

// Launch is how workers are started on this machine.
type Launch struct {
	// Report has every layer: those of Launch as tried, those of Apply as the kernel
	// offers them.
	Report Report

	flags uintptr
	drop  bool
}

type namespace struct {
	name string
	flag uintptr
}

func namespaces() []namespace {
	all := []namespace{
		{"user", syscall.CLONE_NEWUSER}, {"net", syscall.CLONE_NEWNET}, {"ipc", syscall.CLONE_NEWIPC},
		{"uts", syscall.CLONE_NEWUTS}, {"mnt", syscall.CLONE_NEWNS},
	}
	if !cThreadsNeedPIDs {
		all = append(all, namespace{"pid", syscall.CLONE_NEWPID})
	}
	return all
}

// Probe finds out what an executable can be started with, by starting it, a few
// milliseconds each time. What does not work is left out, one after the other.
// The executable is killed at once; its argument is argv[0].
func Probe(executable, argument string) Launch {
	root := os.Geteuid() == 0
	l := Launch{drop: root}
	for _, n := range namespaces() {
		l.flags |= n.flag
	}
	var userErr, namespaceErr error
	if err := l.try(executable, argument); err != nil {
		l, userErr, namespaceErr = layerByLayer(executable, argument, root)
	}
	if cThreadsNeedPIDs {
		namespaceErr = errors.Join(namespaceErr, errors.New("pid: this binary was built with cgo; CGO_ENABLED=0 gives it"))
	}
	if !root {
		userErr = errors.New("the server does not run as root, so workers have its user")
	}
	l.Report = Report{
		{Seccomp, seccompMissing()}, {Landlock, landlockMissing()}, {NoNewPrivs, nil}, {Limits, nil}, {NoDumps, nil},
		{User, userErr}, {Namespaces, namespaceErr},
	}
	return l
}

func layerByLayer(executable, argument string, root bool) (l Launch, userErr, namespaceErr error) {
	if root {
		with := Launch{drop: true}
		if userErr = with.try(executable, argument); userErr == nil {
			l = with
		}
	}
	for _, n := range namespaces() {
		with := l
		with.flags |= n.flag
		if err := with.try(executable, argument); err != nil {
			namespaceErr = errors.Join(namespaceErr, fmt.Errorf("%s: %w", n.name, err))
			continue
		}
		l = with
	}
	return l, userErr, namespaceErr
}

func (l Launch) try(executable, argument string) error {
	cmd := exec.Cmd{Path: executable, Args: []string{argument, Config{}.Argument()}, Env: []string{}, Dir: "/", SysProcAttr: l.Attributes()}
	if err := cmd.Start(); err != nil {
		return err
	}
	_ = cmd.Process.Kill()
	_ = cmd.Wait()
	return nil
}

// Attributes are those of a new worker: a process group of its own, so that a
// terminal's signals reach the parent only, and the layers that work here.
func (l Launch) Attributes() *syscall.SysProcAttr {
	a := &syscall.SysProcAttr{Setpgid: true, Cloneflags: l.flags}
	if l.drop {
		a.Credential = &syscall.Credential{Uid: nobody, Gid: nobody}
	}
	if l.flags&syscall.CLONE_NEWUSER != 0 {
		uid, gid := os.Geteuid(), os.Getegid()
		if l.drop {
			uid, gid = nobody, nobody
		}
		a.UidMappings = []syscall.SysProcIDMap{{ContainerID: nobody, HostID: uid, Size: 1}}
		a.GidMappings = []syscall.SysProcIDMap{{ContainerID: nobody, HostID: gid, Size: 1}}
		a.GidMappingsEnableSetgroups = l.drop
	}
	return a
}

// Threads is the value for Config.Threads. There is none without a user namespace,
// where the kernel would count the threads of all workers together.
func (l Launch) Threads() uint64 {
	if l.flags&syscall.CLONE_NEWUSER == 0 {
		return 0
	}
	return maxThreads
}
