package wire

import "encoding/binary"

// MaxDials is how many connections and look-ups a worker may be waiting for at once.
const MaxDials = 64

// MaxDialMessage is the longest message of the dial socket.
const MaxDialMessage = 4 << 10

// DialRequest asks for a connection, or with a Record for a look-up. ID is the worker's choice, used by no other
// request that waits.
type DialRequest struct {
	ID   uint32
	Port uint16
	Host string
	// Record is the type of the DNS records that are wanted of Host, empty for a dial.
	Record string
}

// Append encodes the request.
func (r DialRequest) Append(b []byte) []byte {
	b = binary.LittleEndian.AppendUint32(b, r.ID)
	b = binary.LittleEndian.AppendUint16(b, r.Port)
	return appendString(appendString(b, r.Host), r.Record)
}

// ParseDialRequest reads one message.
func ParseDialRequest(b []byte) (DialRequest, error) {
	if len(b) < 6 || len(b) > MaxDialMessage {
		return DialRequest{}, violation("dial request of %d bytes", len(b))
	}
	d := decoder{rest: b[6:]}
	r := DialRequest{ID: binary.LittleEndian.Uint32(b), Port: binary.LittleEndian.Uint16(b[4:]), Host: d.string(), Record: d.string()}
	return r, d.end("dial request")
}

// DialResponse answers a request. Without an error the connected socket comes with the
// message (SCM_RIGHTS), or the records do.
type DialResponse struct {
	ID uint32
	// Code is empty for success.
	Code, Message string
	Records       []string
}

// maxRecordBytes bounds the records of a response: they must fit beside the rest.
const maxRecordBytes = 3 << 10

// Append encodes the response, with as many records as there is room for.
func (r DialResponse) Append(b []byte) []byte {
	b = binary.LittleEndian.AppendUint32(b, r.ID)
	b = appendString(appendString(b, r.Code), r.Message)
	records := fitting(r.Records)
	b = binary.AppendUvarint(b, uint64(len(records)))
	for _, record := range records {
		b = appendString(b, record)
	}
	return b
}

// fitting are the first records, as many as there is room for.
func fitting(records []string) []string {
	size := 0
	for i, record := range records {
		if size += len(record) + 3; size > maxRecordBytes {
			return records[:i]
		}
	}
	return records
}

// ParseDialResponse reads one message.
func ParseDialResponse(b []byte) (DialResponse, error) {
	if len(b) < 4 {
		return DialResponse{}, violation("dial response of %d bytes", len(b))
	}
	d := decoder{rest: b[4:]}
	r := DialResponse{ID: binary.LittleEndian.Uint32(b), Code: d.string(), Message: d.string()}
	for n := d.uint(); n > 0 && !d.bad; n-- {
		r.Records = append(r.Records, d.string())
	}
	return r, d.end("dial response")
}
