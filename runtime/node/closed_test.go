package node

import (
	"net"
	"strconv"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"
)

// closedPort is a port of the loopback where nothing listens. It is bound to the end of
// the test, so that no other test is given it.
func closedPort(t *testing.T) string {
	t.Helper()
	socket, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_STREAM, 0)
	require.NoError(t, err)
	syscall.CloseOnExec(socket)
	t.Cleanup(func() { require.NoError(t, syscall.Close(socket)) })
	require.NoError(t, syscall.Bind(socket, &syscall.SockaddrInet4{Addr: [4]byte(net.IPv4(127, 0, 0, 1).To4())}))
	address, err := syscall.Getsockname(socket)
	require.NoError(t, err)
	return strconv.Itoa(address.(*syscall.SockaddrInet4).Port)
}
