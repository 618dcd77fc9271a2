// Package cgroup gives processes a memory limit that the kernel keeps, in control groups
// of version 1 or 2, where this process may make some. It is a second line: what it
// cannot do it says once, and nothing depends on it.
//
// On version 2 the groups are made below the process's own, which works only where the
// memory controller is enabled for children there (a delegated group that holds no
// process itself). It is not enabled here: that would mean moving the server.
package cgroup

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
)

// Root is where the kernel's groups are mounted.
const Root = "/sys/fs/cgroup"

// files are the names that a version has.
type files struct{ limit, swap, events string }

var (
	v1 = files{"memory.limit_in_bytes", "memory.memsw.limit_in_bytes", "memory.oom_control"}
	v2 = files{"memory.max", "memory.swap.max", "memory.events"}
)

// Parent is a group of groups. Make it with Open; it must be closed.
type Parent struct {
	path  string
	files files
	last  atomic.Int64
}

var opened atomic.Int64

// Open makes a group below this process's own, under root.
func Open(root string) (*Parent, error) {
	self, err := os.ReadFile("/proc/self/cgroup")
	if err != nil {
		return nil, err
	}
	var faults []error
	for _, at := range places(root, string(self)) {
		name := fmt.Sprintf("hookline-%d-%d", os.Getpid(), opened.Add(1))
		p := &Parent{path: filepath.Join(at.path, name), files: at.files}
		if err := p.try(); err != nil {
			faults = append(faults, err)
			continue
		}
		return p, nil
	}
	return nil, errors.Join(append(faults, errors.New("no memory group can be made"))...)
}

type location struct {
	path  string
	files files
}

// places lists where this process may have a group, as /proc/self/cgroup tells. In a
// container the path may be that of the host, and the mount be the process's own group.
func places(root, self string) (found []location) {
	lines := bufio.NewScanner(strings.NewReader(self))
	for lines.Scan() {
		parts := strings.SplitN(lines.Text(), ":", 3)
		switch {
		case len(parts) != 3:
		case parts[0] == "0":
			found = append(found, location{filepath.Join(root, parts[2]), v2}, location{root, v2})
		case parts[1] == "memory":
			memory := filepath.Join(root, "memory")
			found = append(found, location{filepath.Join(memory, parts[2]), v1}, location{memory, v1})
		}
	}
	return found
}

// try makes the group and sees that it limits memory.
func (p *Parent) try() error {
	if _, err := os.Stat(filepath.Join(filepath.Dir(p.path), "cgroup.procs")); err != nil {
		return err
	}
	sweep(filepath.Dir(p.path))
	if err := os.Mkdir(p.path, 0o750); err != nil {
		return err
	}
	_, err := os.Stat(filepath.Join(p.path, p.files.limit))
	if err == nil && p.files == v2 {
		err = os.WriteFile(filepath.Join(p.path, "cgroup.subtree_control"), []byte("+memory"), 0)
	}
	if err != nil {
		return errors.Join(err, os.Remove(p.path))
	}
	return nil
}

// sweep removes the groups of processes that were killed before they could. The kernel
// refuses to remove a group that holds a process.
func sweep(dir string) {
	old, _ := filepath.Glob(filepath.Join(dir, "hookline-*"))
	for _, path := range old {
		pid := 0
		_, err := fmt.Sscanf(filepath.Base(path), "hookline-%d-", &pid)
		if err != nil || !errors.Is(syscall.Kill(pid, 0), syscall.ESRCH) {
			continue
		}
		groups, _ := filepath.Glob(filepath.Join(path, "[0-9]*"))
		for _, group := range append(groups, path) {
			_ = os.Remove(group)
		}
	}
}

// Close removes the group. Its groups must be closed before.
func (p *Parent) Close() error {
	if p == nil {
		return nil
	}
	return os.Remove(p.path)
}

// Group is what one process is in.
type Group struct {
	path  string
	files files
}

// Add puts a process into a group of its own that may have so many bytes, without swap.
// A nil Parent gives a nil Group, which limits nothing.
func (p *Parent) Add(pid int, bytes int64) (*Group, error) {
	if p == nil {
		return nil, nil
	}
	g := &Group{path: filepath.Join(p.path, strconv.FormatInt(p.last.Add(1), 10)), files: p.files}
	if err := os.Mkdir(g.path, 0o750); err != nil {
		return nil, err
	}
	limit := strconv.FormatInt(bytes, 10)
	swap := "0"
	if p.files == v1 {
		swap = limit // memory and swap together
	}
	err := g.write(p.files.limit, limit)
	if err == nil {
		_ = g.write(p.files.swap, swap) // absent where the kernel does not account swap
		err = g.write("cgroup.procs", strconv.Itoa(pid))
	}
	if err != nil {
		return nil, errors.Join(err, os.Remove(g.path))
	}
	return g, nil
}

func (g *Group) write(name, text string) error {
	return os.WriteFile(filepath.Join(g.path, name), []byte(text), 0)
}

// Killed reports whether the kernel killed the process for its memory.
func (g *Group) Killed() bool {
	if g == nil {
		return false
	}
	text, _ := os.ReadFile(filepath.Join(g.path, g.files.events))
	for line := range bytes.Lines(text) {
		if count, ok := bytes.CutPrefix(bytes.TrimSpace(line), []byte("oom_kill ")); ok {
			return string(count) != "0"
		}
	}
	return false
}

// Close removes the group, after its process has ended.
func (g *Group) Close() error {
	if g == nil {
		return nil
	}
	return os.Remove(g.path)
}
