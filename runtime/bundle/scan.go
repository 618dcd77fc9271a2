package bundle

import (
	"maps"
	"reflect"
	"slices"

	"github.com/dop251/goja/ast"
)

// Requires are the modules that a script names: core modules, packages with or without
// a version, files.
type Requires struct {
	// Needed are those without which it throws, Optional those that it tries.
	Needed   []string `json:"needed,omitempty"`
	Optional []string `json:"optional,omitempty"`
}

// scanned is what a look at a script's syntax tells.
type scanned struct {
	Requires
	// hoists says that there is a function in a block of sloppy code, which the engine
	// does not see outside of the block (ECMA-262 annex B.3.2).
	hoists bool
}

func scan(tree *ast.Program) scanned {
	s := scanner{needed: map[string]bool{}, optional: map[string]bool{}}
	s.visit(reflect.ValueOf(tree.Body), false)
	for name := range s.needed {
		delete(s.optional, name)
	}
	return scanned{Requires{slices.Sorted(maps.Keys(s.needed)), slices.Sorted(maps.Keys(s.optional))}, s.hoists}
}

type scanner struct {
	needed, optional map[string]bool
	hoists           bool
}

// visit goes through all of a tree: the engine's package has no walk of its own.
func (s *scanner) visit(v reflect.Value, trying bool) {
	switch v.Kind() {
	case reflect.Interface, reflect.Pointer:
		if !v.IsNil() && !s.special(v, trying) {
			s.visit(v.Elem(), trying)
		}
	case reflect.Slice:
		for i := range v.Len() {
			s.visit(v.Index(i), trying)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			// Declarations are in the statements too.
			if field := v.Type().Field(i); field.Name != "DeclarationList" && field.Name != "File" {
				s.visit(v.Field(i), trying)
			}
		}
	}
}

// special sees to the nodes that mean something. It reports whether it went through
// the node itself.
func (s *scanner) special(v reflect.Value, trying bool) (done bool) {
	switch node := v.Interface().(type) {
	case *ast.CallExpression:
		s.call(node, trying)
	case *ast.TryStatement:
		s.visit(reflect.ValueOf(node.Body), trying || node.Catch != nil)
		s.visit(reflect.ValueOf(node.Catch), trying)
		s.visit(reflect.ValueOf(node.Finally), trying)
		return true
	case *ast.FunctionLiteral: // its body is a function's, not a block
		s.visit(reflect.ValueOf(node.ParameterList), false)
		s.visit(reflect.ValueOf(node.Body.List), trying)
		return true
	case *ast.ArrowFunctionLiteral:
		if body, ok := node.Body.(*ast.BlockStatement); ok {
			s.visit(reflect.ValueOf(node.ParameterList), false)
			s.visit(reflect.ValueOf(body.List), trying)
			return true
		}
	case *ast.BlockStatement:
		s.block(node.List)
	case *ast.CaseStatement:
		s.block(node.Consequent)
	}
	return false
}

func (s *scanner) block(list []ast.Statement) {
	s.hoists = s.hoists || slices.ContainsFunc(list, func(statement ast.Statement) bool {
		_, is := statement.(*ast.FunctionDeclaration)
		return is
	})
}

// call notes require('name').
func (s *scanner) call(node *ast.CallExpression, trying bool) {
	callee, ok := node.Callee.(*ast.Identifier)
	if !ok || callee.Name != "require" || len(node.ArgumentList) == 0 {
		return
	}
	name := ""
	switch argument := node.ArgumentList[0].(type) {
	case *ast.StringLiteral:
		name = argument.Value.String()
	case *ast.TemplateLiteral:
		if len(argument.Elements) == 1 && argument.Tag == nil {
			name = argument.Elements[0].Parsed.String()
		}
	}
	if name == "" {
		return
	}
	if trying {
		s.optional[name] = true
	} else {
		s.needed[name] = true
	}
}
