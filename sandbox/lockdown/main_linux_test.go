package lockdown

import (
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"
)

// The test binary is also the process that tries: its one argument after argv[0] is
// what it tries, its environment says whether it locks itself before.
const (
	attemptName = "lockdown: attempt"
	unlocked    = "LOCKDOWN_TEST_UNLOCKED"
	onlyFiles   = "LOCKDOWN_TEST_LANDLOCK_ONLY"
	withTree    = "LOCKDOWN_TEST_TREE"      // is given descriptor treeFD
	onlyRoot    = "LOCKDOWN_TEST_ROOT_ONLY" // and has no Landlock
)

const (
	exitWorked  = 42
	exitRefused = 43
	exitBroken  = 44
)

func TestMain(m *testing.M) {
	if os.Args[0] == attemptName {
		os.Exit(attemptAs(os.Args[1]))
	}
	os.Exit(m.Run())
}

// attemptAs tries one thing as a worker would, and exits with what came of it.
func attemptAs(name string) int {
	last := 2
	if os.Getenv(withTree) != "" {
		last = treeFD
	}
	if err := CloseInherited(last); err != nil {
		return broken(err)
	}
	for _, a := range append(append(attempts(), threads()), treeAttempts()...) {
		if a.name != name {
			continue
		}
		try := a.prepare()
		if err := lockAsTold(); err != nil {
			return broken(err)
		}
		if err := try(); err != nil {
			println(err.Error())
			return exitRefused
		}
		return exitWorked
	}
	return broken(fmt.Errorf("no attempt %q", name))
}

func lockAsTold() (err error) {
	switch {
	case os.Getenv(withTree) != "":
		err = enterAndLock()
	case os.Getenv(onlyFiles) != "":
		err = restrictFiles(0)
	case os.Getenv(unlocked) == "":
		_, err = Apply(Config{Strict: true, Threads: 256})
	}
	return err
}

func broken(err error) int {
	println("broken:", err.Error())
	return exitBroken
}

// attempt runs one process, and says what came of it: "worked", "SIGSYS" or an error.
func attempt(t *testing.T, a attemptCase, attributes *syscall.SysProcAttr, env ...string) string {
	t.Helper()
	cmd := exec.Cmd{Path: "/proc/self/exe", Args: []string{attemptName, a.name}, Dir: "/", SysProcAttr: attributes, ExtraFiles: a.files}
	cmd.Env = append([]string{"GODEBUG=containermaxprocs=0,updatemaxprocs=0"}, env...)
	out, err := cmd.CombinedOutput()
	require.NotNil(t, cmd.ProcessState, "%v", err)
	status, ok := cmd.ProcessState.Sys().(syscall.WaitStatus)
	require.True(t, ok)
	text := strings.TrimSpace(string(out))
	switch {
	case status.Signaled() && status.Signal() == syscall.SIGSYS:
		return "SIGSYS"
	case status.Exited() && status.ExitStatus() == exitWorked:
		return "worked"
	case status.Exited() && status.ExitStatus() == exitRefused:
		return text
	}
	require.Fail(t, "the attempt itself failed", "%s: %s: %s", a.name, cmd.ProcessState, text)
	return ""
}
