package mend

import (
	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/token"
	"github.com/dop251/goja/unistring"
)

// frame is a function while the walker is in it.
type frame struct {
	// closed says that something in it may keep its variables: a function, a class, eval
	// or with. goja then has them in memory of their own, in front of which it copies the
	// arguments: all of them, though there is room for those that have a parameter.
	closed bool
	// loose says that arguments may be copied though there is no parameter.
	loose bool
}

func (f *frame) close() {
	if f != nil {
		f.closed = true
	}
}

func (f *frame) says(name unistring.String) {
	if f != nil && (name == "arguments" || name == "eval") {
		f.loose = true
		f.closed = f.closed || name == "eval"
	}
}

// enter begins a function.
func (w *walker) enter() {
	w.frame.close()
	w.frame = &frame{}
}

// initialize sets the variables of a function to undefined where goja may not have. Those
// that share the name of a parameter or a function begin with that one's value.
func (w *walker) initialize(body *ast.BlockStatement, parameters *ast.ParameterList, variables []*ast.VariableDeclaration) {
	hasParameters := parameters != nil && (len(parameters.List) > 0 || parameters.Rest != nil)
	if body == nil || !w.frame.closed || !(hasParameters || w.frame.loose) || len(variables) == 0 {
		return
	}
	known := map[unistring.String]bool{"arguments": true}
	learn := func(name *ast.Identifier) { known[name.Name] = true }
	if parameters != nil {
		namesOf(parameters.List, learn)
		namesIn(parameters.Rest, learn)
	}
	for _, s := range body.List {
		if f, ok := s.(*ast.FunctionDeclaration); ok {
			learn(f.Function.Name)
		}
	}
	var added []ast.Statement
	for _, v := range variables {
		namesOf(v.List, func(name *ast.Identifier) {
			if !known[name.Name] {
				known[name.Name] = true
				added = append(added, undefined(name.Name, body))
			}
		})
	}
	insert(body, added...)
}

// undefined is the statement "name = void 0;".
func undefined(name unistring.String, body *ast.BlockStatement) ast.Statement {
	at := body.LeftBrace
	nothing := &ast.UnaryExpression{Operator: token.VOID, Idx: at, Operand: &ast.NumberLiteral{Idx: at, Literal: "0", Value: int64(0)}}
	return &ast.ExpressionStatement{Expression: &ast.AssignExpression{
		Operator: token.ASSIGN, Left: &ast.Identifier{Name: name, Idx: at}, Right: nothing}}
}

func namesOf(list []*ast.Binding, found func(*ast.Identifier)) {
	for _, b := range list {
		namesIn(b.Target, found)
	}
}

// namesIn finds the names that a pattern binds.
func namesIn(e ast.Expression, found func(*ast.Identifier)) {
	switch e := e.(type) {
	case *ast.Identifier:
		found(e)
	case *ast.AssignExpression:
		namesIn(e.Left, found)
	case *ast.Binding:
		namesIn(e.Target, found)
	case *ast.ArrayPattern:
		for _, element := range e.Elements {
			namesIn(element, found)
		}
		namesIn(e.Rest, found)
	case *ast.ObjectPattern:
		for _, p := range e.Properties {
			switch p := p.(type) {
			case *ast.PropertyShort:
				found(&p.Name)
			case *ast.PropertyKeyed:
				namesIn(p.Value, found)
			}
		}
		namesIn(e.Rest, found)
	}
}
