package cgroup

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestTheKernelKeepsTheLimit runs where this process may make memory groups.
func TestTheKernelKeepsTheLimit(t *testing.T) {
	t.Parallel()
	parent, err := Open(Root)
	if err != nil {
		t.Skip(err)
	}
	t.Cleanup(func() { require.NoError(t, parent.Close()) })
	// It waits until it is in its group, then takes all memory that it gets.
	hog := exec.Command("sh", "-c", `read go; x=xxxxxxxxxxxxxxxx; while :; do x=$x$x; done`)
	start, err := hog.StdinPipe()
	require.NoError(t, err)
	require.NoError(t, hog.Start())
	group, err := parent.Add(hog.Process.Pid, 16<<20)
	require.NoError(t, err)
	require.False(t, group.Killed())
	_, err = start.Write([]byte("go\n"))
	require.NoError(t, err)
	require.Error(t, hog.Wait())
	require.True(t, group.Killed())
	require.NoError(t, group.Close())
	require.NoDirExists(t, group.path)
}

func TestPlacesOfBothVersions(t *testing.T) {
	t.Parallel()
	got := places("/r", "4:memory:/a/b\n3:cpuset:/\n0::/u.slice\nbroken\n")
	require.Equal(t, []location{{"/r/memory/a/b", v1}, {"/r/memory", v1}, {"/r/u.slice", v2}, {"/r", v2}}, got)
}

func TestWhereThereAreNoGroups(t *testing.T) {
	t.Parallel()
	_, err := Open(t.TempDir())
	require.Error(t, err)
	var none *Parent
	group, err := none.Add(1, 1)
	require.NoError(t, err)
	require.Nil(t, group)
	require.False(t, group.Killed())
	require.NoError(t, group.Close())
	require.NoError(t, none.Close())
}

// TestNothingIsLeftWhereMemoryIsNotLimited: a version 2 group without the memory
// controller is removed again.
func TestNothingIsLeftWhereMemoryIsNotLimited(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(root, "cgroup.procs"), nil, 0o600))
	_, err := Open(root)
	require.Error(t, err)
	entries, err := os.ReadDir(root)
	require.NoError(t, err)
	require.Len(t, entries, 1)
}

// TestLeftoversAreSwept, but not what a living process has.
func TestLeftoversAreSwept(t *testing.T) {
	t.Parallel()
	gone := exec.Command("true")
	require.NoError(t, gone.Run())
	root := t.TempDir()
	left := filepath.Join(root, fmt.Sprintf("hookline-%d-1", gone.Process.Pid))
	kept := filepath.Join(root, fmt.Sprintf("hookline-%d-1", os.Getpid()))
	for _, path := range []string{left, kept} {
		require.NoError(t, os.MkdirAll(filepath.Join(path, "7"), 0o700))
	}
	sweep(root)
	require.NoDirExists(t, left)
	require.DirExists(t, kept)
}
