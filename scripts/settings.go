package scripts

import "regexp"

// Settings are what the operator grants a tenant or holds it to. The zero value is the
// server's default. The JSON form is that of the API.
type Settings struct {
	// EgressAllow opens private addresses to the tenant's hooks, in the form of
	// --egress-allow: 10.20.0.0/16:443, crm.internal:8080.
	EgressAllow []string `json:"egress_allow"`
	// EgressDenyAll closes everything that EgressAllow does not name, public addresses
	// included.
	EgressDenyAll bool `json:"egress_deny_all"`
	// NoEval keeps scripts from making code of strings: eval and the Function constructors.
	NoEval bool `json:"no_eval"`
	// SeveralHooks lets several hooks of a trigger be enabled at a time.
	SeveralHooks bool `json:"several_hooks"`
	// Paused tenants' events are taken in, and run when they are resumed.
	Paused bool `json:"paused"`
	// EventsPerSecond and RequestsPerSecond bound what is posted to triggers, and all
	// other calls of the API. 0 is the server's default.
	EventsPerSecond   int `json:"events_per_second"`
	RequestsPerSecond int `json:"requests_per_second"`
}

var tenantID = regexp.MustCompile(`^[a-z0-9-]{1,63}$`)

// Valid reports whether a tenant may have the id.
func (id TenantID) Valid() bool { return tenantID.MatchString(string(id)) }
