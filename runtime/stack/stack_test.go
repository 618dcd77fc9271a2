package stack

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestClean(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ text, want string }{
		"named":           {"Error: x\n\tat fn (hook.js:3:8(12))\n", "Error: x\n    at fn (hook.js:3:8)"},
		"unnamed":         {"Error: x\n\tat hook.js:3:8(12)", "Error: x\n    at hook.js:3:8"},
		"first line":      {"E\n\tat hook.js:1:18(12)", "E\n    at hook.js:1:8"},
		"native":          {"E\n\tat forEach (native)", "E\n    at forEach (native)"},
		"our frames":      {"E\n\tat github.com/x/y.(*Z).f-fm (native)\n\tat hookline:turn:1:24(3)\nend", "E\nend"},
		"indented":        {"{\n    \tat hook.js:3:8(12) }", "{\n    \tat hook.js:3:8(12) }"},
		"indented frame":  {"{\n  \tat hook.js:3:8(12)\n}", "{\n      at hook.js:3:8\n}"},
		"somebody else's": {"java\n\tat com.example.Foo.bar(Foo.java:3)", "java\n\tat com.example.Foo.bar(Foo.java:3)"},
		"no trace":        {"plain\nattic", "plain\nattic"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, c.want, Clean(c.text, 10))
		})
	}
}

func TestPlace(t *testing.T) {
	t.Parallel()
	row, column, ok := Place("    at fn (hook.js:12:34)", FileName)
	require.Equal(t, []any{12, 34, true}, []any{row, column, ok})
	_, _, ok = Place("    at node:url:1:2", FileName)
	require.False(t, ok)
}
