package lazy

import (
	"testing"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/require"
)

func TestObject(t *testing.T) {
	t.Parallel()
	for source, want := range map[string]any{
		`o.a + o.a + made`:                                 "aa1",
		`Object.keys(o).join() + made`:                     "a,b0",
		`typeof o.c + ('b' in o) + ('c' in o)`:             "undefinedtruefalse",
		`o.a = 5; o.a + made`:                              int64(5),
		`delete o.a; typeof o.a + Object.keys(o)`:          "undefinedb",
		`o.c = 1; delete o.b; Object.keys(o).join() + o.c`: "a,c1",
		`const {a} = o; a`:                                 "a",
	} {
		t.Run(source, func(t *testing.T) {
			t.Parallel()
			vm := goja.New()
			made := 0
			_ = vm.Set("made", made)
			_ = vm.Set("o", New(vm, []string{"a", "b"}, func(name string) goja.Value {
				made++
				_ = vm.Set("made", made)
				return vm.ToValue(name)
			}))
			value, err := vm.RunString(source)
			require.NoError(t, err)
			require.Equal(t, want, value.Export())
		})
	}
}

// The list of names is shared by every realm.
func TestNamesAreNotChanged(t *testing.T) {
	t.Parallel()
	names := []string{"a", "b"}
	vm := goja.New()
	_ = vm.Set("o", New(vm, names, func(string) goja.Value { return goja.Null() }))
	_, err := vm.RunString(`delete o.a; o.z = 1`)
	require.NoError(t, err)
	require.Equal(t, []string{"a", "b"}, names)
}
