package worker

import (
	"context"
	"encoding/pem"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"github.com/hookline/hookline/sandbox/wire"
)

func TestRequestsUseConnectionsOfTheParent(t *testing.T) {
	t.Parallel()
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "hi") }))
	t.Cleanup(web.Close)
	d, parent := dialerPair(t)
	asked := parent.serve(t)
	client := http.Client{Transport: newTransport(d, trusting(nil))}
	for range 3 {
		require.Equal(t, "hi", fetch(t, &client, web.URL))
	}
	require.EqualValues(t, 1, asked.Load(), "the connection is kept")
}

func TestTLSTrustsTheConfiguredRootsOnly(t *testing.T) {
	t.Parallel()
	web := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "hi") }))
	web.Config.ErrorLog = nil
	t.Cleanup(web.Close)
	d, parent := dialerPair(t)
	parent.serve(t)

	root := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: web.Certificate().Raw})
	require.Equal(t, "hi", fetch(t, &http.Client{Transport: newTransport(d, trusting(root))}, web.URL))
	require.Equal(t, "hi", fetch(t, &http.Client{Transport: newTransport(d, unchecking)}, web.URL))

	_, err := get(&http.Client{Transport: newTransport(d, trusting(nil))}, web.URL)
	require.ErrorContains(t, err, "unknown authority")
}

func TestConnectionsAreCounted(t *testing.T) {
	t.Parallel()
	d, parent := dialerPair(t)
	d.open = make(chan struct{}, 2)
	parent.serve(t)
	address := sink(t)
	first, err := d.DialContext(t.Context(), "tcp", address)
	require.NoError(t, err)
	second, err := d.DialContext(t.Context(), "tcp", address)
	require.NoError(t, err)
	defer second.Close()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = d.DialContext(ctx, "tcp", address)
	require.ErrorIs(t, err, context.Canceled, "there is no place until one is closed")
	require.NoError(t, first.Close())
	require.Error(t, first.Close(), "closing again gives no second place")
	third, err := d.DialContext(t.Context(), "tcp", address)
	require.NoError(t, err)
	defer third.Close()
	require.Len(t, d.open, 2)
	_, err = d.DialContext(ctx, "tcp", "nonsense")
	require.Error(t, err)
	require.Len(t, d.open, 2)
}

// sink is an address that takes connections and says nothing.
func sink(t *testing.T) string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(func() { l.Close() })
	return l.Addr().String()
}

func TestInsecureTLSNeedsTheOperator(t *testing.T) {
	t.Parallel()
	w := &worker{}
	w.configure(wire.Configuration{})
	require.Nil(t, w.insecure())
	w.configure(wire.Configuration{InsecureTLS: true})
	require.NotNil(t, w.insecure())
}

func TestARefusalHasItsCode(t *testing.T) {
	t.Parallel()
	d, parent := dialerPair(t)
	answered := make(chan error)
	go func() {
		_, err := d.DialContext(t.Context(), "tcp", "10.0.0.1:80")
		answered <- err
	}()
	request, err := parent.next()
	require.NoError(t, err)
	parent.answer(wire.DialResponse{ID: request.ID, Code: "EACCES", Message: "egress refused"}, -1)
	var refusal *dialError
	require.ErrorAs(t, <-answered, &refusal)
	require.Equal(t, "EACCES", refusal.Code())
	require.Empty(t, d.slots)
}

func TestALateConnectionIsClosed(t *testing.T) {
	t.Parallel()
	d, parent := dialerPair(t)
	ctx, cancel := context.WithCancel(t.Context())
	left := make(chan struct{})
	go func() {
		_, _ = d.DialContext(ctx, "tcp", "10.0.0.1:80")
		close(left)
	}()
	request, err := parent.next()
	require.NoError(t, err)
	cancel()
	<-left

	ours, theirs, err := os.Pipe()
	require.NoError(t, err)
	defer ours.Close()
	parent.answer(wire.DialResponse{ID: request.ID}, int(theirs.Fd()))
	theirs.Close()
	_, err = ours.Read(make([]byte, 1)) // no net.Conn came of a pipe, and it was closed
	require.Equal(t, io.EOF, err)
}

func TestAddressesAreChecked(t *testing.T) {
	t.Parallel()
	d, _ := dialerPair(t)
	for _, address := range []string{"x", "x:http", "x:70000", ":", string(make([]byte, 300)) + ":80"} {
		_, err := d.DialContext(t.Context(), "tcp", address)
		require.Error(t, err)
	}
	_, err := d.DialContext(t.Context(), "udp", "1.1.1.1:53")
	require.ErrorIs(t, err, errNotTCP)
	require.Empty(t, d.slots)
}

func TestLookUpsAreAskedOfTheParent(t *testing.T) {
	t.Parallel()
	d, parent := dialerPair(t)
	go func() {
		request, _ := parent.next()
		parent.answer(wire.DialResponse{ID: request.ID, Records: []string{request.Record + " " + request.Host}}, -1)
		request, _ = parent.next()
		parent.answer(wire.DialResponse{ID: request.ID, Code: "ENOTFOUND"}, -1)
	}()
	found, err := d.Resolve(t.Context(), "MX", "a.example")
	require.NoError(t, err)
	require.Equal(t, []string{"MX a.example"}, found)
	var reason *dialError
	_, err = d.Resolve(t.Context(), "A", "b.example")
	require.ErrorAs(t, err, &reason)
	require.Equal(t, "ENOTFOUND", reason.Code())
	require.Empty(t, d.slots)
}

// parentEnd plays the parent's part on the dial socket.
type parentEnd struct{ *net.UnixConn }

func dialerPair(t *testing.T) (*dialer, parentEnd) {
	fds, err := unix.Socketpair(unix.AF_UNIX, unix.SOCK_DGRAM, 0)
	require.NoError(t, err)
	conns := make([]*net.UnixConn, 2)
	for i, fd := range fds {
		file := os.NewFile(uintptr(fd), "")
		conn, err := net.FileConn(file)
		require.NoError(t, err)
		file.Close()
		t.Cleanup(func() { conn.Close() })
		conns[i] = conn.(*net.UnixConn)
	}
	return newDialer(conns[0]), parentEnd{conns[1]}
}

// next waits for a request.
func (p parentEnd) next() (wire.DialRequest, error) {
	buffer := make([]byte, wire.MaxDialMessage)
	n, err := p.Read(buffer)
	if err != nil {
		return wire.DialRequest{}, err
	}
	return wire.ParseDialRequest(buffer[:n])
}

func (p parentEnd) answer(r wire.DialResponse, fd int) {
	var rights []byte
	if fd >= 0 {
		rights = unix.UnixRights(fd)
	}
	_, _, _ = p.WriteMsgUnix(r.Append(nil), rights, nil)
}

// serve dials whatever is asked for until the test ends, and counts.
func (p parentEnd) serve(t *testing.T) *atomic.Int64 {
	var asked atomic.Int64
	go func() {
		for {
			request, err := p.next()
			if errors.Is(err, net.ErrClosed) {
				return
			}
			if err != nil {
				t.Error(err)
				return
			}
			asked.Add(1)
			conn, err := net.DialTCP("tcp", nil, &net.TCPAddr{IP: net.ParseIP(request.Host), Port: int(request.Port)})
			if err != nil {
				p.answer(wire.DialResponse{ID: request.ID, Code: "ECONNREFUSED"}, -1)
				continue
			}
			file, _ := conn.File()
			p.answer(wire.DialResponse{ID: request.ID}, int(file.Fd()))
			file.Close()
			conn.Close()
		}
	}()
	return &asked
}

func fetch(t *testing.T, client *http.Client, url string) string {
	text, err := get(client, url)
	require.NoError(t, err)
	return text
}

func get(client *http.Client, url string) (string, error) {
	response, err := client.Get(url)
	if err != nil {
		return "", err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	return string(text), err
}
