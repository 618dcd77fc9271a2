package runtime

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/dop251/goja"

	"github.com/hookline/hookline/runtime/loop"
	"github.com/hookline/hookline/runtime/stack"
	"github.com/hookline/hookline/scripts"
)

var errBigInt = errors.New("TypeError: Do not know how to serialize a BigInt")

// describe turns an error that came out of the VM into the record's form.
func (r *run) describe(err error) *scripts.ScriptError {
	switch err := err.(type) { //nolint:errorlint // unwrapping an exception calls code of the script
	case *goja.StackOverflowError:
		return &scripts.ScriptError{Name: "RangeError", Message: "Maximum call stack size exceeded"}
	case *loop.Rejection:
		return r.fromValue(err.Value)
	case *goja.Exception:
		fault := r.fromValue(err.Value())
		if fault.Line == 0 {
			r.locate(fault, err.Stack())
		}
		return fault
	default:
		return &scripts.ScriptError{Name: "Error", Message: shorten(err.Error(), maxErrorTextBytes)}
	}
}

// fromValue reads what was thrown, rejected with or given to the callback: an Error as
// it is, of another object only its message, anything else as text, as
// auth0-ext-compilers 6.1.0 does. Getters and toString methods of the script may run,
// so it happens inside the VM, where the run's limits reach.
func (r *run) fromValue(v goja.Value) *scripts.ScriptError {
	fault := &scripts.ScriptError{Name: "Error"}
	err := r.inside(func() {
		o, isObject := v.(*goja.Object)
		switch {
		case isObject && r.isError(o):
			r.readError(o, fault)
		case isObject && o.Get("message") != nil && !goja.IsUndefined(o.Get("message")):
			fault.Message = o.Get("message").String()
		default:
			fault.Message = v.String()
		}
	})
	if err != nil {
		fault.Message = "the error could not be read: its own code failed"
	}
	fault.Message = shorten(strings.ToValidUTF8(fault.Message, "\ufffd"), maxErrorTextBytes)
	return fault
}

// inside runs f as a native call of the VM: exceptions and interrupts come back as errors.
func (r *run) inside(f func()) error {
	call, _ := goja.AssertFunction(r.vm.ToValue(func(goja.FunctionCall) goja.Value { f(); return nil }))
	_, err := call(goja.Undefined())
	return err
}

// isError is instanceof Error, which old-style error classes satisfy too.
func (r *run) isError(o *goja.Object) bool {
	if o.ClassName() == "Error" {
		return true
	}
	constructor, ok := r.vm.GlobalObject().Get("Error").(*goja.Object)
	return ok && r.vm.InstanceOf(o, constructor)
}

const maxErrorProps = 20

func (r *run) readError(o *goja.Object, fault *scripts.ScriptError) {
	fault.Name = shorten(text(o.Get("name")), maxErrorNameBytes)
	fault.Message = text(o.Get("message"))
	if trace := o.Get("stack"); trace != nil && goja.IsString(trace) {
		fault.Stack = shorten(r.realm.Stack(trace.String()), maxErrorTextBytes)
		fault.Line, fault.Column = r.firstPlace(fault.Stack)
	}
	for _, name := range o.GetOwnPropertyNames() {
		if name == "name" || name == "message" || name == "stack" || len(name) > maxErrorNameBytes {
			continue
		}
		if len(fault.Props) == maxErrorProps {
			return
		}
		if value, err := r.toJSON(o.Get(name)); err == nil && value != nil && len(value) <= maxErrorTextBytes {
			if fault.Props == nil {
				fault.Props = map[string]json.RawMessage{}
			}
			fault.Props[name] = value
		}
	}
}

func text(v goja.Value) string {
	if v == nil || goja.IsUndefined(v) {
		return ""
	}
	return v.String()
}

// firstPlace finds the topmost frame in the hook's own files.
func (r *run) firstPlace(trace string) (line, column int) {
	for _, frame := range strings.Split(trace, "\n") {
		if !strings.HasPrefix(frame, "    at ") {
			continue
		}
		if line, column, ok := stack.Place(frame, r.in.Program.files...); ok {
			return line, column
		}
	}
	return 0, 0
}

// locate takes the place from the frames, for values that carry no stack of their own.
func (r *run) locate(fault *scripts.ScriptError, frames []goja.StackFrame) {
	for _, frame := range frames {
		p := frame.Position()
		if !slices.Contains(r.in.Program.files, p.Filename) {
			continue
		}
		fault.Line, fault.Column = p.Line, p.Column
		if p.Line == 1 {
			fault.Column -= r.in.Program.prefix
		}
		return
	}
}

// summary is a fault on one line.
func summary(fault *scripts.ScriptError) string {
	line := fault.Message
	if fault.Name != "" {
		line = fault.Name + ": " + line
	}
	if fault.Line > 0 {
		line = fmt.Sprintf("%s (%s:%d:%d)", line, FileName, fault.Line, fault.Column)
	}
	return line
}
