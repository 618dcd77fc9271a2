package loop_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/hookline/hookline/runtime/loop"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// machine is a VM with a loop and the functions the tests script with.
type machine struct {
	vm       *goja.Runtime
	loop     *loop.Loop
	log      []string
	uncaught []error
	stop     bool // what onUncaught answers
}

func newMachine() *machine {
	m := &machine{vm: goja.New()}
	m.loop = loop.New(m.vm, loop.NewClock(), func(err error) bool {
		m.uncaught = append(m.uncaught, err)
		return m.stop
	})
	later := func(set func(f func() error)) func(goja.FunctionCall) goja.Value {
		return func(call goja.FunctionCall) goja.Value {
			f, _ := goja.AssertFunction(call.Argument(0))
			set(func() error { _, err := f(goja.Undefined()); return err })
			return nil
		}
	}
	_ = m.vm.Set("tick", later(m.loop.NextTick))
	_ = m.vm.Set("immediate", later(func(f func() error) { m.loop.SetImmediate(f) }))
	_ = m.vm.Set("timer", func(call goja.FunctionCall) goja.Value {
		f, _ := goja.AssertFunction(call.Argument(0))
		m.loop.SetTimer(time.Duration(call.Argument(1).ToInteger())*time.Millisecond, false,
			func() error { _, err := f(goja.Undefined()); return err })
		return nil
	})
	_ = m.vm.Set("log", func(text string) { m.log = append(m.log, text) })
	return m
}

func (m *machine) run(ctx context.Context, script string) error {
	return m.loop.Run(ctx, func() error { _, err := m.vm.RunString(script); return err })
}

func TestOrderIsNodes(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		m := newMachine()
		require.NoError(t, m.run(t.Context(), `
			timer(() => { log('timer'); tick(() => log('tick of timer')); Promise.resolve().then(() => log('promise of timer')); }, 1);
			timer(() => log('second timer'), 1);
			immediate(() => log('immediate'));
			Promise.resolve().then(() => { log('promise'); tick(() => log('tick of promise')); });
			tick(() => { log('tick'); tick(() => log('tick of tick')); });
			log('main');`))
		require.Equal(t, []string{"main", "tick", "tick of tick", "promise", "tick of promise", "immediate",
			"timer", "tick of timer", "promise of timer", "second timer"}, m.log)
		require.Empty(t, m.uncaught)
	})
}

func TestRunWaitsForRegisteredCallbacks(t *testing.T) {
	t.Parallel()
	m := newMachine()
	var workers sync.WaitGroup
	var got []int
	require.NoError(t, m.loop.Run(t.Context(), func() error {
		for i := range 50 {
			deliver := m.loop.RegisterCallback()
			workers.Go(func() { deliver(func() error { got = append(got, i); return nil }) })
		}
		return nil
	}))
	workers.Wait()
	slices.Sort(got)
	require.Len(t, got, 50)
	require.Equal(t, 49, got[49])
}

func TestCallbackCalledTwiceIsABug(t *testing.T) {
	t.Parallel()
	m := newMachine()
	deliver := m.loop.RegisterCallback()
	deliver(func() error { return nil })
	require.Panics(t, func() { deliver(func() error { return nil }) })
}

func TestUncaughtErrorsAreReported(t *testing.T) {
	t.Parallel()
	for name, script := range map[string]string{
		"main":      `throw new Error('x')`,
		"timer":     `timer(() => { throw new Error('x') }, 1)`,
		"immediate": `immediate(() => { throw new Error('x') })`,
		"tick":      `tick(() => { throw new Error('x') })`,
		"second tick": `tick(() => { throw new Error('x') }); tick(() => { throw new Error('y') });
			tick(() => log('third tick'))`,
		"promise": `Promise.resolve().then(() => { throw new Error('x') })`,
		"async":   `(async () => { throw new Error('x') })()`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := newMachine()
			require.NoError(t, m.run(t.Context(), `immediate(() => timer(() => log('goes on'), 3));`+script))
			require.NotEmpty(t, m.uncaught)
			require.Contains(t, m.log, "goes on")

			stopped := newMachine()
			stopped.stop = true
			require.Error(t, stopped.run(t.Context(), `immediate(() => timer(() => log('goes on'), 3));`+script))
			require.Len(t, stopped.uncaught, 1)
			require.NotContains(t, stopped.log, "goes on")
		})
	}
}

func TestRejectionHandledInTheSameTurnIsNone(t *testing.T) {
	t.Parallel()
	m := newMachine()
	require.NoError(t, m.run(t.Context(), `var p = Promise.reject(1); tick(() => p.catch(() => log('caught')))`))
	require.Empty(t, m.uncaught)
	require.Equal(t, []string{"caught"}, m.log)
}

func TestUnhandledRejectionCarriesItsValue(t *testing.T) {
	t.Parallel()
	m := newMachine()
	require.NoError(t, m.run(t.Context(), `Promise.reject('why')`))
	var rejection *loop.Rejection
	require.ErrorAs(t, m.uncaught[0], &rejection)
	require.Equal(t, "why", rejection.Value.String())
}

func TestContextEndsTheWait(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		because := errors.New("enough")
		ctx, cancel := context.WithTimeoutCause(t.Context(), time.Second, because)
		defer cancel()
		m := newMachine()
		require.ErrorIs(t, m.run(ctx, `timer(() => log('too late'), 5000)`), because)
		require.Empty(t, m.log)
	})
}

func TestInterruptEndsTheRun(t *testing.T) {
	t.Parallel()
	for name, script := range map[string]string{
		"main":    `for (;;) {}`,
		"promise": `(function again() { Promise.resolve().then(again) })()`,
		"tick":    `(function again() { tick(again) })()`,
		"timer":   `timer(() => { for (;;) {} }, 1)`,
		"finally": `try { for (;;) {} } finally { for (;;) {} }`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := newMachine()
			timer := time.AfterFunc(50*time.Millisecond, func() { m.vm.Interrupt("stop") })
			defer timer.Stop()
			var interrupted *goja.InterruptedError
			require.ErrorAs(t, m.run(t.Context(), script), &interrupted)
			require.Empty(t, m.uncaught, "an interrupt is not the script's error")
		})
	}
}

func TestTimers(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		m := newMachine()
		began := time.Now()
		var at []time.Duration
		require.NoError(t, m.loop.Run(t.Context(), func() error {
			var every *loop.Timer
			every = m.loop.SetTimer(10*time.Millisecond, true, func() error {
				if at = append(at, time.Since(began)); len(at) == 3 {
					m.loop.ClearTimer(every)
				}
				return nil
			})
			cleared := m.loop.SetTimer(time.Millisecond, false, func() error { t.Error("a cleared timer fired"); return nil })
			m.loop.ClearTimer(cleared)
			m.loop.ClearTimer(cleared)
			idle := m.loop.SetTimer(time.Hour, false, func() error { t.Error("an unref'd timer kept the loop"); return nil })
			m.loop.SetRef(idle, false)
			m.loop.SetRef(idle, false)
			return nil
		}))
		require.Equal(t, []time.Duration{10 * time.Millisecond, 20 * time.Millisecond, 30 * time.Millisecond}, at)
	})
}

func TestDelaysOutOfRangeAreOneMillisecond(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		m := newMachine()
		began := time.Now()
		require.NoError(t, m.loop.Run(t.Context(), func() error {
			m.loop.SetTimer(-5, false, func() error { return nil })
			m.loop.SetTimer(loop.MaxTimerDelay+1, false, func() error { return nil })
			return nil
		}))
		require.Equal(t, time.Millisecond, time.Since(began))
	})
}

func TestCanceledImmediateDoesNotRun(t *testing.T) {
	t.Parallel()
	m := newMachine()
	require.NoError(t, m.loop.Run(t.Context(), func() error {
		m.loop.SetImmediate(func() error { t.Error("ran"); return nil })()
		return nil
	}))
}

func TestInsideDoesNotCountWaiting(t *testing.T) {
	t.Parallel()
	m := newMachine()
	require.NoError(t, m.run(t.Context(), `timer(() => {}, 200)`))
	require.Less(t, m.loop.Inside(), 100*time.Millisecond)
	require.Positive(t, m.loop.Inside())
}

func TestHoldKeepsTheLoopAliveAndDeliverDoesNot(t *testing.T) {
	t.Parallel()
	m := newMachine()
	var release func()
	late := make(chan struct{})
	require.NoError(t, m.loop.Run(t.Context(), func() error {
		release = m.loop.Hold()
		go func() {
			m.loop.Deliver(func() error {
				m.log = append(m.log, "delivered")
				release()
				release()
				return nil
			})
			close(late)
		}()
		return nil
	}))
	<-late
	require.Equal(t, []string{"delivered"}, m.log)
	m.loop.Deliver(func() error { panic("the loop has ended") })
}

// TestContextGoesAlong sets a context and looks for it in everything that was started.
func TestContextGoesAlong(t *testing.T) {
	t.Parallel()
	m := newMachine()
	m.loop.TrackPromises()
	require.NoError(t, m.vm.Set("enter", func(v goja.Value) { m.loop.SetContext(v) }))
	require.NoError(t, m.vm.Set("where", func(what string) {
		at := "nowhere"
		if c := m.loop.Context(); c != nil {
			at = c.String()
		}
		m.log = append(m.log, what+" "+at)
	}))
	require.NoError(t, m.run(t.Context(), `
		enter('here');
		tick(() => where('tick'));
		Promise.resolve().then(() => where('promise')).then(() => where('next promise'));
		(async () => { await null; where('await'); })();
		timer(() => { where('timer'); tick(() => where('tick of timer')); }, 1);
		tick(() => { enter('there'); timer(() => where('other timer'), 30); });
	`))
	require.NoError(t, m.loop.Run(t.Context(), func() error { return nil }))
	require.Nil(t, m.loop.Context())
	require.Equal(t, []string{"tick here", "promise here", "await here", "next promise here", "timer here", "tick of timer here", "other timer there"}, m.log)
}
