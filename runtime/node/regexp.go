package node

import (
	"errors"
	"strings"
	"sync"

	"github.com/dop251/goja"
	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/file"

	"github.com/hookline/hookline/runtime/pattern"
)

// Bounds of the compiled regular expressions that a process keeps. When one is reached
// all are dropped: those in use come back soon.
const (
	maxPatterns     = 1000
	maxPatternBytes = 512 << 10
	// longPattern is kept from being kept.
	longPattern = 32 << 10
)

// maxGroups bounds the groups that are open at once: the engine's compiler recurses, and a
// stack that overflows cannot be caught.
const maxGroups = 500

// groups counts the parentheses that are open at once, escaped ones too.
func groups(source string) (most int) {
	open := 0
	for i := range len(source) {
		switch source[i] {
		case '(':
			open++
			most = max(most, open)
		case ')':
			open--
		}
	}
	return most
}

// patterns are the regular expressions that were compiled at run time, for all VMs of
// the process: compiling takes long, and packages do it whenever they are loaded.
type patterns struct {
	mu       sync.Mutex
	programs map[[2]string]*goja.Program // by source and flags
	bytes    int
}

// program is one literal, whose evaluation makes a RegExp object.
func (p *patterns) program(source, flags string) (*goja.Program, error) {
	key := [2]string{source, flags}
	p.mu.Lock()
	program := p.programs[key]
	p.mu.Unlock()
	if program != nil {
		return program, nil
	}
	program, err := compilePattern(source, flags)
	if err == nil && len(source) <= longPattern {
		p.keep(key, program)
	}
	return program, err
}

func (p *patterns) keep(key [2]string, program *goja.Program) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.programs == nil || len(p.programs) >= maxPatterns || p.bytes > maxPatternBytes {
		p.programs, p.bytes = map[[2]string]*goja.Program{}, 0
	}
	p.programs[key] = program
	p.bytes += len(key[0])
}

// compilePattern makes the program without a source text, in which the pattern would
// have to be escaped.
func compilePattern(source, flags string) (*goja.Program, error) {
	expanded := source
	if pattern.Needs(source, flags) {
		var err error
		if expanded, flags, err = pattern.Expand(source, flags); err != nil {
			return nil, err
		}
	}
	literal := &ast.RegExpLiteral{Pattern: expanded, Flags: flags, Idx: 1}
	program, err := goja.CompileAST(&ast.Program{
		Body: []ast.Statement{&ast.ExpressionStatement{Expression: literal}},
		File: file.NewFile("regexp", "", 1),
	}, false)
	if syntax := (*goja.CompilerSyntaxError)(nil); errors.As(err, &syntax) {
		return nil, errors.New(patternFault(source, flags, syntax.Message))
	}
	return program, err
}

// re2Faults are V8's words for what Go's regexp says.
var re2Faults = [][2]string{
	{"invalid character class range", "Range out of order in character class"},
	{"invalid nested repetition", "Nothing to repeat"},
	{"missing argument to repetition", "Nothing to repeat"},
	{"missing closing )", "Unterminated group"},
	{"unexpected )", "Unmatched ')'"},
	{"missing closing ]", "Unterminated character class"},
}

// patternFault words an error as V8 does.
func patternFault(source, flags, message string) string {
	message = strings.TrimPrefix(message, "SyntaxError: ")
	for _, fault := range re2Faults {
		if strings.Contains(message, fault[0]) {
			message = fault[1]
		}
	}
	if strings.HasPrefix(message, "Invalid flags") || strings.HasPrefix(message, "Invalid regular expression") {
		return message
	}
	return "Invalid regular expression: /" + source + "/" + flags + ": " + message
}

// regexpBinding makes regular expressions for the constructor and for literals.
func (m *Modules) regexpBinding() *goja.Object {
	o := m.realm.VM.NewObject()
	_ = o.Set("original", m.realm.VM.Get("RegExp"))
	_ = o.Set("make", m.realm.Function("make", m.makePattern))
	return o
}

// makePattern takes a source and flags. It returns undefined for a source that Go cannot
// hold, one with lone surrogates.
func (m *Modules) makePattern(call goja.FunctionCall) goja.Value {
	source, flags := call.Argument(0).String(), call.Argument(1).String()
	if groups(source) > maxGroups {
		m.realm.Throw("SyntaxError", "", "Invalid regular expression: Regular expression too large")
	}
	if strings.Contains(source, "\ufffd") {
		return goja.Undefined()
	}
	return m.RegExp(source, flags)
}

// RegExp makes a regular expression, or throws a SyntaxError.
func (m *Modules) RegExp(source, flags string) goja.Value {
	if source == "" {
		source = "(?:)"
	}
	program, err := m.registry.patterns.program(source, flags)
	if err != nil {
		m.realm.Throw("SyntaxError", "", err.Error())
	}
	made, err := m.realm.VM.RunProgram(program)
	if err != nil {
		panic(err)
	}
	if object := made.(*goja.Object); pattern.Needs(source, flags) {
		for name, text := range map[string]string{"source": source, "flags": flags} {
			_ = object.DefineDataProperty(name, m.realm.VM.ToValue(text), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE)
		}
	}
	return made
}
