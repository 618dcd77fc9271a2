package egress

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"slices"
	"strings"
)

// MaxRecords bounds the records of one answer.
const MaxRecords = 16

var (
	errNoName   = &Error{"ENOTFOUND", "the name was not found"}
	errNoRecord = &Error{"ENODATA", "the name has no such record"}
	errNoType   = &Error{"ENOTIMP", "records of this type cannot be looked up here"}
)

// Resolve looks a name up and returns what the policy would let a script connect to:
// addresses that it may not reach, and names that have none that it may, are as absent
// as what DNS does not know. So a look-up tells nothing of the network around the
// server. record is A, AAAA, CNAME, MX, NS, SRV, TXT, or PTR with an address as name.
//
// The records are texts in the form of zone files (RFC 1035, 5), without dots at the
// end: "10 mail.example.com". Every error is an *Error.
func (g *Gate) Resolve(ctx context.Context, record, host string) ([]string, error) {
	name, addr, err := parseHost(plain(record, host))
	if err != nil {
		return nil, errNoName
	}
	ctx, cancel := context.WithTimeout(ctx, g.config.Timeout)
	defer cancel()
	policy, err := g.rules(ctx)
	if err != nil {
		g.config.Log.ErrorContext(ctx, "egress rules cannot be read", "error", err)
		return nil, errNoRules
	}
	q := &query{attempt: attempt{gate: g, policy: policy, name: name}, resolver: g.config.Resolver}
	if q.resolver == nil {
		q.resolver = net.DefaultResolver
	}
	if name == "" {
		return q.byAddress(ctx, record, addr)
	}
	if !policy.asks(name) {
		g.refusals.tell(ctx, name, nil)
		return nil, errNotListed
	}
	return q.byName(ctx, record, strings.TrimPrefix(host, "."))
}

// plain is the name without the underscores that names of services begin their labels
// with, for the check only.
func plain(record, host string) string {
	if record != "SRV" && record != "TXT" && record != "CNAME" {
		return host
	}
	labels := strings.Split(host, ".")
	for i, label := range labels {
		labels[i] = strings.TrimPrefix(label, "_")
	}
	return strings.Join(labels, ".")
}

// query is one look-up.
type query struct {
	attempt

	resolver *net.Resolver
}

func (q *query) byAddress(ctx context.Context, record string, addr netip.Addr) ([]string, error) {
	if !q.allows(netip.AddrPortFrom(addr, 0)) {
		return nil, errNoName
	}
	if record != "PTR" {
		return []string{addr.String()}, nil
	}
	names, err := q.resolver.LookupAddr(ctx, addr.String())
	if err != nil || len(names) == 0 {
		return nil, known(err, errNoName)
	}
	return clean(names), nil
}

func (q *query) byName(ctx context.Context, record, name string) ([]string, error) {
	switch record {
	case "A", "AAAA":
		return q.addresses(ctx, record, name)
	}
	if q.isInternal() {
		return nil, errNoName
	}
	records, err := q.records(ctx, record, name)
	if err != nil || len(records) == 0 {
		return nil, known(err, errNoRecord)
	}
	return clean(records), nil
}

func (q *query) addresses(ctx context.Context, record, name string) ([]string, error) {
	network := map[string]string{"A": "ip4", "AAAA": "ip6"}[record]
	found, err := q.resolver.LookupNetIP(ctx, network, name)
	if err != nil {
		return nil, known(err, errNoName)
	}
	var addresses []string
	for _, addr := range found {
		if addr = addr.Unmap(); q.allows(netip.AddrPortFrom(addr, 0)) && len(addresses) < MaxRecords {
			addresses = append(addresses, addr.String())
		}
	}
	if len(addresses) == 0 {
		return nil, errNoName
	}
	return addresses, nil
}

func (q *query) records(ctx context.Context, record, name string) (out []string, err error) {
	add := func(target, text string) {
		if len(out) < MaxRecords && q.reaches(ctx, target) {
			out = append(out, text)
		}
	}
	switch record {
	case "TXT":
		return q.resolver.LookupTXT(ctx, name)
	case "MX":
		found, err := q.resolver.LookupMX(ctx, name)
		for _, r := range found {
			add(r.Host, fmt.Sprintf("%d %s", r.Pref, r.Host))
		}
		return out, err
	case "NS":
		found, err := q.resolver.LookupNS(ctx, name)
		for _, r := range found {
			add(r.Host, r.Host)
		}
		return out, err
	case "SRV":
		_, found, err := q.resolver.LookupSRV(ctx, "", "", name)
		for _, r := range found {
			add(r.Target, fmt.Sprintf("%d %d %d %s", r.Priority, r.Weight, r.Port, r.Target))
		}
		return out, err
	case "CNAME":
		found, err := q.resolver.LookupCNAME(ctx, name)
		if err == nil && !strings.EqualFold(strings.TrimSuffix(found, "."), strings.TrimSuffix(name, ".")) {
			add(found, found)
		}
		return out, err
	}
	return nil, errNoType
}

// reaches reports whether a name has an address that scripts may connect to.
func (q *query) reaches(ctx context.Context, target string) bool {
	name, _, err := parseHost(target)
	if err != nil || name == "" {
		return false
	}
	other := &query{attempt: attempt{gate: q.gate, policy: q.policy, name: name}, resolver: q.resolver}
	for _, record := range []string{"A", "AAAA"} {
		if found, err := other.addresses(ctx, record, target); err == nil && len(found) > 0 {
			return true
		}
	}
	return false
}

// internal are the top-level names of private networks (RFC 6761, RFC 8375, ICANN's
// .internal, and what people use).
var internal = []string{"arpa", "corp", "home", "internal", "intranet", "invalid", "lan", "local", "localdomain", "localhost", "onion", "private", "test"}

// isInternal reports whether the name is one of a private network, and no rule has it.
// What such a name has besides addresses would tell of that network.
func (q *query) isInternal() bool {
	last := q.name[strings.LastIndexByte(q.name, '.')+1:]
	if last != q.name && !slices.Contains(internal, last) {
		return false
	}
	return !slices.ContainsFunc(q.policy.rules, func(r rule) bool { return r.name == q.name })
}

func clean(records []string) []string {
	for i, r := range records {
		records[i] = strings.TrimSuffix(r, ".")
	}
	return records[:min(len(records), MaxRecords)]
}

// known is the Error of a look-up that failed or found nothing, which absent says.
func known(err error, absent *Error) error {
	var dns *net.DNSError
	var own *Error
	switch {
	case err == nil:
		return absent
	case errors.As(err, &own):
		return own
	case errors.As(err, &dns) && dns.IsNotFound:
		return absent
	case errors.As(err, &dns) && dns.IsTimeout:
		return &Error{"ETIMEOUT", "the look-up took too long"}
	}
	return &Error{"EAI_AGAIN", "the look-up failed"}
}
