// Package mend changes syntax trees where goja would compile them wrongly.
//
// Five things. An arrow function that says "arguments" while the function around it does
// not makes goja panic or read a wrong value when it runs, so that function gets to say
// it first. Variables of a function that is called with more arguments than it has
// parameters may begin with one of the arguments, so they are set to undefined. In a
// function that a constructor calls, new.target is the constructor's, so a function is
// asked whether it was called with new. Literals of regular expressions with syntax that
// goja lacks become calls of a function. And constructors of classes get the names that
// stack traces are to have.
package mend

import (
	"slices"

	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/token"
	"github.com/dop251/goja/unistring"

	"github.com/hookline/hookline/runtime/pattern"
)

// The globals that mended code calls. No script can have them as names.
const (
	// Literal takes a pattern and flags and returns what the literal is.
	Literal = "regexp literal"
	// NewTarget takes this and new.target and returns what new.target should be.
	NewTarget = "new target"
)

// Tree mends a tree in place, before it is compiled.
func Tree(tree *ast.Program) {
	w := &walker{}
	w.statements(tree.Body)
}

// walker goes through a tree once.
type walker struct {
	// scope is the function around, that is no arrow. Nil outside of all.
	scope *scope
	// arrows is how many arrow functions of that scope are around.
	arrows int
	// frame is the function around, arrow or not. Nil outside of all.
	frame *frame
}

type scope struct {
	kind
	needed bool // arguments, by an arrow
}

// kind says what new.target can be in a function.
type kind int

const (
	function    kind = iota // called with new or without
	method                  // never called with new
	constructor             // of a class: never called without
)

// function walks into a function that has arguments of its own.
func (w *walker) function(f *ast.FunctionLiteral, k kind) {
	if f == nil {
		return
	}
	outer := *w
	w.scope, w.arrows = &scope{kind: k}, 0
	w.enter()
	w.parameters(f.ParameterList)
	w.statement(f.Body)
	w.initialize(f.Body, f.ParameterList, f.DeclarationList)
	if w.scope.needed && f.Body != nil {
		insert(f.Body, &ast.ExpressionStatement{Expression: &ast.Identifier{Name: "arguments", Idx: f.Body.LeftBrace}})
	}
	*w = outer
}

func (w *walker) arrow(f *ast.ArrowFunctionLiteral) {
	outer := *w
	w.arrows++
	w.enter()
	w.parameters(f.ParameterList)
	switch body := f.Body.(type) {
	case *ast.BlockStatement:
		w.statement(body)
		w.initialize(body, f.ParameterList, f.DeclarationList)
	case *ast.ExpressionBody:
		w.expression(&body.Expression)
	}
	*w = outer
}

// insert puts statements behind the directives of a body.
func insert(body *ast.BlockStatement, statements ...ast.Statement) {
	directives := 0
	for _, s := range body.List {
		e, ok := s.(*ast.ExpressionStatement)
		if !ok {
			break
		}
		if _, ok := e.Expression.(*ast.StringLiteral); !ok {
			break
		}
		directives++
	}
	body.List = slices.Concat(body.List[:directives], statements, body.List[directives:])
}

func (w *walker) identifier(i *ast.Identifier) {
	w.frame.says(i.Name)
	if i.Name == "arguments" && w.arrows > 0 && w.scope != nil {
		w.scope.needed = true
	}
}

// newTarget is what stands for new.target.
func (w *walker) newTarget(e *ast.MetaProperty) ast.Expression {
	if e.Meta.Name != "new" || w.scope == nil || w.scope.kind == constructor {
		return e
	}
	if w.scope.kind == method {
		return &ast.UnaryExpression{Operator: token.VOID, Idx: e.Idx, Operand: &ast.NumberLiteral{Idx: e.Idx, Literal: "0", Value: int64(0)}}
	}
	return &ast.CallExpression{
		Callee:           &ast.Identifier{Name: NewTarget, Idx: e.Idx},
		LeftParenthesis:  e.Idx,
		ArgumentList:     []ast.Expression{&ast.ThisExpression{Idx: e.Idx}, e},
		RightParenthesis: e.Idx,
	}
}

// literal is what stands for a literal that goja does not take as it is.
func literal(e *ast.RegExpLiteral) ast.Expression {
	if !pattern.Needs(e.Pattern, e.Flags) {
		return e
	}
	text := func(s string) ast.Expression {
		return &ast.StringLiteral{Idx: e.Idx, Literal: s, Value: unistring.NewFromString(s)}
	}
	return &ast.CallExpression{
		Callee:           &ast.Identifier{Name: Literal, Idx: e.Idx},
		LeftParenthesis:  e.Idx,
		ArgumentList:     []ast.Expression{text(e.Pattern), text(e.Flags)},
		RightParenthesis: e.Idx,
	}
}
