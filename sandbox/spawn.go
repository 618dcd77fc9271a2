package sandbox

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	goruntime "runtime"
	"syscall"
	"time"

	"golang.org/x/sys/unix"

	"github.com/hookline/hookline/sandbox/wire"
	"github.com/hookline/hookline/sandbox/worker"
)

// workerEnv is the worker's whole environment: settings of Go's runtime, and the memory
// that it may have.
//
// containermaxprocs and updatemaxprocs would keep files of the cgroup open; the parent
// has read them and hands the number on. A fresh VM per run is garbage by design, so
// the collector waits for a large young heap, within a soft limit that the worker sets
// well below the memory that it may have.
func workerEnv(config Config) []string {
	return []string{
		"GODEBUG=containermaxprocs=0,updatemaxprocs=0",
		fmt.Sprintf("GOMAXPROCS=%d", min(goruntime.GOMAXPROCS(0), maxWorkerProcs)),
		"GOGC=800",
		fmt.Sprintf("%s=%d", worker.MemoryVariable, config.MemoryBytes),
	}
}

// maxWorkerProcs is how many processors one tenant may keep busy.
const maxWorkerProcs = 4

// spawned is a worker that has said hello.
type spawned struct {
	cmd    *exec.Cmd
	stream *net.UnixConn
	dials  *net.UnixConn
	stderr *os.File
	reader *wire.Reader
	writer *wire.Writer
}

// spawn starts a worker and waits for its hello, at most config.StartTimeout. The
// worker dies when its stream is closed, also because this process died. It says hello
// after it has locked itself.
func spawn(ctx context.Context, config Config) (*spawned, error) {
	s := &spawned{}
	err := s.start(config)
	if err == nil {
		// A close of the sandbox does not wait for the hello.
		stop := context.AfterFunc(ctx, func() { _ = s.cmd.Process.Kill() })
		err = s.greet(config)
		stop()
	}
	if err != nil {
		s.discard()
		return nil, fmt.Errorf("start a worker: %w", err)
	}
	return s, nil
}

// start makes the sockets and starts the process. Its ends are closed here at once:
// only then the end of the process is the end of the streams.
func (s *spawned) start(config Config) (err error) {
	var theirs []*os.File
	defer func() {
		for _, f := range theirs {
			_ = f.Close()
		}
	}()
	take := func(f *os.File) *os.File {
		if f != nil {
			theirs = append(theirs, f)
		}
		return f
	}
	var stream, dials, stderr *os.File
	if s.stream, stream, err = socketPair(unix.SOCK_STREAM); take(stream) == nil {
		return err
	}
	if s.dials, dials, err = socketPair(unix.SOCK_DGRAM); take(dials) == nil {
		return err
	}
	if s.stderr, stderr, err = os.Pipe(); take(stderr) == nil {
		return err
	}
	s.cmd = &exec.Cmd{
		Path:        config.Executable,
		Args:        []string{worker.Name, config.locks().Argument()},
		Env:         workerEnv(config),
		Dir:         "/",
		Stderr:      stderr,
		ExtraFiles:  []*os.File{stream, dials}, // worker.StreamFD, worker.DialFD
		SysProcAttr: config.launch.Attributes(),
	}
	return s.cmd.Start()
}

// greet exchanges the first frames.
func (s *spawned) greet(config Config) error {
	s.reader = wire.NewReader(s.stream, wire.FromWorker)
	s.writer = wire.NewWriter(s.stream)
	_ = s.stream.SetDeadline(time.Now().Add(config.StartTimeout))
	hello, err := s.reader.Read()
	if err != nil {
		return fmt.Errorf("no hello: %w", err)
	}
	if err := wire.CheckHello(hello, wire.Build()); err != nil {
		return err
	}
	if err := s.writer.WriteConfigure(wire.Configuration{RootsPEM: config.RootsPEM, InsecureTLS: config.InsecureTLS, JS: config.Limits.JS}); err != nil {
		return err
	}
	return s.stream.SetDeadline(time.Time{})
}

// discard gets rid of a worker that did not come up.
func (s *spawned) discard() {
	if s.cmd != nil && s.cmd.Process != nil {
		_ = s.cmd.Process.Kill()
		_ = s.cmd.Wait()
	}
	if s.stream != nil {
		_ = s.stream.Close()
	}
	if s.dials != nil {
		_ = s.dials.Close()
	}
	if s.stderr != nil {
		_ = s.stderr.Close()
	}
}

// socketPair makes two connected sockets: ours, and a file to hand to the worker.
func socketPair(kind int) (*net.UnixConn, *os.File, error) {
	syscall.ForkLock.RLock()
	fds, err := unix.Socketpair(unix.AF_UNIX, kind, 0)
	if err == nil {
		unix.CloseOnExec(fds[0])
		unix.CloseOnExec(fds[1])
	}
	syscall.ForkLock.RUnlock()
	if err != nil {
		return nil, nil, os.NewSyscallError("socketpair", err)
	}
	ours, theirs := os.NewFile(uintptr(fds[0]), "worker"), os.NewFile(uintptr(fds[1]), "parent")
	conn, err := net.FileConn(ours) // has a copy of the descriptor
	_ = ours.Close()
	if err != nil {
		_ = theirs.Close()
		return nil, nil, err
	}
	return conn.(*net.UnixConn), theirs, nil
}
