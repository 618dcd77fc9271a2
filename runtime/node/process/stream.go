package process

import (
	"strings"

	"github.com/dop251/goja"

	"github.com/hookline/hookline/runtime/node/fault"
	"github.com/hookline/hookline/runtime/node/view"
)

// maxLine bounds what waits for the end of its line.
const maxLine = 16 << 10

// output is process.stdout or process.stderr: text for the console, line by line.
type output struct {
	binding *binding
	level   string
	line    strings.Builder
}

func (b *binding) stream(level string, fd int) goja.Value {
	out := &output{binding: b, level: level}
	b.realm.OnEnd(out.flush)
	o := b.realm.VM.NewObject()
	_ = o.Set("fd", fd)
	_ = o.Set("writable", true)
	_ = o.Set("isTTY", false)
	_ = o.Set("write", b.function("write", out.write))
	_ = o.Set("end", b.function("end", out.write))
	for _, name := range []string{"on", "once", "off", "removeListener", "emit"} {
		_ = o.Set(name, b.function(name, func(_ *binding, call goja.FunctionCall) goja.Value { return call.This }))
	}
	return o
}

// write takes a string or bytes in UTF-8, and a function to be told.
func (out *output) write(b *binding, call goja.FunctionCall) goja.Value {
	chunk := call.Argument(0)
	switch data, isBytes := view.Bytes(chunk); {
	case isBytes:
		out.print(strings.ToValidUTF8(string(data), "\ufffd"))
	case goja.IsString(chunk):
		out.print(chunk.String())
	case !goja.IsUndefined(chunk):
		fault.WrongType(b.realm, "chunk", "of type string or an instance of Buffer, TypedArray, or DataView", chunk)
	}
	if n := len(call.Arguments); n > 1 {
		if done, ok := goja.AssertFunction(call.Arguments[n-1]); ok {
			b.realm.Loop.NextTick(func() error {
				_, err := done(goja.Undefined())
				return err
			})
		}
	}
	return b.realm.VM.ToValue(true)
}

func (out *output) print(text string) {
	for {
		line, rest, ended := strings.Cut(text, "\n")
		out.line.WriteString(line)
		if ended || out.line.Len() > maxLine {
			out.emit()
		}
		if !ended {
			return
		}
		text = rest
	}
}

func (out *output) emit() {
	out.binding.realm.Console(out.level, out.line.String())
	out.line.Reset()
}

func (out *output) flush() {
	if out.line.Len() > 0 {
		out.emit()
	}
}
