package console

import (
	"math"
	"strings"

	"github.com/dop251/goja"
)

// format is util.format.
func (b *binding) format(args []goja.Value) string {
	if text, ok := join(args); ok {
		return b.realm.Stack(text)
	}
	if first := args[0]; !goja.IsString(first) || !strings.Contains(first.String(), "%") {
		if text := b.call("internal/plain", "format", args...); goja.IsString(text) {
			return text.String()
		}
	}
	return b.inspect("format", args...)
}

// inspect calls a function of the util module's inspector.
func (b *binding) inspect(function string, args ...goja.Value) string {
	return b.call("internal/inspect", function, args...).String()
}

// call calls a function of a module. Exceptions go on in the script: they come from
// its own code.
func (b *binding) call(module, function string, args ...goja.Value) goja.Value {
	exports, err := b.realm.Require(module)
	if err != nil {
		panic(err)
	}
	f, _ := goja.AssertFunction(exports.ToObject(b.realm.VM).Get(function))
	result, err := f(goja.Undefined(), args...)
	if err != nil {
		panic(err)
	}
	return result
}

// join formats what is text as it stands: primitives without a format string.
func join(args []goja.Value) (string, bool) {
	if len(args) == 1 && goja.IsString(args[0]) {
		return args[0].String(), true
	}
	var text strings.Builder
	for i, v := range args {
		word, ok := plain(v)
		if !ok || i == 0 && strings.Contains(word, "%") {
			return "", false
		}
		if i > 0 {
			text.WriteByte(' ')
		}
		text.WriteString(word)
	}
	return text.String(), true
}

func plain(v goja.Value) (string, bool) {
	switch v.(type) {
	case *goja.Object, *goja.Symbol:
		return "", false
	}
	switch {
	case goja.IsBigInt(v):
		return v.String() + "n", true
	case goja.IsNumber(v) && v.ToFloat() == 0 && math.Signbit(v.ToFloat()):
		return "-0", true
	default:
		return v.String(), true
	}
}
