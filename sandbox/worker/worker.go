// Package worker is the child side of the sandbox: this binary, started again to run
// the hooks of one tenant, with nothing but two sockets to its parent.
//
// Everything that needs a file happens before the worker says hello. After that it
// computes, reads and writes its sockets, and uses connected sockets that its parent
// hands over: what a process without rights can do.
package worker

import (
	"fmt"
	"net"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
	"time"

	"github.com/hookline/hookline/runtime"
	"github.com/hookline/hookline/sandbox/lockdown"
	"github.com/hookline/hookline/sandbox/wire"
)

// Name is a worker's argv[0]. No file is called like this by accident. Its one argument
// is that of lockdown.Config.
const Name = "hookline: worker"

// The descriptors that a worker has beside standard error.
const (
	StreamFD = 3
	DialFD   = 4
)

// maxStack bounds a goroutine's stack. Go's default, 1 GB, would let deeply nested
// input take all the memory before the process dies.
const maxStack = 32 << 20

// IsWorker reports whether this process was started as a worker. A main function asks before
// it does anything else, and if so exits with what Main returns.
func IsWorker() bool { return len(os.Args) == 2 && os.Args[0] == Name }

// Main serves the parent until it closes the stream. It returns the exit code.
func Main() int {
	// A terminal or a service manager signals the parent, which decides what to finish.
	signal.Ignore(syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT, syscall.SIGPIPE)
	time.Local = time.UTC // else the first local time reads a file
	debug.SetMaxStack(maxStack)

	if err := work(); err != nil {
		fmt.Fprintln(os.Stderr, "worker:", err)
		return 1
	}
	return 0
}

// work locks the process as soon as everything that needs a file or another right is
// there, and before the first byte of a tenant is read.
func work() error {
	locks, err := lockdown.ParseArgument(os.Args[1])
	if err != nil {
		return err
	}
	if err := lockdown.CloseInherited(DialFD); err != nil {
		return err
	}
	w, err := open(limitMemory(os.Getenv(MemoryVariable)))
	if err != nil {
		return err
	}
	if _, err := lockdown.Apply(locks); err != nil {
		return err
	}
	return w.serve()
}

func open(memory int64) (*worker, error) {
	stream, err := inherit(StreamFD)
	if err != nil {
		return nil, err
	}
	dials, err := inherit(DialFD)
	if err != nil {
		return nil, err
	}
	w := &worker{
		reader:   wire.NewReader(stream, wire.FromParent),
		writer:   wire.NewWriter(stream),
		programs: newPrograms(programBytes),
		runs:     map[uint64]*task{},
		tasks:    make(chan *task),
		wake:     make(chan struct{}, 1),
		memory:   newMeter(memory),
	}
	w.dialer = newDialer(dials)
	w.engine = runtime.New(runtime.Config{
		Transport: w, Insecure: w.insecure, Dial: w.dialer.Dial, Resolve: w.dialer.Resolve, Roots: w.roots,
	})
	w.warm()
	go w.monitor()
	return w, nil
}

// inherit takes over a socket that the parent left open.
func inherit(fd uintptr) (*net.UnixConn, error) {
	file := os.NewFile(fd, "parent")
	conn, err := net.FileConn(file) // has a copy of the descriptor
	if err != nil {
		return nil, fmt.Errorf("descriptor %d: %w", fd, err)
	}
	_ = file.Close()
	socket, ok := conn.(*net.UnixConn)
	if !ok {
		return nil, fmt.Errorf("descriptor %d is not a socket of the parent", fd)
	}
	return socket, nil
}
