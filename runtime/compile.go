package runtime

import "github.com/dop251/goja"

// Program is a compiled hook. It is immutable; VMs and goroutines may share it.
type Program struct {
	program *goja.Program
}

// CompileError says where a hook is not JavaScript. Line and Column count from 1.
type CompileError struct {
	Message      string
	Line, Column int
	// Text is the source line, shortened to 200 characters.
	Text string
}

func (e *CompileError) Error() string { return e.Message }

// Compile compiles a hook. It returns a *CompileError for what is not JavaScript.
func Compile(source string) (*Program, error) { panic("in work") }
