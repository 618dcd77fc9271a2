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

// errTooBig and errTooSlow say that a builder was ended at a limit.
var (
	errTooBig  = errors.New("the builder needed too much memory")
	errTooSlow = errors.New("the builder took too long")
)

// maxWords bounds what is kept of a builder's standard error.
const maxWords = 4 << 10

// ask has a new builder answer a request. tree is the directory that it may read, nil
// for none.
func (b *Builder) ask(ctx context.Context, r builder.Request, tree *os.File) (builder.Answer, []byte, error) {
	select {
	case b.slots <- struct{}{}:
		defer func() { <-b.slots }()
	case <-ctx.Done():
		return builder.Answer{}, nil, context.Cause(ctx)
	}
	var request bytes.Buffer
	if err := builder.WriteRequest(&request, r); err != nil {
		return builder.Answer{}, nil, fmt.Errorf("ask a builder: %w", err)
	}
	limited, cancel := context.WithTimeoutCause(ctx, b.config.Timeout, errTooSlow)
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
	}
	return cmd
}

// maxProcs is how many processors one builder may keep busy.
const maxProcs = 4

func (b *Builder) locks(*os.File) lockdown.Config {
	return lockdown.Config{Strict: b.config.Strict, Threads: b.launch.Threads(), Off: true}
}

// died says why a builder did not answer.
func (b *Builder) died(ctx context.Context, err error, words string) error {
	var exit *exec.ExitError
	switch {
	case ctx.Err() != nil:
		return context.Cause(ctx)
	case errors.As(err, &exit) && exit.ExitCode() == builder.ExitMemory:
		return errTooBig
	}
	b.config.Log.Warn("a builder died", "error", err, "stderr", words)
	return fmt.Errorf("a builder died: %w", err)
}

// refusal words the end of a builder at a limit for the author of what it was building.
func (b *Builder) refusal(code, what string, err error) error {
	switch {
	case errors.Is(err, errTooBig):
		return scripts.Invalid(code, fmt.Sprintf("%s more than %d MiB of memory to be built; make it smaller.", what+" needs", b.config.MemoryBytes>>20))
	case errors.Is(err, errTooSlow):
		return scripts.Invalid(code, fmt.Sprintf("%s more than %v to be built; make it smaller.", what+" takes", b.config.Timeout))
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
