// Package mend changes syntax trees where goja would compile them wrongly.
//
// Three things: an arrow function that says "arguments" while the function around it does
// not makes goja panic or read a wrong value when it runs, so that function gets to say
// it first. Variables of a function that is called with more arguments than it has
// parameters may begin with one of the arguments, so they are set to undefined. And
// literals of regular expressions with syntax that goja lacks become calls of a function,
// which Literal names.
package mend

import (
	"slices"

	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/unistring"

	"github.com/hookline/hookline/runtime/pattern"
)

// Literal is the global whose call with a pattern and flags stands for a literal. No
// script can have it as a name.
const Literal = "regexp literal"

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

type scope struct{ needed bool }

// function walks into a function that has arguments of its own.
func (w *walker) function(f *ast.FunctionLiteral) {
	if f == nil {
		return
	}
	outer := *w
	w.scope, w.arrows = &scope{}, 0
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
