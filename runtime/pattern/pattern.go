// Package pattern writes regular expressions of ECMAScript 2024 in the part of the
// language that goja has: properties of characters (\p{…}) and the set notation of the
// flag v become classes of ranges, and counts above 1000 and classes of halves of
// surrogate pairs work.
//
// The flag d, modifiers ((?i:…)) and properties of strings (\p{RGI_Emoji}) cannot be
// written so and are errors. The tables are those of Go's package unicode.
package pattern

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// MaxExpanded bounds the length of what Expand returns.
const MaxExpanded = 1 << 20

// Needs reports whether a pattern with these flags must be expanded.
func Needs(source, flags string) bool {
	if strings.ContainsAny(flags, "vd") {
		return true
	}
	if strings.Contains(flags, "u") && (strings.Contains(source, `\p`) || strings.Contains(source, `\P`)) {
		return true
	}
	return manyTimes.MatchString(source) || hasHalves(source)
}

// manyTimes is a count that Go's regexp refuses (above 1000). Where it is, an empty
// lookahead in front has the pattern taken to the engine that backtracks.
var manyTimes = regexp.MustCompile(`\{\d*,?\d{4,}`)

const backtrack = "(?=)"

// Expand writes a pattern anew, and its flags. The error is the message of a SyntaxError.
func Expand(source, flags string) (string, string, error) {
	if strings.Contains(flags, "d") {
		return "", "", fmt.Errorf("Invalid regular expression flags '%s': the flag d (match indices) does not exist here", flags)
	}
	if strings.Contains(flags, "u") && strings.Contains(flags, "v") {
		return "", "", fmt.Errorf("Invalid flags supplied to RegExp constructor '%s'", flags)
	}
	r := &reader{text: source, whole: source, flags: flags, sets: strings.Contains(flags, "v")}
	if manyTimes.MatchString(source) {
		r.out.WriteString(backtrack)
	}
	if !strings.ContainsAny(flags, "uv") {
		if hasHalves(source) {
			source = tellApart(source)
		}
		r.out.WriteString(source)
		return r.out.String(), flags, nil
	}
	if err := r.pattern(); err != nil {
		return "", "", err
	}
	return r.out.String(), strings.ReplaceAll(flags, "v", "u"), nil
}

// reader goes through a pattern once.
type reader struct {
	text, whole, flags string
	sets               bool // the flag v
	operands           int  // of all classes of the flag v
	out                strings.Builder
}

func (r *reader) fault(reason string) error {
	return fmt.Errorf("Invalid regular expression: /%s/%s: %s", r.whole, r.flags, reason)
}

func (r *reader) pattern() error {
	for r.text != "" {
		var err error
		switch {
		case r.text[0] == '[' && r.sets:
			var s set
			if s, err = r.class(0); err == nil {
				r.out.WriteString(s.class())
			}
		case r.text[0] == '[':
			err = r.plainClass()
		case isProperty(r.text):
			var s set
			if s, err = r.property(); err == nil {
				r.out.WriteString(s.class())
			}
		default:
			r.copy()
		}
		if err != nil {
			return err
		}
		if r.out.Len() > MaxExpanded {
			return r.fault("too long when its properties are written out")
		}
	}
	return nil
}

// copy takes over one character, or an escape.
func (r *reader) copy() {
	n := 1
	if r.text[0] == '\\' && len(r.text) > 1 {
		n = 2
	}
	r.out.WriteString(r.text[:n])
	r.text = r.text[n:]
}

// plainClass takes over a class of the flag u, but for the properties in it.
func (r *reader) plainClass() error {
	r.copy()
	for r.text != "" && r.text[0] != ']' {
		if !isProperty(r.text) {
			r.copy()
			continue
		}
		s, err := r.property()
		if err != nil {
			return err
		}
		s.write(&r.out)
		if r.out.Len() > MaxExpanded {
			return nil // pattern says so
		}
	}
	if r.text != "" {
		r.copy()
	}
	return nil
}

func isProperty(text string) bool {
	return strings.HasPrefix(text, `\p{`) || strings.HasPrefix(text, `\P{`)
}

func (r *reader) property() (set, error) {
	name, rest, closed := strings.Cut(r.text[3:], "}")
	s, known := property(name)
	if !closed || !known {
		return nil, r.fault("Invalid property name")
	}
	if r.text[1] == 'P' {
		s = s.complement()
	}
	r.text = rest
	return s, nil
}

// Bounds of the classes of the flag v.
const (
	maxNesting  = 50
	maxOperands = 2000
)

// class reads a class of the flag v (ECMA-262, ClassSetExpression).
func (r *reader) class(depth int) (set, error) {
	if depth > maxNesting {
		return nil, r.fault("too many nested classes")
	}
	r.text = r.text[1:]
	negated := r.take("^")
	var all set
	for first := true; !r.take("]"); first = false {
		if r.text == "" {
			return nil, r.fault("Unterminated character class")
		}
		combine := func(a, b set) set { return union(a, b) }
		switch {
		case !first && r.take("--"):
			combine = set.without
		case !first && r.take("&&"):
			combine = set.intersect
		}
		s, err := r.operand(depth)
		if err != nil {
			return nil, err
		}
		all = combine(all, s)
	}
	if negated {
		all = all.complement()
	}
	return all, nil
}

func (r *reader) take(text string) bool {
	rest, ok := strings.CutPrefix(r.text, text)
	r.text = rest
	return ok
}

// operand reads a nested class, a property, a class escape, a character or a range.
func (r *reader) operand(depth int) (set, error) {
	r.operands++
	switch {
	case r.text == "":
		return nil, r.fault("Unterminated character class")
	case r.operands > maxOperands:
		return nil, r.fault("too many characters in its classes")
	case r.text[0] == '[':
		return r.class(depth + 1)
	case isProperty(r.text):
		return r.property()
	case strings.HasPrefix(r.text, `\q{`):
		return r.strings()
	}
	if len(r.text) > 1 && r.text[0] == '\\' {
		if s, ok := classEscape(r.text[1]); ok {
			r.text = r.text[2:]
			return s, nil
		}
	}
	low, err := r.character()
	if err != nil || !strings.HasPrefix(r.text, "-") || strings.HasPrefix(r.text, "--") {
		return of(low, low), err
	}
	r.text = r.text[1:]
	high, err := r.character()
	if err == nil && high < low {
		err = r.fault("Range out of order in character class")
	}
	return of(low, high), err
}

// strings reads \q{a|b}, of single characters.
func (r *reader) strings() (set, error) {
	list, rest, closed := strings.Cut(r.text[3:], "}")
	r.text = rest
	var all set
	for text := range strings.SplitSeq(list, "|") {
		runes := []rune(text)
		if !closed || len(runes) != 1 || runes[0] == '\\' {
			return nil, r.fault("strings in a class (\\q) do not exist here")
		}
		all = union(all, of(runes[0], runes[0]))
	}
	return all, nil
}

func classEscape(letter byte) (set, bool) {
	var s set
	switch letter | 0x20 {
	case 'd':
		s = of('0', '9')
	case 'w':
		s = union(of('0', '9'), of('A', 'Z'), of('a', 'z'), of('_', '_'))
	case 's':
		s = union(of('\t', '\r'), of(' ', ' '), of(0xA0, 0xA0), of(0xFEFF, 0xFEFF), of(0x2028, 0x2029), categories("Zs"))
	default:
		return nil, false
	}
	if letter&0x20 == 0 {
		s = s.complement()
	}
	return s, true
}

var controls = map[byte]rune{'f': '\f', 'n': '\n', 'r': '\r', 't': '\t', 'v': '\v', 'b': '\b', '0': 0}

// character reads one character of a class, escaped or not.
func (r *reader) character() (rune, error) {
	if r.text == "" {
		return 0, r.fault("Unterminated character class")
	}
	if r.text[0] != '\\' || len(r.text) == 1 {
		c, size := utf8.DecodeRuneInString(r.text)
		r.text = r.text[size:]
		return c, nil
	}
	letter := r.text[1]
	r.text = r.text[2:]
	if c, ok := controls[letter]; ok {
		return c, nil
	}
	switch letter {
	case 'x':
		return r.hex(2)
	case 'u':
		return r.codePoint()
	case 'c':
		return r.control()
	}
	return rune(letter), nil
}

func (r *reader) control() (rune, error) {
	if r.text == "" {
		return 0, r.fault("Invalid escape")
	}
	c := rune(r.text[0] & 0x1F)
	r.text = r.text[1:]
	return c, nil
}

func (r *reader) codePoint() (rune, error) {
	if !r.take("{") {
		return r.hex(4)
	}
	digits, rest, closed := strings.Cut(r.text, "}")
	value, err := strconv.ParseUint(digits, 16, 32)
	if !closed || err != nil || value > uint64(lastRune) {
		return 0, r.fault("Invalid Unicode escape")
	}
	r.text = rest
	return rune(value), nil
}

func (r *reader) hex(digits int) (rune, error) {
	if len(r.text) < digits {
		return 0, r.fault("Invalid escape")
	}
	value, err := strconv.ParseUint(r.text[:digits], 16, 32)
	if err != nil {
		return 0, r.fault("Invalid escape")
	}
	r.text = r.text[digits:]
	return rune(value), nil
}
