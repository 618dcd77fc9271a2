package wire

import (
	"bufio"
	"encoding/binary"
	"errors"
	"io"
	"runtime"
	"sync"
)

// ErrTooLarge says that a frame exceeds the cap of its type. Nothing was written.
var ErrTooLarge = errors.New("wire: frame too large")

// Writer writes frames from any goroutine. Frames that meet are sent together: the
// first to come lets every goroutine that is ready go ahead, then flushes for all of
// them. When nothing else is ready that costs nothing.
type Writer struct {
	mu       sync.Mutex
	out      *bufio.Writer
	flushing bool // somebody is about to flush
}

// NewWriter makes a Writer.
func NewWriter(w io.Writer) *Writer { return &Writer{out: bufio.NewWriterSize(w, 32<<10)} }

// Write writes one frame. The sections may be reused when it returns. A nil error says
// that the frame is on its way, not that it arrived.
func (w *Writer) Write(t Type, id uint64, sections ...[]byte) error {
	length := 0
	for _, s := range sections {
		length += sectionSize + len(s)
	}
	if length > shapes[t].max+sectionSize*shapes[t].sections {
		return ErrTooLarge
	}
	first, err := w.buffer(t, id, length, sections)
	if err != nil || !first {
		return err
	}
	runtime.Gosched()
	w.mu.Lock()
	defer w.mu.Unlock()
	w.flushing = false
	return w.out.Flush()
}

// buffer reports whether the caller is the one to flush.
func (w *Writer) buffer(t Type, id uint64, length int, sections [][]byte) (first bool, err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	first, w.flushing = !w.flushing, true
	return first, w.put(t, id, length, sections)
}

func (w *Writer) put(t Type, id uint64, length int, sections [][]byte) error {
	var header [headerSize]byte
	binary.LittleEndian.PutUint32(header[0:], uint32(length))
	header[4] = byte(t)
	binary.LittleEndian.PutUint64(header[8:], id)
	_, err := w.out.Write(header[:])
	for _, s := range sections {
		var size [sectionSize]byte
		binary.LittleEndian.PutUint32(size[:], uint32(len(s)))
		_, _ = w.out.Write(size[:]) // a bufio.Writer keeps its first error
		_, err = w.out.Write(s)
	}
	return err
}
