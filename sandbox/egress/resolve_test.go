package egress

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestResolveTellsNothingOfPrivateNetworks: what a script may not connect to is as
// absent as what does not exist.
func TestResolveTellsNothingOfPrivateNetworks(t *testing.T) {
	t.Parallel()
	g := gate(t, "crm.internal:8080", resolver(map[string][]string{
		"public.example.":                 {"93.184.215.14", "10.0.0.1"},
		"private.example.":                {"10.0.0.1", "169.254.169.254", "127.0.0.1"},
		"crm.internal.":                   {"10.0.0.2", "127.0.0.1"},
		"db.internal.":                    {"10.0.0.3"},
		"MX public.example.":              {"public.example.", "private.example."},
		"MX private.example.":             {"private.example."},
		"NS public.example.":              {"public.example.", "db.internal."},
		"SRV _ldap._tcp.corp.example.":    {"db.internal.", "public.example."},
		"TXT public.example.":             {"v=spf1"},
		"TXT db.internal.":                {"secret"},
		"TXT _dmarc.public.example.":      {"v=DMARC1"},
		"PTR 14.215.184.93.in-addr.arpa.": {"host.public.example."},
		"PTR 1.0.0.10.in-addr.arpa.":      {"secret.internal."},
	}))
	for query, want := range map[string]string{
		"A public.example":            "93.184.215.14",
		"A PUBLIC.example.":           "93.184.215.14",
		"A private.example":           "ENOTFOUND",
		"A nothing.example":           "ENOTFOUND",
		"A localhost":                 "ENOTFOUND",
		"A crm.internal":              "10.0.0.2",
		"A db.internal":               "ENOTFOUND",
		"A 93.184.215.14":             "93.184.215.14",
		"A 10.0.0.1":                  "ENOTFOUND",
		"A 127.0.0.1":                 "ENOTFOUND",
		"A ::1":                       "ENOTFOUND",
		"A 0x7f.1":                    "ENOTFOUND",
		"AAAA public.example":         "ENOTFOUND",
		"MX public.example":           "10 public.example",
		"MX private.example":          "ENODATA",
		"MX nothing.example":          "ENODATA",
		"NS public.example":           "public.example",
		"SRV _ldap._tcp.corp.example": "1 2 3 public.example",
		"TXT public.example":          "v=spf1",
		"TXT _dmarc.public.example":   "v=DMARC1",
		"TXT db.internal":             "ENOTFOUND",
		"TXT intranet":                "ENOTFOUND",
		"PTR 93.184.215.14":           "host.public.example",
		"PTR 10.0.0.1":                "ENOTFOUND",
		"CNAME public.example":        "ENODATA",
		"SOA public.example":          "ENOTIMP",
	} {
		record, name, _ := strings.Cut(query, " ")
		found, err := g.Resolve(t.Context(), record, name)
		if err == nil {
			require.Equal(t, want, strings.Join(found, ","), query)
			continue
		}
		var e *Error
		require.ErrorAs(t, err, &e, query)
		require.Equal(t, want, e.Code, query)
	}
}

func TestResolveAsksOnlyWhatIsListed(t *testing.T) {
	t.Parallel()
	p, err := ParsePolicy([]string{"listed.example"})
	require.NoError(t, err)
	g := New(Config{Policy: p.Only(), Resolver: resolver(map[string][]string{"listed.example.": {"93.184.215.14"}, "other.example.": {"93.184.215.14"}})})
	found, err := g.Resolve(t.Context(), "A", "listed.example")
	require.NoError(t, err)
	require.Equal(t, []string{"93.184.215.14"}, found)
	_, err = g.Resolve(t.Context(), "A", "other.example")
	require.ErrorIs(t, err, errNotListed)
	_, err = g.Resolve(t.Context(), "A", "93.184.215.15")
	require.ErrorIs(t, err, errNoName)
}
