package bundle

import (
	"errors"
	"fmt"
	"path"
	"regexp"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/hookline/hookline/runtime"
)

// Hook is what a tenant wrote.
type Hook struct {
	// Files are the sources by their slash-separated path beneath the hook's folder.
	Files map[string]string `json:"files"`
	// Entry is the file that exports the function.
	Entry string `json:"entry"`
}

// OneFile is the hook of one script, as the API has it.
func OneFile(script string) Hook {
	return Hook{Files: map[string]string{runtime.FileName: script}, Entry: runtime.FileName}
}

// Made is a hook that can run.
type Made struct {
	// Script is the hook's file itself unless that cannot run: then no line and column
	// of it would be another, and nothing that Auth0 took is refused.
	Script runtime.Script
	Requires
}

// MakeHook makes a script of a hook. What is wrong with a source is a *Fault.
func MakeHook(h Hook) (Made, error) {
	source, ok := h.Files[h.Entry]
	if !ok {
		return Made{}, fmt.Errorf("the hook has no file %q", h.Entry)
	}
	var asWritten error
	if len(h.Files) == 1 && loaders[path.Ext(h.Entry)] == api.LoaderJS {
		written := runtime.Script{Text: source}
		found, err := check(written)
		if err == nil && !found.hoists {
			return Made{written, found.Requires}, nil
		}
		asWritten = err
	}
	made, err := lower(h)
	if err != nil && asWritten != nil && !esModule.MatchString(source) {
		return Made{}, faultOf(asWritten, h.Entry) // says it as the engine does
	}
	if err != nil {
		return Made{}, err
	}
	found, err := check(made)
	if err != nil {
		return Made{}, faultOf(err, h.Entry)
	}
	return Made{made, found.Requires}, nil
}

// check makes sure that a script can run, and looks at what it does.
func check(s runtime.Script) (scanned, error) {
	tree, err := s.Parse()
	if err != nil {
		return scanned{}, err
	}
	found := scan(tree)
	_, err = s.Compile()
	return found, err
}

// esModule tells sources that are modules of the kind that the engine does not know.
var esModule = regexp.MustCompile(`(?m)^\s*(?:import|export)\b`)

// Fault says where a source is wrong. Line and Column count from 1; 0 is unknown.
type Fault struct {
	File         string `json:"file"`
	Message      string `json:"message"`
	Line, Column int
	// Text is the source line, shortened to 200 characters.
	Text string `json:"text"`
}

func (f *Fault) Error() string { return f.Message }

// faultOf makes a Fault of an error of the runtime.
func faultOf(err error, file string) error {
	var at *runtime.CompileError
	if !errors.As(err, &at) {
		return err
	}
	return &Fault{File: file, Message: at.Message, Line: at.Line, Column: at.Column, Text: at.Text}
}

// firstFault makes a Fault of esbuild's first error.
func firstFault(messages []api.Message) error {
	m := messages[0]
	f := &Fault{Message: m.Text}
	if at := m.Location; at != nil {
		f.File, f.Line, f.Column, f.Text = strings.TrimPrefix(at.File, namespace+":"), at.Line, at.Column+1, shorten(at.LineText)
	}
	return f
}

func shorten(line string) string {
	const most = 200
	if runes := []rune(line); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return line
}
