package egress

import (
	"net/netip"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestParsePolicyReadsEveryForm(t *testing.T) {
	t.Parallel()
	prefix := netip.MustParsePrefix
	for text, want := range map[string]rule{
		"10.20.0.0/16":        {prefix: prefix("10.20.0.0/16")},
		"10.20.0.0/16:443":    {prefix: prefix("10.20.0.0/16"), port: 443},
		"fd12::/16":           {prefix: prefix("fd12::/16")},
		"[fd12::/16]:443":     {prefix: prefix("fd12::/16"), port: 443},
		"10.1.2.3":            {prefix: prefix("10.1.2.3/32")},
		"10.1.2.3:8080":       {prefix: prefix("10.1.2.3/32"), port: 8080},
		"fd12::1":             {prefix: prefix("fd12::1/128")},
		"[fd12::1]":           {prefix: prefix("fd12::1/128")},
		"[fd12::1]:8080":      {prefix: prefix("fd12::1/128"), port: 8080},
		"::ffff:10.1.2.3":     {prefix: prefix("10.1.2.3/32")},
		"crm.internal":        {name: "crm.internal"},
		"CRM.Internal.:8080":  {name: "crm.internal", port: 8080},
		"mailhog":             {name: "mailhog"},
		"xn--bcher-kva.local": {name: "xn--bcher-kva.local"},
	} {
		p, err := ParsePolicy([]string{text})
		require.NoError(t, err, text)
		require.Equal(t, []rule{want}, p.rules, text)
	}
}

func TestParsePolicyNamesEveryBadRule(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"", ":", ":80", "*", "*.internal", "http://crm.internal", "crm.internal/path", "crm.internal:0",
		"crm.internal:65536", "crm.internal:+80", "crm.internal:", "10.1.2.3/33", "10.1.2.0x10", "0x7f.1",
		"127.1", "2130706433", "010.0.0.1", "fd12::1%eth0", "[fd12::1]8080", "[fd12::1", "[10.0.0.1]:80",
		"crm_internal", "a b", "-a.example", "crm..internal", "]10.0.0.0/8[",
	} {
		_, err := ParsePolicy([]string{"10.0.0.0/8", text})
		require.ErrorIs(t, err, errRule, "%q", text)
	}
	_, err := ParsePolicy([]string{"10.1.2.3/8", "localhost:80", "::ffff:10.0.0.0/104", "*"})
	require.ErrorIs(t, err, errHostBits)
	require.ErrorIs(t, err, errLocalhost)
	require.ErrorIs(t, err, errMapped)
	require.ErrorContains(t, err, `egress rule "*": write a network`)
}

func TestRulesOpenWhatTheySay(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		rule, name, addr string
		own, want        bool
	}{
		{rule: "10.20.0.0/16", addr: "10.20.1.1:80", want: true},
		{rule: "10.20.0.0/16", addr: "10.21.1.1:80"},
		{rule: "10.20.0.0/16:443", addr: "10.20.1.1:443", want: true},
		{rule: "10.20.0.0/16:443", addr: "10.20.1.1:80"},
		{rule: "127.0.0.1:8080", addr: "127.0.0.1:8080", want: true},
		{rule: "127.0.0.1:8080", addr: "127.0.0.1:8081"},
		{rule: "127.0.0.1", name: "crm.internal", addr: "127.0.0.1:8080", want: true},
		{rule: "169.254.169.254", addr: "169.254.169.254:80", want: true},
		{rule: "10.0.0.5", addr: "10.0.0.5:80", own: true, want: true},
		{rule: "crm.internal", name: "crm.internal", addr: "10.0.0.5:80", want: true},
		{rule: "crm.internal", name: "crm.internal", addr: "[fd12::1]:80", want: true},
		{rule: "crm.internal:8080", name: "crm.internal", addr: "10.0.0.5:80"},
		{rule: "crm.internal", name: "other.internal", addr: "10.0.0.5:80"},
		{rule: "crm.internal", name: "crm.internal.evil.com", addr: "10.0.0.5:80"},
		{rule: "crm.internal", addr: "10.0.0.5:80"}, // by its address
		{rule: "crm.internal", name: "crm.internal", addr: "10.0.0.5:80", own: true},
		{rule: "crm.internal", name: "crm.internal", addr: "127.0.0.1:80"},
		{rule: "crm.internal", name: "crm.internal", addr: "0.0.0.0:80"},
		{rule: "crm.internal", name: "crm.internal", addr: "[::1]:80"},
		{rule: "crm.internal", name: "crm.internal", addr: "169.254.169.254:80"},
		{rule: "crm.internal", name: "crm.internal", addr: "168.63.129.16:80"},
		{rule: "crm.internal", name: "crm.internal", addr: "100.100.100.200:80"},
		{rule: "crm.internal", name: "crm.internal", addr: "[fd00:ec2::254]:80"},
		{rule: "crm.internal", name: "crm.internal", addr: "[fe80::1]:80"},
		{rule: "crm.internal", name: "crm.internal", addr: "[64:ff9b::7f00:1]:80"},
	} {
		p, err := ParsePolicy([]string{c.rule})
		require.NoError(t, err)
		require.Equal(t, c.want, p.opens(c.name, netip.MustParseAddrPort(c.addr), c.own), "%+v", c)
	}
}

func TestOnlyPublicAddressesArePublic(t *testing.T) {
	t.Parallel()
	for _, a := range []string{"1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "172.32.0.1",
		"192.0.1.1", "223.255.255.255", "2606:4700::1111", "2a00:1450:4001::200e", "2001:4860:4860::8888"} {
		require.True(t, isPublic(netip.MustParseAddr(a)), a)
	}
	for _, a := range []string{"0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "127.0.0.1", "127.255.255.254",
		"168.63.129.16", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.8", "192.0.2.1", "192.168.1.1",
		"192.88.99.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "240.0.0.1", "255.255.255.255",
		"::", "::1", "::7f00:1", "::ffff:0:7f00:1", "64:ff9b::7f00:1", "64:ff9b:1::1", "100::1", "2001::1", "2001:db8::1",
		"2002:7f00:1::1", "3fff::1", "5f00::1", "fc00::1", "fd00:ec2::254", "fe80::1", "fec0::1", "ff02::1",
		"2606:4700::5efe:7f00:1", "2606:4700::200:5efe:7f00:1", "fe80::1%lo"} {
		require.False(t, isPublic(netip.MustParseAddr(a)), a)
	}
}

func TestParseHostHasOneMeaning(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"1.2.3.4": "1.2.3.4", "::1": "::1", "[::1]": "::1", "::ffff:127.0.0.1": "127.0.0.1", "[::ffff:7f00:1]": "127.0.0.1",
	} {
		name, addr, err := parseHost(text)
		require.NoError(t, err, text)
		require.Empty(t, name)
		require.Equal(t, want, addr.String())
	}
	for _, text := range []string{
		"", ".", "0x7f000001", "0X7F.1", "127.1", "127.0.1", "2130706433", "0177.0.0.1", "127.0.0.1.", "1.2.3.4.5", "1.2.3.0x4",
		"::1%lo", "[fe80::1%25lo]", "[1.2.3.4]", "[::1", "::1]", "example.com%00", "example.com\x00", "exa mple.com", "a_b.com",
		"①②⑦.0.0.1", "１２７.0.0.1", "bücher.example", "example。com", "user@example.com", "example.com/", "example.com:80",
		"a..b", ".a", "-a.com", "a-.com", "foo.1", "foo.0x1",
	} {
		_, _, err := parseHost(text)
		require.Error(t, err, "%q", text)
	}
}

func FuzzParseHost(f *testing.F) {
	for _, s := range []string{"example.com", "[::1]", "127.1", "0x7f.1", "fe80::1%lo", "a.b.c."} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		name, addr, err := parseHost(s)
		if err != nil {
			return
		}
		require.NotEqual(t, name != "", addr.IsValid())
		if name == "" {
			require.False(t, addr.Is4In6())
			require.Empty(t, addr.Zone())
			return
		}
		again, _, err := parseHost(name)
		require.NoError(t, err)
		require.Equal(t, name, again)
	})
}

func FuzzParsePolicy(f *testing.F) {
	for _, s := range []string{"10.0.0.0/8:443", "[fd12::/16]:1", "crm.internal:80", "[::1]", "::1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p, err := ParsePolicy([]string{s})
		if err != nil {
			require.Empty(t, p.rules)
			return
		}
		require.Len(t, p.rules, 1)
		require.NotEqual(t, p.rules[0].name != "", p.rules[0].prefix.IsValid())
	})
}
