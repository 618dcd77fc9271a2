package egress

import "net/netip"

// notPublic4 is what of IPv4 is no public unicast address: the entries of IANA's
// IPv4 Special-Purpose Address Registry (RFC 6890) that are not globally reachable,
// multicast, the reserved class E, and Azure's platform address, which is public by
// number and answers with credentials.
var notPublic4 = prefixes(
	"0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16",
	"172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
	"192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
	"224.0.0.0/4", "240.0.0.0/4", "168.63.129.16/32",
)

// IPv6 is the other way round: only 2000::/3 is allocated for global unicast, and of
// that these parts are not public: protocol assignments with Teredo, documentation,
// and 6to4, which embeds an IPv4 address.
var (
	global6    = netip.MustParsePrefix("2000::/3")
	notPublic6 = prefixes("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")
)

// private is what a rule for a name may open: the networks that people build at home,
// without the metadata services that live in them.
var (
	private  = prefixes("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7")
	metadata = prefixes("100.100.100.200/32", "fd00:ec2::254/128", "fd20:ce::254/128")
)

// isPublic reports whether every script may connect to a, which must be unmapped.
func isPublic(a netip.Addr) bool {
	if a.Is4() {
		return !within(notPublic4, a)
	}
	return a.Zone() == "" && global6.Contains(a) && !within(notPublic6, a) && !isISATAP(a)
}

// isPrivate reports whether a rule for a name may open a.
func isPrivate(a netip.Addr) bool { return within(private, a) && !within(metadata, a) }

// isISATAP recognises the interface identifiers of RFC 5214, which embed an IPv4 address.
func isISATAP(a netip.Addr) bool {
	b := a.As16()
	return b[8]&^0x02 == 0 && b[9] == 0 && b[10] == 0x5e && b[11] == 0xfe
}

func within(list []netip.Prefix, a netip.Addr) bool {
	for _, p := range list {
		if p.Contains(a) {
			return true
		}
	}
	return false
}

func prefixes(texts ...string) []netip.Prefix {
	list := make([]netip.Prefix, len(texts))
	for i, t := range texts {
		list[i] = netip.MustParsePrefix(t)
	}
	return list
}
