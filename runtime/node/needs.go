package node

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/hookline/hookline/runtime/guard"
)

// Needs are the parts of the language that a source may use and goja lacks. The zero
// value is none.
type Needs []string

// language are the modules in internal/language and the parts in nativeParts, each with
// the words that ask for it. A word counts wherever it stands: a part too many does no harm.
var language = map[string][]string{
	"dates":   {"Date"},
	"date":    {"getYear", "setYear", "toGMTString"},
	"locale":  {"toLocaleString", "toLocaleDateString", "toLocaleTimeString", "localeCompare", "toLocaleUpperCase", "toLocaleLowerCase"},
	"newer":   {"withResolvers", "groupBy", "fromAsync"},
	"object":  {"__defineGetter__", "__defineSetter__", "__lookupGetter__", "__lookupSetter__"},
	"regexp":  {"RegExp"},
	"stack":   {"captureStackTrace", "prepareStackTrace", "stackTraceLimit"},
	"symbols": {"Symbol"},
	"string":  {"isWellFormed", "toWellFormed", "anchor", "big", "blink", "bold", "fixed", "fontcolor", "fontsize", "italics", "strike"},
}

// nativeParts are those that are cheaper without a module.
var nativeParts = map[string]func(*Modules){
	"dates":   func(m *Modules) { AddZoneName(m.realm) },
	"symbols": func(m *Modules) { m.binding("symbols") },
}

// phrases are for what no single word tells.
var phrases = map[string][]string{
	"newer":         {"Promise.try", "RegExp.escape"},
	"regexp-legacy": {"RegExp.$", "RegExp.lastMatch", "RegExp.lastParen", "RegExp.leftContext", "RegExp.rightContext", "RegExp[\"$", "RegExp['$"},
}

var languageWords = sync.OnceValue(func() map[string]string {
	words := map[string]string{}
	for part, list := range language {
		for _, word := range list {
			words[word] = part
		}
	}
	return words
})

// NeedsOf finds the parts that a source names.
func NeedsOf(source string) Needs {
	var needs Needs
	add := func(part string) {
		if !slices.Contains(needs, part) {
			needs = append(needs, part)
		}
	}
	parts := languageWords()
	for word := range guard.Words(source) {
		if part, ok := parts[word]; ok {
			add(part)
		}
	}
	for part, list := range phrases {
		if slices.ContainsFunc(list, func(phrase string) bool { return strings.Contains(source, phrase) }) {
			add(part)
		}
	}
	slices.Sort(needs) // "regexp" before "regexp-legacy", which changes it
	return needs
}

// Supply gives the realm's built-ins what code needs. Call it before that code runs.
// What was supplied before is not supplied again.
func (m *Modules) Supply(needs Needs) error {
	for _, part := range needs {
		if native := nativeParts[part]; native != nil {
			if !slices.Contains(m.supplied, part) {
				native(m)
			}
			m.supplied = append(m.supplied, part)
			continue
		}
		if _, err := m.load("internal/language/" + part); err != nil {
			return fmt.Errorf("supply %s: %w", part, err)
		}
	}
	return nil
}
