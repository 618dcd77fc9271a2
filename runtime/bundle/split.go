package bundle

import (
	"bytes"
	"compress/flate"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/dop251/goja"
	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/parser"

	"github.com/hookline/hookline/runtime"
)

// Split takes the CommonJS modules out of a packages script, so that each is compiled
// when it is first required: of a large package that is a small part. The result is what
// runtime.CompilePackages takes.
//
// esbuild writes such a module as
//
//	var require_x = __commonJS({ "node_modules/x/index.js"(exports, module) { … } });
//
// and its body refers to nothing outside but names of the script's top level that are
// set once, before any module runs. ES modules, which set such names, stay in the script.
func Split(script []byte) ([]byte, error) {
	const start = "(function (exports, module, require, __unit) {"
	source := start + string(script) + "\n})"
	tree, err := goja.Parse("packages.js", source, parser.WithDisableSourceMaps)
	if err != nil {
		return nil, fmt.Errorf("split the packages script: %w", err)
	}
	statements, err := topLevel(tree)
	if err != nil {
		return nil, err
	}
	s := splitter{source: source, base: tree.File.Base(), at: len(start), names: declared(statements)}
	for _, statement := range statements {
		s.statement(statement)
	}
	s.main.WriteString(source[s.at : len(source)-len("\n})")])
	return s.join()
}

type splitter struct {
	source string
	base   int
	at     int             // what is before is in main or in units
	names  map[string]bool // of the top level
	main   strings.Builder
	units  []runtime.Unit
	bodies bytes.Buffer // packed
}

func topLevel(tree *ast.Program) ([]ast.Statement, error) {
	if len(tree.Body) == 1 {
		if statement, ok := tree.Body[0].(*ast.ExpressionStatement); ok {
			if function, ok := statement.Expression.(*ast.FunctionLiteral); ok {
				return function.Body.List, nil
			}
		}
	}
	return nil, errors.New("split the packages script: it is not what esbuild writes")
}

// declared are the names of the top level, and the one that the runtime gives.
func declared(statements []ast.Statement) map[string]bool {
	names := map[string]bool{"require": true}
	for _, statement := range statements {
		switch s := statement.(type) {
		case *ast.VariableStatement:
			for _, b := range s.List {
				if name, ok := b.Target.(*ast.Identifier); ok {
					names[name.Name.String()] = true
				}
			}
		case *ast.FunctionDeclaration:
			names[s.Function.Name.Name.String()] = true
		}
	}
	return names
}

func (s *splitter) statement(statement ast.Statement) {
	variables, ok := statement.(*ast.VariableStatement)
	if !ok {
		return
	}
	for _, b := range variables.List {
		if file, function := moduleOf(b.Initializer); function != nil {
			s.take(file, parameters(function), int(function.Body.LeftBrace)-s.base+1, int(function.Body.RightBrace)-s.base)
		}
	}
}

// moduleOf recognises __commonJS({ "file"(exports, module) { … } }).
func moduleOf(expression ast.Expression) (file string, function *ast.FunctionLiteral) {
	call, ok := expression.(*ast.CallExpression)
	if !ok || len(call.ArgumentList) != 1 {
		return "", nil
	}
	callee, ok := call.Callee.(*ast.Identifier)
	if !ok || callee.Name != "__commonJS" {
		return "", nil
	}
	object, ok := call.ArgumentList[0].(*ast.ObjectLiteral)
	if !ok || len(object.Value) != 1 {
		return "", nil
	}
	property, ok := object.Value[0].(*ast.PropertyKeyed)
	if !ok {
		return "", nil
	}
	key, ok := property.Key.(*ast.StringLiteral)
	function, isFunction := property.Value.(*ast.FunctionLiteral)
	if !ok || !isFunction || function.Async || function.Generator {
		return "", nil
	}
	return key.Value.String(), function
}

// parameters are the names that a module has for exports and module; what it does not
// use it does not name.
func parameters(function *ast.FunctionLiteral) []string {
	var names []string
	for _, b := range function.ParameterList.List {
		if name, ok := b.Target.(*ast.Identifier); ok {
			names = append(names, name.Name.String())
		}
	}
	return names
}

// take makes a unit of source[from:to], the inside of a module's braces.
func (s *splitter) take(file string, parameters []string, from, to int) {
	body := strings.TrimPrefix(s.source[from:to], "\n")
	names := s.used(body)
	s.main.WriteString(s.source[s.at:from])
	fmt.Fprintf(&s.main, " __unit(%d)(%s)(%s); ", len(s.units), strings.Join(names, ", "), strings.Join(parameters, ", "))
	s.at = to
	s.units = append(s.units, runtime.Unit{Packed: pack(&s.bodies, body), File: file, Names: names, Parameters: parameters})
}

// used are the names of the top level that occur in a text as words, sorted.
func (s *splitter) used(text string) []string {
	found := map[string]bool{}
	for _, word := range strings.FieldsFunc(text, notInWord) {
		if s.names[word] {
			found[word] = true
		}
	}
	names := make([]string, 0, len(found))
	for name := range found {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

func notInWord(c rune) bool {
	return c < 0x80 && c != '_' && c != '$' && (c < '0' || c > '9') && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z')
}

// join writes the header's line, the script, and the bodies.
func (s *splitter) join() ([]byte, error) {
	var main bytes.Buffer
	header := runtime.PackagesHeader{Main: pack(&main, s.main.String()), Units: s.units}
	line, err := json.Marshal(header)
	if err != nil {
		return nil, err
	}
	return bytes.Join([][]byte{line, {'\n'}, main.Bytes(), s.bodies.Bytes()}, nil), nil
}

// pack compresses a text and writes it behind what is there.
func pack(to *bytes.Buffer, text string) runtime.Packed {
	before := to.Len()
	w, err := flate.NewWriter(to, flate.DefaultCompression)
	if err == nil {
		_, err = io.WriteString(w, text)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		panic(err) // a buffer takes everything
	}
	return runtime.Packed{Bytes: to.Len() - before, Size: len(text)}
}
