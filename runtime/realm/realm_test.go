package realm_test

import (
	"testing"
	"time"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/runtime/realm"
)

func TestFunctionWithoutAnswerIsUndefinedEverywhere(t *testing.T) {
	t.Parallel()
	for _, script := range []string{
		`Promise.resolve(1).then(f)`,
		`Promise.reject(1).catch(f)`,
		`Promise.resolve(1).finally(f)`,
		`[3, 1].sort(f)`,
		`[1].find(f)`,
		`'a'.replace('a', f)`,
		`[1].map(f)[0]`,
	} {
		vm := goja.New()
		r := realm.New(t.Context(), vm, time.Now())
		_ = vm.Set("f", r.Function("f", func(goja.FunctionCall) goja.Value { return nil }))
		_, err := vm.RunString(script)
		require.NoError(t, err, script)
	}
}
