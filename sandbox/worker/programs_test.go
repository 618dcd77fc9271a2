package worker

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/sandbox/wire"
)

// hook is the message of a run with a hook's source, and with packages unless they are 0.
func hook(id uint64, source string, packages uint64, text string) wire.RunMessage {
	return wire.RunMessage{Program: id, Source: source, WithSource: source != "", Packages: packages, PackagesText: []byte(text), WithPackages: text != ""}
}

func TestProgramsAreBoundedByTheirSource(t *testing.T) {
	t.Parallel()
	ps := newPrograms(10)
	a := ps.of(hook(1, "aaaa", 0, ""))
	ps.of(hook(2, "bbbb", 0, ""))
	require.Same(t, a, ps.of(hook(1, "", 0, "")))
	ps.of(hook(3, "cccc", 0, ""))
	require.Nil(t, ps.of(hook(2, "", 0, "")), "the one not used longest went")
	require.Same(t, a, ps.of(hook(1, "", 0, "")))
	ps.of(hook(4, "dddddddddddddd", 0, "")) // larger than all, but needed now
	require.NotNil(t, ps.of(hook(4, "", 0, "")))
	require.Equal(t, 2, ps.order.Len())
	require.Equal(t, 18, ps.bytes)

	_, err := a.compile(nil)
	require.NoError(t, err)
}

func TestHooksSharePackagesAndGoWithThem(t *testing.T) {
	t.Parallel()
	ps := newPrograms(20)
	require.Nil(t, ps.of(hook(1, "aaaa", 7, "")), "the packages are not here")
	a := ps.of(hook(1, "aaaa", 7, "packages"))
	b := ps.of(hook(2, "bbbb", 7, ""))
	require.NotNil(t, b)
	require.Same(t, a.packages, b.packages)
	require.Nil(t, ps.of(hook(7, "", 0, "")), "a hook has not the id of packages")

	ps.of(hook(3, "c", 8, "other packages"))
	require.Nil(t, ps.of(hook(1, "", 7, "")))
	require.Equal(t, 2, ps.order.Len(), "no hook keeps packages that were dropped")
	require.Equal(t, 15, ps.bytes)
	require.NotNil(t, ps.of(hook(1, "aaaa", 7, "packages")))
}
