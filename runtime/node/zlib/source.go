package zlib

import "io"

// source is the compressed input of a decoder. It gives out no byte too many, so that
// what follows the end is still there.
type source struct {
	pending []byte
	ended   bool        // nothing will be added to pending
	wait    func() bool // returns when pending has grown or ended is set; false: give up
}

// Read implements io.Reader.
func (s *source) Read(p []byte) (int, error) {
	if err := s.fill(1); err != nil {
		return 0, err
	}
	n := copy(p, s.pending)
	s.pending = s.pending[n:]
	return n, nil
}

// ReadByte implements io.ByteReader.
func (s *source) ReadByte() (byte, error) {
	if len(s.pending) == 0 {
		if err := s.fill(1); err != nil {
			return 0, err
		}
	}
	b := s.pending[0]
	s.pending = s.pending[1:]
	return b, nil
}

// peek returns the next n bytes, or fewer if the input ends before.
func (s *source) peek(n int) ([]byte, error) {
	if err := s.fill(n); err != nil && err != io.EOF { //nolint:errorlint // fill returns it bare
		return nil, err
	}
	return s.pending[:min(n, len(s.pending))], nil
}

// fill waits for n bytes.
func (s *source) fill(n int) error {
	for len(s.pending) < n {
		if s.ended {
			return io.EOF
		}
		if !s.wait() {
			return errClosed
		}
	}
	return nil
}

func (s *source) add(data []byte) { s.pending = append(s.pending, data...) }
