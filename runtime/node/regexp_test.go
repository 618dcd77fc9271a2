package node

import (
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestPatternsAreKeptWithinBounds(t *testing.T) {
	t.Parallel()
	var p patterns
	first, err := p.program("a", "g")
	require.NoError(t, err)
	again, err := p.program("a", "g")
	require.NoError(t, err)
	require.Same(t, first, again)
	for i := range 3 * maxPatterns {
		_, err := p.program("b"+strconv.Itoa(i), "")
		require.NoError(t, err)
		require.LessOrEqual(t, len(p.programs), maxPatterns)
	}
	long := strings.Repeat("x", longPattern)
	for i := range 40 {
		_, err := p.program(long[:longPattern-i], "")
		require.NoError(t, err)
		require.LessOrEqual(t, p.bytes, maxPatternBytes+longPattern)
	}
}

// TestPatternsAreOfTheirVM changes a regular expression in one VM and looks in another.
func TestPatternsAreOfTheirVM(t *testing.T) {
	t.Parallel()
	for range 2 {
		m := newMachine(t, nil)
		m.run(t, prelude+`var r = new RegExp('a', 'g'); show(() => [r.lastIndex, r.seen, r.test('aa'), r.lastIndex]); r.seen = 1; r.constructor.seen = 2;`)
		require.Equal(t, "[0,null,true,1]\n", m.printed(t))
		m.end()
	}
}

func TestDeepPatternIsRefused(t *testing.T) {
	t.Parallel()
	m := newMachine(t, nil)
	defer m.end()
	m.run(t, prelude+`show(() => new RegExp('(?=a)' + '('.repeat(1e6) + ')'.repeat(1e6)))`)
	require.Equal(t, "throws SyntaxError undefined: Invalid regular expression: Regular expression too large\n", m.printed(t))
}
