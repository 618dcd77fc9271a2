package pattern_test

import (
	"encoding/json"
	"testing"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/runtime/pattern"
)

// TestHalves: what Node answers for '…'.match(new RegExp(pattern, 'g')).
func TestHalves(t *testing.T) {
	t.Parallel()
	for source, want := range map[string]string{
		`[\ud800-\udbff][\udc00-\udfff]`:            `["👨","👩"]`,
		`(?!x)[\uD83D][\uDC00-\uDFFF]`:              `["👨","👩"]`,
		`[^\ud800-\udfff]|[\ud800-\udbff][\udc68]`:  `["a","👨","]","b"]`,
		`[\]a][\ud800-\udbff]?[\udc68]?[^\udc00\]]`: `["a👨","]b"]`,
		`\[|[\ud800][\udc00]`:                       `null`,
	} {
		require.True(t, pattern.Needs(source, "g"), source)
		expanded, flags, err := pattern.Expand(source, "g")
		require.NoError(t, err)
		vm := goja.New()
		require.NoError(t, vm.Set("source", expanded))
		got, err := vm.RunString(`JSON.stringify('a👨]b👩'.match(new RegExp(source, '` + flags + `')))`)
		require.NoError(t, err)
		require.True(t, json.Valid([]byte(got.String())))
		require.Equal(t, want, got.String(), expanded)
	}
	require.False(t, pattern.Needs(`[\ud800-\udbff].`, "g"))
	got, err := goja.New().RunString(`'👨'.match(/[\ud800-\udbff][\udc00-\udfff]/g)`)
	require.NoError(t, err)
	require.Nil(t, got.Export(), "regexp2 has been mended itself: remove this")
}
