package api

import (
	"strconv"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/hookline/hookline/scripts"
)

// A hook's members in the orders in which Auth0 sends them: recorded answers to a
// create, and to everything else. The last two are not Auth0's; they are left out where
// they say nothing: for order 0 and kind hook.
var (
	createdOrder = []string{"id", "name", "script", "dependencies", "triggerId", "enabled", "order", "kind"}
	readOrder    = []string{"id", "name", "script", "dependencies", "enabled", "triggerId", "order", "kind"}
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
		if v.isPlain(name) {
			continue
		}
		if len(out) > 1 {
			out = append(out, ',')
		}
		out = append(strconv.AppendQuote(out, name), ':')
		var err error
		if out, err = v.appendMember(out, name); err != nil {
			return nil, err
		}
	}
	return append(out, '}'), nil
}

func (v hookView) kind() scripts.Kind { return scripts.KindOf(v.hook.Trigger, v.hook.Script) }

// isPlain says that a member is one of ours and has Auth0's value.
func (v hookView) isPlain(name string) bool {
	return name == "order" && v.hook.Order == 0 || name == "kind" && v.kind() == scripts.KindHook
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
	case "order":
		return strconv.AppendInt(out, int64(v.hook.Order), 10), nil
	case "kind":
		return jsontext.AppendQuote(out, string(v.kind()))
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
