package wire

import (
	"bufio"
	"encoding/binary"
	"errors"
	"io"
)

// Reader reads frames. One goroutine may use it.
type Reader struct {
	in        *bufio.Reader
	direction Direction
}

// NewReader makes a Reader of frames that go in the given direction.
func NewReader(r io.Reader, d Direction) *Reader {
	return &Reader{in: bufio.NewReaderSize(r, 32<<10), direction: d}
}

// Read returns the next frame, whose sections are the caller's to keep. It returns
// io.EOF at the end between two frames, an ErrProtocol for what is no frame, and the
// connection's error.
func (r *Reader) Read() (Frame, error) {
	header, err := r.in.Peek(headerSize)
	if err != nil {
		if errors.Is(err, io.EOF) && len(header) > 0 {
			err = io.ErrUnexpectedEOF
		}
		return Frame{}, err
	}
	f := Frame{Type: Type(header[4]), ID: binary.LittleEndian.Uint64(header[8:])}
	length := int64(binary.LittleEndian.Uint32(header))
	if !r.direction.allows(f.Type) || header[5]|header[6]|header[7] != 0 {
		return Frame{}, violation("type %d", f.Type)
	}
	shape := shapes[f.Type]
	if length > int64(shape.max+shape.sections*sectionSize) {
		return Frame{}, violation("frame of type %d has %d bytes", f.Type, length)
	}
	_, _ = r.in.Discard(headerSize)
	body := make([]byte, length)
	if _, err := io.ReadFull(r.in, body); err != nil {
		return Frame{}, unexpected(err)
	}
	f.Sections, err = split(body, shape.sections)
	return f, err
}

func unexpected(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

// split cuts body into exactly n sections.
func split(body []byte, n int) ([][]byte, error) {
	sections := make([][]byte, n)
	for i := range sections {
		if len(body) < sectionSize {
			return nil, violation("a section is missing")
		}
		size := int64(binary.LittleEndian.Uint32(body))
		body = body[sectionSize:]
		if size > int64(len(body)) {
			return nil, violation("a section is longer than its frame")
		}
		sections[i], body = body[:size:size], body[size:]
	}
	if len(body) > 0 {
		return nil, violation("bytes after the last section")
	}
	return sections, nil
}
