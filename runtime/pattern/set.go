package pattern

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// A set is a set of code points: ranges in order that neither touch nor overlap.
type set []span

type span struct{ low, high rune }

const lastRune = unicode.MaxRune

func of(low, high rune) set { return set{{low, high}} }

// union joins sets.
func union(sets ...set) set {
	all := slices.Concat(sets...)
	slices.SortFunc(all, func(a, b span) int { return int(a.low - b.low) })
	var joined set
	for _, s := range all {
		if n := len(joined); n > 0 && s.low <= joined[n-1].high+1 {
			joined[n-1].high = max(joined[n-1].high, s.high)
			continue
		}
		joined = append(joined, s)
	}
	return joined
}

// complement has what s has not.
func (s set) complement() set {
	var rest set
	next := rune(0)
	for _, r := range s {
		if r.low > next {
			rest = append(rest, span{next, r.low - 1})
		}
		next = r.high + 1
	}
	if next <= lastRune {
		rest = append(rest, span{next, lastRune})
	}
	return rest
}

func (s set) intersect(t set) set { return union(s.complement(), t.complement()).complement() }

func (s set) without(t set) set { return s.intersect(t.complement()) }

// fromTable is a table of package unicode as a set.
func fromTable(t *unicode.RangeTable) set {
	var s set
	for _, r := range t.R16 {
		s = appendRange(s, rune(r.Lo), rune(r.Hi), rune(r.Stride))
	}
	for _, r := range t.R32 {
		s = appendRange(s, rune(r.Lo), rune(r.Hi), rune(r.Stride))
	}
	return union(s)
}

func appendRange(s set, low, high, stride rune) set {
	if stride == 1 {
		return append(s, span{low, high})
	}
	for r := low; r <= high; r += stride {
		s = append(s, span{r, r})
	}
	return s
}

// write adds the ranges to what stands in the brackets of a class.
func (s set) write(out *strings.Builder) {
	for _, r := range s {
		fmt.Fprintf(out, `\u{%x}`, r.low)
		if r.high > r.low {
			fmt.Fprintf(out, `-\u{%x}`, r.high)
		}
	}
}

// class is s as a class of its own.
func (s set) class() string {
	if len(s) == 0 {
		return "[]"
	}
	var out strings.Builder
	out.WriteByte('[')
	s.write(&out)
	out.WriteByte(']')
	return out.String()
}
