package tree

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/runtime/npm/internal/packument"
	"github.com/hookline/hookline/scripts"
)

// world is a registry in memory.
type world map[string]*packument.Packument

func (w world) Manifest(_ context.Context, s packument.Spec) (*packument.Manifest, error) {
	p := w[s.Name]
	if p == nil {
		return nil, &scripts.Fault{Kind: scripts.ErrInvalid, Message: "absent"}
	}
	return p.Pick(s, "20.0.0")
}

func (world) Prefetch(context.Context, []packument.Spec) {}

func (world) Bundle(context.Context, *packument.Manifest) (map[string]*packument.Manifest, error) {
	return nil, nil
}

// randomWorld has packages whose dependencies and peers go everywhere, also round in
// circles and to what does not exist.
func randomWorld(r *rand.Rand) (world, map[string]string) {
	packages := 4 + r.IntN(16)
	ranges := []string{"*", "^1", "^2", "1.0.0", ">=1", "~1.0", "^1||^2", "^3", "^9", "npm:p1@*", "git://x"}
	wish := func() string { return ranges[r.IntN(len(ranges)-r.IntN(4))] }
	name := func() string { return fmt.Sprint("p", r.IntN(packages+1)) }
	w := world{}
	for p := range packages {
		one := &packument.Packument{Name: fmt.Sprint("p", p), Versions: map[string]*packument.Manifest{}}
		for v := 1; v <= 3; v++ {
			m := &packument.Manifest{
				Name: one.Name, Version: fmt.Sprintf("%d.0.0", v), Dependencies: packument.Strings{}, OptionalDependencies: packument.Strings{},
				PeerDependencies: packument.Strings{}, PeerMeta: packument.Metas{},
			}
			for range r.IntN(4) {
				switch r.IntN(5) {
				case 0:
					m.OptionalDependencies[name()] = wish()
				case 1, 2:
					peer := name()
					m.PeerDependencies[peer], m.PeerMeta[peer] = wish(), r.IntN(3) == 0
				default:
					m.Dependencies[name()] = wish()
				}
			}
			one.Versions[m.Version] = m
		}
		w[one.Name] = one
	}
	hook := map[string]string{}
	for range 1 + r.IntN(4) {
		hook[name()] = wish()
	}
	return w, hook
}

// TestRandomTrees: whatever packages ask for, there is an error for people or a tree in
// which everything finds what it needs, but for peers that were overruled.
func TestRandomTrees(t *testing.T) {
	t.Parallel()
	built := 0
	for seed := range uint64(200) {
		w, hook := randomWorld(rand.New(rand.NewPCG(seed, 7)))
		root, err := Build(t.Context(), w, hook)
		if err != nil {
			var f *scripts.Fault
			require.ErrorAs(t, err, &f, "seed %d", seed)
			continue
		}
		built++
		for _, n := range append(root.All(), root) {
			for _, e := range n.out {
				where := fmt.Sprintf("seed %d: %s@%s of %s", seed, e.name, e.text, n.Path())
				switch {
				case e.optional && (e.to == nil || e.to.dropped), e.peer && e.overruled:
				default:
					require.NotNil(t, e.to, where)
					require.False(t, e.to.dropped, where)
					require.True(t, e.valid(), where)
				}
			}
		}
	}
	t.Logf("%d trees", built)
	require.Greater(t, built, 20)
}

// TestBuildStops: with the time of whoever asked.
func TestBuildStops(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := Build(ctx, world{}, map[string]string{"a": "1"})
	require.ErrorIs(t, err, context.Canceled)
}
