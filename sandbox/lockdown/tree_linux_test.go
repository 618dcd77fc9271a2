package lockdown

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
)

const treeFD = 3

// entered is where the process of an attempt finds its tree.
var entered string

// enterAndLock does what a builder does.
func enterAndLock() error {
	if _, err := os.ReadDir(TreePath(treeFD)); err != nil {
		return err
	}
	if os.Getenv(onlyRoot) != "" {
		entered = "/"
		return errors.Join(unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), enter(treeFD), installFilter(true))
	}
	report, err := Apply(Config{Strict: true, Threads: 256, TreeFD: treeFD})
	if entered = "/"; report.Lacks(Root) != nil {
		entered = TreePath(treeFD)
	}
	return err
}

// treeAttempts are about a directory with the file "in/side" and the links "out" and
// "up/out", which lead to the file beside the directory and, by their names, to others.
func treeAttempts() []attemptCase {
	read := func(name string) attemptCase {
		return attemptCase{name: "tree: read " + name, prepare: func() func() error {
			return func() error { _, err := os.ReadFile(entered + "/" + name); return err }
		}}
	}
	return []attemptCase{
		read("in/side"), read("out"), read("up/out"), read("../beside"), read("in/../../beside"),
		{name: "tree: list", prepare: func() func() error {
			return func() error { _, err := os.ReadDir(entered + "/in"); return err }
		}},
		{name: "tree: write", prepare: func() func() error {
			return func() error { return os.WriteFile(entered+"/in/side", nil, 0) }
		}},
		{name: "tree: create", prepare: func() func() error {
			return func() error { return os.WriteFile(entered+"/new", nil, 0o600) }
		}},
		{name: "tree: leave", prepare: func() func() error {
			return func() error { return unix.Chroot("..") }
		}},
	}
}

// mustWork are the attempts that a process with a tree succeeds with.
var mustWork = map[string]bool{"tree: read in/side": true, "tree: list": true}

// mayWork are those that show nothing of what is outside but, where the tree is not the
// root, names and sizes of files; or that use what was opened before the locks.
var mayWork = map[string]bool{
	"read a directory": true, "stat": true, "readlinkat": true, "fstat": true, "getdents64 of an open directory": true,
}

// TestAttemptsWithATree: a process that may read one directory can read that, and do
// nothing else; with both fences, and with each alone.
func TestAttemptsWithATree(t *testing.T) {
	t.Parallel()
	top := t.TempDir()
	dir := filepath.Join(top, "tree")
	require.NoError(t, os.MkdirAll(filepath.Join(dir, "in"), 0o755))
	require.NoError(t, os.MkdirAll(filepath.Join(dir, "up"), 0o755))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "in", "side"), []byte("in"), 0o644))
	require.NoError(t, os.WriteFile(filepath.Join(top, "beside"), []byte("out"), 0o644))
	require.NoError(t, os.Symlink(filepath.Join(top, "beside"), filepath.Join(dir, "out")))
	require.NoError(t, os.Symlink("../../beside", filepath.Join(dir, "up", "out")))
	tree, err := os.Open(dir)
	require.NoError(t, err)
	t.Cleanup(func() { tree.Close() })

	launch := Probe("/proc/self/exe", attemptName)
	for _, fence := range []struct {
		name       string
		attributes func() *syscall.SysProcAttr
		env        []string
		missing    error
	}{
		{"both", launch.TreeAttributes, []string{withTree + "=1"}, nil},
		{"Landlock", launch.Attributes, []string{withTree + "=1"}, landlockMissing()},
		{"root", launch.TreeAttributes, []string{withTree + "=1", onlyRoot + "=1"}, launch.Report.Lacks(Namespaces)},
	} {
		t.Run(fence.name, func(t *testing.T) {
			t.Parallel()
			if fence.missing != nil {
				t.Skip(fence.missing)
			}
			for _, a := range append(attempts(), treeAttempts()...) {
				a.files = []*os.File{tree}
				got := attempt(t, a, fence.attributes(), fence.env...)
				switch {
				case mustWork[a.name]:
					require.Equal(t, "worked", got, a.name)
				case !mayWork[a.name]:
					require.NotEqual(t, "worked", got, a.name)
				}
			}
		})
	}
}
