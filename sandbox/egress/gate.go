// Package egress is the one gate between hooks and the network: it resolves, decides
// on the address that is really dialled, and dials.
//
// Because the decision is made on every address, by the process that connects, there
// is nothing to win with redirects, DNS answers that change between two look-ups,
// several A records, or spellings of an address. The rules follow IANA's registries of
// special-purpose addresses (RFC 6890).
//
// It knows no tenants and no HTTP. It does not protect public services from hooks.
package egress

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/netip"
	"strconv"
	"sync"
	"syscall"
	"time"
)

// Config is how a Gate dials. The zero value allows the public internet.
type Config struct {
	// Policy adds to the public internet.
	Policy Policy
	// NAT64 are the prefixes through which this network reaches IPv4 (RFC 6052), such
	// as 64:ff9b::/96. An address in one is judged by the IPv4 address that it embeds.
	// Without them the well-known prefix is closed.
	NAT64 []netip.Prefix
	// Timeout bounds one Dial, name resolution included. Default 10 s.
	Timeout time.Duration
	// MaxAddresses bounds how many addresses of a name are tried. Default 8.
	MaxAddresses int
	// Resolver looks names up. Default net.DefaultResolver.
	Resolver *net.Resolver
	// OwnAddresses lists the server's own addresses, which only a rule for an address
	// opens. Default net.InterfaceAddrs. It is asked at most every 10 seconds.
	OwnAddresses func() ([]net.Addr, error)
	// Log is told of refusals, with the address. Default none.
	Log *slog.Logger
}

// Rules tell what is allowed now. They are asked at every Dial.
type Rules func(context.Context) (Policy, error)

// Gate dials for scripts. Make one with New; it may be used concurrently.
type Gate struct {
	config   Config
	rules    Rules
	own      *ownAddresses
	refusals *refusalLog
}

// New makes a Gate.
func New(config Config) *Gate {
	if config.Timeout <= 0 {
		config.Timeout = 10 * time.Second
	}
	if config.MaxAddresses <= 0 {
		config.MaxAddresses = 8
	}
	if config.OwnAddresses == nil {
		config.OwnAddresses = net.InterfaceAddrs
	}
	if config.Log == nil {
		config.Log = slog.New(slog.DiscardHandler)
	}
	g := &Gate{config: config, own: &ownAddresses{list: config.OwnAddresses}}
	return g.For(config.Log, func(context.Context) (Policy, error) { return config.Policy, nil })
}

// For returns the gate of one tenant: the same, with rules and a log of its own. Nil
// rules are those of g.
func (g *Gate) For(log *slog.Logger, rules Rules) *Gate {
	other := *g
	other.refusals = &refusalLog{log: log}
	if rules != nil {
		other.rules = rules
	}
	return &other
}

// Dial connects to host, a name or an IP address, if the policy lets it. Every error is
// an *Error.
func (g *Gate) Dial(ctx context.Context, host string, port int) (*net.TCPConn, error) {
	name, addr, err := parseHost(host)
	if err != nil {
		return nil, errBadHost
	}
	if port < 1 || port > 65535 {
		return nil, errBadPort
	}
	if name == "" {
		host = addr.String()
	} else {
		host = name
	}
	target := net.JoinHostPort(host, strconv.Itoa(port))
	policy, err := g.rules(ctx)
	if err != nil {
		g.config.Log.ErrorContext(ctx, "egress rules cannot be read", "error", err)
		return nil, errNoRules
	}
	if name != "" && !policy.asks(name) {
		g.refusals.tell(ctx, target, nil)
		return nil, errNotListed
	}
	return g.dial(ctx, &attempt{gate: g, policy: policy, name: name}, target)
}

func (g *Gate) dial(ctx context.Context, attempt *attempt, target string) (*net.TCPConn, error) {
	dialer := net.Dialer{Timeout: g.config.Timeout, Resolver: g.config.Resolver, ControlContext: attempt.control}
	conn, err := dialer.DialContext(ctx, "tcp", target)
	turnedAway := attempt.refusals()
	if len(turnedAway) > 0 {
		g.refusals.tell(ctx, target, turnedAway)
	}
	switch {
	case err == nil:
		return conn.(*net.TCPConn), nil
	case len(turnedAway) > 0 && attempt.policy.only:
		return nil, errNotListed
	case len(turnedAway) > 0:
		return nil, errNotPublic
	}
	return nil, explain(err, target)
}

// attempt is one Dial. net.Dialer may call control from two goroutines at once.
type attempt struct {
	gate   *Gate
	policy Policy
	name   string // what the script asked for, if not an address

	mu         sync.Mutex
	tried      int
	turnedAway []netip.AddrPort
}

var errTooMany = errors.New("too many addresses")

// control decides on an address just before it is connected to. A cap on the tries
// stands here too: the dialer itself would go through all that DNS names.
func (a *attempt) control(_ context.Context, _, address string, _ syscall.RawConn) error {
	addr, err := netip.ParseAddrPort(address)
	if err != nil {
		return errNotPublic
	}
	addr = netip.AddrPortFrom(addr.Addr().Unmap(), addr.Port())
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.tried++; a.tried > a.gate.config.MaxAddresses {
		return errTooMany
	}
	if a.allows(addr) {
		return nil
	}
	a.turnedAway = append(a.turnedAway, addr)
	return errNotPublic
}

func (a *attempt) refusals() []netip.AddrPort {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.turnedAway
}

func (a *attempt) allows(addr netip.AddrPort) bool {
	addr = netip.AddrPortFrom(embedded(a.gate.config.NAT64, addr.Addr()), addr.Port())
	own := a.gate.own.has(addr.Addr())
	if !a.policy.only && !own && isPublic(addr.Addr()) {
		return true
	}
	return a.policy.opens(a.name, addr, own)
}

// ownAddresses remembers the server's addresses for a while.
type ownAddresses struct {
	list func() ([]net.Addr, error)
	mu   sync.Mutex
	at   time.Time
	set  map[netip.Addr]bool
}

const ownAddressesAge = 10 * time.Second

// has says whether addr is the server's own. When the addresses cannot be listed, the
// last list stands; without one everything counts as own.
func (o *ownAddresses) has(addr netip.Addr) bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	if time.Since(o.at) > ownAddressesAge {
		if list, err := o.list(); err == nil {
			o.set = addressSet(list)
		}
		o.at = time.Now()
	}
	return o.set == nil || o.set[addr]
}

func addressSet(list []net.Addr) map[netip.Addr]bool {
	set := make(map[netip.Addr]bool, len(list))
	for _, a := range list {
		if prefix, err := netip.ParsePrefix(a.String()); err == nil {
			set[prefix.Addr().Unmap()] = true
		}
	}
	return set
}
