package loop

import "github.com/dop251/goja"

// Context is the value that goes along with asynchronous work: what NextTick,
// SetImmediate, SetTimer and RegisterCallback are given runs with the context in which
// they were called. It is nil at the start of a turn, and unless somebody set it.
func (l *Loop) Context() goja.Value { return l.context }

// SetContext changes the context for the code that runs now and what it starts.
func (l *Loop) SetContext(context goja.Value) { l.context = context }

// TrackPromises lets promise jobs have the context in which their handler was added.
// Handlers that were added before have none.
func (l *Loop) TrackPromises() { l.vm.SetAsyncContextTracker(tracker{l}) }

// in makes f run with a context.
func (l *Loop) in(context goja.Value, f func() error) func() error {
	if context == nil {
		return f
	}
	return func() error {
		l.context = context
		return f()
	}
}

type tracker struct{ loop *Loop }

// Grab implements goja.AsyncContextTracker.
func (t tracker) Grab() any { return t.loop.context }

// Resumed implements goja.AsyncContextTracker.
func (t tracker) Resumed(context any) { t.loop.context, _ = context.(goja.Value) }

// Exited implements goja.AsyncContextTracker.
func (t tracker) Exited() { t.loop.context = nil }
