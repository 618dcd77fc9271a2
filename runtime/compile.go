package runtime

import (
	"errors"
	"strings"
	"sync/atomic"

	"github.com/dop251/goja"
	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/file"
	"github.com/dop251/goja/parser"

	"github.com/hookline/hookline/runtime/guard"
	"github.com/hookline/hookline/runtime/stack"
)

// FileName is what a hook's code is called in stack traces.
const FileName = stack.FileName

// Program is a compiled hook. VMs and goroutines may share it. The zero value is none.
type Program struct {
	program *goja.Program
	// prefix is how many columns the wrapper adds to the first line.
	prefix int
	// symbols says that the code may name symbols that goja lacks.
	symbols bool
	// guards are for the built-ins that the code may name.
	guards guard.Set
	// needs is what the last run asked for, nil for nothing.
	needs atomic.Pointer[needs]
}

// CompileError says where a hook is not JavaScript. Line and Column count from 1; 0 is
// unknown.
type CompileError struct {
	Message      string
	Line, Column int
	// Text is the source line, shortened to 200 characters.
	Text string
}

func (e *CompileError) Error() string { return e.Message }

// The wrappers make a source file the body of a function, as Node does for CommonJS.
//
// The empty statement in front keeps a leading 'use strict' from being a directive:
// Auth0 pasted its own code before the hook's, so hooks ran in sloppy mode whatever
// they said (auth0-ext-compilers 6.1.0). The other names that Node gives a module
// (require, __filename, __dirname) are among the globals, which cost nothing unused.
const (
	moduleStart = "(function (exports, module) {;"
	moduleEnd   = "\n})"
	bareStart   = moduleStart + "return ("
	bareEnd     = "\n)" + moduleEnd
)

// Compile compiles a hook: a CommonJS module, or a lone function expression as Rules
// are. It returns a *CompileError for what is not JavaScript.
//
// The parser's time can grow with the square of the source's length and its stack with
// the nesting: compile where a hang or a death does no harm.
func Compile(source string) (*Program, error) {
	source = strings.TrimPrefix(source, "\ufeff")
	tree, err := parseWrapped(source, moduleStart, moduleEnd)
	if err != nil {
		if program, ok := compileBare(source); ok {
			return program, nil
		}
		return nil, compileError(err, source, len(moduleStart))
	}
	if lone := loneFunction(tree); lone != "" {
		if program, ok := compileBare(lone); ok {
			return program, nil
		}
	}
	program, err := goja.CompileAST(tree, false)
	if err != nil {
		return nil, compileError(err, source, len(moduleStart))
	}
	return newProgram(program, source, moduleStart), nil
}

func newProgram(program *goja.Program, source, start string) *Program {
	return &Program{program: program, prefix: len(start), symbols: strings.Contains(source, "Symbol"), guards: guard.For(source)}
}

// compileBare compiles a source that is one function expression and nothing else.
func compileBare(source string) (*Program, bool) {
	source = strings.TrimRight(source, "; \t\r\n")
	tree, err := parseWrapped(source, bareStart, bareEnd)
	if err != nil {
		return nil, false
	}
	program, err := goja.CompileAST(tree, false)
	return newProgram(program, source, bareStart), err == nil
}

var errEscaped = errors.New("Unexpected token }")

// parseWrapped parses start+source+end and makes sure that the source did not close
// the wrapper's function itself.
func parseWrapped(source, start, end string) (*ast.Program, error) {
	full := start + source + end
	tree, err := parser.ParseFile(nil, FileName, full, 0, parser.WithDisableSourceMaps)
	if err != nil {
		return nil, err
	}
	function := wrapperFunction(tree)
	if function == nil || int(function.Body.RightBrace)-tree.File.Base() != len(full)-len("})") {
		return nil, errEscaped
	}
	return tree, nil
}

// wrapperFunction returns the one function that the program consists of, or nil.
func wrapperFunction(tree *ast.Program) *ast.FunctionLiteral {
	if len(tree.Body) != 1 {
		return nil
	}
	statement, ok := tree.Body[0].(*ast.ExpressionStatement)
	if !ok {
		return nil
	}
	function, _ := statement.Expression.(*ast.FunctionLiteral)
	return function
}

// loneFunction returns the text up to the end of the module's only statement if that
// is a function: as a declaration or a statement it would be dropped unused.
func loneFunction(tree *ast.Program) string {
	var lone ast.Statement
	for _, statement := range wrapperFunction(tree).Body.List {
		if _, empty := statement.(*ast.EmptyStatement); empty {
			continue
		}
		if lone != nil {
			return ""
		}
		lone = statement
	}
	if !isFunction(lone) {
		return ""
	}
	end := int(lone.Idx1()) - tree.File.Base()
	return tree.File.Source()[len(moduleStart):end]
}

func isFunction(statement ast.Statement) bool {
	switch s := statement.(type) {
	case *ast.FunctionDeclaration:
		return true
	case *ast.ExpressionStatement:
		switch s.Expression.(type) {
		case *ast.FunctionLiteral, *ast.ArrowFunctionLiteral:
			return true
		}
	}
	return false
}

// compileError turns an error of the parser or the compiler into ours. prefix is the
// length of the wrapper's start, which the first line's columns carry.
func compileError(err error, source string, prefix int) *CompileError {
	message, position := describe(err)
	e := &CompileError{Message: message, Line: position.Line, Column: position.Column}
	if e.Line == 1 {
		e.Column -= prefix
	}
	lines := strings.Split(source, "\n")
	if e.Line > len(lines) { // the fault was found after the end
		e.Line = len(lines)
		e.Column = len(lines[e.Line-1]) + 1
	}
	if e.Line > 0 {
		e.Text = shorten(strings.TrimRight(lines[e.Line-1], "\r"), 200)
	}
	return e
}

func describe(err error) (string, file.Position) {
	var list parser.ErrorList
	if errors.As(err, &list) && len(list) > 0 {
		return list[0].Message, list[0].Position
	}
	var syntax *goja.CompilerSyntaxError
	if errors.As(err, &syntax) && syntax.File != nil {
		return syntax.Message, syntax.File.Position(syntax.Offset)
	}
	return err.Error(), file.Position{}
}
