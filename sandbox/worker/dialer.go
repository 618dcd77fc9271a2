package worker

import (
	"context"
	"errors"
	"net"
	"os"
	"strconv"
	"sync"

	"golang.org/x/sys/unix"

	"github.com/hookline/hookline/sandbox/wire"
)

// dialError is why the parent made no connection. The modules find its code, one of
// Node's, by the method.
type dialError struct{ code, message string }

func (e *dialError) Error() string { return e.message }
func (e *dialError) Code() string  { return e.code }

// dialer asks the parent for connections and look-ups.
type dialer struct {
	socket *net.UnixConn
	slots  chan struct{} // one per request that waits; the parent counts too
	open   chan struct{} // one per connection

	mu      sync.Mutex
	nextID  uint32
	waiting map[uint32]chan dialed
}

// dialed is an answer: a connection, records, or why there is neither.
type dialed struct {
	conn    net.Conn
	records []string
	err     error
}

func newDialer(socket *net.UnixConn) *dialer {
	d := &dialer{socket: socket, slots: make(chan struct{}, wire.MaxDials), open: make(chan struct{}, maxConns), waiting: map[uint32]chan dialed{}}
	go d.receive()
	return d
}

var errNotTCP = &dialError{"EAFNOSUPPORT", "only TCP connections are possible here"}

// DialContext has the signature that http.Transport wants.
func (d *dialer) DialContext(ctx context.Context, network, address string) (net.Conn, error) {
	select {
	case d.open <- struct{}{}:
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
	leave := sync.OnceFunc(func() { <-d.open })
	conn, err := d.dial(ctx, network, address)
	if err != nil {
		leave()
		return nil, err
	}
	tcp, ok := conn.(*net.TCPConn)
	if !ok {
		leave()
		_ = conn.Close()
		return nil, errNotTCP
	}
	return &counted{tcp, leave}, nil
}

// Dial connects a socket of a script (realm.Realm.Dial).
func (d *dialer) Dial(ctx context.Context, host string, port int) (net.Conn, error) {
	return d.DialContext(ctx, "tcp", net.JoinHostPort(host, strconv.Itoa(port)))
}

func (d *dialer) dial(ctx context.Context, network, address string) (net.Conn, error) {
	if network != "tcp" {
		return nil, errNotTCP
	}
	host, portText, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	port, err := strconv.ParseUint(portText, 10, 16)
	if err != nil || len(host) > 255 {
		return nil, &dialError{"EACCES", "egress refused: not a host and a port"}
	}
	a, err := d.await(ctx, wire.DialRequest{Port: uint16(port), Host: host})
	return a.conn, err
}

// Resolve looks a name up (realm.Realm.Resolve).
func (d *dialer) Resolve(ctx context.Context, record, name string) ([]string, error) {
	if len(name) > 255 || len(record) > 16 {
		return nil, &dialError{"ENOTFOUND", "not a name"}
	}
	a, err := d.await(ctx, wire.DialRequest{Host: name, Record: record})
	return a.records, err
}

// await sends a request and waits for the answer.
func (d *dialer) await(ctx context.Context, request wire.DialRequest) (dialed, error) {
	select {
	case d.slots <- struct{}{}:
	case <-ctx.Done():
		return dialed{}, context.Cause(ctx)
	}
	answer, err := d.ask(request)
	if err != nil {
		<-d.slots
		return dialed{}, err
	}
	select {
	case a := <-answer:
		return a, a.err
	case <-ctx.Done():
		go closeLate(answer)
		return dialed{}, context.Cause(ctx)
	}
}

// maxConns is how many connections a worker has open at once; further ones wait until
// one is closed. Idle ones take a quarter at most.
const maxConns = 128

// counted is a connection that gives its place back when it is closed.
type counted struct {
	*net.TCPConn
	leave func()
}

func (c *counted) Close() error {
	c.leave()
	return c.TCPConn.Close()
}

func closeLate(answer <-chan dialed) {
	if a := <-answer; a.conn != nil {
		_ = a.conn.Close()
	}
}

func (d *dialer) ask(request wire.DialRequest) (<-chan dialed, error) {
	answer := make(chan dialed, 1)
	d.mu.Lock()
	defer d.mu.Unlock()
	d.nextID++
	request.ID = d.nextID
	if _, err := d.socket.Write(request.Append(nil)); err != nil {
		return nil, err
	}
	d.waiting[request.ID] = answer
	return answer, nil
}

// receive hands the answers out. It ends with the process.
func (d *dialer) receive() {
	text := make([]byte, wire.MaxDialMessage)
	rights := make([]byte, unix.CmsgSpace(4))
	for {
		n, oobn, _, _, err := d.socket.ReadMsgUnix(text, rights)
		if err != nil {
			return
		}
		response, err := wire.ParseDialResponse(text[:n])
		if err != nil {
			return
		}
		d.deliver(response, rights[:oobn])
	}
}

func (d *dialer) deliver(response wire.DialResponse, rights []byte) {
	conn, err := connection(rights)
	switch {
	case response.Code != "":
		err = &dialError{response.Code, response.Message}
	case err == nil && conn == nil && len(response.Records) == 0:
		err = &dialError{"ECONNRESET", "the connection was lost on its way"}
	}
	d.mu.Lock()
	answer := d.waiting[response.ID]
	delete(d.waiting, response.ID)
	d.mu.Unlock()
	<-d.slots
	answer <- dialed{conn, response.Records, err}
}

// connection makes the socket that came along, if one did, a net.Conn.
func connection(rights []byte) (net.Conn, error) {
	if len(rights) == 0 {
		return nil, nil
	}
	messages, err := unix.ParseSocketControlMessage(rights)
	if err != nil || len(messages) != 1 {
		return nil, errors.New("bad control message")
	}
	fds, err := unix.ParseUnixRights(&messages[0])
	if err != nil || len(fds) != 1 {
		return nil, errors.New("bad control message")
	}
	file := os.NewFile(uintptr(fds[0]), "")
	conn, err := net.FileConn(file) // has a copy of the descriptor
	_ = file.Close()
	return conn, err
}
