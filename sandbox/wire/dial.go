package wire

import "encoding/binary"

// MaxDials is how many connections a worker may be waiting for at once.
const MaxDials = 64

// MaxDialMessage is the longest message of the dial socket.
const MaxDialMessage = 1 << 10

// DialRequest asks for a connection. ID is the worker's choice, used by no other
// request that waits.
type DialRequest struct {
	ID   uint32
	Port uint16
	Host string
}

// Append encodes the request.
func (r DialRequest) Append(b []byte) []byte {
	b = binary.LittleEndian.AppendUint32(b, r.ID)
	b = binary.LittleEndian.AppendUint16(b, r.Port)
	return append(b, r.Host...)
}

// ParseDialRequest reads one message.
func ParseDialRequest(b []byte) (DialRequest, error) {
	if len(b) < 6 || len(b) > MaxDialMessage {
		return DialRequest{}, violation("dial request of %d bytes", len(b))
	}
	return DialRequest{
		ID:   binary.LittleEndian.Uint32(b),
		Port: binary.LittleEndian.Uint16(b[4:]),
		Host: string(b[6:]),
	}, nil
}

// DialResponse answers a request. Without an error the connected socket comes with the
// message (SCM_RIGHTS).
type DialResponse struct {
	ID uint32
	// Code is empty for success.
	Code, Message string
}

// Append encodes the response.
func (r DialResponse) Append(b []byte) []byte {
	b = binary.LittleEndian.AppendUint32(b, r.ID)
	return appendString(appendString(b, r.Code), r.Message)
}

// ParseDialResponse reads one message.
func ParseDialResponse(b []byte) (DialResponse, error) {
	if len(b) < 4 {
		return DialResponse{}, violation("dial response of %d bytes", len(b))
	}
	d := decoder{rest: b[4:]}
	r := DialResponse{ID: binary.LittleEndian.Uint32(b), Code: d.string(), Message: d.string()}
	return r, d.end("dial response")
}
