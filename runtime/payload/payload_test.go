package payload_test

import (
	"strings"
	"testing"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/runtime/payload"
	"github.com/hookline/hookline/scripts"
)

func TestValueIsWhatJSONParseMakes(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		`null`, `true`, `"a\u00e9\ud83d\ude00\n"`, `0`, `-0`, `1.5e300`, `9007199254740993`,
		`[]`, `[1,[2,{"a":null}],"x"]`, `{}`, `{"b":1,"a":{"c":[true,false]},"":"empty"}`,
		`{"__proto__":{"polluted":true},"constructor":1}`, `{"a":1,"a":2}`,
	} {
		vm := goja.New()
		value, err := payload.Value(vm, []byte(text))
		require.NoError(t, err, text)
		require.NoError(t, vm.Set("ours", value))
		require.NoError(t, vm.Set("text", text))
		same, err := vm.RunString(`
			function show(v) { return JSON.stringify(v) + '|' + typeof v + '|' + (Object.is(v, -0)) + '|' +
				(v && typeof v === 'object' ? Object.keys(v).join() + (Object.getPrototypeOf(v) === Object.getPrototypeOf(JSON.parse(text))) : ''); }
			show(ours) === show(JSON.parse(text)) || show(ours) + ' not ' + show(JSON.parse(text))`)
		require.NoError(t, err, text)
		require.Equal(t, true, same.Export(), text)
	}
}

func TestValueRefusesWhatIsNotJSON(t *testing.T) {
	t.Parallel()
	for _, text := range []string{``, `{`, `{"a"}`, `[1,]`, `nul`, `{} {}`, `"\x"`, strings.Repeat("[", 5000)} {
		_, err := payload.Value(goja.New(), []byte(text))
		require.Error(t, err, text)
	}
}

func BenchmarkValue(b *testing.B) {
	trigger, err := scripts.FindTrigger(scripts.PostUserRegistration)
	require.NoError(b, err)
	text := trigger.Sample()
	b.Run("hookline", func(b *testing.B) {
		for b.Loop() {
			if _, err := payload.Value(goja.New(), text); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("JSON.parse", func(b *testing.B) {
		for b.Loop() {
			vm := goja.New()
			parse, _ := goja.AssertFunction(vm.Get("JSON").ToObject(vm).Get("parse"))
			if _, err := parse(goja.Undefined(), vm.ToValue(string(text))); err != nil {
				b.Fatal(err)
			}
		}
	})
}
