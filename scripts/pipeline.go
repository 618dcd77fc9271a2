package scripts

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
)

// The rules of a login, as Auth0's page "Rules" has them: the user and context of one are
// those of the next. Claims of one's own need a name that is a URL, as in tokens of
// machines; what was among a token's claims before may be changed.

func addRule(c *Chain, result json.RawMessage) (remarks []string) {
	if isAbsent(result) {
		return nil
	}
	given, before := decode(result), decode(member(c.payload, "context"))
	if isObject(given["user"]) {
		c.setPayload("", "user", given["user"])
	}
	if !isObject(given["context"]) {
		return nil
	}
	context := decode(given["context"])
	for _, token := range []string{"idToken", "accessToken"} {
		if !isObject(context[token]) {
			continue
		}
		claims, had := decode(context[token]), decode(before[token])
		for _, name := range slices.Sorted(maps.Keys(claims)) {
			reason := refusedClaim(name)
			if _, known := had[name]; known || name == "scope" || reason == "" {
				continue
			}
			delete(claims, name)
			remarks = append(remarks, fmt.Sprintf("the claim %.100q of context.%s was dropped: %s", name, token, reason))
		}
		context[token] = encode(claims)
	}
	c.setPayload("", "context", encode(context))
	return remarks
}

func endRules(c *Chain) json.RawMessage {
	body := decode(c.payload)
	return encode(members{"user": body["user"], "context": body["context"]})
}

// refuseLogin is what the application is redirected with.
func refuseLogin(_ Trigger, e *ScriptError) Refusal {
	code := CodeAccessDenied
	if e.Name == "UnauthorizedError" {
		code = CodeUnauthorized
	}
	return Refusal{code, e.Message, e.Message}
}

var rulesShape = []field{
	f("user", "", "the user who logs in, as the Management API has users").of(
		f("user_id?", "string", "with its prefix"), f("email?", "string", ""), f("email_verified?", "boolean", ""),
		f("name?", "string", ""), f("nickname?", "string", ""), f("username?", "string", ""), f("picture?", "string", ""),
		f("given_name?", "string", ""), f("family_name?", "string", ""),
		f("phone_number?", "string", ""), f("phone_verified?", "boolean", ""),
		f("created_at?", "string", "ISO 8601"), f("updated_at?", "string", "ISO 8601"), f("last_ip?", "string", ""),
		f("identities?", "any", "an array"), f("user_metadata?", "object", ""), f("app_metadata?", "object", "")),
	f("context", "", "of the login; rules change and add what they like").of(
		f("tenant?", "string", ""), f("clientID?", "string", ""), f("clientName?", "string", ""), f("clientMetadata?", "object", ""),
		f("connection?", "string", "name of the connection"), f("connectionID?", "string", ""), f("connectionStrategy?", "string", ""),
		f("protocol?", "string", "oidc-basic-profile, samlp and so on"), f("sessionID?", "string", ""),
		f("stats?", "", "").of(f("loginsCount?", "number", "")),
		f("request?", "object", "ip, userAgent, hostname, query, body, geoip"),
		f("idToken?", "object", "claims"), f("accessToken?", "object", "claims, and scope"),
		f("authentication?", "object", ""), f("authorization?", "object", ""), f("organization?", "object", "")),
}
