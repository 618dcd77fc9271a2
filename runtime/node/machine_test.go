package node

import (
	"context"
	"errors"
	"net/http"
	"testing"
	"time"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/runtime/loop"
	"github.com/hookline/hookline/runtime/mend"
	"github.com/hookline/hookline/runtime/realm"
	"github.com/hookline/hookline/scripts"
)

// machine is a VM with its loop, realm and modules, as a run makes them.
type machine struct {
	vm       *goja.Runtime
	loop     *loop.Loop
	realm    *realm.Realm
	modules  *Modules
	cancel   context.CancelFunc
	uncaught []error
	console  []string
	sent     []scripts.Request
}

var registry = NewRegistry()

func newMachine(tb testing.TB, transport http.RoundTripper) *machine {
	tb.Helper()
	m := &machine{vm: goja.New()}
	m.loop = loop.New(m.vm, loop.NewClock(), func(err error) bool {
		m.uncaught = append(m.uncaught, err)
		return false
	})
	ctx, cancel := context.WithCancel(context.Background())
	m.cancel = cancel
	m.realm = realm.New(ctx, m.vm, time.Now())
	m.realm.Loop, m.realm.Transport = m.loop, transport
	m.realm.MaxRequests, m.realm.MaxResponseBytes = 50, 10<<20
	m.realm.Console = func(_, text string) { m.console = append(m.console, text) }
	m.realm.Sent = func(r scripts.Request) { m.sent = append(m.sent, r) }
	m.realm.Warn = func(string) {}
	m.modules = registry.Enable(m.realm)
	m.defineGlobals()
	return m
}

func (m *machine) defineGlobals() {
	global := m.vm.GlobalObject()
	for _, name := range []string{mend.Literal, mend.NewTarget} {
		_ = global.Set(name, m.modules.Mended(name))
	}
	_ = global.Set("require", m.realm.Function("require", m.require))
	for _, name := range GlobalNames() {
		get := func(goja.FunctionCall) goja.Value {
			value, err := m.modules.Global(name)
			if err != nil {
				panic(err)
			}
			return value
		}
		_ = global.DefineAccessorProperty(name, m.vm.ToValue(get), nil, goja.FLAG_TRUE, goja.FLAG_FALSE)
	}
}

// require is what a script has under that name.
func (m *machine) require(call goja.FunctionCall) goja.Value {
	value, err := m.modules.Require(call.Argument(0).String())
	if exception := (*goja.Exception)(nil); errors.As(err, &exception) {
		panic(exception)
	} else if err != nil {
		panic(m.vm.NewGoError(err))
	}
	return value
}

// run evaluates a script and everything that it starts, at most for ten seconds.
func (m *machine) run(tb testing.TB, source string) {
	tb.Helper()
	tree, err := goja.Parse("test.js", source)
	require.NoError(tb, err)
	mend.Tree(tree)
	program, err := goja.CompileAST(tree, false)
	require.NoError(tb, err)
	require.NoError(tb, m.modules.Supply(NeedsOf(source)))
	require.NoError(tb, m.runProgram(program))
}

func (m *machine) runProgram(program *goja.Program) error {
	ctx, cancel := context.WithTimeout(m.realm.Context, time.Minute)
	defer cancel()
	return m.loop.Run(ctx, func() error {
		_, err := m.vm.RunProgram(program)
		return err
	})
}

// end does what a run does when it is over.
func (m *machine) end() {
	m.cancel()
	m.realm.Wait()
	m.modules.Close()
}
