// Package realm is one VM as the modules inside it see it: the engine, its loop, and
// the powers that were handed in. A module reaches nothing that is not in here.
package realm

import (
	"context"
	"crypto/x509"
	"maps"
	"math"
	"net"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/dop251/goja"

	"github.com/hookline/hookline/runtime/lazy"
	"github.com/hookline/hookline/runtime/loop"
	"github.com/hookline/hookline/runtime/stack"
	"github.com/hookline/hookline/scripts"
)

// Realm is made for one run and thrown away with it. Its fields are to be used on
// the loop's goroutine only, except Context, Transport and Go.
type Realm struct {
	VM   *goja.Runtime
	Loop *loop.Loop
	// Context ends when the run ends, for whatever reason.
	Context context.Context
	// Transport sends HTTP requests. It belongs to the worker, so to one tenant, and
	// dials through the egress gate. It follows no redirects.
	Transport http.RoundTripper
	// Insecure sends the requests for which the script turned off the check of
	// certificates. Nil refuses them.
	Insecure http.RoundTripper
	// Dial makes a TCP connection through the egress gate; an error may have a method
	// Code with one of Node's codes. Nil refuses all.
	Dial func(ctx context.Context, host string, port int) (net.Conn, error)
	// Resolve looks a name up, as the egress gate allows: the records of a type ("A",
	// "MX") as text. Errors are as Dial's. Nil refuses all.
	Resolve func(ctx context.Context, record, name string) ([]string, error)
	// Roots are the certificates to trust. Nil trusts none.
	Roots func() *x509.CertPool
	// MaxRequests bounds the requests, connections and look-ups of the run,
	// MaxResponseBytes what each response or connection may bring.
	MaxRequests, MaxResponseBytes int
	// Files are what the script may read, by absolute path: those of its bundle. They
	// are not changed; VMs may share them.
	Files map[string][]byte
	// Require loads a core module, as the script's require would.
	Require func(name string) (goja.Value, error)
	// Console receives what the script prints.
	Console func(level, text string)
	// Sent receives the record of a finished request.
	Sent func(scripts.Request)
	// Warn receives a remark for the hook's author.
	Warn func(text string)
	// Spoil, if set, is told when the script asks for something that only a run may do,
	// a request for example: the realm is being made ahead of its run.
	Spoil func()
	// StackPrefix is how many bytes the compiler put before the script's first line.
	StackPrefix int
	// Env is process.env, made when first asked for. EnvChanged is set when the script
	// changes it.
	Env        *goja.Object
	EnvChanged bool

	born    time.Time // what the script's clocks count from
	started time.Time
	spent   int
	running sync.WaitGroup
	ends    []func()
}

// New makes the realm of vm; the caller fills in the powers. started is the time
// that the record counts from.
func New(ctx context.Context, vm *goja.Runtime, started time.Time) *Realm {
	return &Realm{VM: vm, Context: ctx, born: started, started: started}
}

// Begin makes a realm that was made ahead that of a run which started then, and ends
// with ctx.
func (r *Realm) Begin(ctx context.Context, started time.Time) {
	r.Context, r.started = ctx, started
}

// Age is the time since the realm was made, which is what the clocks of a script show:
// a difference of two readings never comes out negative.
func (r *Realm) Age() time.Duration { return time.Since(r.born) }

// SinceStart is the age of the run in milliseconds, as the record counts.
func (r *Realm) SinceStart() float64 { return Milliseconds(time.Since(r.started)) }

// Since is how many milliseconds ago SinceStart was at, in whole microseconds.
func (r *Realm) Since(at float64) float64 {
	return math.Round((r.SinceStart()-at)*1000) / 1000
}

// Milliseconds converts for the record, with microseconds as fraction.
func Milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// Go does work on a goroutine of its own and then calls what work returned on the
// loop, which it keeps alive meanwhile. The work must not touch the VM and must end
// soon after Context does.
func (r *Realm) Go(work func(ctx context.Context) (onLoop func() error)) {
	r.spoil()
	deliver := r.Loop.RegisterCallback()
	r.running.Go(func() { deliver(work(r.Context)) })
}

// GoUnref is Go without keeping the loop alive: what work returned is called only if
// the loop still runs then.
func (r *Realm) GoUnref(work func(ctx context.Context) (onLoop func() error)) {
	r.spoil()
	r.running.Go(func() { r.Loop.Deliver(work(r.Context)) })
}

// Spend counts a request, a connection or a look-up, and reports whether it is within
// MaxRequests.
func (r *Realm) Spend() bool {
	r.spoil()
	if r.spent >= r.MaxRequests {
		return false
	}
	r.spent++
	return true
}

func (r *Realm) spoil() {
	if r.Spoil != nil {
		r.Spoil()
	}
}

// OnEnd registers f for the end of the run: Wait calls it when nothing else runs any
// more. f must not touch the VM.
func (r *Realm) OnEnd(f func()) { r.ends = append(r.ends, f) }

// Wait returns when everything that Go started has ended and what OnEnd registered
// has been called. Cancel Context first. Call it before the record is read: it may
// still add to it.
func (r *Realm) Wait() {
	r.running.Wait()
	for _, end := range r.ends {
		end()
	}
	r.ends = nil
}

// Stack writes the stack traces in a text as Node does.
func (r *Realm) Stack(text string) string { return stack.Clean(text, r.StackPrefix) }

// Function makes a native function that shows the script name and nothing of Go. f may
// return nil for undefined.
func (r *Realm) Function(name string, f func(goja.FunctionCall) goja.Value) *goja.Object {
	fn := r.VM.ToValue(func(call goja.FunctionCall) goja.Value {
		if v := f(call); v != nil {
			return v
		}
		return goja.Undefined() // goja breaks if a promise job returns nil
	}).(*goja.Object)
	_ = fn.DefineDataProperty("name", r.VM.ToValue(name), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	return fn
}

// Object makes an object of native functions, each made when first read.
func (r *Realm) Object(functions map[string]func(goja.FunctionCall) goja.Value) *goja.Object {
	return lazy.New(r.VM, slices.Sorted(maps.Keys(functions)), func(name string) goja.Value {
		return r.Function(name, functions[name])
	})
}

// Throw throws a JavaScript error of the given constructor ("TypeError") with a code
// property, as Node's errors have. It does not return.
func (r *Realm) Throw(constructor, code, message string) {
	panic(r.NewError(constructor, code, message))
}

// NewError makes the error that Throw throws. code may be empty.
func (r *Realm) NewError(constructor, code, message string) *goja.Object {
	e, err := r.VM.New(r.VM.Get(constructor), r.VM.ToValue(message))
	if err != nil { // the script has put something else in its place
		e = r.VM.NewTypeError(message)
	}
	if code != "" {
		_ = e.Set("code", code)
	}
	return e
}
