package packages_test

import (
	"bufio"
	"crypto/tls"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// world stands for all the hosts that a hook talks to: whatever name it dials, the
// connection ends here, on loopback. One world belongs to one run of one hook, so that
// what it saw is what that run sent.
type world struct {
	authority *authority
	// ports says where a connection to a port goes, as an address; "" is any other port.
	ports map[string]string
	mu    sync.Mutex
	seen  []string
}

func newWorld(t *testing.T, authority *authority) *world {
	t.Helper()
	w := &world{authority: authority, ports: map[string]string{}}
	w.serveWeb(t)
	for _, port := range []string{"25", "465", "587"} {
		w.ports[port] = w.serve(t, func(conn net.Conn) { w.mail(conn, port) })
	}
	w.ports["27017"] = w.serve(t, w.mongo)
	return w
}

// closed is an address where nobody listens.
const closed = "127.0.0.1:1"

// dialed is the address that a connection to host and port really goes to.
func (w *world) dialed(host, port string) string {
	if host == "refused.example.com" {
		return closed
	}
	if address, ok := w.ports[port]; ok {
		return address
	}
	return w.ports[""]
}

// note keeps what a run sent.
func (w *world) note(line string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.seen = append(w.seen, line)
}

// takeSeen is everything that was noted, with what differs from run to run masked.
func (w *world) takeSeen() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return mask(strings.Join(w.seen, "\n"))
}

// serve accepts connections until the test ends.
func (w *world) serve(t *testing.T, handle func(net.Conn)) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(func() { _ = listener.Close() })
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			_ = conn.SetDeadline(time.Now().Add(time.Minute))
			go handle(conn)
		}
	}()
	return listener.Addr().String()
}

// serveWeb answers HTTP and HTTPS on one port: a TLS connection starts with the byte 22.
func (w *world) serveWeb(t *testing.T) {
	t.Helper()
	accepted := &queue{conns: make(chan net.Conn), done: make(chan struct{})}
	w.ports[""] = w.serve(t, func(conn net.Conn) {
		start := bufio.NewReader(conn)
		first, err := start.Peek(1)
		if err != nil {
			_ = conn.Close()
			return
		}
		conn = &peeked{Conn: conn, start: start}
		if first[0] == 22 {
			conn = tls.Server(conn, w.authority.server())
		}
		select {
		case accepted.conns <- conn:
		case <-accepted.done:
			_ = conn.Close()
		}
	})
	server := &http.Server{Handler: http.HandlerFunc(w.answer), ReadHeaderTimeout: time.Minute, ErrorLog: silent}
	go func() { _ = server.Serve(accepted) }()
	t.Cleanup(func() { _ = server.Close() })
}

// peeked is a connection whose first bytes were read already.
type peeked struct {
	net.Conn
	start *bufio.Reader
}

func (p *peeked) Read(b []byte) (int, error) { return p.start.Read(b) }

// queue is a listener for connections that were accepted elsewhere.
type queue struct {
	conns chan net.Conn
	done  chan struct{}
	once  sync.Once
}

func (q *queue) Accept() (net.Conn, error) {
	select {
	case conn := <-q.conns:
		return conn, nil
	case <-q.done:
		return nil, net.ErrClosed
	}
}

func (q *queue) Close() error   { q.once.Do(func() { close(q.done) }); return nil }
func (q *queue) Addr() net.Addr { return &net.TCPAddr{} }
