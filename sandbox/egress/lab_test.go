package egress_test

import (
	"net/netip"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/runtime/node/url"
	"github.com/hookline/hookline/sandbox/egress"
)

// TestTheTableByDecision runs the lab's table against the decision alone: no packet is
// sent, so it runs everywhere. What only a network can show is left to the lab.
func TestTheTableByDecision(t *testing.T) {
	t.Parallel()
	decided, wrong := 0, 0
	lookups := map[string]int{}
	for _, c := range labTable() {
		host, port, ok := destination(c)
		if !ok {
			continue
		}
		decided++
		var nat64 []netip.Prefix
		if c.nat64 != "" {
			nat64 = []netip.Prefix{netip.MustParsePrefix(c.nat64)}
		}
		got := egress.Decide(labPolicy(t, c), nat64, host, port, func(name string) []string { return resolve(lookups, name) })
		if got != (c.reaches != "") {
			wrong++
			t.Errorf("%s %q: allowed %t, want %q", c.how, c.what, got, c.reaches)
		}
	}
	require.Zero(t, wrong)
	t.Logf("%d cases decided, %d wrong", decided, wrong)
}

func labPolicy(t *testing.T, c labCase) egress.Policy {
	p, err := egress.ParsePolicy(c.allow)
	require.NoError(t, err)
	if c.only {
		return p.Only()
	}
	return p
}

// destination is what a case dials first; ok is false where it is not that which decides.
func destination(c labCase) (host string, port int, ok bool) {
	if c.how == "http" {
		return c.what, 80, c.what != "" && !strings.ContainsAny(c.what, "[]") // Node takes brackets off
	}
	u, err := url.Parse(c.what)
	if err != nil || u.Scheme() != "http" || u.Username() != "" || strings.HasPrefix(u.Pathname(), "/to") {
		return "", 0, false
	}
	if u.Port() == "0" {
		return u.Hostname(), 0, true
	}
	return u.Hostname(), u.DecodedPort(), true
}

// resolve is a look-up in labNames.
func resolve(lookups map[string]int, name string) []string {
	sets := labNames[name]
	if len(sets) == 0 {
		return nil
	}
	set := sets[min(lookups[name], len(sets)-1)]
	lookups[name]++
	if alias, ok := strings.CutPrefix(set, "="); ok {
		return resolve(lookups, alias)
	}
	return strings.Fields(set)
}
