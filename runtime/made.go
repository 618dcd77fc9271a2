package runtime

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/parser"
)

// Script is a hook as it is run.
type Script struct {
	// Text is what the tenant wrote, or what was made of it: of TypeScript, of several
	// files, of syntax that the engine lacks.
	Text string
	// Map is the source map of a text that was made, nil of one that is as it was
	// written. Places in errors are those of the files that it names. It is of version 3
	// (ECMA-426) but for this: it has a line for the wrapper before the text's first, and
	// its columns count from 1, as the engine's do.
	Map []byte
}

// Compile is the function Compile for what was written. What was made is a CommonJS
// module, whatever it looks like.
func (s Script) Compile() (*Program, error) {
	if s.Map == nil {
		return Compile(s.Text)
	}
	tree, err := s.Parse()
	if err != nil {
		return nil, err
	}
	program, fault := compileTree(tree)
	if fault != nil {
		return nil, compileError(fault, s.Text, 0)
	}
	made := newProgram(program, s.Text, 0)
	made.files, err = mapFiles(s.Map)
	return made, err
}

// The wrapper adds nothing to the lines of a script that was made.
const (
	madeStart = moduleStart + "\n"
	madeEnd   = "\n//# sourceMappingURL=hook.map" + moduleEnd
)

// Parse is the function Parse for what was written, and the same for what was made.
func (s Script) Parse() (*ast.Program, error) {
	if s.Map == nil {
		return Parse(s.Text)
	}
	read := func(string) ([]byte, error) { return s.Map, nil }
	tree, err := parseWrapped(s.Text, madeStart, madeEnd, parser.WithSourceMapLoader(read))
	if err != nil {
		return nil, compileError(err, s.Text, 0)
	}
	return tree, nil
}

// maxFiles bounds the files of a hook.
const maxFiles = 200

// mapFiles are the files that a source map names.
func mapFiles(text []byte) ([]string, error) {
	var m struct {
		Sources []string `json:"sources"`
	}
	if err := json.Unmarshal(text, &m); err != nil {
		return nil, fmt.Errorf("read the script's source map: %w", err)
	}
	if len(m.Sources) == 0 || len(m.Sources) > maxFiles || slices.Contains(m.Sources, "") {
		return nil, errors.New("read the script's source map: its files are odd")
	}
	return m.Sources, nil
}
