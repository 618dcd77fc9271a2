package sandbox

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"strings"
	"syscall"

	"github.com/hookline/hookline/sandbox/wire"
	"github.com/hookline/hookline/scripts"
)

// death is how a worker ended.
type death struct {
	// cause is ours if we killed it, else what the system says.
	cause error
	// verdict is what a run that was alone in the worker died of. It is none if the
	// reason may lie elsewhere.
	verdict verdict
	// alone says that the worker had one run or check. With several, each is a suspect.
	alone bool
	// guilty is the tenant whose run is the reason, whichever it was; empty if none is.
	guilty scripts.TenantID
}

// bury closes the books: nothing begins any more, the death is understood and logged.
func (p *process) bury() {
	p.mu.Lock()
	left, cause, logger, tenant := p.exchanges, p.cause, p.logger, p.tenant
	p.exchanges = nil
	p.mu.Unlock()
	d := death{cause: cause, alone: len(left) == 1}
	if cause == nil {
		d.cause = fmt.Errorf("the worker ended with %s", p.cmd.ProcessState)
	}
	d.verdict = p.diagnose(cause)
	if len(left) > 0 && (d.verdict != verdict{} || errors.Is(cause, errHung) || errors.Is(cause, wire.ErrProtocol)) {
		d.guilty = tenant
	}
	p.death = d
	p.logDeath(logger, left, cause)
}

// diagnose says what a run did that was alone in a worker that died so.
func (p *process) diagnose(cause error) verdict {
	switch {
	case errors.Is(cause, errMemory):
		return p.outOfMemory()
	case errors.Is(cause, errSilent):
		return stuck(p.config.Limits)
	case cause != nil:
		return verdict{} // retired, another run's end, or taken over
	case p.group.Killed():
		return p.outOfMemory()
	case signaled(p.cmd.ProcessState, syscall.SIGKILL):
		return verdict{} // somebody killed it: the run may be innocent
	}
	unexplained := "the script broke its worker process"
	if signaled(p.cmd.ProcessState, syscall.SIGSYS) {
		unexplained = "seccomp violation: the worker was ended at a system call that it must not make"
	}
	return p.fatal(p.stderr.String(), unexplained)
}

func signaled(state *os.ProcessState, signal syscall.Signal) bool {
	status, ok := state.Sys().(syscall.WaitStatus)
	return ok && status.Signaled() && status.Signal() == signal
}

// memoryTexts are what Go's runtime says when the kernel gives it no more memory. The
// last but one is where Go 1.26 then fails without a word of it, the last is a binary with
// cgo that finds no room for the stack of a thread.
var memoryTexts = []string{"out of memory", "cannot allocate memory", "cannot map pages", "(*spanQueue)", "pthread_create failed"}

// fatal reads what Go's runtime says when it ends a process. On its way out it may make a
// call that the lock-down forbids: then its words count, not the signal.
func (p *process) fatal(stderr, unexplained string) verdict {
	if strings.Contains(stderr, "stack overflow") || strings.Contains(stderr, "stack exceeds") {
		return verdict{scripts.OutcomeCrashed, "the script overflowed the stack of the JavaScript engine: too deep nesting or recursion"}
	}
	for _, text := range memoryTexts {
		if strings.Contains(stderr, text) {
			return p.outOfMemory()
		}
	}
	return verdict{scripts.OutcomeCrashed, unexplained}
}

func (p *process) outOfMemory() verdict {
	return verdict{scripts.OutcomeOutOfMemory, fmt.Sprintf(
		"the script needed more memory than its worker may have (memory limit of %d MiB); its worker was ended", p.config.MemoryBytes>>20)}
}

func (p *process) logDeath(logger *slog.Logger, left map[uint64]*exchange, cause error) {
	level, message := slog.LevelError, "worker died"
	if cause != nil {
		message = "worker killed"
	}
	switch {
	case errors.Is(cause, errRetired):
		level, message = slog.LevelDebug, "worker retired"
	case p.death.guilty != "" && !errors.Is(cause, wire.ErrProtocol):
		level = slog.LevelWarn // a script can do this, an operator cannot help it
	}
	stderr := p.stderr.String()
	for _, x := range left {
		stderr = x.mask.text(stderr)
	}
	logger.Log(context.Background(), level, message, keyError, p.death.cause, keyRunning, len(left), keyStderr, stderr)
}
