package sandbox

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/sandbox/lockdown"
	"github.com/hookline/hookline/scripts"
)

// TestWorkersAreLocked looks at a real worker from outside, all threads of it.
func TestWorkersAreLocked(t *testing.T) {
	t.Parallel()
	s := open(t, Config{})
	_, err := s.Run(t.Context(), hook(trivial))
	require.NoError(t, err)
	proc := fmt.Sprintf("/proc/%d", processOf(s, "t").cmd.Process.Pid)
	threads, err := filepath.Glob(proc + "/task/*/status")
	require.NoError(t, err)
	require.NotEmpty(t, threads)
	for _, file := range threads {
		status := readFile(t, file)
		require.Regexp(t, `(?m)^Seccomp:\s+2$`, status)
		require.Regexp(t, `(?m)^NoNewPrivs:\s+1$`, status)
		require.Regexp(t, `(?m)^CapEff:\s+0+$`, status)
		if os.Geteuid() == 0 {
			require.Regexp(t, `(?m)^Uid:\s+65534\s+65534\s+65534\s+65534$`, status)
			require.Regexp(t, `(?m)^Groups:\s*$`, status)
		}
	}
	limits := readFile(t, proc+"/limits")
	require.Regexp(t, `Max core file size\s+0\s+0`, limits)
	require.Regexp(t, `Max file size\s+0\s+0`, limits)
	require.Regexp(t, `Max open files\s+1024\s+1024`, limits)
}

// TestWorkersInheritNothing: what a worker has open are its sockets, standard error,
// /dev/null and what Go's runtime needs; its environment is that of Go's runtime.
func TestWorkersInheritNothing(t *testing.T) {
	t.Parallel()
	if os.Geteuid() != 0 {
		t.Skip("only root can look into a process that cannot be dumped")
	}
	s := open(t, Config{Spares: -1})
	read, write, err := os.Pipe()
	require.NoError(t, err)
	defer read.Close()
	defer write.Close()
	// After New, which marks what was there before it.
	left, err := syscall.Dup(int(read.Fd()))
	require.NoError(t, err)
	defer syscall.Close(left)
	_, err = s.Run(t.Context(), hook(trivial))
	require.NoError(t, err)
	proc := fmt.Sprintf("/proc/%d", processOf(s, "t").cmd.Process.Pid)
	files, err := filepath.Glob(proc + "/fd/*")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	pipes := 0
	for _, file := range files {
		target, err := os.Readlink(file)
		require.NoError(t, err)
		require.Regexp(t, `^(/dev/null|socket:.*|pipe:.*|anon_inode:\[event(fd|poll)\])$`, target)
		if strings.HasPrefix(target, "pipe:") {
			pipes++
		}
	}
	require.Equal(t, 1, pipes, "standard error")
	for _, variable := range strings.Split(strings.Trim(readFile(t, proc+"/environ"), "\x00"), "\x00") {
		require.Regexp(t, `^(GODEBUG|GOMAXPROCS|GOGC|HOOKLINE_MEMORY)=`, variable)
	}
}

func TestStrictNeedsSeccomp(t *testing.T) {
	t.Parallel()
	log, text := logTo()
	missing := fmt.Errorf("not here: %w", syscall.EINVAL)
	config := Config{Isolation: IsolationStrict, Log: log}
	config.launch.Report = lockdown.Report{{Layer: lockdown.Seccomp, Err: missing}, {Layer: lockdown.Landlock, Err: missing}, {Layer: lockdown.User}}
	err := config.admit()
	require.ErrorIs(t, err, lockdown.ErrNoSeccomp)
	require.ErrorIs(t, err, syscall.EINVAL)
	require.ErrorContains(t, err, "--isolation=dev")
	require.ErrorContains(t, err, "Linux 4.14")
	require.Empty(t, text.String())

	config.Isolation = IsolationDev
	require.NoError(t, config.admit())
	require.Equal(t, 2, strings.Count(text.String(), "level=WARN"), "one warning for each missing layer")

	_, err = New(Config{Isolation: "lax"})
	require.ErrorContains(t, err, "must be strict or dev")
}

// TestASeccompViolationIsNamed: a worker that is taken over and makes a forbidden call.
func TestASeccompViolationIsNamed(t *testing.T) {
	t.Parallel()
	s := open(t, Config{Executable: fake(t, "violation"), Spares: -1})
	got, err := s.Run(t.Context(), hook(trivial))
	require.NoError(t, err)
	require.Contains(t, got.Error.Message, "seccomp violation")
}

// TestMemoryOfAnIdleWorker prints what a worker costs while it waits.
func TestMemoryOfAnIdleWorker(t *testing.T) {
	t.Parallel()
	if os.Geteuid() != 0 {
		t.Skip("only root can look into a process that cannot be dumped")
	}
	const workers = 10
	s := open(t, Config{Spares: -1})
	total := 0
	for i := range workers {
		r := hook(trivial)
		r.Tenant = tenantNumber(i)
		_, err := s.Run(t.Context(), r)
		require.NoError(t, err)
	}
	for i := range workers {
		total += proportional(t, processOf(s, tenantNumber(i)).cmd.Process.Pid)
	}
	each := total / workers
	t.Logf("PSS of a worker after one event: %d KiB; %d workers per GiB", each, 1<<20/each)
	require.Less(t, each, 32<<10)
}

func tenantNumber(i int) scripts.TenantID { return scripts.TenantID(fmt.Sprint("t", i)) }

// proportional is the PSS of a process in KiB.
func proportional(t *testing.T, pid int) int {
	t.Helper()
	text := readFile(t, fmt.Sprintf("/proc/%d/smaps_rollup", pid))
	m := regexp.MustCompile(`(?m)^Pss:\s+(\d+) kB$`).FindStringSubmatch(text)
	require.NotNil(t, m, text)
	kib, err := strconv.Atoi(m[1])
	require.NoError(t, err)
	return kib
}

func readFile(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	require.NoError(t, err)
	return string(text)
}
