// Package builder is the child side of package build: this binary, started again to parse
// what a tenant or the author of a package wrote. It answers one request and ends.
//
// It has no more rights than a worker, except that it may read beneath the one directory
// that it was given.
package builder

import (
	"errors"
	"fmt"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
	"time"

	"github.com/hookline/hookline/runtime/bundle"
	"github.com/hookline/hookline/sandbox/lockdown"
)

// Name is a builder's argv[0]. Its one argument is that of lockdown.Config.
const Name = "hookline: builder"

// MemoryVariable is the environment variable that tells a builder how many bytes it may have.
const MemoryVariable = "HOOKLINE_MEMORY"

// TreeFD is the directory that a builder may read, if it was given one.
const TreeFD = 3

// maxStack bounds a goroutine's stack, which nested sources make grow.
const maxStack = 256 << 20

// IsBuilder reports whether this process was started as a builder. A main function asks
// before it does anything else, and if so exits with what Main returns.
func IsBuilder() bool { return len(os.Args) == 2 && os.Args[0] == Name }

// Main answers the request on standard input. It returns the exit code.
func Main() int {
	signal.Ignore(syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT, syscall.SIGPIPE)
	time.Local = time.UTC // else the first local time reads a file
	debug.SetMaxStack(maxStack)
	if err := work(); err != nil {
		fmt.Fprintln(os.Stderr, "builder:", err)
		return 1
	}
	return 0
}

func work() error {
	locks, err := lockdown.ParseArgument(os.Args[1])
	if err != nil {
		return err
	}
	if err := lockdown.CloseInherited(TreeFD); err != nil {
		return err
	}
	watchMemory(os.Getenv(MemoryVariable))
	tree := lockdown.TreePath(TreeFD)
	_, _ = os.ReadDir(tree) // sets up what Go needs to read files
	report, err := lockdown.Apply(locks)
	if err != nil {
		return err
	}
	if report.Lacks(lockdown.Root) == nil {
		tree = "/"
	}
	request, err := ReadRequest(os.Stdin)
	if err != nil {
		return err
	}
	answer, body, err := handle(request, tree)
	if err != nil {
		return err
	}
	return WriteAnswer(os.Stdout, answer, body)
}

// handle does what is asked. tree is the directory's path.
func handle(r Request, tree string) (Answer, []byte, error) {
	switch {
	case r.Hook != nil:
		return makeHook(*r.Hook)
	case r.Packages != nil:
		return bundlePackages(*r.Packages, tree)
	default:
		return Answer{}, nil, errors.New("the request asks for nothing")
	}
}

func makeHook(h bundle.Hook) (Answer, []byte, error) {
	made, err := bundle.MakeHook(h)
	var fault *bundle.Fault
	if errors.As(err, &fault) {
		return Answer{Fault: fault}, nil, nil
	}
	if err != nil {
		return Answer{}, nil, err
	}
	answer := Answer{Requires: made.Requires, Made: made.Script.Map != nil, MapBytes: len(made.Script.Map)}
	if !answer.Made {
		return answer, nil, nil
	}
	return answer, append(made.Script.Map, made.Script.Text...), nil
}

func bundlePackages(p bundle.Packages, tree string) (Answer, []byte, error) {
	p.Dir = tree
	set, err := bundle.BundlePackages(p)
	if err != nil {
		return Answer{Refused: err.Error()}, nil, nil
	}
	text, err := bundle.Split(set.Script)
	if err != nil {
		return Answer{Refused: err.Error()}, nil, nil
	}
	return Answer{Missing: set.Missing, Broken: set.Broken}, text, nil
}
