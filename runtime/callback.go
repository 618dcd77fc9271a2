package runtime

import (
	"encoding/json"
	"fmt"
	"strconv"

	"github.com/dop251/goja"

	"github.com/hookline/hookline/scripts"
)

// callback is the function that a hook gets last. Its first call answers; every
// further one is only remarked. The rules are those of auth0-ext-compilers 6.1.0: a
// falsy error is none, the second argument is the result, the others are dropped.
func (r *run) callback(call goja.FunctionCall) goja.Value {
	if r.answered {
		r.record.warn("cb was called again" + r.caller())
		return goja.Undefined()
	}
	r.answered = true
	if failure := call.Argument(0); failure.ToBoolean() {
		r.record.set(scripts.OutcomeThrew, r.fromValue(failure))
	} else {
		result := call.Argument(1)
		if r.trigger.Pipeline {
			result = r.ruleResult(call)
		}
		r.succeed(result)
	}
	at := r.record.age()
	r.record.out.AnsweredMS = &at
	if r.in.OnAnswer != nil {
		r.in.OnAnswer(r.record.out)
	}
	return goja.Undefined()
}

// caller names the line of the hook that is calling, for a remark.
func (r *run) caller() string {
	for _, frame := range r.vm.CaptureCallStack(10, nil) {
		if frame.SrcName() == FileName {
			return ": " + FileName + ":" + strconv.Itoa(frame.Position().Line)
		}
	}
	return ""
}

func (r *run) succeed(result goja.Value) {
	if !result.ToBoolean() && r.trigger.FalsyResult != nil {
		r.accept(r.trigger.FalsyResult)
		return
	}
	text, err := r.toJSON(result)
	switch {
	case err != nil:
		r.record.set(scripts.OutcomeThrew, &scripts.ScriptError{Name: "Error", Message: "Error when JSON serializing the result of the extension point"})
		r.record.warn("the result has no JSON form: " + summary(r.describe(err)))
	case len(text) > r.limits.ResultBytes:
		r.record.set(scripts.OutcomeOutputTooLarge, &scripts.ScriptError{Message: fmt.Sprintf(
			"the result is %d bytes of JSON; the limit is %d", len(text), r.limits.ResultBytes)})
	default:
		r.accept(text)
	}
}

func (r *run) accept(result []byte) {
	r.record.out.Outcome, r.record.out.Result = scripts.OutcomeReturned, result
}

// toJSON is JSON.stringify without the script's JSON object. It is nil for what has no
// JSON form (undefined, a function, a symbol). Code of the script may run in it.
func (r *run) toJSON(v goja.Value) ([]byte, error) {
	switch v := v.(type) {
	case *goja.Object:
		if _, isFunction := goja.AssertFunction(v); isFunction {
			return nil, nil
		}
		text, err := v.MarshalJSON()
		return text, err
	case *goja.Symbol:
		return nil, nil
	}
	if goja.IsUndefined(v) {
		return nil, nil
	}
	if goja.IsNull(v) || goja.IsNaN(v) || goja.IsInfinity(v) {
		return []byte("null"), nil
	}
	if goja.IsBigInt(v) {
		return nil, errBigInt
	}
	return json.Marshal(v.Export())
}
