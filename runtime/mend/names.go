package mend

import (
	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/unistring"
)

// nameAssigned gives a class without a name that of the variable or property that it is
// assigned to.
func nameAssigned(target ast.Node, value ast.Expression) {
	class, ok := value.(*ast.ClassLiteral)
	if !ok || class.Name != nil {
		return
	}
	switch t := target.(type) {
	case *ast.Identifier:
		nameConstructor(class, t.Name)
	case *ast.DotExpression:
		nameConstructor(class, t.Identifier.Name)
	}
}

// nameConstructor has a class's constructor called "new Name" in stack traces, as Node
// calls it. No code can mean that name.
func nameConstructor(class *ast.ClassLiteral, name unistring.String) {
	for _, element := range class.Body {
		if m, ok := element.(*ast.MethodDefinition); ok && kindOf(m) == constructor && m.Body.Name == nil {
			m.Body.Name = &ast.Identifier{Name: "new " + name, Idx: m.Body.Function}
		}
	}
}
