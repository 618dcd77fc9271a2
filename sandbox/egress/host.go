package egress

import (
	"errors"
	"net/netip"
	"strings"
)

var errHost = errors.New("not a host name or an IP address")

// parseHost reads what a script wants to reach. Exactly one of name and addr is set.
//
// It accepts what has one meaning only: an IP literal (RFC 4291 or four plain decimal
// numbers, no zone, IPv6 with or without brackets), or an ASCII name of letters,
// digits and dashes. Other spellings of an address, such as 0x7f.1, 2130706433 or
// 127.1, are names whose last label is numeric, and refused (WHATWG URL, "ends in a
// number"). Names come back in lower case without a trailing dot.
func parseHost(s string) (name string, addr netip.Addr, err error) {
	if inner, ok := strings.CutPrefix(s, "["); ok {
		inner, ok = strings.CutSuffix(inner, "]")
		addr, err := netip.ParseAddr(inner)
		if !ok || err != nil || !addr.Is6() || addr.Zone() != "" {
			return "", netip.Addr{}, errHost
		}
		return "", addr.Unmap(), nil
	}
	if addr, err := netip.ParseAddr(s); err == nil {
		if addr.Zone() != "" {
			return "", netip.Addr{}, errHost
		}
		return "", addr.Unmap(), nil
	}
	name = strings.ToLower(strings.TrimSuffix(s, "."))
	if !isName(name) {
		return "", netip.Addr{}, errHost
	}
	return name, netip.Addr{}, nil
}

// isName reports whether s is a name by RFC 1123, 2.1.
func isName(s string) bool {
	if s == "" || len(s) > 253 {
		return false
	}
	last := ""
	for label := range strings.SplitSeq(s, ".") {
		if !isLabel(label) {
			return false
		}
		last = label
	}
	return !isNumber(last)
}

func isLabel(s string) bool {
	if s == "" || len(s) > 63 || s[0] == '-' || s[len(s)-1] == '-' {
		return false
	}
	for _, c := range []byte(s) {
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-' {
			return false
		}
	}
	return true
}

// isNumber reports whether an address parser could read the label as a number.
func isNumber(label string) bool {
	return strings.Trim(label, "0123456789") == "" || strings.HasPrefix(label, "0x")
}
