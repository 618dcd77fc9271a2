// Package intl is what Intl (ECMA-402) needs of Go: time zones, the order of texts and
// plural rules. How dates and numbers look is in JavaScript.
package intl

import (
	"strings"
	"time"
	_ "time/tzdata" // a worker has no files

	"github.com/dop251/goja"
	"golang.org/x/text/collate"
	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"

	"github.com/hookline/hookline/runtime/realm"
)

type binding struct {
	realm     *realm.Realm
	collators map[order]*collate.Collator
	zones     map[string]*time.Location
}

// order is how a collator compares.
type order struct {
	locale, sensitivity string
	numeric             bool
}

// Binding makes the functions for one realm.
func Binding(r *realm.Realm) *goja.Object {
	b := &binding{realm: r, collators: map[order]*collate.Collator{}, zones: map[string]*time.Location{}}
	return r.Object(map[string]func(goja.FunctionCall) goja.Value{
		"zone":    b.zone,
		"offset":  b.offset,
		"compare": b.compare,
		"plural":  b.plural,
	})
}

// maxZones bounds the zones that one realm keeps.
const maxZones = 50

// location finds an IANA time zone, in whatever case it is written. Nil is none.
func (b *binding) location(name string) *time.Location {
	key := strings.ToLower(name)
	if zone, ok := b.zones[key]; ok {
		return zone
	}
	if len(name) > 64 || name == "" || key == "local" || strings.ContainsAny(name, ".\\") {
		return nil
	}
	zone, err := time.LoadLocation(name)
	if err != nil || zone.String() != spelled(name) {
		if zone, err = time.LoadLocation(spelled(name)); err != nil {
			return nil
		}
	}
	if len(b.zones) < maxZones {
		b.zones[key] = zone
	}
	return zone
}

// spelled writes the name of a zone as the database does: America/New_York.
func spelled(name string) string {
	if upper := strings.ToUpper(name); upper == "UTC" || upper == "GMT" || !strings.ContainsAny(name, "/") && len(name) <= 3 {
		return upper
	}
	var out strings.Builder
	start := true
	for _, c := range strings.ToLower(name) {
		if start && 'a' <= c && c <= 'z' {
			c -= 'a' - 'A'
		}
		start = c == '/' || c == '_' || c == '-'
		out.WriteRune(c)
	}
	return strings.NewReplacer("_Of_", "_of_", "_Au_", "_au_", "-Au-", "-au-", "Etc/Gmt", "Etc/GMT", "Etc/Utc", "UTC", "Mcmurdo", "McMurdo",
		"_Es_", "_es_", "Dumontdurville", "DumontDUrville", "Port-Au-", "Port-au-").Replace(out.String())
}

// zone returns the name of a time zone as it is spelled, or undefined.
func (b *binding) zone(call goja.FunctionCall) goja.Value {
	zone := b.location(call.Argument(0).String())
	if zone == nil {
		return goja.Undefined()
	}
	return b.realm.VM.ToValue(zone.String())
}

// offset tells of a zone at a time in milliseconds: seconds east of UTC, the
// abbreviation, and whether it is summer time.
func (b *binding) offset(call goja.FunctionCall) goja.Value {
	zone := b.location(call.Argument(0).String())
	if zone == nil {
		return goja.Undefined()
	}
	at := time.UnixMilli(call.Argument(1).ToInteger()).In(zone)
	name, seconds := at.Zone()
	return b.realm.VM.NewArray(seconds, name, at.IsDST())
}

// compare takes two texts, a locale, a sensitivity and whether numbers count as such.
func (b *binding) compare(call goja.FunctionCall) goja.Value {
	o := order{call.Argument(2).String(), call.Argument(3).String(), call.Argument(4).ToBoolean()}
	c := b.collators[o]
	if c == nil {
		if len(b.collators) >= maxZones {
			clear(b.collators)
		}
		c = collate.New(language.Make(o.locale), o.options()...)
		b.collators[o] = c
	}
	return b.realm.VM.ToValue(c.CompareString(call.Argument(0).String(), call.Argument(1).String()))
}

func (o order) options() []collate.Option {
	var options []collate.Option
	if o.numeric {
		options = append(options, collate.Numeric)
	}
	switch o.sensitivity {
	case "base":
		options = append(options, collate.IgnoreCase, collate.IgnoreDiacritics)
	case "accent":
		options = append(options, collate.IgnoreCase)
	case "case":
		options = append(options, collate.IgnoreDiacritics)
	}
	return options
}

var forms = map[plural.Form]string{plural.Other: "other", plural.Zero: "zero", plural.One: "one", plural.Two: "two", plural.Few: "few", plural.Many: "many"}

// plural takes a locale, whether it is about ranks, and the operands i, v, w, f and t of
// Unicode TR 35.
func (b *binding) plural(call goja.FunctionCall) goja.Value {
	rules := plural.Cardinal
	if call.Argument(1).ToBoolean() {
		rules = plural.Ordinal
	}
	number := func(i int) int { return int(call.Argument(i).ToInteger()) }
	form := rules.MatchPlural(language.Make(call.Argument(0).String()), number(2), number(3), number(4), number(5), number(6))
	return b.realm.VM.ToValue(forms[form])
}
