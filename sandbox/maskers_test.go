package sandbox

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/scripts"
)

func TestMaskersAreKeptPerSetOfSecrets(t *testing.T) {
	t.Parallel()
	c := newMaskers()
	set := func(pairs ...string) scripts.Secrets {
		s := scripts.Secrets{}
		for i := 0; i < len(pairs); i += 2 {
			s[pairs[i]] = scripts.NewSecretValue(pairs[i+1])
		}
		return s
	}
	one := c.of(set("a", "first", "b", "second"))
	require.Same(t, one, c.of(set("b", "second", "a", "first")))
	for _, other := range []scripts.Secrets{nil, set("a", "first"), set("a", "second", "b", "first"), set("a", "first", "b", "other")} {
		require.NotSame(t, one, c.of(other))
	}
	for i := range 2 * maxMaskers {
		c.of(set("n", string(rune(i+1000))))
	}
	require.LessOrEqual(t, len(c.known), maxMaskers)
}
