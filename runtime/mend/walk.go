package mend

import "github.com/dop251/goja/ast"

func (w *walker) statements(list []ast.Statement) {
	for _, s := range list {
		w.statement(s)
	}
}

// statement walks into a statement. Nil is none, and so is a nil pointer of a block.
func (w *walker) statement(s ast.Statement) { //nolint:gocyclo // one case for each kind
	switch s := s.(type) {
	case *ast.BlockStatement:
		if s != nil {
			w.statements(s.List)
		}
	case *ast.ClassDeclaration:
		w.class(s.Class)
	case *ast.DoWhileStatement:
		w.expression(&s.Test)
		w.statement(s.Body)
	case *ast.ExpressionStatement:
		w.expression(&s.Expression)
	case *ast.ForInStatement:
		w.into(s.Into)
		w.expression(&s.Source)
		w.statement(s.Body)
	case *ast.ForOfStatement:
		w.into(s.Into)
		w.expression(&s.Source)
		w.statement(s.Body)
	case *ast.ForStatement:
		w.initializer(s.Initializer)
		w.expression(&s.Update)
		w.expression(&s.Test)
		w.statement(s.Body)
	case *ast.FunctionDeclaration:
		w.function(s.Function, function)
	case *ast.IfStatement:
		w.expression(&s.Test)
		w.statement(s.Consequent)
		w.statement(s.Alternate)
	case *ast.LabelledStatement:
		w.statement(s.Statement)
	case *ast.LexicalDeclaration:
		w.bindings(s.List)
	case *ast.ReturnStatement:
		w.expression(&s.Argument)
	case *ast.SwitchStatement:
		w.expression(&s.Discriminant)
		for _, c := range s.Body {
			w.expression(&c.Test)
			w.statements(c.Consequent)
		}
	case *ast.ThrowStatement:
		w.expression(&s.Argument)
	case *ast.TryStatement:
		w.statement(s.Body)
		if s.Catch != nil {
			w.target(&s.Catch.Parameter)
			w.statement(s.Catch.Body)
		}
		w.statement(s.Finally)
	case *ast.VariableStatement:
		w.bindings(s.List)
	case *ast.WhileStatement:
		w.expression(&s.Test)
		w.statement(s.Body)
	case *ast.WithStatement:
		w.frame.close()
		w.expression(&s.Object)
		w.statement(s.Body)
	}
}

func (w *walker) initializer(i ast.ForLoopInitializer) {
	switch i := i.(type) {
	case *ast.ForLoopInitializerExpression:
		w.expression(&i.Expression)
	case *ast.ForLoopInitializerVarDeclList:
		w.bindings(i.List)
	case *ast.ForLoopInitializerLexicalDecl:
		w.bindings(i.LexicalDeclaration.List)
	}
}

func (w *walker) into(i ast.ForInto) {
	switch i := i.(type) {
	case *ast.ForIntoVar:
		w.bindings([]*ast.Binding{i.Binding})
	case *ast.ForDeclaration:
		w.target(&i.Target)
	case *ast.ForIntoExpression:
		w.expression(&i.Expression)
	}
}

func (w *walker) bindings(list []*ast.Binding) {
	for _, b := range list {
		nameAssigned(b.Target, b.Initializer)
		w.target(&b.Target)
		w.expression(&b.Initializer)
	}
}

// target walks into a name or a pattern. Only the defaults in a pattern can hold code.
func (w *walker) target(t *ast.BindingTarget) {
	if *t == nil {
		return
	}
	e := ast.Expression(*t)
	w.expression(&e)
}

func (w *walker) parameters(p *ast.ParameterList) {
	if p != nil {
		w.bindings(p.List)
		w.expression(&p.Rest)
	}
}

func (w *walker) expressions(list []ast.Expression) {
	for i := range list {
		w.expression(&list[i])
	}
}

// expression walks into an expression, and may put another in its place.
func (w *walker) expression(slot *ast.Expression) { //nolint:gocyclo // one case for each kind
	switch e := (*slot).(type) {
	case *ast.ArrayLiteral:
		w.expressions(e.Value)
	case *ast.ArrayPattern:
		w.expressions(e.Elements)
		w.expression(&e.Rest)
	case *ast.ArrowFunctionLiteral:
		w.arrow(e)
	case *ast.AssignExpression:
		nameAssigned(e.Left, e.Right)
		w.expression(&e.Left)
		w.expression(&e.Right)
	case *ast.AwaitExpression:
		w.expression(&e.Argument)
	case *ast.BinaryExpression:
		w.expression(&e.Left)
		w.expression(&e.Right)
	case *ast.Binding:
		w.bindings([]*ast.Binding{e})
	case *ast.BracketExpression:
		w.expression(&e.Left)
		w.expression(&e.Member)
	case *ast.CallExpression:
		w.expression(&e.Callee)
		w.expressions(e.ArgumentList)
	case *ast.ClassLiteral:
		w.class(e)
	case *ast.ConditionalExpression:
		w.expression(&e.Test)
		w.expression(&e.Consequent)
		w.expression(&e.Alternate)
	case *ast.DotExpression:
		w.expression(&e.Left)
	case *ast.FunctionLiteral:
		w.function(e, function)
	case *ast.Identifier:
		w.identifier(e)
	case *ast.MetaProperty:
		*slot = w.newTarget(e)
	case *ast.NewExpression:
		w.expression(&e.Callee)
		w.expressions(e.ArgumentList)
	case *ast.ObjectLiteral:
		w.properties(e.Value)
	case *ast.ObjectPattern:
		w.properties(e.Properties)
		w.expression(&e.Rest)
	case *ast.Optional:
		w.expression(&e.Expression)
	case *ast.OptionalChain:
		w.expression(&e.Expression)
	case *ast.PrivateDotExpression:
		w.expression(&e.Left)
	case *ast.RegExpLiteral:
		*slot = literal(e)
	case *ast.SequenceExpression:
		w.expressions(e.Sequence)
	case *ast.SpreadElement:
		w.expression(&e.Expression)
	case *ast.TemplateLiteral:
		w.expression(&e.Tag)
		w.expressions(e.Expressions)
	case *ast.UnaryExpression:
		w.expression(&e.Operand)
	case *ast.YieldExpression:
		w.expression(&e.Argument)
	}
}

func (w *walker) properties(list []ast.Property) {
	for _, p := range list {
		switch p := p.(type) {
		case *ast.PropertyShort:
			w.identifier(&p.Name)
			w.expression(&p.Initializer)
		case *ast.PropertyKeyed:
			w.expression(&p.Key)
			if f, ok := p.Value.(*ast.FunctionLiteral); ok && p.Kind != ast.PropertyKindValue {
				w.function(f, method)
				continue
			}
			w.expression(&p.Value)
		case *ast.SpreadElement:
			w.expression(&p.Expression)
		}
	}
}

// class walks into a class. What initializes a field has no arguments.
func (w *walker) class(c *ast.ClassLiteral) {
	w.frame.close()
	if c.Name != nil {
		nameConstructor(c, c.Name.Name)
	}
	w.expression(&c.SuperClass)
	for _, element := range c.Body {
		switch m := element.(type) {
		case *ast.FieldDefinition:
			if m.Computed {
				w.expression(&m.Key)
			}
			w.expression(&m.Initializer)
		case *ast.MethodDefinition:
			if m.Computed {
				w.expression(&m.Key)
			}
			w.function(m.Body, kindOf(m))
		case *ast.ClassStaticBlock:
			w.statement(m.Block)
		}
	}
}

func kindOf(m *ast.MethodDefinition) kind {
	if key, ok := m.Key.(*ast.StringLiteral); ok && key.Value == "constructor" && !m.Static && !m.Computed {
		return constructor
	}
	return method
}
