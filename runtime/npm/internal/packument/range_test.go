package packument

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/stretchr/testify/require"
)

// otherwise are ranges that nobody publishes by intent, and of which node-semver makes
// something else.
var otherwise = map[string]string{
	">=1.2.3, <2":   "node-semver takes no comma either: it drops >=1.2.3",
	"1.2.3beta":     "loose: a prerelease without its dash",
	"^1.2.3beta":    "loose: a prerelease without its dash",
	"1.2.3 -2":      "node-semver drops what it does not know",
	"1.2.3-":        "node-semver takes it for a prerelease that nothing matches",
	">=1.2.3<2.0.0": "no space between; node-semver refuses it",
	"*-0":           "a prerelease of anything; node-semver refuses it",
	"1.x.3":         "a number behind a wildcard; node-semver refuses it",
	"*.1":           "a number behind a wildcard; node-semver refuses it",
}

// TestRanges compares with what the node-semver of npm says: see testdata/ranges.js.
func TestRanges(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("testdata/ranges.json")
	require.NoError(t, err)
	var cases []struct {
		Range   string
		Valid   bool
		In, Out []string
	}
	require.NoError(t, json.Unmarshal(text, &cases))
	require.Greater(t, len(cases), 120)
	for _, c := range cases {
		r, ok := ParseRange(c.Range)
		same := ok == c.Valid
		for _, version := range c.In {
			same = same && r.Match(version)
		}
		for _, version := range c.Out {
			same = same && !r.Match(version)
		}
		if reason, known := otherwise[c.Range]; known {
			require.False(t, same, "%q is as in node-semver now: take it off the list (%s)", c.Range, reason)
			continue
		}
		require.True(t, same, "%q: valid %v; node-semver says %v, %v are in it", c.Range, ok, c.Valid, c.In)
	}
}

func TestCompare(t *testing.T) {
	t.Parallel()
	order := []string{"", "nonsense", "0.0.1-alpha", "0.0.1-alpha.1", "0.0.1", "1.2.3-rc.2", "1.2.3-rc.10", "1.2.3", "1.10.0"}
	for a := range order {
		for b := range order {
			require.Equal(t, sign(a-b), sign(Compare(order[a], order[b])), "%q and %q", order[a], order[b])
		}
	}
}

func sign(n int) int {
	switch {
	case n < 0:
		return -1
	case n > 0:
		return 1
	}
	return 0
}

// FuzzParseSpec: no text makes it panic, and what it accepts is a name that is safe in a
// path and something to look for.
func FuzzParseSpec(f *testing.F) {
	for _, text := range []string{"^1.2.3", "npm:@a/b@^1 || 2", "npm:", "npm:@", "latest", "github:a/b", "1.2.3 - 2 ||", ">=0.0.0-0", "~>1.x", "=v1.2.3+b"} {
		f.Add("a", text)
	}
	f.Fuzz(func(t *testing.T, name, text string) {
		s, err := ParseSpec(name, text)
		if err != nil {
			return
		}
		require.True(t, ValidName(s.Name))
		require.NotEmpty(t, s.Text)
		s.Accepts("1.2.3-beta.1")
	})
}
