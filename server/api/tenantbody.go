package api

import (
	"encoding/json"
	"fmt"

	"github.com/hookline/hookline/sandbox/egress"
	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/edge"
	"github.com/hookline/hookline/server/store"
)

const (
	// MaxEgressRules is the length of a tenant's egress list: every dial walks it.
	MaxEgressRules = 100
	// maxEgressRule is above the longest name with a port.
	maxEgressRule = 300
	// MaxPerSecond bounds the rate limits.
	MaxPerSecond = 1_000_000
)

var (
	idProp      = property{"id", "1 to 63 lower-case letters, digits and dashes"}
	egressProp  = property{"egress_allow", fmt.Sprintf("an array of at most %d networks, addresses or names, each with or without a port", MaxEgressRules)}
	denyProp    = property{"egress_deny_all", "true or false"}
	noEvalProp  = property{"no_eval", "true or false"}
	severalProp = property{"several_hooks", "true or false"}
	eventsProp  = property{"events_per_second", perSecond}
	callsProp   = property{"requests_per_second", perSecond}
)

var perSecond = fmt.Sprintf("a whole number from 0, which is the server's default, to %d", MaxPerSecond)

func parseTenant(body []byte) (id scripts.TenantID, err error) {
	err = edge.Object(body, func(name string, value []byte) error {
		if name != "id" {
			return unknownProperty(name)
		}
		text, err := idProp.text(value)
		if id = scripts.TenantID(text); err == nil && !id.Valid() {
			return idProp.bad("String does not match pattern")
		}
		return err
	})
	if err == nil && id == "" {
		err = missingProperty("id")
	}
	return id, err
}

func parseSettings(body []byte) (store.SettingsPatch, error) {
	var p store.SettingsPatch
	err := edge.Object(body, func(name string, value []byte) (err error) {
		switch name {
		case egressProp.name:
			p.EgressAllow, err = pointer(egressRules(value))
		case denyProp.name:
			p.EgressDenyAll, err = pointer(denyProp.flag(value))
		case noEvalProp.name:
			p.NoEval, err = pointer(noEvalProp.flag(value))
		case severalProp.name:
			p.SeveralHooks, err = pointer(severalProp.flag(value))
		case pausedProp.name:
			p.Paused, err = pointer(pausedProp.flag(value))
		case eventsProp.name:
			p.EventsPerSecond, err = pointer(eventsProp.number(value, MaxPerSecond))
		case callsProp.name:
			p.RequestsPerSecond, err = pointer(callsProp.number(value, MaxPerSecond))
		default:
			err = unknownProperty(name)
		}
		return err
	})
	return p, err
}

func egressRules(value []byte) ([]string, error) {
	if edge.TypeName(value) != "array" {
		return nil, egressProp.wrongType("array", value)
	}
	rules := []string{}
	err := edge.Array(value, func(element []byte) error {
		rule, err := egressProp.text(element)
		switch {
		case err != nil:
			return err
		case len(rule) > maxEgressRule:
			return egressProp.bad("String is too long (%d bytes), maximum %d", len(rule), maxEgressRule)
		case len(rules) == MaxEgressRules:
			return egressProp.bad("Array is too long, maximum %d", MaxEgressRules)
		}
		rules = append(rules, rule)
		return nil
	})
	if err != nil {
		return nil, err
	}
	if _, err := egress.ParsePolicy(rules); err != nil {
		return nil, egressProp.bad("%.1000s", err)
	}
	return rules, nil
}

// number takes a whole number from 0 to most.
func (p property) number(value []byte, most int) (n int, err error) {
	if edge.TypeName(value) != "number" {
		return 0, p.wrongType("number", value)
	}
	if json.Unmarshal(value, &n) != nil || n < 0 || n > most {
		return 0, p.bad("Value %.30s is not between 0 and %d", value, most)
	}
	return n, nil
}
