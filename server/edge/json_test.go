package edge

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/scripts"
)

func ignore(string, []byte) error { return nil }

func TestObject(t *testing.T) {
	t.Parallel()
	body := []byte(` { "a" : [1, {"b":"\u0063"}] ,"\u0064":-0.0,"__proto__":null } `)
	var got []string
	require.NoError(t, Object(body, func(name string, value []byte) error {
		got = append(got, name, string(value))
		return nil
	}))
	require.Equal(t, []string{"a", `[1, {"b":"\u0063"}]`, "d", "-0.0", "__proto__", "null"}, got)
}

func TestObjectRefuses(t *testing.T) {
	t.Parallel()
	for body, says := range map[string]string{
		``:                     "the body is empty; send an object",
		` `:                    "the body is empty",
		`[]`:                   "Expected type object but found type array",
		`"x"`:                  "but found type string",
		`1`:                    "but found type number",
		`null`:                 "but found type null",
		`{`:                    "ends in the middle",
		`{"a":`:                "ends in the middle",
		`{"a":1`:               "ends in the middle",
		`{"a":1,}`:             "not valid JSON at byte 6",
		`{'a':1}`:              "not valid JSON at byte 1",
		`{1:1}`:                "not valid JSON",
		`{"a":01}`:             "not valid JSON",
		`{"a":NaN}`:            "not valid JSON",
		`{"a":1]`:              "not valid JSON",
		`{}{}`:                 "there is more after",
		`{} x`:                 "there is more after",
		"\ufeff{}":             "not valid JSON at byte 0",
		`{"a":1,"a":2}`:        `duplicate name "/a"; send every name once`,
		`{"a":1,"\u0061":2}`:   `duplicate name`,
		`{"u":{"x":1,"x":2}}`:  `duplicate name "/u/x"`,
		"{\"a\":\"\xff\"}":     "invalid UTF-8",
		`{"a":"\ud800"}`:       "not valid JSON",
		"{\"a\":\"\x01\"}":     "not valid JSON",
		nested(MaxDepth + 1):   "nested over 200 levels",
		nested(100_000):        "nested over 200 levels",
		strings.Repeat("{", 9): "not valid JSON",
	} {
		err := Object([]byte(body), ignore)
		require.ErrorIs(t, err, scripts.ErrInvalid, "%.60s", body)
		require.ErrorContains(t, err, says, "%.60s", body)
	}
}

// nested is an object with depth levels.
func nested(depth int) string {
	return `{"a":` + strings.Repeat("[", depth-1) + strings.Repeat("]", depth-1) + `}`
}

func TestDepthCountsOutsideOfStringsOnly(t *testing.T) {
	t.Parallel()
	require.NoError(t, Object([]byte(nested(MaxDepth)), ignore))
	require.NoError(t, Object([]byte(`{"a":"`+strings.Repeat(`{\"`, 300)+`"}`), ignore))
	require.NoError(t, Object([]byte(`{"a":[`+strings.Repeat(`{},`, 300)+`1]}`), ignore))
}

func TestText(t *testing.T) {
	t.Parallel()
	text, ok := Text([]byte(`"a\n\u00e9"`))
	require.True(t, ok)
	require.Equal(t, "a\né", text)
	for value, kind := range map[string]string{`1`: "number", `true`: "boolean", `null`: "null", `{}`: "object", `[]`: "array"} {
		_, ok := Text([]byte(value))
		require.False(t, ok)
		require.Equal(t, kind, TypeName([]byte(value)))
	}
}

// FuzzObject: what is accepted is one JSON object in the eyes of encoding/json too, with
// the same members.
func FuzzObject(f *testing.F) {
	for _, t := range scripts.Triggers() {
		f.Add(t.Sample())
	}
	f.Add([]byte(`{"a":1,"a":2}`))
	f.Add([]byte(nested(300)))
	f.Fuzz(func(t *testing.T, body []byte) {
		members := map[string]string{}
		err := Object(body, func(name string, value []byte) error {
			members[name] = string(value)
			return nil
		})
		if err != nil {
			return
		}
		var want map[string]json.RawMessage
		require.NoError(t, json.Unmarshal(body, &want))
		require.Len(t, members, len(want))
		for name, value := range want {
			require.Equal(t, string(value), members[name])
		}
	})
}

func BenchmarkObject(b *testing.B) {
	trigger, err := scripts.FindTrigger(scripts.PostUserRegistration)
	require.NoError(b, err)
	body := trigger.Sample()
	b.ReportAllocs()
	for b.Loop() {
		if err := Object(body, ignore); err != nil {
			b.Fatal(err)
		}
	}
}
