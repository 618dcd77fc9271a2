package packages_test

import (
	"encoding/base64"
	"regexp"
	"strings"
)

// masks hide what differs from run to run and may: random values, times, and what
// names the machine. Nothing else is hidden.
var masks = []struct {
	pattern *regexp.Regexp
	by      string
}{
	{regexp.MustCompile(`-{20,}[0-9]{24}`), "<boundary>"},
	{regexp.MustCompile(`-{20,}[0-9a-f]{24,}`), "<boundary>"},
	{regexp.MustCompile(`-{2,}_NmP-[0-9a-f]+-Part_[0-9]+`), "--<boundary>"},
	{regexp.MustCompile(`\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b`), "<uuid>"},
	{regexp.MustCompile(`\b20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z`), "<time>"},
	{regexp.MustCompile(`\b20[0-9]{6}T[0-9]{6}Z`), "<time>"},
	{regexp.MustCompile(`\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun), [0-9]{2} [A-Z][a-z]{2} 20[0-9]{2} [0-9:]{8} (GMT|\+0000)`), "<time>"},
	{regexp.MustCompile(`\b1[789][0-9]{8}([0-9]{3})?\b`), "<epoch>"},
	{regexp.MustCompile(`\bv?20\.[0-9]+\.[0-9]+\b`), "<node>"},
	{regexp.MustCompile(`(linux/)[0-9][^ ]*`), "${1}<kernel>"},
	// @segment/analytics
	{regexp.MustCompile(`node-[0-9a-f]{32}-`), "node-<random>-"},
	// stripe: how long the last request took, the kernel's release, and its hash
	{regexp.MustCompile(`"request_duration_ms":[0-9]+`), `"request_duration_ms":<duration>`},
	{regexp.MustCompile(`"platform":"linux[^"]*"`), `"platform":"<kernel>"`},
	{regexp.MustCompile(`"telemetry_id":"[0-9a-f]{32}"`), `"telemetry_id":"<random>"`},
	// Sentry: identifiers, and where in the source something happened
	{regexp.MustCompile(`"(event_id|trace_id|span_id)":"[0-9a-f]{16,32}"`), `"$1":"<random>"`},
	{regexp.MustCompile(`"frames":\[.*?\}\]\}`), `"frames":[<frames>]}`},
	{regexp.MustCompile(`<epoch>\.[0-9]+`), "<epoch>"},
	// AWS
	{regexp.MustCompile(`Credential=([^/]+)/20[0-9]{6}/`), "Credential=$1/<day>/"},
	{regexp.MustCompile(`Signature=[0-9a-f]{64}`), "Signature=<signature>"},
}

// tokens are JSON Web Tokens.
var tokens = regexp.MustCompile(`\beyJ[A-Za-z0-9_-]+\.(eyJ[A-Za-z0-9_-]+)\.[A-Za-z0-9_-]+`)

// client is a header of auth0 in which the release of Node is.
var client = regexp.MustCompile(`auth0-client: \S+`)

func mask(text string) string {
	text = tokens.ReplaceAllStringFunc(text, readToken)
	text = client.ReplaceAllStringFunc(text, func(header string) string {
		name, value, _ := strings.Cut(header, " ")
		said, _ := base64.RawURLEncoding.DecodeString(value)
		return name + " " + string(said)
	})
	for _, m := range masks {
		text = m.pattern.ReplaceAllString(text, m.by)
	}
	return text
}

// readToken shows what a token says, without its signature.
func readToken(token string) string {
	parts := strings.Split(token, ".")
	header, _ := base64.RawURLEncoding.DecodeString(parts[0])
	claims, _ := base64.RawURLEncoding.DecodeString(parts[1])
	return "<token " + string(header) + " " + string(claims) + ">"
}
