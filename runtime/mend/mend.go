// Package mend changes syntax trees where goja would compile them wrongly.
//
// Two things: an arrow function that says "arguments" while the function around it does
// not makes goja panic or read a wrong value when it runs, so that function gets to say
// it first. And literals of regular expressions with syntax that goja lacks become calls
// of a function, which Literal names.
package mend

import (
	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/file"
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
}

type scope struct{ needed bool }

// function walks into a function that has arguments of its own.
func (w *walker) function(f *ast.FunctionLiteral) {
	if f == nil {
		return
	}
	outer := *w
	w.scope, w.arrows = &scope{}, 0
	w.parameters(f.ParameterList)
	w.statement(f.Body)
	if w.scope.needed && f.Body != nil {
		f.Body.List = mention(f.Body.List, f.Body.LeftBrace)
	}
	*w = outer
}

func (w *walker) arrow(f *ast.ArrowFunctionLiteral) {
	w.arrows++
	w.parameters(f.ParameterList)
	switch body := f.Body.(type) {
	case *ast.BlockStatement:
		w.statement(body)
	case *ast.ExpressionBody:
		w.expression(&body.Expression)
	}
	w.arrows--
}

// mention puts the statement "arguments;" behind the directives of a body.
func mention(list []ast.Statement, at file.Idx) []ast.Statement {
	directives := 0
	for _, s := range list {
		e, ok := s.(*ast.ExpressionStatement)
		if !ok {
			break
		}
		if _, ok := e.Expression.(*ast.StringLiteral); !ok {
			break
		}
		directives++
	}
	said := &ast.ExpressionStatement{Expression: &ast.Identifier{Name: "arguments", Idx: at}}
	rest := append([]ast.Statement{said}, list[directives:]...)
	return append(list[:directives:directives], rest...)
}

func (w *walker) identifier(i *ast.Identifier) {
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
