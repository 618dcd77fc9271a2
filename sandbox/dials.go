package sandbox

import (
	"context"
	"errors"
	"fmt"
	"net"
	"sync"
	"time"

	"golang.org/x/sys/unix"

	"github.com/hookline/hookline/sandbox/egress"
	"github.com/hookline/hookline/sandbox/wire"
)

// answerTimeout bounds how long a worker may leave its dial socket unread.
const answerTimeout = 10 * time.Second

// dialDesk answers one worker's requests for connections.
type dialDesk struct {
	process *process
	mu      sync.Mutex
	waiting map[uint32]bool
}

// serveDials returns when the worker's dial socket is closed or misused, and every
// connection that was begun is made or given up.
func (p *process) serveDials(ctx context.Context) {
	desk := &dialDesk{process: p, waiting: map[uint32]bool{}}
	var dials sync.WaitGroup
	defer dials.Wait()
	buffer := make([]byte, wire.MaxDialMessage+1)
	for {
		n, err := p.dials.Read(buffer) // not ReadMsg: descriptors that come along are dropped
		if err != nil {
			return
		}
		request, gate, err := desk.admit(buffer[:n])
		if err != nil {
			p.kill(err)
			return
		}
		dials.Go(func() { desk.dial(ctx, gate, request) })
	}
}

// admit reads a request and counts it.
func (d *dialDesk) admit(message []byte) (wire.DialRequest, *egress.Gate, error) {
	request, err := wire.ParseDialRequest(message)
	if err != nil {
		return request, nil, err
	}
	gate := d.process.gate.Load()
	d.mu.Lock()
	defer d.mu.Unlock()
	switch {
	case gate == nil:
		return request, nil, fmt.Errorf("%w: a blank worker asks for a connection", wire.ErrProtocol)
	case d.waiting[request.ID]:
		return request, nil, fmt.Errorf("%w: dial id used twice", wire.ErrProtocol)
	case len(d.waiting) >= wire.MaxDials:
		return request, nil, fmt.Errorf("%w: more than %d dials at once", wire.ErrProtocol, wire.MaxDials)
	}
	d.waiting[request.ID] = true
	return request, gate, nil
}

func (d *dialDesk) dial(ctx context.Context, gate *egress.Gate, request wire.DialRequest) {
	response := wire.DialResponse{ID: request.ID}
	var conn *net.TCPConn
	var err error
	if request.Record != "" {
		response.Records, err = gate.Resolve(ctx, request.Record, request.Host)
	} else {
		conn, err = gate.Dial(ctx, request.Host, int(request.Port))
	}
	var reason *egress.Error
	if errors.As(err, &reason) {
		response.Code, response.Message = reason.Code, reason.Message
	}
	d.mu.Lock()
	delete(d.waiting, request.ID) // before the answer: the worker may ask again at once
	d.mu.Unlock()
	if err := d.answer(response, conn); err != nil && ctx.Err() == nil {
		d.process.kill(fmt.Errorf("answer a dial: %w", err))
	}
}

// answer sends the response, with the connection if there is one. The worker's copy
// lives on when ours is closed.
func (d *dialDesk) answer(response wire.DialResponse, conn *net.TCPConn) error {
	socket := d.process.dials
	_ = socket.SetWriteDeadline(time.Now().Add(answerTimeout))
	message := response.Append(nil)
	if conn == nil {
		_, err := socket.Write(message)
		return err
	}
	defer func() { _ = conn.Close() }()
	raw, err := conn.SyscallConn()
	if err != nil {
		return err
	}
	var sent error
	err = raw.Control(func(fd uintptr) {
		_, _, sent = socket.WriteMsgUnix(message, unix.UnixRights(int(fd)), nil)
	})
	return errors.Join(err, sent)
}
