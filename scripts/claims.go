package scripts

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"
)

// The claims of a machine's token, as Auth0's page "Client Credentials Exchange" has
// them: scope becomes the token's scope and is reset where the result has none; other
// claims need a name that is a URL of a host which is not Auth0's; the rest is dropped.
// A hook that gives no result changes nothing.

func beginClaims(c *Chain) { c.answer["scope"] = scopeOr(member(c.payload, "scope")) }

// scopeOr is the scope, [] for none.
func scopeOr(scope []byte) json.RawMessage {
	if isAbsent(scope) {
		return json.RawMessage("[]")
	}
	return scope
}

func addClaims(c *Chain, result json.RawMessage) (remarks []string) {
	switch {
	case isAbsent(result):
		return nil
	case !isObject(result):
		return []string{"the result is not an object of claims and was ignored"}
	}
	given := decode(result)
	scope, remark := tokenScope(given["scope"], c.answer["scope"])
	if remark != "" {
		remarks = append(remarks, remark)
	}
	for _, name := range slices.Sorted(maps.Keys(given)) {
		if name == "scope" {
			continue
		}
		if reason := refusedClaim(name); reason != "" {
			remarks = append(remarks, fmt.Sprintf("the claim %.100q was dropped: %s", name, reason))
			continue
		}
		c.answer[name] = given[name]
	}
	c.answer["scope"] = scope
	c.setPayload("", "scope", scope)
	return remarks
}

// tokenScope checks a result's scope against the one that the token had.
func tokenScope(given, had []byte) (scope json.RawMessage, remark string) {
	var names []string
	switch {
	case isAbsent(given):
		if string(had) != "[]" {
			remark = "the result has no scope, so the token has none; keep it with claims.scope = scope"
		}
		return json.RawMessage("[]"), remark
	case json.Unmarshal(given, &names) != nil || slices.Contains(kinds(given), 'n'):
		return json.RawMessage("[]"), "the result's scope is not an array of strings, so the token has none"
	default:
		return given, ""
	}
}

// kinds are the kinds of an array's elements.
func kinds(array []byte) (all []byte) {
	var elements []json.RawMessage
	_ = json.Unmarshal(array, &elements)
	for _, e := range elements {
		all = append(all, kindOf(e))
	}
	return all
}

// reservedHosts are Auth0's own, sub-domains included.
var reservedHosts = []string{"auth0.com", "webtask.io", "webtask.run"}

// refusedClaim says why a claim of that name is dropped, empty if it is not.
func refusedClaim(name string) string {
	u, err := url.Parse(name)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Hostname() == "" {
		return "its name must be an http:// or https:// URL"
	}
	host := strings.ToLower(strings.TrimSuffix(u.Hostname(), "."))
	for _, reserved := range reservedHosts {
		if host == reserved || strings.HasSuffix(host, "."+reserved) {
			return "the host " + reserved + " is reserved"
		}
	}
	return ""
}
