package api

import (
	"strconv"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/hookline/hookline/scripts"
)

// A hook's members in the orders in which Auth0 sends them: recorded answers to a
// create, and to everything else.
var (
	createdOrder = []string{"id", "name", "script", "dependencies", "triggerId", "enabled"}
	readOrder    = []string{"id", "name", "script", "dependencies", "enabled", "triggerId"}
)

// hookView is a hook as clients see it: these members in this order.
type hookView struct {
	hook    scripts.Hook
	members []string
}

// MarshalJSON implements json.Marshaler.
func (v hookView) MarshalJSON() ([]byte, error) {
	out := []byte{'{'}
	for _, name := range v.members {
		if len(out) > 1 {
			out = append(out, ',')
		}
		out = append(strconv.AppendQuote(out, name), ':')
		var err error
		if out, err = v.appendMember(out, name); err != nil {
			return nil, err
		}
	}
	if len(v.members) == len(readOrder) {
		out = v.appendExtensions(out)
	}
	return append(out, '}'), nil
}

// appendExtensions shows what Auth0 does not have, where it is set.
func (v hookView) appendExtensions(out []byte) []byte {
	if v.hook.Order != 0 {
		out = strconv.AppendInt(append(out, `,"order":`...), int64(v.hook.Order), 10)
	}
	if kind := scripts.KindOf(v.hook.Trigger, v.hook.Script); kind != scripts.KindHook {
		out = strconv.AppendQuote(append(out, `,"kind":`...), string(kind))
	}
	if v.hook.Paused {
		out = append(out, `,"paused":true`...)
	}
	if v.hook.Concurrency != 0 {
		out = strconv.AppendInt(append(out, `,"concurrency":`...), int64(v.hook.Concurrency), 10)
	}
	if v.hook.Retry.Enabled() {
		if retry, err := json.Marshal(v.hook.Retry); err == nil { // numbers and words always have a form
			out = append(append(out, `,"retry":`...), retry...)
		}
	}
	return out
}

func (v hookView) appendMember(out []byte, name string) ([]byte, error) {
	switch name {
	case "id":
		return jsontext.AppendQuote(out, string(v.hook.ID))
	case "name":
		return jsontext.AppendQuote(out, v.hook.Name)
	case "script":
		return jsontext.AppendQuote(out, v.hook.Script)
	case "triggerId":
		return jsontext.AppendQuote(out, string(v.hook.Trigger))
	case "enabled":
		return strconv.AppendBool(out, v.hook.Enabled), nil
	default: // dependencies, {} where there are none
		deps, err := json.Marshal(v.hook.Deps, json.Deterministic(true))
		return append(out, deps...), err
	}
}

func hookViews(hooks []scripts.Hook, members []string) []hookView {
	views := make([]hookView, len(hooks))
	for i, h := range hooks {
		views[i] = hookView{h, members}
	}
	return views
}
