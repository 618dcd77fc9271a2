package egress

import (
	"bytes"
	"context"
	"log/slog"
	"net"
	"net/netip"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
)

func TestOnlyTheList(t *testing.T) {
	t.Parallel()
	p, err := ParsePolicy([]string{"api.example:443", "9.9.9.0/24", "10.0.0.0/8"})
	require.NoError(t, err)
	p = p.Only()
	g := New(Config{OwnAddresses: func() ([]net.Addr, error) { return nil, nil }})
	for _, c := range []struct {
		name, addr string
		want       bool
	}{
		{"api.example", "1.1.1.1:443", true},
		{"api.example", "1.1.1.1:80", false},
		{"api.example", "127.0.0.1:443", false},
		{"api.example", "169.254.169.254:443", false},
		{"other.example", "1.1.1.1:443", false},
		{"", "1.1.1.1:443", false},
		{"", "9.9.9.9:1", true},
		{"", "10.1.1.1:1", true},
		{"", "127.0.0.1:1", false},
	} {
		a := &attempt{gate: g, policy: p, name: c.name}
		require.Equal(t, c.want, a.allows(netip.MustParseAddrPort(c.addr)), c)
	}
	require.True(t, p.asks("api.example"))
	require.False(t, p.asks("other.example"), "a look-up would carry the name out")
	require.True(t, Policy{}.asks("other.example"))

	deaf := New(Config{Resolver: &net.Resolver{PreferGo: true, Dial: func(context.Context, string, string) (net.Conn, error) {
		t.Error("DNS was asked")
		return nil, net.ErrClosed
	}}}).For(slog.New(slog.DiscardHandler), func(context.Context) (Policy, error) { return p, nil })
	_, err = deaf.Dial(t.Context(), "secret.evil.example", 443)
	require.ErrorIs(t, err, errNotListed)
	_, err = deaf.Dial(t.Context(), "1.1.1.1", 443)
	require.ErrorIs(t, err, errNotListed)
}

func TestPoliciesAddUp(t *testing.T) {
	t.Parallel()
	a, err := ParsePolicy([]string{"10.0.0.0/8"})
	require.NoError(t, err)
	b, err := ParsePolicy([]string{"192.168.0.0/16"})
	require.NoError(t, err)
	both := a.With(b)
	for _, addr := range []string{"10.1.1.1:1", "192.168.1.1:1"} {
		require.True(t, both.opens("", netip.MustParseAddrPort(addr), false))
	}
	require.False(t, a.opens("", netip.MustParseAddrPort("192.168.1.1:1"), false), "a is as it was")
	require.False(t, both.only)
}

func TestNAT64IsJudgedByTheEmbeddedAddress(t *testing.T) {
	t.Parallel()
	// RFC 6052, 2.4, and the same with a private address.
	for text, want := range map[string]string{
		"2001:db8:c000:221::/32":             "192.0.2.33",
		"2001:db8:1c0:2:21::/40":             "192.0.2.33",
		"2001:db8:122:c000:2:2100::/48":      "192.0.2.33",
		"2001:db8:122:3c0:0:221::/56":        "192.0.2.33",
		"2001:db8:122:344:c0:2:2100::/64":    "192.0.2.33",
		"2001:db8:122:344::192.0.2.33/96":    "192.0.2.33",
		"64:ff9b::127.0.0.1/96":              "127.0.0.1",
		"64:ff9b::8.8.8.8/96":                "8.8.8.8",
		"2606:4700:4700:0:7f:0:100::/64":     "127.0.0.1",
		"2606:4700:4700:0:a9:fea9:fe00::/64": "169.254.169.254",
	} {
		p := netip.MustParsePrefix(text)
		list, err := ParseNAT64([]string{p.Masked().String()})
		require.NoError(t, err)
		require.Equal(t, want, embedded(list, p.Addr()).String(), text)
	}
	require.Equal(t, "2606:4700::1", embedded(nil, netip.MustParseAddr("2606:4700::1")).String())
	for _, text := range []string{"64:ff9b::/95", "10.0.0.0/8", "64:ff9b::1/96", "x", "::ffff:0:0/96"} {
		_, err := ParseNAT64([]string{text})
		require.ErrorContains(t, err, text)
	}
}

func TestRulesAreAskedAtEveryDial(t *testing.T) {
	t.Parallel()
	port := listen(t)
	open, err := ParsePolicy([]string{"127.0.0.1"})
	require.NoError(t, err)
	var now Policy
	var fault error
	g := New(Config{}).For(slog.New(slog.DiscardHandler), func(context.Context) (Policy, error) { return now, fault })
	_, err = g.Dial(t.Context(), "127.0.0.1", port)
	require.ErrorIs(t, err, errNotPublic)
	now = open
	conn, err := g.Dial(t.Context(), "127.0.0.1", port)
	require.NoError(t, err)
	require.NoError(t, conn.Close())
	fault = net.ErrClosed
	_, err = g.Dial(t.Context(), "127.0.0.1", port)
	require.ErrorIs(t, err, errNoRules)
}

func TestRefusalsDoNotFloodTheLog(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var out bytes.Buffer
		l := &refusalLog{log: slog.New(slog.NewTextHandler(&out, nil))}
		for range 1000 {
			l.tell(t.Context(), "10.0.0.1:80", []netip.AddrPort{netip.MustParseAddrPort("10.0.0.1:80")})
		}
		require.Equal(t, refusalsPerMinute, strings.Count(out.String(), "\n"))
		time.Sleep(time.Minute)
		l.tell(t.Context(), "10.0.0.1:80", nil)
		require.Contains(t, out.String(), "omitted=980")
	})
}
