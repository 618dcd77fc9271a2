package npm

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/runtime/npm/npmtest"
	"github.com/hookline/hookline/scripts"
)

// graphs are what a registry has, a package per line (see npmtest.Registry.Publish), and
// what a hook asks for. npm itself says what is right.
var graphs = []struct{ name, packages, hook string }{
	{"hoisting", "a@1.0.0 b@1\nb@1.0.0 c@1\nc@1.0.0", "a@1"},
	{"two versions", "a@1.0.0 c@1\nb@1.0.0 c@2\nc@1.0.0\nc@2.0.0", "a@1 b@1"},
	{"the hook's own version wins the root", "a@1.0.0 c@1\nc@1.0.0\nc@2.0.0", "a@1 c@2"},
	{"the same nested version twice", "a@1.0.0 c@1\nb@1.0.0 c@1\nc@1.0.0\nc@2.0.0", "a@1 b@1 c@2"},
	{"a wide range takes what is there", "a@1.0.0 c@1.0.0\nz@1.0.0 c@>=1\nc@1.0.0\nc@2.0.0", "a@1 z@1"},
	{"a nested version serves its neighbours", "a@1.0.0 b@1 c@1\nb@1.0.0 c@1\nc@1.0.0\nc@2.0.0", "a@1 c@2"},
	{"cycle", "a@1.0.0 b@1\nb@1.0.0 c@1\nc@1.0.0 a@1", "a@1"},
	{"cycle through another version", "a@1.0.0 b@1\na@2.0.0\nb@1.0.0 a@2", "a@1"},
	{"a newer one replaces what suits both", "a@1.0.0 c@^1.0.0\nb@1.0.0 c@1.0.0\nc@1.0.0\nc@1.1.0", "b@1 a@1"},
	{"prereleases", "a@1.0.0 b@^1.0.0-rc.1\nb@1.0.0-beta\nb@1.0.0-rc.2\nb@2.0.0-rc.1", "a@1"},
	{"only prereleases", "a@1.0.0-alpha.1\na@1.0.0-alpha.2", "a@^1.0.0-alpha"},
	{"scopes", "@x/a@1.0.0 @x/b@1 b@1\n@x/b@1.0.0 b@2\nb@1.0.0\nb@2.0.0", "@x/a@1"},
	{"order of names", "a-b@1.0.0 z@1\na_b@1.0.0 z@2\nAB@1.0.0 z@3\n@a/b@1.0.0 z@4\na.b@1.0.0 z@5\nz@1.0.0\nz@2.0.0\nz@3.0.0\nz@4.0.0\nz@5.0.0", "a-b@1 a_b@1 AB@1 @a/b@1 a.b@1"},
	{"alias", "b@1.0.0\nb@2.0.0\na@1.0.0 c@npm:b@^1 b@^2", "a@1"},
	{"alias of the hook", "b@1.0.0\nb@2.0.0 d@1\nd@1.0.0\n@s/d@1.0.0", "one@npm:b@1 two@npm:b@^2 d@npm:@s/d"},
	{"peer", "a@1.0.0 peer:p@^1\np@1.0.0\np@1.5.0\np@2.0.0", "a@1"},
	{"peer that the hook has", "a@1.0.0 peer:p@^1\np@1.0.0\np@1.5.0\np@2.0.0", "a@1 p@1.0.0"},
	{"peer of a dependency", "a@1.0.0 b@1\nb@1.0.0 peer:p@1\np@1.0.0\np@2.0.0", "a@1"},
	{"peer below another version", "a@1.0.0 b@1\nb@1.0.0 peer:p@1\np@1.0.0\np@2.0.0", "a@1 p@2"},
	{"peers of peers", "a@1.0.0 peer:b@1\nb@1.0.0 peer:c@1\nc@1.0.0 peer:a@1\nd@1.0.0 a@1", "d@1"},
	{"peers in two versions", "x@1.0.0 a@1 p@1\ny@1.0.0 a@1 p@2\na@1.0.0 peer:p@*\np@1.0.0\np@2.0.0", "x@1 y@1"},
	{"wide peer, narrow dependency", "x@1.0.0 a@1 p@1\na@1.0.0 peer:p@>=1\np@1.0.0\np@2.0.0", "x@1"},
	{"peers that agree on the older", "x@1.0.0 a@1 b@1\na@1.0.0 peer:p@>=1\nb@1.0.0 peer:p@1\np@1.0.0\np@2.0.0", "x@1"},
	{"conflicting peers of a dependency", "x@1.0.0 a@1 b@1\na@1.0.0 peer:p@1\nb@1.0.0 peer:p@2\np@1.0.0\np@2.0.0", "x@1"},
	{"peer groups", "x@1.0.0 a@1\ny@1.0.0 a@2\na@1.0.0 peer:b@1\na@2.0.0 peer:b@2\nb@1.0.0 peer:a@1\nb@2.0.0 peer:a@2", "x@1 y@1"},
	{"optional peer that is absent", "a@1.0.0 peeropt:p@1\np@1.0.0", "a@1"},
	{"optional peer that is there", "a@1.0.0 peeropt:p@1\nb@1.0.0 p@2\np@1.0.0\np@2.0.0", "a@1 b@1"},
	{"optional peer that is there and fits", "a@1.0.0 peeropt:p@1\nb@1.0.0 p@*\np@1.0.0\np@2.0.0", "a@1 b@1"},
	{"optional", "a@1.0.0 opt:o@1 b@1\no@1.0.0 b@2\nb@1.0.0\nb@2.0.0", "a@1"},
	{"tag", "a@1.0.0\na@2.0.0 b@latest\nb@1.0.0\nc@1.0.0 b@latest", "a@latest c@*"},
	{"deep conflicts", "a@1.0.0 b@1 x@1\nb@1.0.0 c@1 x@2\nc@1.0.0 d@1 x@3\nd@1.0.0 x@1\nx@1.0.0\nx@2.0.0\nx@3.0.0", "a@1"},
	{"ranges", "a@1.0.0 r@>=1.2 s@1.x||>=3 t@~1.1 u@1.0.0_-_1.2\nr@1.1.0\nr@1.2.0\nr@2.0.0\ns@1.9.0\ns@2.0.0\nt@1.1.5\nt@1.2.0\nu@1.2.9\nu@1.3.0", "a@1"},
}

// randomGraphs is how many trees are compared that nobody thought of.
const randomGraphs = 30

// TestAsNpmDoes compares trees with those of npm, which runs here against the same
// registries. Of a failure with a random graph the log has the graph.
func TestAsNpmDoes(t *testing.T) {
	t.Parallel()
	type comparison struct {
		name, log string
		registry  *npmtest.Registry
		Registry  string            `json:"registry"`
		Hook      map[string]string `json:"dependencies"`
	}
	var all []comparison
	for _, g := range graphs {
		r := npmtest.New(t)
		for line := range strings.Lines(g.packages) {
			publishLine(r, line)
		}
		all = append(all, comparison{g.name, g.packages, r, r.URL, parseHook(g.hook)})
	}
	for seed := range uint64(randomGraphs) {
		r := npmtest.New(t)
		packages, hook := randomGraph(rand.New(rand.NewPCG(seed, 1)))
		for _, line := range packages {
			publishLine(r, line)
		}
		all = append(all, comparison{fmt.Sprint("seed ", seed), strings.Join(packages, "\n"), r, r.URL, hook})
	}
	text, err := json.Marshal(all)
	require.NoError(t, err)
	trees := npmTrees(t, text)
	require.Len(t, trees, len(all))
	refused := 0
	for at, c := range all {
		npm := trees[at]
		if npm.Error != "" {
			refused++
		}
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			lock, err := open(t, c.registry).Resolve(t.Context(), c.Hook, nil)
			if npm.Error != "" {
				requireFault(t, err, scripts.ErrInvalid, "package")
				return
			}
			require.NoError(t, err)
			require.Equal(t, npm.Tree, ids(lock), "the hook asks for %v of:\n%s", c.Hook, c.log)
		})
	}
	t.Logf("%d trees compared, %d of them refused by both", len(all), refused)
	require.Less(t, refused, len(all)/2, "npm refuses most graphs: the comparison says little")
}

func publishLine(r *npmtest.Registry, line string) {
	words := strings.Fields(strings.TrimSpace(line))
	for i, word := range words {
		words[i] = strings.ReplaceAll(word, "_-_", " - ")
	}
	r.Publish(words[0], words[1:]...)
}

func parseHook(text string) map[string]string {
	hook := map[string]string{}
	for word := range strings.FieldsSeq(text) {
		at := strings.IndexByte(word[1:], '@') + 1
		hook[word[:at]] = word[at+1:]
	}
	return hook
}

// randomGraph makes 14 packages in 3 versions, and a hook. Peers point forward only, so
// that npm does not refuse most of the graphs.
func randomGraph(random *rand.Rand) (lines []string, hook map[string]string) {
	const packages = 14
	ranges := []string{"*", "^1", "^2", "1.0.0", ">=1", "~1.0", "^1||^2", "^3"}
	wish := func() string { return ranges[random.IntN(len(ranges))] }
	for p := range packages {
		for version := 1; version <= 3; version++ {
			line := fmt.Sprintf("p%d@%d.0.0", p, version)
			used := map[int]bool{p: true}
			for range random.IntN(4) {
				d := random.IntN(packages)
				if used[d] {
					continue
				}
				used[d] = true
				kind := ""
				if d > p && random.IntN(4) == 0 {
					kind = []string{"peer:", "peeropt:"}[random.IntN(2)]
				}
				line += fmt.Sprintf(" %sp%d@%s", kind, d, wish())
			}
			lines = append(lines, line)
		}
	}
	hook = map[string]string{}
	for range 3 {
		hook[fmt.Sprintf("p%d", random.IntN(packages))] = wish()
	}
	return lines, hook
}

// npmTree is what npm would install, by place, or its error. A link is one, too: npm makes
// links for packages that need themselves in two versions, and such trees are refused here.
type npmTree struct {
	Tree  map[string]string `json:"tree"`
	Error string            `json:"error"`
}

// npmTrees asks the resolver of the npm that is installed here.
func npmTrees(t *testing.T, graphs []byte) []npmTree {
	t.Helper()
	npm, err := exec.LookPath("npm")
	if err != nil {
		t.Skip("npm is not installed: trees are compared with npm's where it is, as in CI")
	}
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	defer cancel()
	where, err := exec.CommandContext(ctx, npm, "root", "--global").Output()
	require.NoError(t, err)
	cmd := exec.CommandContext(ctx, "node", filepath.Join("testdata", "trees.js"), filepath.Join(strings.TrimSpace(string(where)), "npm"), t.TempDir())
	cmd.Stdin = bytes.NewReader(graphs)
	var problem strings.Builder
	cmd.Stderr = &problem
	out, err := cmd.Output()
	require.NoError(t, err, problem.String())
	var trees []npmTree
	require.NoError(t, json.Unmarshal(out, &trees))
	return trees
}
