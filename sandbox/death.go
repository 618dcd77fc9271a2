package sandbox

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"strings"
	"syscall"

	"github.com/hookline/hookline/scripts"
)

// death is how a worker ended.
type death struct {
	// cause is ours if we killed it, else what the system says.
	cause error
	// only is the one run of a worker that died of it; outcome and message are its.
	only    *exchange
	outcome scripts.Outcome
	message string
}

// bury closes the books: nothing begins any more, the death is understood and logged.
func (p *process) bury() {
	p.mu.Lock()
	left, cause, logger := p.exchanges, p.cause, p.logger
	p.exchanges = nil
	p.mu.Unlock()
	p.death.cause = cause
	if cause == nil {
		p.death.cause = fmt.Errorf("the worker ended with %s", p.cmd.ProcessState)
		p.blame(left)
	}
	p.logDeath(logger, left, cause)
}

// blame finds the run that broke the worker: Go ends a process by itself when its
// stack or memory overflows, and with one run there is one suspect. A worker that
// somebody killed may have been innocent.
func (p *process) blame(left map[uint64]*exchange) {
	if len(left) != 1 || signaled(p.cmd.ProcessState, syscall.SIGKILL) {
		return
	}
	for _, x := range left {
		p.death.only = x
	}
	if signaled(p.cmd.ProcessState, syscall.SIGSYS) {
		p.death.outcome, p.death.message = scripts.OutcomeCrashed, seccompViolation
		return
	}
	p.death.outcome, p.death.message = diagnose(p.stderr.String())
}

const seccompViolation = "seccomp violation: the worker was ended at a system call that it must not make"

func signaled(state *os.ProcessState, signal syscall.Signal) bool {
	status, ok := state.Sys().(syscall.WaitStatus)
	return ok && status.Signaled() && status.Signal() == signal
}

// diagnose reads what Go's runtime says when it ends a process.
func diagnose(stderr string) (scripts.Outcome, string) {
	for _, text := range []string{"out of memory", "cannot allocate memory", "(*spanQueue)"} {
		if strings.Contains(stderr, text) {
			return scripts.OutcomeOutOfMemory, "the script needed more memory than its worker may have"
		}
	}
	if strings.Contains(stderr, "stack overflow") || strings.Contains(stderr, "stack exceeds") {
		return scripts.OutcomeCrashed, "the script overflowed the stack of the JavaScript engine: too deep nesting or recursion"
	}
	return scripts.OutcomeCrashed, "the script broke its worker process"
}

func (p *process) logDeath(logger *slog.Logger, left map[uint64]*exchange, cause error) {
	level, message := slog.LevelError, "worker died"
	switch {
	case errors.Is(cause, errRetired):
		level, message = slog.LevelDebug, "worker retired"
	case errors.Is(cause, errHung):
		level, message = slog.LevelWarn, "worker killed"
	case cause != nil:
		message = "worker killed"
	case p.death.only != nil:
		level = slog.LevelWarn // a script can do this, an operator cannot help it
	}
	stderr := p.stderr.String()
	for _, x := range left {
		stderr = x.mask.text(stderr)
	}
	logger.Log(context.Background(), level, message, keyError, p.death.cause, keyRunning, len(left), keyStderr, stderr)
}
