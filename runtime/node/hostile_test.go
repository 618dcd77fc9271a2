package node

import (
	"context"
	"os"
	"slices"
	"testing"
	"time"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/require"
)

// A loop in JavaScript is interrupted after patience; a native that does not notice
// within maxAttack is a fault.
const (
	patience  = 200 * time.Millisecond
	maxAttack = 5 * time.Second
)

// TestNoFunctionPanics calls everything that a script can reach with receivers and
// arguments that no honest script has. A Go panic in a native passes through goja and
// would end the worker; a native that loops for long cannot be interrupted.
func TestNoFunctionPanics(t *testing.T) {
	t.Parallel()
	source, err := os.ReadFile("testdata/hostile/functions.js")
	require.NoError(t, err)
	m := newAttacked(t, string(source))
	functions := m.vm.Get("functions").(*goja.Object)
	var found [][]any
	require.NoError(t, m.vm.ExportTo(functions, &found))
	require.Greater(t, len(found), 100)
	for i, f := range found {
		if m.attack(t, i, f[0].(string)) {
			continue
		}
		m.end()
		m = newAttacked(t, string(source))
	}
	m.end()
}

func newAttacked(t *testing.T, source string) *machine {
	t.Helper()
	m := newMachine(t, nil)
	m.vm.SetMaxCallStackSize(300)
	names := GlobalNames()
	slices.Sort(names) // the calls depend on the order
	_ = m.vm.Set("globalNames", names)
	_ = m.vm.Set("moduleNames", registry.Names())
	m.run(t, source)
	require.Empty(t, m.uncaught)
	return m
}

// attack reports whether the machine is still whole.
func (m *machine) attack(t *testing.T, index int, name string) (whole bool) {
	t.Helper()
	defer func() {
		if fault := recover(); fault != nil {
			t.Errorf("%s: Go panic: %v\n%s", name, fault, m.vm.Get("lastCall"))
		}
	}()
	attack, ok := goja.AssertFunction(m.vm.Get("attack"))
	require.True(t, ok)
	// What the calls started may wait for long; only that it does no harm counts here.
	ctx, cancel := context.WithTimeout(m.realm.Context, 20*time.Millisecond)
	defer cancel()
	slow := time.AfterFunc(patience, func() { m.vm.Interrupt("slow") })
	defer slow.Stop()
	began := time.Now()
	err := m.loop.Run(ctx, func() error {
		_, err := attack(goja.Undefined(), m.vm.ToValue(index))
		return err
	})
	if took := time.Since(began); took > maxAttack {
		t.Errorf("%s: took %v, whatever the interrupt", name, took)
	}
	return err == nil // else the loop was left with work in it
}
