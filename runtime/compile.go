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
	"github.com/hookline/hookline/runtime/mend"
	"github.com/hookline/hookline/runtime/node"
	"github.com/hookline/hookline/runtime/stack"
	"github.com/hookline/hookline/scripts"
)

// FileName is what a hook's code is called in stack traces.
const FileName = stack.FileName

// hookFiles are the files of a hook that is as it was written.
var hookFiles = []string{FileName}

// Program is a compiled hook. VMs and goroutines may share it. The zero value is none.
type Program struct {
	program *goja.Program
	// prefix is how many columns the wrapper adds to the first line.
	prefix int
	// files are the hook's own, as they are called in stack traces.
	files []string
	// rule says that the source is a lone function that looks like a rule.
	rule bool
	// module says that the code may name module.webtask.
	module bool
	// language is what the code may name of the language and goja lacks.
	language node.Needs
	// guards are for the built-ins that the code may name.
	guards guard.Set
	// packages are what the hook may require beside core modules, nil for none.
	packages *Packages
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
	source = strings.TrimPrefix(source, byteOrderMark)
	tree, start, err := parse(source)
	if err != nil {
		return nil, err
	}
	program, fault := compileTree(tree)
	if fault != nil {
		return nil, compileError(fault, source, len(start))
	}
	compiled := newProgram(program, source, len(start))
	compiled.rule = start == bareStart && scripts.LooksLikeRule(source)
	return compiled, nil
}

// Parse is the first half of Compile, for who wants to know what a hook does. The tree
// is that of a wrapper around the hook, whose positions tell nothing.
func Parse(source string) (*ast.Program, error) {
	tree, _, err := parse(strings.TrimPrefix(source, byteOrderMark))
	return tree, err
}

// IsLone reports whether Parse took the hook for one function and nothing else, which
// is what it exports.
func IsLone(tree *ast.Program) bool {
	body := wrapperFunction(tree).Body.List
	if len(body) != 2 { // an empty statement is in front
		return false
	}
	_, returns := body[1].(*ast.ReturnStatement)
	return returns
}

const byteOrderMark = "\ufeff"

// parse also returns the start of the wrapper that fits. The error is a *CompileError.
func parse(source string) (tree *ast.Program, start string, err error) {
	tree, fault := parseWrapped(source, moduleStart, moduleEnd, parser.WithDisableSourceMaps)
	if fault != nil {
		if bare := parseBare(source); bare != nil {
			return bare, bareStart, nil
		}
		return nil, "", compileError(fault, source, len(moduleStart))
	}
	if lone := loneFunction(tree); lone != "" {
		if bare := parseBare(lone); bare != nil {
			return bare, bareStart, nil
		}
		if bare := parseBare(source); bare != nil { // it is in parentheses
			return bare, bareStart, nil
		}
	}
	return tree, moduleStart, nil
}

// compileTree is the second half of every compilation of code that is not ours.
func compileTree(tree *ast.Program) (*goja.Program, error) {
	mend.Tree(tree)
	return goja.CompileAST(tree, false)
}

func newProgram(program *goja.Program, source string, prefix int) *Program {
	return &Program{program: program, prefix: prefix, files: hookFiles, language: node.NeedsOf(source), module: strings.Contains(source, "module.webtask"), guards: guard.For(source)}
}

// parseBare parses a source that is one function expression and nothing else. It is
// nil if the source is not.
func parseBare(source string) *ast.Program {
	tree, err := parseWrapped(strings.TrimRight(source, "; \t\r\n"), bareStart, bareEnd, parser.WithDisableSourceMaps)
	if err != nil {
		return nil
	}
	return tree
}

var errEscaped = errors.New("Unexpected token }")

// parseWrapped parses start+source+end and makes sure that the source did not close
// the wrapper's function itself.
func parseWrapped(source, start, end string, sourceMaps parser.Option) (*ast.Program, error) {
	full := start + source + end
	tree, err := parser.ParseFile(nil, FileName, full, 0, sourceMaps)
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
