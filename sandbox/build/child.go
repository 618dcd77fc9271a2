package build

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	goruntime "runtime"
	"time"

	"github.com/hookline/hookline/sandbox/build/builder"
	"github.com/hookline/hookline/sandbox/lockdown"
	"github.com/hookline/hookline/scripts"
)

// Why a builder did not answer that what it read is to blame for.
var (
	errTooBig  = errors.New("the builder needed too much memory")
	errTooSlow = errors.New("the builder took too long")
	errTooDeep = errors.New("the builder broke")
)

// maxWords bounds what is kept of a builder's standard error.
const maxWords = 4 << 10

// inTurn calls f while it has one of the slots.
func inTurn(ctx context.Context, slots chan struct{}, f func() error) error {
	select {
	case slots <- struct{}{}:
		defer func() { <-slots }()
		return f()
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// turn is what a tenant does one of at a time, so that others find a slot.
type turn struct {
	tenant scripts.TenantID
	slots  chan struct{} // Builder.scripts or Builder.packages
}

// inTurnOf calls f while it has the turn of the tenant and one of the slots.
func (b *Builder) inTurnOf(ctx context.Context, tenant scripts.TenantID, slots chan struct{}, f func() error) error {
	slot, _ := b.turns.LoadOrStore(turn{tenant, slots}, make(chan struct{}, 1))
	return inTurn(ctx, slot.(chan struct{}), func() error { return inTurn(ctx, slots, f) })
}

// ask has a new builder answer a request. tree is the directory that it may read, nil
// for none.
func (b *Builder) ask(ctx context.Context, r builder.Request, tree *os.File, timeout time.Duration) (builder.Answer, []byte, error) {
	var request bytes.Buffer
	if err := builder.WriteRequest(&request, r); err != nil {
		return builder.Answer{}, nil, fmt.Errorf("ask a builder: %w", err)
	}
	limited, cancel := context.WithTimeoutCause(ctx, timeout, errTooSlow)
	defer cancel()
	var out, words bytes.Buffer
	cmd := b.command(limited, tree)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = &request, atMost(&out, 8+maxAnswer), atMost(&words, maxWords)
	if err := cmd.Run(); err != nil {
		return builder.Answer{}, nil, b.died(limited, err, words.String())
	}
	answer, text, err := builder.ReadAnswer(&out)
	if err != nil {
		return builder.Answer{}, nil, fmt.Errorf("ask a builder: %w", err)
	}
	return answer, text, nil
}

// maxAnswer is more than an answer with its text can have.
const maxAnswer = 2 * builder.MaxText

// command is a builder that starts with nothing but three pipes and its directory. It
// dies with ctx.
func (b *Builder) command(ctx context.Context, tree *os.File) *exec.Cmd {
	cmd := exec.CommandContext(ctx, b.config.Executable)
	cmd.Args = []string{builder.Name, b.locks(tree).Argument()}
	cmd.Env = []string{
		"GODEBUG=containermaxprocs=0,updatemaxprocs=0",
		fmt.Sprintf("GOMAXPROCS=%d", min(goruntime.GOMAXPROCS(0), maxProcs)),
		fmt.Sprintf("%s=%d", builder.MemoryVariable, b.config.MemoryBytes),
	}
	cmd.Dir = "/"
	cmd.SysProcAttr = b.launch.Attributes()
	cmd.WaitDelay = time.Second // its pipes are closed then
	if tree != nil {
		cmd.ExtraFiles = []*os.File{tree} // builder.TreeFD
		cmd.SysProcAttr = b.launch.TreeAttributes()
	}
	return cmd
}

// maxProcs is how many processors one builder may keep busy.
const maxProcs = 4

func (b *Builder) locks(tree *os.File) lockdown.Config {
	locks := lockdown.Config{Strict: b.config.Strict, Threads: b.launch.Threads()}
	if tree != nil {
		locks.TreeFD = builder.TreeFD
	}
	return locks
}

// exitGo is the exit code of a Go program whose stack overflowed, or that panicked.
const exitGo = 2

// died says why a builder did not answer.
func (b *Builder) died(ctx context.Context, err error, words string) error {
	var exit *exec.ExitError
	switch {
	case ctx.Err() != nil:
		return context.Cause(ctx)
	case errors.As(err, &exit) && exit.ExitCode() == builder.ExitMemory:
		return errTooBig
	case errors.As(err, &exit) && exit.ExitCode() == exitGo:
		b.config.Log.Warn("a source broke a builder", "stderr", words)
		return errTooDeep
	}
	b.config.Log.Warn("a builder died", "error", err, "stderr", words)
	return fmt.Errorf("a builder died: %w", err)
}

// refusal words the end of a builder at a limit for the author of what it was building.
func (b *Builder) refusal(code, what string, timeout time.Duration, err error) error {
	switch {
	case errors.Is(err, errTooBig):
		return scripts.Invalid(code, fmt.Sprintf("%s more than %d MiB of memory to be built; make it smaller.", what+" needs", b.config.MemoryBytes>>20))
	case errors.Is(err, errTooDeep):
		return scripts.Invalid(code, what+" breaks the compiler; nest it less deeply.")
	case errors.Is(err, errTooSlow):
		return scripts.Invalid(code, fmt.Sprintf("%s more than %v to be built; make it smaller.", what+" takes", timeout))
	}
	return err
}

// limitWriter fails beyond its room, which ends who writes.
type limitWriter struct {
	to   io.Writer
	room int
}

func atMost(to io.Writer, room int) io.Writer { return &limitWriter{to, room} }

func (w *limitWriter) Write(p []byte) (int, error) {
	if len(p) > w.room {
		return 0, errors.New("a builder says more than it may")
	}
	w.room -= len(p)
	return w.to.Write(p)
}
