package sandbox

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/scripts"
)

const secretValue = `pa"ss/wörd+1`

func testMasker(values ...string) *masker {
	secrets := scripts.Secrets{}
	for _, v := range values {
		secrets[v] = scripts.NewSecretValue(v)
	}
	return newMasker(secrets)
}

func TestEveryEncodingIsMasked(t *testing.T) {
	t.Parallel()
	m := testMasker(secretValue)
	quoted, err := json.Marshal(secretValue)
	require.NoError(t, err)
	for _, form := range []string{
		secretValue,
		string(quoted[1 : len(quoted)-1]),
		url.QueryEscape(secretValue), url.PathEscape(secretValue), encodeURIComponent(secretValue),
		hex.EncodeToString([]byte(secretValue)), strings.ToUpper(hex.EncodeToString([]byte(secretValue))),
	} {
		require.Equal(t, "a [redacted] z", m.text("a "+form+" z"), form)
	}
	for _, before := range []string{"", "u", "us", "use", "user:"} {
		for _, after := range []string{"", ":x", "::"} {
			text := base64.StdEncoding.EncodeToString([]byte(before + secretValue + after))
			require.Contains(t, m.text(text), scripts.Redacted, "%q %q", before, after)
			text = base64.RawURLEncoding.EncodeToString([]byte(before + secretValue + after))
			require.Contains(t, m.text(text), scripts.Redacted, "%q %q", before, after)
		}
	}
	long := strings.Repeat("x", 10_000) + secretValue
	require.NotContains(t, m.text(long), secretValue)
}

func TestASecretAddressIsMaskedWithoutItsQuery(t *testing.T) {
	t.Parallel()
	m := testMasker("https://user:pw@hooks.example.com/services/T0/B0/x?token=1#f")
	require.Equal(t, "POST [redacted]", m.text("POST https://hooks.example.com/services/T0/B0/x"))
	require.Equal(t, "path [redacted]", m.text("path /services/T0/B0/x"))
	require.Equal(t, "https://hooks.example.com/[redacted]", m.url("https://hooks.example.com/services/T0/B0/x"))
	require.Equal(t, "/short", testMasker("https://example.com/short").text("/short"))
}

func TestTheLongestSecretWins(t *testing.T) {
	t.Parallel()
	require.Equal(t, "[redacted]", testMasker("abcd", "abcdefgh").text("abcdefgh"))
}

func TestShortSecretsAreLeftAlone(t *testing.T) {
	t.Parallel()
	require.Equal(t, "a on b", testMasker("on", "").text("a on b"))
	require.Equal(t, "text", newMasker(nil).text("text"))
}

func TestMaskedJSONStaysJSON(t *testing.T) {
	t.Parallel()
	m := testMasker(secretValue, `","b":"`, "12345678")
	for text, want := range map[string]string{
		`{"k":"pa\"ss/wörd+1"}`:      `{"k":"[redacted]"}`,
		`{"pa\"ss/wörd+1":[1,true]}`: `{"[redacted]":[1,true]}`,
		`{"a":"","b":""}`:            `{"a":"","b":""}`,
		`[12345678,"12345678"]`:      `[12345678,"[redacted]"]`,
		`"xpa\"ss/wörd+1x"`:          `"x[redacted]x"`,
		`[ 1.50, {"a" : null} ]`:     `[ 1.50, {"a" : null} ]`,
	} {
		require.Equal(t, want, string(m.json(json.RawMessage(text))))
	}
	require.Nil(t, m.json(nil))
}

func TestAllTextOfARecordIsMasked(t *testing.T) {
	t.Parallel()
	const s = "topsecret"
	e := s
	a := scripts.Attempted{
		Outcome: scripts.OutcomeThrew, Result: json.RawMessage(`"` + s + `"`), Warnings: []string{s},
		Error: &scripts.ScriptError{Name: s, Message: s, Stack: s,
			Props: map[string]json.RawMessage{s: json.RawMessage(`"` + s + `"`)}},
		Console:  []scripts.ConsoleLine{{Level: "log", Text: s}},
		Requests: []scripts.Request{{Method: s, URL: "http://host/" + s, Error: &e}},
	}
	testMasker(s).attempted(&a)
	text, err := json.Marshal(a)
	require.NoError(t, err)
	require.NotContains(t, string(text), s)
	require.Equal(t, 11, strings.Count(string(text), scripts.Redacted))
}

func FuzzMaskJSON(f *testing.F) {
	f.Add("secret", `{"a":["secret",1e400,"\ud800"]}`)
	f.Fuzz(func(t *testing.T, secret, text string) {
		if validJSON(json.RawMessage(text)) {
			require.True(t, validJSON(testMasker(secret).json(json.RawMessage(text))))
		}
	})
}

func BenchmarkMaskNothing(b *testing.B) {
	a := scripts.Attempted{Outcome: scripts.OutcomeReturned, Result: json.RawMessage(`{}`)}
	for b.Loop() {
		testMasker(secretValue).attempted(&a)
	}
}

func TestHiddenValuesAreMaskedBesideSecrets(t *testing.T) {
	t.Parallel()
	shared := testMasker("first-secret")
	m := shared.hiding([]string{`hunter"2`, "abc"})
	require.Equal(t, "[redacted] and [redacted], not abc", m.text(`hunter"2 and first-secret, not abc`))
	require.Equal(t, `{"password":"[redacted]","n":"abc"}`, string(m.json(json.RawMessage(`{"password":"hunter\"2","n":"abc"}`))))
	require.Equal(t, `{"password":"[redacted]"}`, string(m.json(json.RawMessage(`{"password":"h\u0075nter\"2"}`))))
	require.Equal(t, `log {"password":"[redacted]"}`, m.text(`log {"password":"hunter\"2"}`))
	a := scripts.Attempted{Console: []scripts.ConsoleLine{{Level: "log", Text: `hunter"2`}}}
	m.attempted(&a)
	require.Equal(t, scripts.Redacted, a.Console[0].Text)
	require.Same(t, shared, shared.hiding([]string{"abc"}))
	require.Equal(t, `hunter"2`, shared.text(`hunter"2`), "another run hides other values")
}
