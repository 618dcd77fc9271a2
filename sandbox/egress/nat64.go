package egress

import (
	"errors"
	"fmt"
	"net/netip"
	"slices"
)

// ParseNAT64 reads prefixes that embed IPv4 addresses as RFC 6052 says: their lengths
// are 32, 40, 48, 56, 64 or 96. The error names every one that cannot be read.
func ParseNAT64(texts []string) ([]netip.Prefix, error) {
	var list []netip.Prefix
	var faults []error
	for _, text := range texts {
		p, err := netip.ParsePrefix(text)
		if err != nil || !p.Addr().Is6() || p.Addr().Is4In6() || p != p.Masked() || !slices.Contains(nat64Lengths, p.Bits()) {
			faults = append(faults, fmt.Errorf("NAT64 prefix %q: write an IPv6 network of length 32, 40, 48, 56, 64 or 96, such as 64:ff9b::/96", text))
			continue
		}
		list = append(list, p)
	}
	return list, errors.Join(faults...)
}

var nat64Lengths = []int{32, 40, 48, 56, 64, 96}

// embedded returns the IPv4 address that a carries in one of the prefixes (RFC 6052,
// 2.2: octet 8 is skipped), or else a.
func embedded(prefixes []netip.Prefix, a netip.Addr) netip.Addr {
	for _, p := range prefixes {
		if !p.Contains(a) {
			continue
		}
		b, at := a.As16(), p.Bits()/8
		var four [4]byte
		for i := range four {
			if at == 8 {
				at++
			}
			four[i] = b[at]
			at++
		}
		return netip.AddrFrom4(four)
	}
	return a
}
