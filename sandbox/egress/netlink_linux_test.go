package egress_test

import (
	"encoding/binary"
	"net"
	"testing"
	"unsafe"

	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
)

// routeEverythingHere makes every address of IPv4 and IPv6 this machine's own, as
// "ip link set lo up; ip route add local 0.0.0.0/0 dev lo; ip -6 route add local ::/0
// dev lo" do. It must be called in a network namespace of its own.
func routeEverythingHere(t *testing.T) {
	interfaces, err := net.Interfaces()
	require.NoError(t, err)
	for _, i := range interfaces { // a last look: only the loopback of a fresh namespace
		require.True(t, i.Flags&net.FlagLoopback != 0 || i.Flags&net.FlagUp == 0, "%s is up: this is no namespace of our own", i.Name)
	}
	lo, err := net.InterfaceByName("lo")
	require.NoError(t, err)
	netlink(t, unix.RTM_NEWLINK, 0, bytesOf(&unix.IfInfomsg{Index: int32(lo.Index), Flags: unix.IFF_UP, Change: unix.IFF_UP}))
	for _, family := range []uint8{unix.AF_INET, unix.AF_INET6} {
		route := unix.RtMsg{Family: family, Table: unix.RT_TABLE_LOCAL, Protocol: unix.RTPROT_BOOT, Scope: unix.RT_SCOPE_HOST, Type: unix.RTN_LOCAL}
		device := binary.NativeEndian.AppendUint16(nil, 8)
		device = binary.NativeEndian.AppendUint16(device, unix.RTA_OIF)
		device = binary.NativeEndian.AppendUint32(device, uint32(lo.Index))
		netlink(t, unix.RTM_NEWROUTE, unix.NLM_F_CREATE, append(bytesOf(&route), device...))
	}
}

// netlink sends one message to the kernel and demands that it is carried out.
func netlink(t *testing.T, kind, flags uint16, body []byte) {
	fd, err := unix.Socket(unix.AF_NETLINK, unix.SOCK_RAW|unix.SOCK_CLOEXEC, unix.NETLINK_ROUTE)
	require.NoError(t, err)
	defer unix.Close(fd)
	head := unix.NlMsghdr{Len: uint32(unix.SizeofNlMsghdr + len(body)), Type: kind, Flags: unix.NLM_F_REQUEST | unix.NLM_F_ACK | flags}
	require.NoError(t, unix.Sendto(fd, append(bytesOf(&head), body...), 0, &unix.SockaddrNetlink{Family: unix.AF_NETLINK}))
	answer := make([]byte, 4096)
	n, _, err := unix.Recvfrom(fd, answer, 0)
	require.NoError(t, err)
	require.GreaterOrEqual(t, n, unix.SizeofNlMsghdr+4)
	code := int32(binary.NativeEndian.Uint32(answer[unix.SizeofNlMsghdr:]))
	require.Zero(t, code, "netlink message %d: %v", kind, unix.Errno(-code))
}

func bytesOf[T any](v *T) []byte {
	return append([]byte(nil), unsafe.Slice((*byte)(unsafe.Pointer(v)), unsafe.Sizeof(*v))...)
}
