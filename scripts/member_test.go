package scripts

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestMember(t *testing.T) {
	t.Parallel()
	body := []byte(` { "a\"}" : "}{" , "n":-1.5e3,"o":{"x":[1,{"y":"]"}] , "\u0078\u0079": true},"e":{ },"l":[ ],"z":null } `)
	for path, want := range map[string]string{
		"n": "-1.5e3", "o": `{"x":[1,{"y":"]"}] , "\u0078\u0079": true}`, "o.x": `[1,{"y":"]"}]`, "o.xy": "true",
		"e": "{ }", "l": "[ ]", "z": "null", `a"}`: `"}{"`,
		"missing": "", "o.missing": "", "n.x": "", "l.x": "", "O": "", "y": "",
	} {
		require.Equal(t, want, string(member(body, path)), path)
	}
}

// FuzzMember: on JSON without duplicate names it finds what encoding/json finds; on
// everything else it ends.
func FuzzMember(f *testing.F) {
	for _, trigger := range Triggers() {
		f.Add(trigger.Sample())
	}
	f.Add([]byte(`{"a`))
	f.Add([]byte(`{"a\\":[}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		child(body, "a")
		var members map[string]json.RawMessage
		if json.Unmarshal(body, &members) != nil {
			return
		}
		unique, err := json.Marshal(members)
		require.NoError(t, err)
		members = nil
		require.NoError(t, json.Unmarshal(unique, &members))
		for name, value := range members {
			require.Equal(t, string(value), string(child(unique, name)))
		}
	})
}

func BenchmarkCheckPayload(b *testing.B) {
	trigger, err := FindTrigger(PostUserRegistration)
	require.NoError(b, err)
	body := trigger.Sample()
	b.ReportAllocs()
	for b.Loop() {
		if err := trigger.CheckPayload(body); err != nil {
			b.Fatal(err)
		}
	}
}
