package runtime

import (
	"testing"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/scripts"
)

// BenchmarkGlobals shows what the whole set of globals costs a hook that touches none:
// the difference between the two lines.
func BenchmarkGlobals(b *testing.B) {
	program := goja.MustCompile("hook.js", `(function (a) { return a + 1 })(1)`, false)
	trigger, err := scripts.FindTrigger(scripts.PostUserRegistration)
	require.NoError(b, err)
	engine := New(Config{})
	for name, open := range map[string]func(*run){
		"without": func(*run) {},
		"with":    func(r *run) { r.globals = openGlobals(r) },
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				r := &run{engine: engine, trigger: trigger, vm: goja.New()}
				open(r)
				if _, err := r.vm.RunProgram(program); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
