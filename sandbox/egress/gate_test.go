package egress

import (
	"bytes"
	"context"
	"encoding/binary"
	"io"
	"log/slog"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/net/dns/dnsmessage"
)

func TestLoopbackNeedsARule(t *testing.T) {
	t.Parallel()
	port := listen(t)
	var log bytes.Buffer
	closed := New(Config{Log: slog.New(slog.NewTextHandler(&log, nil))})

	_, err := closed.Dial(t.Context(), "127.0.0.1", port)
	require.EqualError(t, err, "egress refused: not a public address")
	require.Equal(t, 1, strings.Count(log.String(), "egress refused"))
	require.Contains(t, log.String(), "127.0.0.1")

	conn, err := gate(t, "127.0.0.1", nil).Dial(t.Context(), "127.0.0.1", port)
	require.NoError(t, err)
	require.NoError(t, conn.Close())
}

func TestEncodingsOfLoopbackAreRefused(t *testing.T) {
	t.Parallel()
	g := New(Config{})
	for _, host := range []string{"127.1", "2130706433", "0x7f000001", "0177.0.0.1", "[::1]", "::1", "::ffff:127.0.0.1",
		"[::ffff:7f00:1]", "0.0.0.0", "::", "64:ff9b::7f00:1", "fe80::1%lo", "１２７.0.0.1"} {
		_, err := g.Dial(t.Context(), host, 80)
		var e *Error
		require.ErrorAs(t, err, &e, host)
		require.Equal(t, Refused, e.Code, host)
	}
	_, err := g.Dial(t.Context(), "127.0.0.1", 0)
	require.ErrorIs(t, err, errBadPort)
}

func TestNamesAreJudgedByTheirAddress(t *testing.T) {
	t.Parallel()
	port := listen(t)
	dns := resolver(map[string][]string{
		"rebind.example.": {"127.0.0.1"},
		"mixed.example.":  {"169.254.169.254", "127.0.0.1"},
		"crm.internal.":   {"127.0.0.1"},
	})
	for _, name := range []string{"rebind.example", "mixed.example", "REBIND.example."} {
		_, err := gate(t, "10.0.0.0/8", dns).Dial(t.Context(), name, port)
		require.ErrorIs(t, err, errNotPublic, name)
	}
	// A rule for the name does not open loopback, a rule for the address does.
	_, err := gate(t, "crm.internal", dns).Dial(t.Context(), "crm.internal", port)
	require.ErrorIs(t, err, errNotPublic)
	// Of two addresses the allowed one is taken.
	conn, err := gate(t, "127.0.0.1", dns).Dial(t.Context(), "mixed.example", port)
	require.NoError(t, err)
	require.NoError(t, conn.Close())
}

func TestOwnAddressesAreNotPublic(t *testing.T) {
	t.Parallel()
	own := func() ([]net.Addr, error) {
		return []net.Addr{&net.IPNet{IP: net.ParseIP("9.9.9.9"), Mask: net.CIDRMask(24, 32)}}, nil
	}
	_, err := New(Config{OwnAddresses: own}).Dial(t.Context(), "9.9.9.9", 1)
	require.ErrorIs(t, err, errNotPublic)
}

func TestFailuresSpeakNode(t *testing.T) {
	t.Parallel()
	g := gate(t, "127.0.0.1", resolver(nil))
	port := listen(t)
	for host, want := range map[string]string{"nowhere.example": "ENOTFOUND", "127.0.0.1": "ECONNREFUSED"} {
		_, err := g.Dial(t.Context(), host, port%65535+1) // most likely unused
		var e *Error
		require.ErrorAs(t, err, &e)
		require.Equal(t, want, e.Code)
	}
}

func TestAddressesAreBounded(t *testing.T) {
	t.Parallel()
	a := &attempt{gate: New(Config{MaxAddresses: 2})}
	require.ErrorIs(t, a.control(t.Context(), "tcp4", "10.0.0.1:80", nil), errNotPublic)
	require.ErrorIs(t, a.control(t.Context(), "tcp4", "10.0.0.2:80", nil), errNotPublic)
	require.ErrorIs(t, a.control(t.Context(), "tcp4", "1.1.1.1:80", nil), errTooMany)
}

func TestDialEndsInTime(t *testing.T) {
	t.Parallel()
	silent := &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		<-ctx.Done()
		return nil, ctx.Err()
	}}
	g := New(Config{Timeout: 20 * time.Millisecond, Resolver: silent})
	_, err := g.Dial(t.Context(), "slow.example", 80)
	var e *Error
	require.ErrorAs(t, err, &e)
	require.Contains(t, []string{"EAI_AGAIN", "ETIMEDOUT"}, e.Code)
}

func gate(t *testing.T, rule string, dns *net.Resolver) *Gate {
	p, err := ParsePolicy([]string{rule})
	require.NoError(t, err)
	return New(Config{Policy: p, Resolver: dns})
}

// listen opens a port on loopback that takes connections.
func listen(t *testing.T) (port int) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(func() { l.Close() })
	return l.Addr().(*net.TCPAddr).Port
}

// resolver answers A queries from records by name, MX, SRV and TXT queries from those of
// "MX name.", everything else with NXDOMAIN or nothing.
func resolver(records map[string][]string) *net.Resolver {
	return &net.Resolver{PreferGo: true, Dial: func(context.Context, string, string) (net.Conn, error) {
		client, server := net.Pipe()
		go answer(server, records)
		return client, nil
	}}
}

func answer(conn net.Conn, records map[string][]string) {
	defer conn.Close()
	for {
		var size [2]byte
		if _, err := io.ReadFull(conn, size[:]); err != nil {
			return
		}
		query := make([]byte, binary.BigEndian.Uint16(size[:]))
		if _, err := io.ReadFull(conn, query); err != nil {
			return
		}
		reply := respond(query, records)
		if _, err := conn.Write(append(binary.BigEndian.AppendUint16(nil, uint16(len(reply))), reply...)); err != nil {
			return
		}
	}
}

func otherAnswers(q dnsmessage.Question, values []string) (out []dnsmessage.Resource) {
	for _, v := range values {
		var body dnsmessage.ResourceBody
		switch q.Type {
		case dnsmessage.TypeMX:
			body = &dnsmessage.MXResource{Pref: 10, MX: dnsmessage.MustNewName(v)}
		case dnsmessage.TypeSRV:
			body = &dnsmessage.SRVResource{Priority: 1, Weight: 2, Port: 3, Target: dnsmessage.MustNewName(v)}
		case dnsmessage.TypePTR:
			body = &dnsmessage.PTRResource{PTR: dnsmessage.MustNewName(v)}
		case dnsmessage.TypeNS:
			body = &dnsmessage.NSResource{NS: dnsmessage.MustNewName(v)}
		default:
			body = &dnsmessage.TXTResource{TXT: []string{v}}
		}
		out = append(out, dnsmessage.Resource{Header: dnsmessage.ResourceHeader{Name: q.Name, Class: dnsmessage.ClassINET, TTL: 1}, Body: body})
	}
	return out
}

func respond(query []byte, records map[string][]string) []byte {
	var m dnsmessage.Message
	if m.Unpack(query) != nil {
		return nil
	}
	m.Response, m.RecursionAvailable, m.Additionals = true, true, nil
	q := m.Questions[0]
	name := strings.ToLower(q.Name.String())
	addresses, known := records[name]
	others, more := records[strings.TrimPrefix(q.Type.String(), "Type")+" "+name]
	m.Answers = append(m.Answers, otherAnswers(q, others)...)
	if !known && !more {
		m.RCode = dnsmessage.RCodeNameError
	}
	for _, a := range addresses {
		if q.Type == dnsmessage.TypeA {
			m.Answers = append(m.Answers, dnsmessage.Resource{
				Header: dnsmessage.ResourceHeader{Name: q.Name, Class: dnsmessage.ClassINET, TTL: 1},
				Body:   &dnsmessage.AResource{A: [4]byte(net.ParseIP(a).To4())},
			})
		}
	}
	packed, _ := m.Pack()
	return packed
}
