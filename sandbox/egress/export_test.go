package egress

import (
	"net/netip"
)

// Decide is the gate without a network: whether p lets a script that asks for host
// connect to it, where its name has these addresses.
func Decide(p Policy, nat64 []netip.Prefix, host string, port int, lookup func(name string) []string) bool {
	name, addr, err := parseHost(host)
	if err != nil || port < 1 || port > 65535 || name != "" && !p.asks(name) {
		return false
	}
	addresses := []netip.Addr{addr}
	if name != "" {
		addresses = nil
		for _, text := range lookup(name) {
			addresses = append(addresses, netip.MustParseAddr(text).Unmap())
		}
	}
	a := &attempt{gate: New(Config{NAT64: nat64}), policy: p, name: name}
	for _, addr := range addresses {
		if a.allows(netip.AddrPortFrom(addr, uint16(port))) {
			return true
		}
	}
	return false
}
