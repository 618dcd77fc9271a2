package pattern_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/runtime/pattern"
)

func TestExpand(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ source, flags, want, wantFlags string }{
		{`\p{ASCII_Hex_Digit}+x`, "u", `[\u{30}-\u{39}\u{41}-\u{46}\u{61}-\u{66}]+x`, "u"},
		{`[\p{RI}z]`, "gu", `[\u{1f1e6}-\u{1f1ff}z]`, "gu"},
		{`\\p{x}`, "u", `\\p{x}`, "u"},
		{`[a-f--[c-d]]`, "v", `[\u{61}-\u{62}\u{65}-\u{66}]`, "u"},
		{`[\w&&[a-c]&&\x61]`, "iv", `[\u{61}]`, "iu"},
		{`[^\0-\u{10ffff}]`, "v", `[]`, "u"},
		{`[\q{a|b}]`, "v", `[\u{61}-\u{62}]`, "u"},
		{`a{1,2000}`, "g", `(?=)a{1,2000}`, "g"},
	} {
		t.Run(c.source, func(t *testing.T) {
			t.Parallel()
			require.True(t, pattern.Needs(c.source, c.flags) || c.source == `\\p{x}`)
			got, flags, err := pattern.Expand(c.source, c.flags)
			require.NoError(t, err)
			require.Equal(t, c.want, got)
			require.Equal(t, c.wantFlags, flags)
		})
	}
}

func TestExpandRefuses(t *testing.T) {
	t.Parallel()
	for source, flags := range map[string]string{
		`\p{Nope}`: "u", `\p{L`: "u", `a`: "d", `b`: "uv", `[a`: "v", `[[[a]`: "v", `[b-a]`: "v", `[\q{ab}]`: "v", `[\u{110000}]`: "v", `[\x6`: "v",
		`\p{Other_Math}`: "u", `\p{Script=}`: "u", `[a-`: "v", `[\`: "v",
	} {
		_, _, err := pattern.Expand(source, flags)
		require.Error(t, err, source)
	}
}

// FuzzExpand looks for panics and for texts out of bounds.
func FuzzExpand(f *testing.F) {
	for _, source := range []string{`\p{L}`, `[\p{L}--[a-z]]`, `[^\d&&\w]`, `[\q{a}]`, `\P{Script=Greek}`} {
		f.Add(source, true)
	}
	f.Fuzz(func(t *testing.T, source string, sets bool) {
		flags := "u"
		if sets {
			flags = "v"
		}
		text, _, err := pattern.Expand(source, flags)
		if err == nil {
			require.LessOrEqual(t, len(text), 2*pattern.MaxExpanded)
		}
	})
}
