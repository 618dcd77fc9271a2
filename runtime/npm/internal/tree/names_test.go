package tree

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestCompareNames has what this prints in Node 20:
//
//	[...].sort((a, b) => a.localeCompare(b, 'en'))
func TestCompareNames(t *testing.T) {
	t.Parallel()
	want := []string{
		"_a", "-a", ".a", "@a/b", "@a/b-c", "@a/b.c", "~a", "10a", "1a", "2a", "a", "A", "a_b", "a-b", "a.b", "a~b", "a1", "ab", "AB", "ab-c", "aB1", "abc",
		"b", "node_modules/a", "node_modules/a-b", "node_modules/a/node_modules/b", "node_modules/ab", "z",
	}
	got := slices.Clone(want)
	rand.New(rand.NewPCG(1, 2)).Shuffle(len(got), func(i, j int) { got[i], got[j] = got[j], got[i] })
	slices.SortFunc(got, compareNames)
	require.Equal(t, want, got)
}
