package egress

import (
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"strconv"
	"strings"
)

// Policy says what hooks may connect to. The zero value is the public internet, and
// rules add to it. It is immutable.
type Policy struct {
	rules []rule
	only  bool // the public internet is closed
}

// rule opens a name, or the addresses of a prefix.
type rule struct {
	name   string
	prefix netip.Prefix // when name is empty
	port   uint16       // 0: every port
}

// ParsePolicy reads allow rules:
//
//	10.20.0.0/16  10.20.0.0/16:443  fd12::/16  [fd12::/16]:443
//	10.1.2.3      10.1.2.3:8080     fd12::1    [fd12::1]:8080
//	crm.internal  crm.internal:8080
//
// A rule for a name opens that name only, at private addresses: neither the same
// address written as a number, nor loopback, link-local, metadata or the server's own
// addresses, wherever DNS points. Those take a rule for the address. The error names
// every rule that cannot be read.
func ParsePolicy(allow []string) (Policy, error) {
	var p Policy
	var faults []error
	for _, text := range allow {
		r, err := parseRule(text)
		if err != nil {
			faults = append(faults, fmt.Errorf("egress rule %q: %w", text, err))
			continue
		}
		p.rules = append(p.rules, r)
	}
	return p, errors.Join(faults...)
}

var (
	errRule = errors.New("write a network (10.20.0.0/16), an address (10.1.2.3, fd12::1) or a name (crm.internal), " +
		"each with or without a port (10.20.0.0/16:443, 10.1.2.3:8080, [fd12::1]:8080, crm.internal:8080)")
	errHostBits  = errors.New("the address has bits beyond the network's length; write the network's first address")
	errLocalhost = errors.New("a name never opens loopback addresses; write 127.0.0.1 or 127.0.0.0/8")
	errMapped    = errors.New("write IPv4 addresses as such, not mapped into IPv6")
)

func parseRule(text string) (rule, error) {
	host, port, err := splitPort(text)
	if err != nil {
		return rule{}, err
	}
	if strings.Contains(host, "/") {
		if inner, ok := strings.CutPrefix(host, "["); ok {
			host = strings.TrimSuffix(inner, "]")
		}
		return networkRule(host, port)
	}
	name, addr, err := parseHost(host)
	switch {
	case err != nil:
		return rule{}, errRule
	case name == "localhost" || strings.HasSuffix(name, ".localhost"):
		return rule{}, errLocalhost
	case name != "":
		return rule{name: name, port: port}, nil
	}
	return rule{prefix: netip.PrefixFrom(addr, addr.BitLen()), port: port}, nil
}

func networkRule(text string, port uint16) (rule, error) {
	prefix, err := netip.ParsePrefix(text)
	switch {
	case err != nil:
		return rule{}, errRule
	case prefix.Addr().Is4In6():
		return rule{}, errMapped
	case prefix != prefix.Masked():
		return rule{}, errHostBits
	}
	return rule{prefix: prefix, port: port}, nil
}

// splitPort cuts a port off. An IPv6 address or network has one only after brackets.
func splitPort(text string) (host string, port uint16, err error) {
	if strings.HasPrefix(text, "[") {
		end := strings.IndexByte(text, ']')
		if end < 0 {
			return "", 0, errRule
		}
		host, text = text[:end+1], text[end+1:]
		if text == "" {
			return host, 0, nil
		}
	} else {
		colon := strings.IndexByte(text, ':')
		if colon < 0 || strings.Count(text, ":") > 1 {
			return text, 0, nil
		}
		host, text = text[:colon], text[colon:]
	}
	n, err := strconv.ParseUint(strings.TrimPrefix(text, ":"), 10, 16)
	if err != nil || n == 0 || text[0] != ':' {
		return "", 0, errRule
	}
	return host, uint16(n), nil
}

// With is p and the rules of other.
func (p Policy) With(other Policy) Policy {
	p.rules = append(p.rules[:len(p.rules):len(p.rules)], other.rules...)
	return p
}

// Only is p without the public internet: what no rule opens is closed. A name that no
// rule names is not even looked up, since a look-up carries the name out.
func (p Policy) Only() Policy {
	p.only = true
	return p
}

// asks reports whether name may be looked up.
func (p Policy) asks(name string) bool {
	return !p.only || slices.ContainsFunc(p.rules, func(r rule) bool { return r.name == name })
}

// opens reports whether a rule opens addr for a script that asked for name (empty if
// it asked for an address). own says that addr is one of the server's own. Port 0 asks
// for any port.
func (p Policy) opens(name string, addr netip.AddrPort, own bool) bool {
	for _, r := range p.rules {
		if r.port != 0 && addr.Port() != 0 && r.port != addr.Port() {
			continue
		}
		if r.name == "" && r.prefix.Contains(addr.Addr()) {
			return true
		}
		if r.name != "" && r.name == name && !own && (isPrivate(addr.Addr()) || isPublic(addr.Addr())) {
			return true
		}
	}
	return false
}
